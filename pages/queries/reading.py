"""What every page starts from: who reads which programme, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions.models import Programme
from actions.models.programme import DEFAULT_PROGRAMME
from core.actor import Actor
from core.sources import Sourced

# The programme that the pages are about.
SLUG = DEFAULT_PROGRAMME


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reader's look at the programme; `documents` gives a title per number."""

    actor: Actor
    programme: Programme
    documents: Mapping[str, str]

    @property
    def today(self) -> date:
        """The day against which lateness is judged."""
        return self.actor.today


def open_programme(actor: Actor) -> Reading | None:
    """Return the look at the programme, or None where none is on record. One query."""
    programmes = list(Programme.objects.visible_to(actor).order_by("id"))
    for programme in programmes:
        if programme.slug == SLUG:
            return Reading(
                actor=actor,
                programme=programme,
                documents={p.document: p.document_title for p in programmes},
            )
    return None


@dataclass(frozen=True)
class SourceRow:
    """A place in a document, ready to be read."""

    document: str  # "000"
    document_title: str
    section: str
    lines: str  # "regel 12" or "regels 12 tot en met 14"
    also: tuple[str, ...]


def source_row(obj: Sourced, reading: Reading) -> SourceRow | None:
    """Return where a row comes from; None for a row that people added later."""
    source = obj.source
    if source is None:
        return None
    return SourceRow(
        document=source.document,
        document_title=reading.documents.get(source.document, ""),
        section=source.section,
        lines=_lines(source.first, source.last),
        also=tuple(_lines(first, last) for first, last in source.also),
    )


def _lines(first: int, last: int) -> str:
    if first == last:
        return f"regel {first}"
    return f"regels {first} tot en met {last}"
