"""Which section of the document a line stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from baseline.entry import Entry
from baseline.plan import PlannedRow

# Rows that come from anywhere in the document, not from where their file is about.
FROM_ANYWHERE = frozenset(
    {
        "governance.Organisation",
        "actions.Contradiction",
        "actions.ContradictionSource",
    }
)
WITH_LINES_OF_THEIR_OWN = ("actions.Chapter", "actions.Spearhead")


@dataclass(frozen=True)
class Section:
    """A name and the lines it takes."""

    name: str
    first: int
    last: int


def read_sections(root: Entry, last_line: int) -> list[Section]:
    """Return the sections outside the chapters, as the programme file names them."""
    sections = []
    for entry in root.entries("sections"):
        source = entry.source(last_line)
        sections.append(
            Section(entry.text("name", longest=200), source.first, source.last)
        )
        entry.done()
    return sections


def in_their_sections(
    rows: Iterable[PlannedRow], sections: list[Section]
) -> list[PlannedRow]:
    """Return the rows, those from anywhere with the section of their first line.

    A spearhead goes before its chapter. A line in no section leaves what was there.
    """
    rows = list(rows)
    known = [
        *sections,
        *(
            Section(
                row.values["source_section"],
                row.values["source_first"],
                row.values["source_last"],
            )
            for model in WITH_LINES_OF_THEIR_OWN
            for row in rows
            if row.model == model
        ),
    ]

    return [_placed(row, known) if row.model in FROM_ANYWHERE else row for row in rows]


def _placed(row: PlannedRow, known: list[Section]) -> PlannedRow:
    line = row.values.get("source_first", 0)
    names = [section.name for section in known if section.first <= line <= section.last]
    if not names:
        return row
    return replace(row, values={**row.values, "source_section": names[-1]})
