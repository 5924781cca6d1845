"""Opening, extending, closing and reopening the reporting on a quarter."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actions.models import Programme
from core import writes
from core.actor import Actor
from core.errors import WrongStep
from core.quarters import Quarter
from governance.models import Body
from progress.models import ReportingRound, RoundEvent
from progress.services.turns import alone, require_current
from progress.workflow import RoundStep


def open_round(
    *,
    programme: Programme,
    quarter: Quarter,
    opens: date,
    due: date,
    by: Actor,
    is_fictitious: bool = False,
) -> ReportingRound:
    """Open the reporting on a quarter; once, or it is a WrongStep."""
    if ReportingRound.objects.filter(
        programme=programme, quarter=str(quarter)
    ).exists():
        raise WrongStep("Voor dit kwartaal is er al een ronde.")
    with transaction.atomic():
        round_ = writes.add(
            ReportingRound(
                programme=programme,
                quarter=str(quarter),
                opens_date=opens,
                due_date=due,
                is_fictitious=is_fictitious,
            ),
            by=by,
        )
        _note_round(round_, RoundStep.OPENED, by=by)
    return round_


def extend_round(
    round_: ReportingRound,
    *,
    due: date,
    reason: str,
    by: Actor,
    werkgroep: Body | None = None,
    expected: int | None = None,
) -> RoundEvent:
    """Give one werkgroep, or everybody, until a later day; the reason is kept."""
    if round_.closed_date is not None:
        raise WrongStep("Deze ronde is gesloten. Heropen haar eerst.")
    if due <= round_.due_date:
        raise ValidationError(
            {"due_date": "De nieuwe dag ligt niet na de uiterste dag van de ronde."}
        )
    with alone(round_.programme_id):
        # The round itself is not written, so no guard would see that it was closed.
        require_current(round_, expected)
        return _note_round(
            round_,
            RoundStep.EXTENDED,
            by=by,
            reason=reason,
            due=due,
            werkgroep=werkgroep,
        )


def close_round(
    round_: ReportingRound, *, on: date, by: Actor, expected: int | None = None
) -> ReportingRound:
    """Close a round: nobody writes in it any more."""
    if round_.closed_date is not None:
        raise WrongStep("Deze ronde is al gesloten.")
    with alone(round_.programme_id):
        _note_round(round_, RoundStep.CLOSED, by=by)
        writes.write(round_, {"closed_date": on}, by=by, expected=expected)
    return round_


def reopen_round(
    round_: ReportingRound, *, reason: str, by: Actor, expected: int | None = None
) -> ReportingRound:
    """Open a closed round again; the reason is kept."""
    if round_.closed_date is None:
        raise WrongStep("Deze ronde is niet gesloten.")
    with alone(round_.programme_id):
        _note_round(round_, RoundStep.REOPENED, by=by, reason=reason)
        writes.write(round_, {"closed_date": None}, by=by, expected=expected)
    return round_


def _note_round(
    round_: ReportingRound,
    step: RoundStep,
    *,
    by: Actor,
    reason: str = "",
    due: date | None = None,
    werkgroep: Body | None = None,
) -> RoundEvent:
    return writes.add(
        RoundEvent(
            round=round_,
            step=step,
            werkgroep=werkgroep,
            due_date=due,
            reason=reason.strip(),
            by_name=by.name,
            happened_at=timezone.now(),
        ),
        by=by,
    )
