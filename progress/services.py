"""What changes several rows of the reporting at once.

Every function asks `core.writes`, so the policy decides, versions count and history is
kept. Dates are passed in. Errors: NotAllowed and NotVisible from the policy,
StaleObject, ValidationError, and WrongStep when the moment is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actions.models import Action, Programme
from actions.reports import Report, record_report
from core import policy, writes
from core.actor import Actor
from core.errors import DomainError, StaleObject, WrongStep
from core.quarters import Quarter
from core.versioned import Versioned
from governance.models import Body
from progress.facts import doubts_of
from progress.models import (
    CONTENT,
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.workflow import (
    OPEN_STATES,
    TRANSITIONS,
    RoundStep,
    Step,
    UpdateState,
)


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
    with _alone(round_.programme_id):
        # The round itself is not written, so no guard would see that it was closed.
        _require_current(round_, expected)
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
    with _alone(round_.programme_id):
        _note_round(round_, RoundStep.CLOSED, by=by)
        writes.write(round_, {"closed_date": on}, by=by, expected=expected)
    return round_


def reopen_round(
    round_: ReportingRound, *, reason: str, by: Actor, expected: int | None = None
) -> ReportingRound:
    """Open a closed round again; the reason is kept."""
    if round_.closed_date is None:
        raise WrongStep("Deze ronde is niet gesloten.")
    with _alone(round_.programme_id):
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


def start_update(
    *,
    action: Action,
    round_: ReportingRound,
    by: Actor,
    on: date,
    content: Mapping[str, Any] | None = None,
    override_reason: str = "",
    is_fictitious: bool = False,
) -> StatusUpdate:
    """Begin a status update, filled with the texts of the last one.

    `content` overrides what is taken over; a reason why it holds never is. After an
    accepted update in the same round the new one is a correction of it. Raise WrongStep
    when the round is not open, or an update of this action is.
    """
    unknown = sorted(set(content or {}) - set(CONTENT))
    if unknown:
        raise ValueError(f"Niet in een nieuw bericht in te vullen: {unknown}")
    policy.require(by, "add", StatusUpdate(action=action, round=round_))
    # Alone: the sequence number must not be given twice.
    with _alone(action.programme_id):
        _require_open(round_, on)
        latest = latest_update(action, round_)
        earlier = StatusUpdate.objects.filter(action=action, round=round_)
        if earlier.filter(state__in=OPEN_STATES).exists():
            raise WrongStep("Voor deze actie staat in deze ronde al een bericht open.")
        corrected = earlier.accepted().order_by("sequence").last()
        highest = earlier.aggregate(highest=Max("sequence"))["highest"] or 0
        update = StatusUpdate(
            action=action,
            round=round_,
            sequence=highest + 1,
            corrects=corrected,
            prefilled_from=latest,
            override_reason=override_reason,
            is_fictitious=is_fictitious,
            **{**(latest.content() if latest else {}), **(content or {})},
        )
        writes.add(update, by=by)
        _note(update, Step.START, by=by)
    return update


def latest_update(action: Action, round_: ReportingRound) -> StatusUpdate | None:
    """Return the update whose texts the next one begins with.

    What was returned in this round comes first: its texts must not be typed again.
    """
    of_action = StatusUpdate.objects.filter(action=action)
    here: StatusUpdate | None = (
        of_action.filter(round=round_).order_by("sequence").last()
    )
    earlier = of_action.accepted().before(round_.quarter).latest_first()
    return here or earlier.first()


def edit_update(
    update: StatusUpdate,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    on: date,
    expected: int | None = None,
) -> StatusUpdate:
    """Change the texts of a draft."""
    with _turn(update, "change", by=by, expected=expected):
        if update.state != UpdateState.DRAFT:
            raise WrongStep("Alleen een concept is te wijzigen.")
        _require_open(update.round, on)
        return writes.write(update, changes, by=by)


def submit_update(
    update: StatusUpdate,
    *,
    by: Actor,
    on: date,
    expected: int | None = None,
    override_reason: str | None = None,
) -> StatusUpdate:
    """Hand a draft in. What does not seem to add up needs a reason."""
    reason = update.override_reason if override_reason is None else override_reason
    with _turn(update, Step.SUBMIT, by=by, expected=expected):
        _require_step(update, Step.SUBMIT)
        _require_open(update.round, on)
        errors: dict[str, str] = {
            name: "Vul dit in voordat u indient." for name in update.missing()
        }
        doubted = doubts_of(update, on=on)
        if doubted and not reason.strip():
            errors["override_reason"] = "Leg uit waarom dit toch klopt: " + " ".join(
                doubt.message for doubt in doubted
            )
        if errors:
            raise ValidationError(errors)
        # A reason without a doubt would puzzle who reads the overview.
        kept = reason.strip() if doubted else ""
        _step(
            update,
            Step.SUBMIT,
            {"submitted_date": on, "override_reason": kept},
            by=by,
        )
    return update


def withdraw_update(
    update: StatusUpdate, *, by: Actor, on: date, expected: int | None = None
) -> StatusUpdate:
    """Take a submitted update back to change it; not once it was accepted."""
    with _turn(update, Step.WITHDRAW, by=by, expected=expected):
        _require_step(update, Step.WITHDRAW)
        _require_open(update.round, on)
        _step(update, Step.WITHDRAW, {"submitted_date": None}, by=by)
    return update


def accept_update(
    update: StatusUpdate, *, by: Actor, on: date, expected: int | None = None
) -> StatusUpdate:
    """Accept an update: this writes the state of the action.

    Also after the round was closed: what was handed in is not lost.
    """
    with _turn(update, Step.ACCEPT, by=by, expected=expected):
        _require_step(update, Step.ACCEPT)
        _step(update, Step.ACCEPT, {"decided_date": on}, by=by)
        assert update.progress_pct is not None
        record_report(
            update.action,
            Report(
                quarter=update.round.quarter,
                status=update.status,
                rag=update.rag,
                progress_pct=update.progress_pct,
            ),
            on=on,
            by=by,
        )
    return update


def return_update(
    update: StatusUpdate,
    *,
    reason: str,
    by: Actor,
    on: date,
    expected: int | None = None,
) -> StatusUpdate:
    """Send an update back with a reason; return the new draft with its texts.

    Not when the round is closed: nobody could write in that draft.
    """
    with _turn(update, Step.RETURN, by=by, expected=expected):
        _require_step(update, Step.RETURN)
        _require_open(update.round, on)
        if not reason.strip():
            raise ValidationError({"reason": "Zeg waarom u het bericht terugstuurt."})
        _step(update, Step.RETURN, {"decided_date": on}, by=by, reason=reason.strip())
        draft = StatusUpdate(
            action=update.action,
            round=update.round,
            sequence=update.sequence + 1,
            corrects=update.corrects,
            prefilled_from=update,
            override_reason=update.override_reason,
            is_fictitious=update.is_fictitious,
            **update.content(),
        )
        writes.add(draft, by=by)
        _note(draft, Step.START, by=by)
    return draft


def hand_in_unchanged(
    *,
    action: Action,
    round_: ReportingRound,
    seen: int,
    by: Actor,
    on: date,
    is_fictitious: bool = False,
) -> StatusUpdate:
    """Hand in once more what was said before, by somebody who read it again.

    `seen` is the id of the update that was read. Raise WrongStep when another one is
    the last by now: nobody read that.
    """
    with _alone(action.programme_id):
        latest = latest_update(action, round_)
        if latest is None or latest.pk != seen or latest.round_id == round_.pk:
            raise WrongStep(
                "Over deze actie is intussen iets anders geschreven. Open de actie."
            )
        draft = start_update(
            action=action, round_=round_, by=by, on=on, is_fictitious=is_fictitious
        )
        return submit_update(draft, by=by, on=on)


@dataclass(frozen=True)
class Refusal:
    """An update that could not be accepted in a batch, and why."""

    update: StatusUpdate
    message: str


def accept_many(
    updates: Sequence[StatusUpdate], *, by: Actor, on: date
) -> tuple[list[StatusUpdate], list[Refusal]]:
    """Accept each update that can be accepted; return those, and the refusals."""
    accepted: list[StatusUpdate] = []
    refused: list[Refusal] = []
    for update in updates:
        try:
            accepted.append(accept_update(update, by=by, on=on))
        except DomainError as error:
            refused.append(Refusal(update, error.message))
        except ValidationError as error:
            refused.append(Refusal(update, " ".join(error.messages)))
    return accepted, refused


def raise_escalation(
    *,
    actions: Sequence[Action],
    question: str,
    by: Actor,
    on: date,
    raised_by: Body,
    to_body: Body | None = None,
    explanation: str = "",
    is_fictitious: bool = False,
) -> Escalation:
    """Put a question on one or more actions to a higher body.

    Without `to_body` it goes where the raising body escalates to.
    """
    if not actions:
        raise ValidationError({"actions": "Kies minstens één actie."})
    target = to_body or raised_by.escalates_to
    if target is None:
        raise ValidationError({"to_body": "Kies aan wie u de vraag stelt."})
    with transaction.atomic():
        escalation = writes.add(
            Escalation(
                programme=actions[0].programme,
                question=question.strip(),
                explanation=explanation.strip(),
                raised_by=raised_by,
                raised_date=on,
                to_body=target,
                is_fictitious=is_fictitious,
            ),
            by=by,
        )
        for action in actions:
            writes.add(EscalationAction(escalation=escalation, action=action), by=by)
    return escalation


def edit_escalation(
    escalation: Escalation,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    expected: int | None = None,
) -> Escalation:
    """Word an open question in another way."""
    policy.require(by, "change", escalation, fields=changes)
    if escalation.closed_date is not None:
        raise WrongStep("Deze vraag is afgerond en verandert niet meer.")
    return writes.write(escalation, changes, by=by, expected=expected)


def close_escalation(
    escalation: Escalation,
    *,
    feedback: str,
    by: Actor,
    on: date,
    expected: int | None = None,
) -> Escalation:
    """Close a question with what the raiser hears back."""
    policy.require(by, "change", escalation, fields=("closed_date", "feedback"))
    if escalation.closed_date is not None:
        raise WrongStep("Deze vraag is al afgerond.")
    if not feedback.strip():
        raise ValidationError({"feedback": "Zeg wat de werkgroep terughoort."})
    return writes.write(
        escalation,
        {"closed_date": on, "feedback": feedback.strip()},
        by=by,
        expected=expected,
    )


@contextmanager
def _alone(programme_id: int) -> Iterator[None]:
    """Open a transaction in which nobody else writes below this programme.

    Its row is the first that every write below it takes (`core.writes`), so that
    nobody waits in a circle.
    """
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme_id)
        yield


@contextmanager
def _turn(
    update: StatusUpdate, verb: str, *, by: Actor, expected: int | None
) -> Iterator[None]:
    """Let this actor take a step with the update as it was read, and nobody beside.

    Who may never do this hears that first, then who saw an older version; only then
    the state is judged.
    """
    require_turn(update, verb, by=by)
    with _alone(update.round.programme_id):
        _require_current(update, expected)
        yield


def require_turn(update: StatusUpdate, verb: str, *, by: Actor) -> None:
    """Ask whether this actor ever takes this step with the update, in any state."""
    policy.require(by, "view", update)
    policy.require(by, "add", UpdateEvent(update=update))
    if not policy.may(by, verb, StatusUpdate):
        policy.require(by, verb, update)


def _require_current(row: Versioned, expected: int | None) -> None:
    """Raise StaleObject unless the row is stored as it was read, and as expected."""
    current = (
        type(row)
        ._default_manager.filter(pk=row.pk)
        .values_list("version", flat=True)
        .first()
    )
    if current != row.version or expected not in (None, current):
        raise StaleObject(current_version=current)


def _require_open(round_: ReportingRound, on: date) -> None:
    # Read again: it may have been closed since.
    if not ReportingRound.objects.open(on).filter(pk=round_.pk).exists():
        raise WrongStep(
            f"De ronde {round_} is niet open: berichten zijn nu niet te wijzigen."
        )


def _require_step(update: StatusUpdate, step: Step) -> None:
    if update.state != TRANSITIONS[step].source:
        raise WrongStep(
            f"Dit bericht is {update.get_state_display()}; "
            f"het kan nu niet worden {step.label}."
        )


def _step(
    update: StatusUpdate,
    step: Step,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    reason: str = "",
) -> None:
    writes.write(
        update,
        {"state": TRANSITIONS[step].target.value, **changes},
        by=by,
        reason=reason,
        verb=step.value,
    )
    _note(update, step, by=by, reason=reason)


def _note(update: StatusUpdate, step: Step, *, by: Actor, reason: str = "") -> None:
    writes.add(
        UpdateEvent(
            update=update,
            step=step,
            by_name=by.name,
            happened_at=timezone.now(),
            reason=reason,
        ),
        by=by,
    )
