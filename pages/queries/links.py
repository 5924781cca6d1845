"""Ties between parts of the programme, told from the side where the reader stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Link, LinkKind
from pages.addresses import Ref, to_place
from pages.queries.reading import Reading, SourceRow, source_row

# The same tie, read from its far end.
READ_BACK = {
    LinkKind.CONTINUES: "wordt vervolgd door",
    LinkKind.CONTRIBUTES_TO: "krijgt een bijdrage van",
    LinkKind.DEPENDS_ON: "is nodig voor",
    LinkKind.REPORTS_ON: "krijgt bericht van",
    LinkKind.REACTS_TO: "krijgt een reactie van",
    LinkKind.RELATED: "hangt samen met",
}

_PLACES = (
    "action",
    "spearhead__chapter",
    "chapter",
    "programme",
    "target_action",
    "target_spearhead__chapter",
    "target_chapter",
    "target_programme",
)


@dataclass(frozen=True)
class LinkRow:
    """One tie: "hangt af van", what it leads to, and a remark."""

    words: str
    other: Ref
    note: str
    is_outside: bool  # to something that is not a part of a programme on record
    source: SourceRow | None


def links_of(
    reading: Reading, *, place: Q, target: Q
) -> tuple[tuple[LinkRow, ...], tuple[LinkRow, ...]]:
    """Return the ties from a place and those to it. Two queries."""
    visible = Link.objects.visible_to(reading.actor).select_related(*_PLACES)
    away = visible.filter(place, programme=reading.programme)
    here = visible.filter(target)
    return (
        tuple(_away(link, reading) for link in _in_order(away)),
        tuple(_here(link, reading) for link in _in_order(here)),
    )


def _in_order(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: (link.source_first or 0, link.pk))


def _away(link: Link, reading: Reading) -> LinkRow:
    target = (
        link.target_action
        or link.target_spearhead
        or link.target_chapter
        or link.target_programme
    )
    return LinkRow(
        words=LinkKind(link.kind).label,
        other=Ref(link.outside) if target is None else to_place(target),
        note=link.note,
        is_outside=target is None,
        source=source_row(link, reading),
    )


def _here(link: Link, reading: Reading) -> LinkRow:
    return LinkRow(
        words=READ_BACK[LinkKind(link.kind)],
        other=to_place(link.place),
        note=link.note,
        is_outside=False,
        source=source_row(link, reading),
    )
