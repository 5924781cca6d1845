"""The actions: which moved, and what is told of each."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.render.document import Cell, Column, Row, Section, Table, Tag
from reporting.render.extract import (
    Extract,
    Json,
    action_cell,
    chapter_name,
    state_tag,
    tag,
    told_action_cell,
)
from reporting.words import BORGING, CONFIDENCE, MOVEMENTS, REPORTS, word

# These change the state itself; the others only progress or confidence.
OF_STATE = ("completed", "better", "worse", "stopped", "started")


def moved(extract: Extract) -> Section:
    """Return the actions that stand elsewhere than in the quarter before."""
    if not extract.compared:
        return Section(
            "bewogen",
            "Wat bewoog",
            (
                _moved_table(
                    "Beweging",
                    "Acties met een andere stand",
                    (),
                    empty="Er is geen vorig kwartaal om mee te vergelijken.",
                ),
            ),
        )
    told = extract.told(extract.payload["movements"])
    since = f"sinds {extract.compared}"
    return Section(
        "bewogen",
        "Wat bewoog",
        (
            _moved_table(
                "Beweging",
                f"Acties met een andere stand {since}",
                [row for row in told if row["kind"] in OF_STATE],
                empty=f"Geen enkele actie kreeg een andere stand {since}.",
            ),
            _moved_table(
                "Voortgang",
                f"Zelfde stand, andere voortgang of ander vertrouwen {since}",
                [row for row in told if row["kind"] not in OF_STATE],
                empty="Geen.",
                is_folded=True,
            ),
        ),
    )


def _moved_table(
    key: str, title: str, rows: Iterable[Json], *, empty: str, is_folded: bool = False
) -> Table:
    return Table(
        key,
        title,
        (
            Column("Actie", width=54),
            Column("Beweging", "tags", 16),
            Column("Stand was", "tags", 16, pair="was"),
            Column("Stand is", "tags", 16, pair="is"),
            Column("Voortgang was", "percent", 11, pair="was"),
            Column("Voortgang is", "percent", 11, pair="is"),
            Column("Vertrouwen was", "tags", 14, pair="was"),
            Column("Vertrouwen is", "tags", 14, pair="is"),
        ),
        tuple(_moved_row(row) for row in rows),
        empty=empty,
        is_folded=is_folded,
    )


def _moved_row(row: Json) -> Row:
    before, after = row["before"], row["after"]
    kind = word(MOVEMENTS, row["kind"])
    short = {"progress": "voortgang", "confidence": "vertrouwen"}
    return Row(
        (
            action_cell(row["code"], row["title"]),
            Cell((Tag(short.get(kind.code, kind.text), kind.tone),)),
            Cell(state_tag(before)),
            Cell(state_tag(after)),
            Cell(before["progressPct"]),
            Cell(after["progressPct"]),
            Cell(tag(CONFIDENCE, before["confidence"])),
            Cell(tag(CONFIDENCE, after["confidence"])),
        )
    )


def actions(extract: Extract) -> Section:
    """Return what was reported on every action."""
    return Section(
        "acties",
        "Alle acties",
        (
            Table(
                "Acties",
                "Wat er over elke actie is bericht",
                (
                    Column("Hoofdstuk", width=34),
                    Column("Actie", width=50),
                    Column("Trekkers", width=24),
                    Column("Stand", "tags", 14),
                    Column("Stand eerder", "tags", 14),
                    Column("Voortgang", "percent", 10),
                    Column("Vertrouwen", "tags", 12),
                    Column("Bericht", width=20),
                    Column("Mijlpalen te laat", "number", 10),
                    Column("Stand van borging", "tags", 18),
                    Column("Stand van zaken", width=60),
                    Column("Resultaten", width=60),
                    Column("Knelpunten", width=60),
                    Column("Belangrijkste risico", width=40),
                    Column("Borging", width=40),
                    Column("Volgende stappen", width=40),
                    Column("In gewone taal", width=40),
                    Column("Toch zo ingediend, omdat", width=40),
                ),
                tuple(_action_row(chapter, row) for chapter, row in extract.actions()),
                group=0,
                layout="cards",
            ),
        ),
    )


def _action_row(chapter: Json, action: Json) -> Row:
    state = action["state"]
    return Row(
        (
            Cell(chapter_name(chapter)),
            told_action_cell(action["code"], action["title"]),
            Cell(", ".join(action["leads"])),
            Cell(state_tag(state)),
            Cell(state_tag(action["previous"])),
            Cell(state["progressPct"]),
            Cell(tag(CONFIDENCE, state["confidence"])),
            Cell(word(REPORTS, action["report"]).text),
            Cell(action["lateMilestones"]),
            Cell(tag(BORGING, action["borgingState"])),
            Cell(action["stateOfAffairs"]),
            Cell(action["results"]),
            Cell(action["bottlenecks"]),
            Cell(action["risk"]),
            Cell(action["borging"]),
            Cell(action["nextSteps"]),
            Cell(action["plainLanguage"]),
            Cell(action["overrideReason"]),
        )
    )
