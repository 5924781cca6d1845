"""What part of a payload is told, and to whom; with short ways to look things up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from reporting.render.document import Cell, Link, Span, Tag
from reporting.words import CATEGORIES, Word, word

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Extract:
    """A payload, or one chapter of it (0: all of it)."""

    payload: Json
    chapter: int = 0
    is_public: bool = False

    @cached_property
    def chapters(self) -> list[Json]:
        """The chapters that are told."""
        return [
            chapter
            for chapter in self.payload["chapters"]
            if self.chapter in (0, chapter["number"])
        ]

    @property
    def is_whole(self) -> bool:
        """Tell whether all chapters are told."""
        return self.chapter == 0

    def actions(self) -> Iterator[tuple[Json, Json]]:
        """Return each action with its chapter, in the order of the programme."""
        for chapter in self.chapters:
            for spearhead in chapter["spearheads"]:
                for action in spearhead["actions"]:
                    yield chapter, action

    @cached_property
    def by_code(self) -> dict[str, tuple[Json, Json]]:
        """The chapter and the action of each code that is told."""
        return {action["code"]: (chapter, action) for chapter, action in self.actions()}

    def told(self, rows: list[Json]) -> list[Json]:
        """Keep the rows of this chapter; rows name it as `chapter`."""
        return [row for row in rows if self.chapter in (0, row["chapter"])]

    @property
    def compared(self) -> str:
        """The quarter that movement is measured from; empty when unknown."""
        return str(self.payload["comparedQuarter"])


def euros(amount: str | None) -> Decimal | None:
    """Return an amount of the payload as a number."""
    return None if amount is None else Decimal(amount)


def day(text: str | None) -> date | None:
    """Return a day of the payload."""
    return None if text is None else date.fromisoformat(text)


def span(promised: Json | None) -> Span | None:
    """Return a date as policy writes it."""
    if promised is None:
        return None
    return Span(day(promised["start"]), day(promised["end"]), promised["text"])


def tag(words: tuple[Word, ...], code: str) -> tuple[Tag, ...]:
    """Return the word for a code as one tag; none for an empty code."""
    if not code:
        return ()
    found = word(words, code)
    return (Tag(found.text, found.tone),)


def state_tag(state: Json | None) -> tuple[Tag, ...]:
    """Return how an action stands as one tag."""
    return () if state is None else tag(CATEGORIES, state["category"])


def chapter_name(chapter: Json) -> str:
    """Return `1. Complexe zorg`."""
    return f"{chapter['number']}. {chapter['title']}"


def chapter_cell(chapter: Json) -> Cell:
    """Return the cell of a chapter, with who works on it."""
    if chapter["werkgroep"] and chapter["established"]:
        note = chapter["werkgroep"]
    else:
        note = "nog geen werkgroep"
    number = str(chapter["number"])
    return Cell(chapter_name(chapter), note=note, link=Link("chapter", number))


def action_cell(code: str, title: str) -> Cell:
    """Return the cell of an action; it leads to what is told of it here."""
    return Cell(f"{code} {title}", link=Link("action", code))


def told_action_cell(code: str, title: str) -> Cell:
    """Return the cell above what is told of an action; it leads to the action now."""
    return Cell(f"{code} {title}", link=Link("live", code))
