"""What a run of the loader changes, and which columns of a row make up one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from baseline.models import CorrectionKind

DATE_COLUMNS = ("start", "end", "precision", "text")
SOURCE = "source"


@dataclass(frozen=True)
class Change:
    """One difference between the files and the database."""

    kind: CorrectionKind
    model: str
    key: str
    object_id: int | None
    label: str
    field: str = ""
    was: str = ""
    becomes: str = ""

    def __str__(self) -> str:
        what = f"{self.kind.label}: {self.label} ({self.model} {self.key})"
        if self.field:
            return f"{what}, {self.field}: “{self.was}” → “{self.becomes}”"
        return f"{what}: {self.was}" if self.was else what


@dataclass
class Report:
    """What a run did, or with `--dry-run` would do."""

    version: int
    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    # Values that people changed since, and that this version leaves alone.
    left_alone: int = 0

    def count(self, kind: CorrectionKind) -> int:
        """Return how many changes are of this kind."""
        return sum(change.kind is kind for change in self.changes)


@dataclass(frozen=True)
class Part:
    """The columns that hold one value: four of a date, five of a source, else one.

    They change together or not at all: half of a date is no date.
    """

    name: str
    columns: tuple[str, ...]

    def of(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of this part; None for a column that is not there."""
        return {column: values.get(column) for column in self.columns}

    def label(self, model: type[models.Model]) -> str:
        """Return what people call it."""
        if self.name == SOURCE:
            return "bron"
        date = getattr(model, self.name, None) if len(self.columns) > 1 else None
        if date is not None:
            return str(date.verbose_name)
        return str(model._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]

    def in_words(self, values: Mapping[str, Any]) -> str:
        """Return the value for people."""
        if self.name == SOURCE:
            first, last = values["source_first"], values["source_last"]
            also = "".join(f", {a}-{b}" for a, b in values["source_also"] or ())
            return f"{values['source_section']}, regel {first}-{last}{also}"
        if len(self.columns) > 1:
            days = (values[f"{self.name}_{edge}"] or "…" for edge in ("start", "end"))
            text = values[f"{self.name}_text"]
            return f"{text} ({' t/m '.join(days)})" if text else ""
        value = values[self.name]
        if isinstance(value, bool):
            return "ja" if value else "nee"
        # A row is remembered by its model and key; the key says enough.
        text = "" if value is None else str(value)
        return text.partition(":")[2] if text.startswith("@") else text


def parts_of(columns: Iterable[str]) -> list[Part]:
    """Return the values that these columns hold, in the order of the columns."""
    columns = list(columns)
    dates = {
        column.removesuffix("_precision")
        for column in columns
        if column.endswith("_precision")
    }
    grouped: dict[str, list[str]] = {}
    for column in columns:
        front, _, last = column.rpartition("_")
        is_date = front in dates and last in DATE_COLUMNS
        name = front if is_date else column
        grouped.setdefault(SOURCE if column.startswith("source_") else name, []).append(
            column
        )
    return [Part(name, tuple(found)) for name, found in grouped.items()]
