"""Where a fact comes from: document, section and lines (design 4.1).

Lines are 1-based numbers in the source text, split on newlines only, as `sed -n`
counts them. `also` holds more lines where the same fact is told again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q


@dataclass(frozen=True)
class Source:
    """One place in one document; `first` and `last` are inclusive line numbers."""

    document: str
    section: str
    first: int
    last: int
    also: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the shape of the API contract: lines as pairs of first and last."""
        return {
            "document": self.document,
            "section": self.section,
            "lines": [self.first, self.last],
            "also": [list(pair) for pair in self.also],
        }

    def __str__(self) -> str:
        lines = ", ".join(
            str(first) if first == last else f"{first}–{last}"
            for first, last in ((self.first, self.last), *self.also)
        )
        return f"{self.section}, regel {lines}"


class Sourced(models.Model):
    """A row that comes from a document. Empty only on rows added by hand later."""

    source_document = models.CharField(
        "brondocument", max_length=20, blank=True, editable=False
    )
    source_section = models.CharField(
        "paragraaf in de bron", max_length=200, blank=True, editable=False
    )
    source_first = models.PositiveIntegerField(
        "eerste regel in de bron", null=True, blank=True, editable=False
    )
    source_last = models.PositiveIntegerField(
        "laatste regel in de bron", null=True, blank=True, editable=False
    )
    source_also = models.JSONField(
        "ook in de bron", default=list, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def source(self) -> Source | None:
        """Return the place in the document, or None for a row added by hand."""
        if self.source_first is None or self.source_last is None:
            return None
        return Source(
            document=self.source_document,
            section=self.source_section,
            first=self.source_first,
            last=self.source_last,
            also=tuple((first, last) for first, last in self.source_also),
        )

    @source.setter
    def source(self, value: Source | None) -> None:
        self.source_document = value.document if value else ""
        self.source_section = value.section if value else ""
        self.source_first = value.first if value else None
        self.source_last = value.last if value else None
        self.source_also = [list(pair) for pair in value.also] if value else []


SOURCE_COLUMNS = (
    "source_document",
    "source_section",
    "source_first",
    "source_last",
    "source_also",
)


def source_constraint(label: str) -> models.CheckConstraint:
    """Return the rule that a source is whole or absent; `label` is `app_model`."""
    return models.CheckConstraint(
        name=f"{label}_source_whole",
        condition=Q(
            source_document="", source_first__isnull=True, source_last__isnull=True
        )
        | (
            ~Q(source_document="")
            & Q(source_first__gte=1, source_last__gte=F("source_first"))
        ),
        violation_error_message=(
            "Een bron heeft een document, een eerste regel vanaf 1 en een laatste "
            "regel die niet vóór de eerste ligt."
        ),
    )
