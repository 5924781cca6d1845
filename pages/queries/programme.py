"""The programme as a whole: its document, and what belongs to no chapter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baseline.models import BaselineVersion
from pages.queries.contradictions import ContradictionRow, contradiction_rows
from pages.queries.links import LinkRow, links_of
from pages.queries.milestones import MilestoneRow, milestone_rows, milestones_of
from pages.queries.reading import Reading, SourceRow, source_row
from pages.queries.targets import TargetRow, target_rows

# What belongs to the programme and to no part of it.
WHOLE = Q(action__isnull=True, spearhead__isnull=True, chapter__isnull=True)


@dataclass(frozen=True)
class VersionRow:
    """One reading of the document into this site."""

    number: int
    day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """Everything on the page about the programme."""

    milestones: tuple[MilestoneRow, ...]
    targets: tuple[TargetRow, ...]
    links: tuple[LinkRow, ...]
    links_here: tuple[LinkRow, ...]
    contradictions: tuple[ContradictionRow, ...]
    versions: tuple[VersionRow, ...]
    source: SourceRow | None


def programme_page(reading: Reading) -> ProgrammePage:
    """Return what belongs to the programme itself. Eight queries."""
    links, links_here = links_of(
        reading, place=WHOLE, target=Q(target_programme=reading.programme)
    )
    versions = (
        BaselineVersion.objects.visible_to(reading.actor)
        .filter(programme=reading.programme.slug)
        .order_by("number")
    )
    return ProgrammePage(
        milestones=milestone_rows(
            reading, milestones_of(reading).filter(WHOLE).in_order()
        ),
        targets=target_rows(reading, WHOLE),
        links=links,
        links_here=links_here,
        contradictions=contradiction_rows(reading, Q(chapter__isnull=True)),
        versions=tuple(
            VersionRow(row.number, row.date, row.reason) for row in versions
        ),
        source=source_row(reading.programme, reading),
    )
