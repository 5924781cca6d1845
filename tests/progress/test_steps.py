"""Who may take which step with an update in which state: every combination.

The table below is written by hand from design 4.5 and section 6; it shares nothing
with `progress.workflow` and `progress.policy`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from actions.models import Action
from core import writes
from core.actor import Actor
from core.errors import NotAllowed, NotVisible, StaleObject, WrongStep
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.services import (
    accept_update,
    edit_update,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.workflow import TRANSITIONS, Step, UpdateState
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import StatusUpdateFactory

pytestmark = pytest.mark.django_db

# done       it happens
# wrong      not in this state (WrongStep)
# forbidden  sees it, but may never do this (NotAllowed)
# hidden     to this person the update does not exist (NotVisible)
TABLE = """
state      who         edit       submit     withdraw   accept     return
draft      secretaris  done       done       wrong      forbidden  forbidden
draft      vervanger   done       done       wrong      forbidden  forbidden
draft      vreemde     hidden     hidden     hidden     hidden     hidden
draft      bureau      done       done       wrong      wrong      wrong
draft      lezer       hidden     hidden     hidden     hidden     hidden
draft      beheerder   forbidden  forbidden  forbidden  forbidden  forbidden
submitted  secretaris  wrong      wrong      done       forbidden  forbidden
submitted  vervanger   wrong      wrong      done       forbidden  forbidden
submitted  vreemde     hidden     hidden     hidden     hidden     hidden
submitted  bureau      wrong      wrong      done       done       done
submitted  lezer       hidden     hidden     hidden     hidden     hidden
submitted  beheerder   forbidden  forbidden  forbidden  forbidden  forbidden
accepted   secretaris  wrong      wrong      wrong      forbidden  forbidden
accepted   vervanger   wrong      wrong      wrong      forbidden  forbidden
accepted   vreemde     forbidden  forbidden  forbidden  forbidden  forbidden
accepted   bureau      wrong      wrong      wrong      wrong      wrong
accepted   lezer       forbidden  forbidden  forbidden  forbidden  forbidden
accepted   beheerder   forbidden  forbidden  forbidden  forbidden  forbidden
returned   secretaris  wrong      wrong      wrong      forbidden  forbidden
returned   vervanger   wrong      wrong      wrong      forbidden  forbidden
returned   vreemde     hidden     hidden     hidden     hidden     hidden
returned   bureau      wrong      wrong      wrong      wrong      wrong
returned   lezer       hidden     hidden     hidden     hidden     hidden
returned   beheerder   forbidden  forbidden  forbidden  forbidden  forbidden
"""

# What stands there already, and what beginning a new update then does.
# taken: there is an open one, which the person is told.
STARTS = """
state      secretaris  vervanger  vreemde    bureau     lezer      beheerder
nothing    done        done       forbidden  done       forbidden  forbidden
draft      taken       taken      forbidden  taken      forbidden  forbidden
submitted  taken       taken      forbidden  taken      forbidden  forbidden
accepted   done        done       forbidden  done       forbidden  forbidden
returned   done        done       forbidden  done       forbidden  forbidden
"""

PEOPLE = ("secretaris", "vervanger", "vreemde", "bureau", "lezer", "beheerder")
FIXTURES = {
    "secretaris": "secretary",
    "vervanger": "stand_in",
    "vreemde": "foreign_secretary",
    "bureau": "office",
    "lezer": "reader",
    "beheerder": "administrator",
}
STATES = ("draft", "submitted", "accepted", "returned")
STEPS = ("edit", "submit", "withdraw", "accept", "return")

REFUSALS = {
    "wrong": WrongStep,
    "forbidden": NotAllowed,
    "hidden": NotVisible,
    "taken": WrongStep,
}

AFTER = {
    "edit": "draft",
    "submit": "submitted",
    "withdraw": "draft",
    "accept": "accepted",
    "return": "returned",
}

TAKE: dict[str, Callable[[StatusUpdate, Actor], object]] = {
    "edit": lambda row, who: edit_update(row, {"risk": "Nieuw."}, by=who, on=TODAY),
    "submit": lambda row, who: submit_update(row, by=who, on=TODAY),
    "withdraw": lambda row, who: withdraw_update(row, by=who, on=TODAY),
    "accept": lambda row, who: accept_update(row, by=who, on=TODAY),
    "return": lambda row, who: return_update(row, reason="Te kort.", by=who, on=TODAY),
}


def lines(text: str) -> list[list[str]]:
    """Return the words of each line of a table, its headings first."""
    return [line.split() for line in text.strip().splitlines()]


def steps_table() -> dict[tuple[str, str, str], str]:
    """Return what is expected per state, person and step."""
    (_, _, *steps), *rows = lines(TABLE)
    return {
        (state, who, step): outcome
        for state, who, *outcomes in rows
        for step, outcome in zip(steps, outcomes, strict=True)
    }


def starts_table() -> dict[tuple[str, str], str]:
    """Return what is expected per state and person."""
    (_, *people), *rows = lines(STARTS)
    return {
        (state, who): outcome
        for state, *outcomes in rows
        for who, outcome in zip(people, outcomes, strict=True)
    }


@pytest.fixture
def actor(request: pytest.FixtureRequest, who: str) -> Actor:
    """Give the person that the row of the table names."""
    person = request.getfixturevalue(FIXTURES[who])
    assert isinstance(person, Actor)
    return person


def trait(state: str) -> str:
    """Return the trait of the factory: a draft that could be handed in."""
    return "filled" if state == "draft" else state


def test_table_names_every_combination_and_every_step_of_the_workflow() -> None:
    assert set(steps_table()) == set(product(STATES, PEOPLE, STEPS))
    assert set(STATES) == set(UpdateState.values)
    assert {*STEPS, "start"} - {"edit"} == set(Step.values)
    assert set(TRANSITIONS) == set(Step) - {Step.START}


@pytest.mark.parametrize(
    ("state", "who", "step", "outcome"),
    [(*key, outcome) for key, outcome in steps_table().items()],
)
def test_step(
    action: Action,
    round_: ReportingRound,
    actor: Actor,
    state: str,
    who: str,
    step: str,
    outcome: str,
) -> None:
    stored = StatusUpdateFactory.create(
        action=action, round=round_, **{trait(state): True}
    )
    update = StatusUpdate.objects.get(pk=stored.pk)

    if outcome != "done":
        with pytest.raises(REFUSALS[outcome]):
            TAKE[step](update, actor)

        after = StatusUpdate.objects.get(pk=update.pk)
        assert (after.state, after.version, after.risk) == (state, 1, "")
        assert (update.state, update.version) == (state, 1)
        assert update.history.count() == 1
        assert not UpdateEvent.objects.exists()
        assert Action.objects.get(pk=action.pk).version == 1
        return

    TAKE[step](update, actor)

    after = StatusUpdate.objects.get(pk=update.pk)
    assert (after.state, after.version) == (AFTER[step], 2)
    newest = update.history.latest()
    assert (newest.version, newest.state) == (2, AFTER[step])
    assert newest.history_actor == actor.name
    assert newest.history_user_id == actor.user_id
    events = UpdateEvent.objects.filter(update=update).values_list(
        "step", "by_name", "reason"
    )
    assert list(events) == (
        []
        if step == "edit"
        else [(step, actor.name, "Te kort." if step == "return" else "")]
    )


@pytest.mark.parametrize(
    ("state", "who", "outcome"),
    [(*key, outcome) for key, outcome in starts_table().items()],
)
def test_start(
    action: Action,
    round_: ReportingRound,
    actor: Actor,
    state: str,
    who: str,
    outcome: str,
) -> None:
    before = 0
    if state != "nothing":
        StatusUpdateFactory.create(action=action, round=round_, **{trait(state): True})
        before = 1

    if outcome != "done":
        with pytest.raises(REFUSALS[outcome]):
            start_update(action=action, round_=round_, by=actor, on=TODAY)

        assert StatusUpdate.objects.count() == before
        assert not UpdateEvent.objects.exists()
        return

    draft = start_update(action=action, round_=round_, by=actor, on=TODAY)

    assert StatusUpdate.objects.count() == before + 1
    assert (draft.state, draft.sequence) == ("draft", before + 1)
    assert draft.history.get().history_actor == actor.name
    event = UpdateEvent.objects.get()
    assert (event.update_id, event.step, event.by_name) == (
        draft.pk,
        "start",
        actor.name,
    )


@pytest.mark.parametrize("state", ["submitted", "accepted", "returned"])
def test_texts_are_frozen_once_handed_in_for_commands_and_tasks_too(
    action: Action, round_: ReportingRound, state: str
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})

    with pytest.raises(WrongStep, match="Alleen een concept is te wijzigen"):
        edit_update(update, {"results": "Mooier."}, by=SYSTEM, on=TODAY)


@pytest.mark.parametrize("who", ["secretaris", "bureau"])
@pytest.mark.parametrize("state", ["submitted", "accepted", "returned"])
def test_texts_are_frozen_past_the_services_as_well(
    action: Action, round_: ReportingRound, actor: Actor, who: str, state: str
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})

    with pytest.raises(NotAllowed):
        writes.write(update, {"results": "Mooier."}, by=actor)

    assert StatusUpdate.objects.get(pk=update.pk).results == ""


@pytest.mark.parametrize("who", ["secretaris", "bureau"])
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "accepted"},
        {"submitted_date": TODAY},
        {"decided_date": TODAY},
        {"sequence": 9},
        {"is_fictitious": True},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_a_step_sets_cannot_be_set_by_editing(
    action: Action,
    round_: ReportingRound,
    actor: Actor,
    who: str,
    changes: dict[str, object],
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, filled=True)

    with pytest.raises(NotAllowed):
        edit_update(update, changes, by=actor, on=TODAY)

    assert StatusUpdate.objects.get(pk=update.pk).version == 1


@pytest.mark.parametrize("step", ["submit", "withdraw", "accept", "return", "edit"])
def test_step_from_an_older_version_is_refused_and_changes_nothing(
    action: Action, round_: ReportingRound, office: Actor, step: str
) -> None:
    right_state = {"edit": "filled", "submit": "filled"}.get(step, "submitted")
    update = StatusUpdateFactory.create(
        action=action, round=round_, **{right_state: True}
    )
    seen = StatusUpdate.objects.get(pk=update.pk)
    writes.write(update, {"plain_language": "Van een ander."}, by=SYSTEM)

    with pytest.raises(StaleObject) as refused:
        TAKE[step](seen, office)

    assert refused.value.current_version == 2
    stored = StatusUpdate.objects.get(pk=update.pk)
    assert (stored.version, stored.state) == (2, update.state)
    assert stored.plain_language == "Van een ander."
    assert StatusUpdate.objects.count() == 1
    assert not UpdateEvent.objects.exists()


EXPECTING: dict[str, Callable[[StatusUpdate, Actor, int], object]] = {
    "edit": lambda row, who, seen: edit_update(
        row, {"risk": "Nieuw."}, by=who, on=TODAY, expected=seen
    ),
    "submit": lambda row, who, seen: submit_update(
        row, by=who, on=TODAY, expected=seen
    ),
    "withdraw": lambda row, who, seen: withdraw_update(
        row, by=who, on=TODAY, expected=seen
    ),
    "accept": lambda row, who, seen: accept_update(
        row, by=who, on=TODAY, expected=seen
    ),
    "return": lambda row, who, seen: return_update(
        row, reason="Te kort.", by=who, on=TODAY, expected=seen
    ),
}


@pytest.mark.parametrize("step", EXPECTING)
@pytest.mark.parametrize("state", ["filled", "submitted", "accepted"])
def test_step_with_an_older_expected_version_hears_that_before_the_state(
    action: Action, round_: ReportingRound, office: Actor, step: str, state: str
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})
    writes.write(update, {"plain_language": "Van een ander."}, by=SYSTEM)

    with pytest.raises(StaleObject):
        EXPECTING[step](update, office, 1)

    assert StatusUpdate.objects.get(pk=update.pk).version == 2


@pytest.mark.parametrize("step", EXPECTING)
def test_step_with_the_expected_version_is_taken(
    action: Action, round_: ReportingRound, office: Actor, step: str
) -> None:
    right_state = {"edit": "filled", "submit": "filled"}.get(step, "submitted")
    update = StatusUpdateFactory.create(
        action=action, round=round_, **{right_state: True}
    )

    EXPECTING[step](update, office, 1)

    assert StatusUpdate.objects.get(pk=update.pk).version == 2


def test_refusal_names_the_state_and_the_step(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, accepted=True)

    with pytest.raises(WrongStep) as refused:
        withdraw_update(update, by=secretary, on=TODAY)

    assert refused.value.message == (
        "Dit bericht is vastgesteld; het kan nu niet worden ingetrokken."
    )
