"""What every step has in common: nobody beside it, its order of judging, its note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from actions.models import Programme
from core import policy, writes
from core.actor import Actor
from core.errors import StaleObject, WrongStep
from core.versioned import Versioned
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.workflow import TRANSITIONS, Step


@contextmanager
def alone(programme_id: int) -> Iterator[None]:
    """Open a transaction in which nobody else writes below this programme.

    Its row is the first that every write below it takes (`core.writes`), so that
    nobody waits in a circle.
    """
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme_id)
        yield


@contextmanager
def turn(
    update: StatusUpdate, verb: str, *, by: Actor, expected: int | None
) -> Iterator[None]:
    """Let this actor take a step with the update as it was read, and nobody beside.

    Who may never do this hears that first, then who saw an older version; only then
    the state is judged.
    """
    require_turn(update, verb, by=by)
    with alone(update.round.programme_id):
        require_current(update, expected)
        yield


def require_turn(update: StatusUpdate, verb: str, *, by: Actor) -> None:
    """Ask whether this actor ever takes this step with the update, in any state."""
    policy.require(by, "view", update)
    policy.require(by, "add", UpdateEvent(update=update))
    if not policy.may(by, verb, StatusUpdate):
        policy.require(by, verb, update)


def require_current(row: Versioned, expected: int | None) -> None:
    """Raise StaleObject unless the row is stored as it was read, and as expected."""
    current = (
        type(row)
        ._default_manager.filter(pk=row.pk)
        .values_list("version", flat=True)
        .first()
    )
    if current != row.version or expected not in (None, current):
        raise StaleObject(current_version=current)


def require_open(round_: ReportingRound, on: date) -> None:
    """Raise WrongStep unless the round takes reports on this day."""
    # Read again: it may have been closed since.
    if not ReportingRound.objects.open(on).filter(pk=round_.pk).exists():
        raise WrongStep(
            f"De ronde {round_} is niet open: berichten zijn nu niet te wijzigen."
        )


def require_step(update: StatusUpdate, step: Step) -> None:
    """Raise WrongStep unless the update is in the state that the step begins at."""
    if update.state != TRANSITIONS[step].source:
        raise WrongStep(
            f"Dit bericht is {update.get_state_display()}; "
            f"het kan nu niet worden {step.label}."
        )


def take_step(
    update: StatusUpdate,
    step: Step,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    reason: str = "",
) -> None:
    """Write the state that the step ends in, with these changes, and note the step."""
    writes.write(
        update,
        {"state": TRANSITIONS[step].target.value, **changes},
        by=by,
        reason=reason,
        verb=step.value,
    )
    note_step(update, step, by=by, reason=reason)


def note_step(update: StatusUpdate, step: Step, *, by: Actor, reason: str = "") -> None:
    """Keep who took the step, and when."""
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
