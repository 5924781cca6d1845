# mypy: disallow-untyped-calls=False
"""Rounds, status updates and escalations.

These fill in rows; what a step does besides (the action's state, the row of the step)
is done by `progress.services` only.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from factory.declarations import (
    LazyFunction,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
)

from actions.workflow import Rag, Status
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.workflow import Confidence, RoundStep, Step, UpdateState
from tests.factories.actions import ActionFactory, ProgrammeFactory
from tests.factories.actors import TODAY
from tests.factories.base import VersionedFactory
from tests.factories.governance import BodyFactory


class ReportingRoundFactory(VersionedFactory[ReportingRound]):
    """The second quarter of 2026, open on TODAY."""

    class Meta:
        model = ReportingRound

    programme = SubFactory(ProgrammeFactory)
    quarter = "2026-Q2"
    opens_date = date(2026, 7, 1)
    due_date = date(2026, 8, 10)


class RoundEventFactory(VersionedFactory[RoundEvent]):
    class Meta:
        model = RoundEvent

    round = SubFactory(ReportingRoundFactory)
    step = RoundStep.OPENED
    by_name = "tests"
    happened_at = LazyFunction(timezone.now)


class StatusUpdateFactory(VersionedFactory[StatusUpdate]):
    """An empty draft; `filled` has what must be there, green and halfway."""

    class Meta:
        model = StatusUpdate

    class Params:
        filled = Trait(
            status=Status.IN_PROGRESS,
            rag=Rag.GREEN,
            progress_pct=50,
            confidence=Confidence.HIGH,
            state_of_affairs="Het loopt.",
        )
        submitted = Trait(
            filled=True, state=UpdateState.SUBMITTED, submitted_date=TODAY
        )
        accepted = Trait(
            filled=True,
            state=UpdateState.ACCEPTED,
            submitted_date=TODAY,
            decided_date=TODAY,
        )
        returned = Trait(
            filled=True,
            state=UpdateState.RETURNED,
            submitted_date=TODAY,
            decided_date=TODAY,
        )

    action = SubFactory(ActionFactory)
    round = SubFactory(
        ReportingRoundFactory, programme=SelfAttribute("..action.programme")
    )
    sequence = 1


class UpdateEventFactory(VersionedFactory[UpdateEvent]):
    class Meta:
        model = UpdateEvent

    update = SubFactory(StatusUpdateFactory)
    step = Step.START
    by_name = "tests"
    happened_at = LazyFunction(timezone.now)


class EscalationFactory(VersionedFactory[Escalation]):
    """An open question."""

    class Meta:
        model = Escalation

    programme = SubFactory(ProgrammeFactory)
    question = Sequence(lambda n: f"Vraag {n}?")
    raised_by = SubFactory(BodyFactory)
    raised_date = TODAY
    to_body = SubFactory(BodyFactory)


class EscalationActionFactory(VersionedFactory[EscalationAction]):
    """An action of the escalation's programme."""

    class Meta:
        model = EscalationAction

    action = SubFactory(ActionFactory)
    escalation = SubFactory(
        EscalationFactory, programme=SelfAttribute("..action.programme")
    )
