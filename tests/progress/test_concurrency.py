"""Two people at the same moment, with real connections, on the database of this run."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from actions.models import Action
from core import writes
from core.errors import StaleObject, WrongStep
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.services import (
    accept_update,
    edit_update,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from tests.factories.actions import ActivityFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import StatusUpdateFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = 10

CONTENT = {
    "status": "in_progress",
    "rag": "green",
    "progress_pct": 10,
    "confidence": "high",
    "state_of_affairs": "Het loopt.",
}


def at_once(*attempts: Callable[[], object]) -> list[Exception | None]:
    """Run the attempts side by side; return what each of them raised, if anything."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> Exception | None:
        try:
            start.wait(timeout=10)
            attempt()
        except Exception as error:  # told in the assertion
            return error
        else:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_two_starts_at_once_make_one_draft_and_one_clear_refusal(
    action: Action, round_: ReportingRound
) -> None:
    def start() -> StatusUpdate:
        return start_update(
            action=action, round_=round_, by=SYSTEM, on=TODAY, content=CONTENT
        )

    for number in range(1, ROUNDS + 1):
        refused = [error for error in at_once(start, start) if error is not None]

        assert len(refused) == 1
        assert isinstance(refused[0], WrongStep)
        assert refused[0].message == (
            "Voor deze actie staat in deze ronde al een bericht open."
        )
        draft = StatusUpdate.objects.drafts().get(action=action, round=round_)
        assert draft.sequence == number
        # Out of the way for the next time.
        submit_update(draft, by=SYSTEM, on=TODAY)
        accept_update(draft, by=SYSTEM, on=TODAY)

    assert StatusUpdate.objects.count() == ROUNDS


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("submitted", "accept", "accept"),
        ("submitted", "accept", "withdraw"),
        ("submitted", "accept", "return"),
        ("submitted", "return", "return"),
        ("filled", "submit", "submit"),
        ("filled", "submit", "edit"),
    ],
)
def test_two_steps_at_once_with_one_update_let_one_through(
    action: Action, round_: ReportingRound, state: str, one: str, other: str
) -> None:
    steps: dict[str, Callable[[StatusUpdate], object]] = {
        "accept": lambda row: accept_update(row, by=SYSTEM, on=TODAY),
        "withdraw": lambda row: withdraw_update(row, by=SYSTEM, on=TODAY),
        "return": lambda row: return_update(row, reason="Nee.", by=SYSTEM, on=TODAY),
        "submit": lambda row: submit_update(row, by=SYSTEM, on=TODAY),
        "edit": lambda row: edit_update(row, {"risk": "Ja."}, by=SYSTEM, on=TODAY),
    }
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})
    first = StatusUpdate.objects.get(pk=update.pk)
    second = StatusUpdate.objects.get(pk=update.pk)

    raised = at_once(lambda: steps[one](first), lambda: steps[other](second))

    refused = [error for error in raised if error is not None]
    assert [type(error) for error in refused] == [StaleObject]
    assert StatusUpdate.objects.get(pk=update.pk).version == 2
    assert update.history.count() == 2
    steps_taken = [step for step in (one, other) if step != "edit"]
    assert UpdateEvent.objects.filter(update=update).count() in (
        {1} if len(steps_taken) == 2 else {0, 1}
    )


def test_starting_while_others_write_below_the_action_never_waits_in_a_circle(
    action: Action, round_: ReportingRound
) -> None:
    activity = ActivityFactory.create(action=action)

    def report() -> None:
        for _ in range(ROUNDS):
            draft = start_update(
                action=action, round_=round_, by=SYSTEM, on=TODAY, content=CONTENT
            )
            submit_update(draft, by=SYSTEM, on=TODAY)
            accept_update(draft, by=SYSTEM, on=TODAY)

    def describe() -> None:
        for number in range(5 * ROUNDS):
            writes.write(activity, {"description": f"Keer {number}."}, by=SYSTEM)

    assert at_once(report, describe) == [None, None]
