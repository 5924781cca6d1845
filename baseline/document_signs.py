"""What the text of a programme document counts by its own signs.

Bullets, headings and lead lines are found in the text, without a look at what was
transcribed, and then held against it: nothing may have been left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from baseline.findings import Finding, Group, compared, proven
from baseline.plan import ChapterCount, Plan, PlannedRow
from baseline.source_text import Lines, SourceText

_ACTIONS = re.compile(r"^ ?Acties?\s*:?\s*$")
_NO_ACTIONS = re.compile(
    r"^ ?(?:Speerpunt [0-9]|Resultaat|Monitoring|Hoe (?:dragen|meten)"
    r"|Wat (?:willen|gaan)|Maatschappelijk doel|Hoofdstuk [0-9]|Thema [0-9])"
)
_DASH = re.compile(r"^ ?- ?\S")
_SPACE = re.compile(r"^ \S")
_SPACE_AFTER_PAGE = re.compile(r"^ (?:-| \S)")
_SMALL = re.compile(r"^ ?o \S")
_LEAD = re.compile(r"^ ?Trekker:")
_GOAL = re.compile(r"^ ?Maatschappelijk doel\s*$")
_SPEARHEAD = re.compile(r"^ ?Speerpunt [0-9]+\s*[.:]?\s+\S")
# "1.1 NAH+", "1a" alone, "B. Meer aandacht …".
_ACTION = re.compile(r"^ ?(?:[0-9]\.[0-9]\s+\S|[0-9][a-z]\s*$|[A-Z][.:]\s+\S)")


@dataclass(frozen=True)
class Signs:
    """The plan, the text, and which lines of it each chapter takes."""

    plan: Plan
    text: SourceText

    def rows(self, model: str) -> list[PlannedRow]:
        """Return the planned rows of a model."""
        return [row for row in self.plan.rows if row.model == model]

    def lines_of(self, chapter: int) -> Iterator[int]:
        """Return the lines of a chapter; none for a chapter that is not there."""
        for row in self.rows("actions.Chapter"):
            if row.values["number"] == chapter:
                yield from self.text.numbers(*lines(row))

    def all_lines(self) -> Iterator[int]:
        """Return the lines of all chapters."""
        for row in self.rows("actions.Chapter"):
            yield from self.text.numbers(*lines(row))

    def under_actions(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Keep the lines that stand under a heading "Acties", each with its text."""
        is_inside = False
        for number in numbers:
            line = self.text.line(number)
            if _ACTIONS.match(line):
                is_inside = True
            elif _NO_ACTIONS.match(line):
                is_inside = False
            elif is_inside:
                yield number, line


def lines(row: PlannedRow) -> Lines:
    """Return the first and last line of a row's source."""
    return row.values["source_first"], row.values["source_last"]


def signs_found(plan: Plan, text: SourceText) -> Iterator[Finding]:
    """Return what the text counts, compared with what was transcribed."""
    signs = Signs(plan, text)
    for chapter in plan.expected.chapters:
        yield from _bullets(signs, chapter)
    yield _sub_bullets(signs)
    listed_leads = {
        line for chapter in plan.expected.chapters for line in chapter.lead_lines
    }
    yield _same(
        "lead_lines",
        "Regels “Trekker:” in de tekst",
        listed=listed_leads,
        found={n for n in signs.all_lines() if _LEAD.match(text.line(n))},
    )
    goals = [
        row for row in signs.rows("actions.Spearhead") if row.values["societal_goal"]
    ]
    yield compared(
        Group.DOCUMENT,
        "document.goals",
        "Koppen “Maatschappelijk doel” in de tekst",
        expected=len(goals),
        found=sum(bool(_GOAL.match(text.line(n))) for n in signs.all_lines()),
    )
    yield _same(
        "spearheads",
        "Koppen “Speerpunt” in de tekst",
        listed={lines(row)[0] for row in signs.rows("actions.Spearhead")},
        found={n for n in signs.all_lines() if _SPEARHEAD.match(text.line(n))},
    )
    yield _action_headings(signs)


def _bullets(signs: Signs, chapter: ChapterCount) -> Iterator[Finding]:
    page_first = set(chapter.page_first_lines)
    found = {
        number
        for number, line in signs.under_actions(signs.lines_of(chapter.number))
        if _DASH.match(line)
        # Only where the sign was lost does a space mean a bullet.
        or (number in page_first and _SPACE_AFTER_PAGE.match(line))
        or (page_first and number not in page_first and _SPACE.match(line))
    }
    listed = set(chapter.bullets)
    yield proven(
        Group.DOCUMENT,
        f"document.bullets.{chapter.number}",
        f"Punten in hoofdstuk {chapter.number} met een teken in de tekst",
        total=len(listed),
        failures=[f"regel {n}: geen punt" for n in sorted(listed - found)],
    )
    yield compared(
        Group.DOCUMENT,
        f"document.bullets_found.{chapter.number}",
        f"Punten onder “Acties” in de tekst van hoofdstuk {chapter.number}",
        expected=chapter.bullet_count,
        found=len(found),
        detail=[f"regel {n}: niet gelezen" for n in sorted(found - listed)],
    )


def _sub_bullets(signs: Signs) -> Finding:
    begun = {lines(row)[0] for row in signs.rows("actions.Activity")}
    found = [
        number
        for number, line in signs.under_actions(signs.all_lines())
        if _SMALL.match(line)
    ]
    return proven(
        Group.DOCUMENT,
        "document.sub_bullets",
        "Deelpunten in de tekst waar een rij begint",
        total=len(found),
        failures=[f"regel {n}: niet gelezen" for n in found if n not in begun],
    )


def _action_headings(signs: Signs) -> Finding:
    """Compare the numbered and lettered headings with the actions that have one."""
    actions = signs.rows("actions.Action")
    rows = [row for row in actions if row.values["printed_code"]]
    groups = {str(row.values["group"]) for row in rows}
    found = {
        number
        for spearhead in signs.rows("actions.Spearhead")
        for number in signs.text.numbers(*lines(spearhead))
        if _ACTION.match(signs.text.line(number))
        # A heading in between groups actions and is none itself.
        and signs.text.between(number, number) not in groups
    }
    return _same(
        "actions",
        "Koppen van acties in de tekst",
        listed={lines(row)[0] for row in rows},
        found=found,
    )


def _same(key: str, title: str, *, listed: set[int], found: set[int]) -> Finding:
    return compared(
        Group.DOCUMENT,
        f"document.{key}",
        title,
        expected=len(listed | found),
        found=len(listed & found),
        detail=[
            *(f"regel {n}: niet gelezen" for n in sorted(found - listed)),
            *(f"regel {n}: staat er niet" for n in sorted(listed - found)),
        ],
    )
