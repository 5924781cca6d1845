"""What changed between two published overviews, per action, with both texts.

Pure: two payloads in, rows out. Only what was published counts, not what is true now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.compose_states import RANK
from reporting.words import BORGING, CATEGORIES, CONFIDENCE, Word, word

Json = Mapping[str, Any]

NOTHING = "–"

TEXTS = (
    ("stateOfAffairs", "Stand van zaken"),
    ("results", "Resultaten"),
    ("bottlenecks", "Knelpunten"),
    ("risk", "Belangrijkste risico"),
    ("borging", "Borging"),
    ("nextSteps", "Volgende stappen"),
    ("plainLanguage", "In gewone taal"),
    ("overrideReason", "Toch zo ingediend, omdat"),
)


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it was, and what it is; dash for nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ActionChange:
    """An action that differs. `direction`: up, down, same; only in one: new, gone."""

    code: str
    title: str
    chapter: int
    before: Word | None
    after: Word | None
    direction: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, in the order of the programme."""

    actions: tuple[ActionChange, ...]
    unchanged: int
    figures: tuple[Change, ...]

    @property
    def changed(self) -> int:
        """How many actions differ."""
        return len(self.actions)


FIGURES = (
    ("actions", "Acties"),
    ("completed", "Klaar"),
    ("lateMilestones", "Mijlpalen te laat"),
    ("lateMilestonesOriginal", "Te laat tegen het oorspronkelijke plan"),
    ("unreportedMilestones", "Mijlpalen nog niet over bericht"),
    ("questions", "Open vragen"),
    ("reported", "Acties met bericht"),
)


def compare(before: Json, after: Json) -> Comparison:
    """Return what changed from one overview to another."""
    old, new = _actions(before), _actions(after)
    codes = [*new, *(code for code in old if code not in new)]
    found = [
        change
        for code in codes
        if (change := _action(old.get(code), new.get(code))) is not None
    ]
    return Comparison(
        actions=tuple(found),
        unchanged=len(codes) - len(found),
        figures=tuple(_figures(before["headline"], after["headline"])),
    )


def _actions(payload: Json) -> dict[str, tuple[int, Json]]:
    return {
        action["code"]: (chapter["number"], action)
        for chapter in payload["chapters"]
        for spearhead in chapter["spearheads"]
        for action in spearhead["actions"]
    }


def _figures(before: Json, after: Json) -> Iterator[Change]:
    for name, title in FIGURES:
        if before.get(name) != after.get(name):
            yield Change(title, str(before.get(name)), str(after.get(name)))


def _action(
    before: tuple[int, Json] | None, after: tuple[int, Json] | None
) -> ActionChange | None:
    known = after or before
    assert known is not None
    chapter, shown = known
    old = before[1] if before else None
    new = after[1] if after else None
    changes = tuple(_changes(old, new)) if old and new else ()
    if old and new and not changes:
        return None
    return ActionChange(
        code=shown["code"],
        title=shown["title"],
        chapter=chapter,
        before=word(CATEGORIES, old["state"]["category"]) if old else None,
        after=word(CATEGORIES, new["state"]["category"]) if new else None,
        direction=_direction(old, new),
        changes=changes,
    )


def _direction(old: Json | None, new: Json | None) -> str:
    if old is None:
        return "new"
    if new is None:
        return "gone"
    before, after = old["state"]["category"], new["state"]["category"]
    if before == after:
        return "same"
    if after == "completed":
        return "up"
    if after in ("stopped", "no_report"):
        return "down"
    if before not in RANK:
        return "up"
    return "up" if RANK[after] > RANK[before] else "down"


def _changes(old: Json, new: Json) -> Iterator[Change]:
    if old["title"] != new["title"]:
        yield Change("Titel", old["title"], new["title"])
    if old["leads"] != new["leads"]:
        yield Change("Trekkers", _list(old["leads"]), _list(new["leads"]))
    before, after = old["state"], new["state"]
    for name, title, words in (
        ("category", "Stand", CATEGORIES),
        ("confidence", "Vertrouwen", CONFIDENCE),
    ):
        if before[name] != after[name]:
            yield Change(title, _word(words, before[name]), _word(words, after[name]))
    if before["progressPct"] != after["progressPct"]:
        yield Change(
            "Voortgang", _percent(before["progressPct"]), _percent(after["progressPct"])
        )
    if old["borgingState"] != new["borgingState"]:
        yield Change(
            "Stand van de borging",
            _word(BORGING, old["borgingState"]),
            _word(BORGING, new["borgingState"]),
        )
    if old["lateMilestones"] != new["lateMilestones"]:
        yield Change(
            "Mijlpalen te laat", str(old["lateMilestones"]), str(new["lateMilestones"])
        )
    for name, title in TEXTS:
        if old[name] != new[name]:
            yield Change(title, old[name] or NOTHING, new[name] or NOTHING)


def _word(words: tuple[Word, ...], code: str) -> str:
    return word(words, code).text if code else NOTHING


def _percent(number: int | None) -> str:
    return NOTHING if number is None else f"{number}%"


def _list(names: list[str]) -> str:
    return ", ".join(names) or NOTHING
