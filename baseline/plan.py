"""What the files say should be stored: rows with keys, before any database.

A row's key is stable across versions of the transcription. Rows of a list are named
by the first line of their source, because the lines of the document never move:
`1.2.1/milestones/L328`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from baseline.yaml_nodes import Where
from core.imprecise_dates import ImpreciseDate
from core.sources import Source


@dataclass(frozen=True)
class Ref:
    """A reference to another row of the plan."""

    model: str
    key: str


@dataclass(frozen=True)
class PlannedRow:
    """One row: its model (`actions.Action`), key, values per field, and place."""

    model: str
    key: str
    values: Mapping[str, Any]
    where: Where

    @property
    def refs(self) -> list[Ref]:
        """Return the rows that must be there first."""
        return [value for value in self.values.values() if isinstance(value, Ref)]

    def remembered(self) -> dict[str, Any]:
        """Return the values as the loader remembers and compares them."""
        return {name: as_memory(value) for name, value in self.values.items()}


@dataclass(frozen=True)
class VersionNote:
    """One version of the transcription, as the files state it."""

    number: int
    date: date
    reason: str
    where: Where


@dataclass(frozen=True)
class ChapterCount:
    """What one chapter of the document holds, counted by reading it.

    `bullets` and `lead_lines` are the lines themselves; the three counts are stated
    apart from them, so that a line that was left out shows.
    """

    number: int
    bullets: tuple[int, ...]
    lead_lines: tuple[int, ...]
    # Only where the bullet sign was lost: lines whose first space starts a page.
    page_first_lines: tuple[int, ...]
    spearhead_count: int = 0
    action_count: int = 0
    bullet_count: int = 0

    def stating(
        self, number: int, spearheads: int, actions: int, bullets: int
    ) -> ChapterCount:
        """Return this chapter with the counts that the programme file states."""
        return replace(
            self,
            number=number,
            spearhead_count=spearheads,
            action_count=actions,
            bullet_count=bullets,
        )


@dataclass(frozen=True)
class ExpectedBody:
    """A body of the document: how many take part in which role, and how often."""

    name: str
    lid: int
    agendalid: int
    meetings_per_year: int | None
    chapter: int | None
    established: bool


@dataclass(frozen=True)
class Expected:
    """What the document holds as a whole; the check report compares."""

    chapters: tuple[ChapterCount, ...]
    lead_lines: int
    actions_with_lead: int
    budget_total: Decimal
    unallocated: Mapping[int, Decimal]
    budget_cells: int
    funding_cells: int
    empty_funding_cells: int
    funding_rows_outside: int
    contradictions: int
    bodies: tuple[ExpectedBody, ...]


@dataclass
class Plan:
    """All rows in the order of the files, and what should be found afterwards."""

    programme: str
    document: str
    document_sha256: str
    document_lines: int
    versions: list[VersionNote]
    expected: Expected
    rows: list[PlannedRow] = field(default_factory=list)
    # Every way to write an organisation or body, by its row.
    spellings: Mapping[Ref, tuple[str, ...]] = field(default_factory=dict)

    def content_sha256(self) -> str:
        """Return the hash of what is to be stored; comments and layout don't count."""
        content = [
            [row.model, row.key, row.remembered()]
            for row in sorted(self.rows, key=lambda row: (row.model, row.key))
        ]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class Keys:
    """Hands out keys for rows of lists: by first line, with a number when shared."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def for_row(self, parent: str, collection: str, source: Source) -> str:
        """Return the key of the next row of this list that begins on this line."""
        key = f"{parent}/{collection}/L{source.first}"
        self._given[key] += 1
        count = self._given[key]
        return key if count == 1 else f"{key}.{count}"


def source_values(source: Source) -> dict[str, Any]:
    """Return the columns of a source."""
    return {
        "source_document": source.document,
        "source_section": source.section,
        "source_first": source.first,
        "source_last": source.last,
        "source_also": [list(pair) for pair in source.also],
    }


def date_values(name: str, value: ImpreciseDate | None) -> dict[str, Any]:
    """Return the four columns of an imprecise date."""
    if value is None:
        return {
            f"{name}_start": None,
            f"{name}_end": None,
            f"{name}_precision": "",
            f"{name}_text": "",
        }
    return {
        f"{name}_start": value.start,
        f"{name}_end": value.end,
        f"{name}_precision": value.precision.value,
        f"{name}_text": value.text,
    }


def as_memory(value: Any) -> Any:
    """Return a value as JSON can hold it and as two of them can be compared."""
    if isinstance(value, Ref):
        return f"@{value.model}:{value.key}"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return value
