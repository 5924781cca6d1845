"""Figures to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from core.imprecise_dates import ImpreciseDate
from monitoring.models import Operator, Target
from pages.addresses import Ref, to_place
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """A figure; `value` is None where the document promises one without giving it."""

    id: int
    what: str
    operator: str
    value: Decimal | None
    unit: str
    due: ImpreciseDate | None
    reservation: str
    baseline: Decimal | None
    place: Ref
    spearhead_id: int | None
    source: SourceRow | None


def target_rows(reading: Reading, where: Q) -> tuple[TargetRow, ...]:
    """Return the targets at these places, in the order of the document. One query."""
    targets = (
        Target.objects.visible_to(reading.actor)
        .filter(where, programme=reading.programme)
        .select_related("action", "spearhead__chapter", "chapter", "programme")
        .order_by("source_first", "position", "id")
    )
    return tuple(
        TargetRow(
            id=target.pk,
            what=target.what,
            operator=Operator(target.operator).label,
            value=target.value,
            unit=target.unit,
            due=target.due,
            reservation=target.reservation,
            baseline=target.baseline_value,
            place=to_place(target.place),
            spearhead_id=target.spearhead_id,
            source=source_row(target, reading),
        )
        for target in targets
    )
