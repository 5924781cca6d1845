"""The steps of a status update, from the first draft to the state of the action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from actions.models import Action
from actions.reports import Report, record_report
from core import policy, writes
from core.actor import Actor
from core.errors import DomainError, WrongStep
from progress.facts import doubts_of
from progress.models import CONTENT, ReportingRound, StatusUpdate
from progress.services.turns import (
    alone,
    note_step,
    require_open,
    require_step,
    take_step,
    turn,
)
from progress.workflow import OPEN_STATES, Step, UpdateState


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
    with alone(action.programme_id):
        require_open(round_, on)
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
        note_step(update, Step.START, by=by)
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
    with turn(update, "change", by=by, expected=expected):
        if update.state != UpdateState.DRAFT:
            raise WrongStep("Alleen een concept is te wijzigen.")
        require_open(update.round, on)
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
    with turn(update, Step.SUBMIT, by=by, expected=expected):
        require_step(update, Step.SUBMIT)
        require_open(update.round, on)
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
        take_step(
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
    with turn(update, Step.WITHDRAW, by=by, expected=expected):
        require_step(update, Step.WITHDRAW)
        require_open(update.round, on)
        take_step(update, Step.WITHDRAW, {"submitted_date": None}, by=by)
    return update


def accept_update(
    update: StatusUpdate, *, by: Actor, on: date, expected: int | None = None
) -> StatusUpdate:
    """Accept an update: this writes the state of the action.

    Also after the round was closed: what was handed in is not lost.
    """
    with turn(update, Step.ACCEPT, by=by, expected=expected):
        require_step(update, Step.ACCEPT)
        take_step(update, Step.ACCEPT, {"decided_date": on}, by=by)
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
    with turn(update, Step.RETURN, by=by, expected=expected):
        require_step(update, Step.RETURN)
        require_open(update.round, on)
        if not reason.strip():
            raise ValidationError({"reason": "Zeg waarom u het bericht terugstuurt."})
        take_step(
            update, Step.RETURN, {"decided_date": on}, by=by, reason=reason.strip()
        )
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
        note_step(draft, Step.START, by=by)
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
    with alone(action.programme_id):
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
