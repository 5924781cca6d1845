"""Who sees and may do what with rounds, updates and escalations (design section 6).

What each step does in each state is in test_steps.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.roles import Role
from actions.models import Action
from core import policy, writes
from core.actor import Actor
from core.errors import NotAllowed, NotVisible
from progress.models import (
    CONTENT,
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.services import accept_update, start_update, submit_update
from progress.workflow import TRANSITIONS, Step
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, ChapterFactory
from tests.factories.actors import TODAY, acting
from tests.factories.governance import BodyFactory, MembershipFactory
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    ReportingRoundFactory,
    RoundEventFactory,
    StatusUpdateFactory,
    UpdateEventFactory,
)

pytestmark = pytest.mark.django_db

EVERYBODY = ("secretaris", "vervanger", "vreemde", "bureau", "lezer", "beheerder")
ALL_STATES = ("accepted", "draft", "returned", "submitted")


@pytest.fixture
def in_every_state(action: Action, round_: ReportingRound) -> list[StatusUpdate]:
    """Give an update in each state, of actions of the same werkgroep."""
    updates = [
        StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead),
            round=round_,
            **{"filled" if state == "draft" else state: True},
        )
        for state in ALL_STATES
    ]
    for update in updates:
        UpdateEventFactory.create(update=update)
    return updates


# --- status updates ----------------------------------------------------------------


@pytest.mark.usefixtures("in_every_state")
@pytest.mark.parametrize(
    ("who", "states"),
    [
        ("secretaris", ALL_STATES),
        ("vervanger", ALL_STATES),
        ("vreemde", ("accepted",)),
        ("bureau", ALL_STATES),
        ("lezer", ("accepted",)),
        ("beheerder", ALL_STATES),
    ],
)
def test_updates_and_their_steps_are_seen(
    everybody: dict[str, Actor], who: str, states: tuple[str, ...]
) -> None:
    actor = everybody[who]

    seen = StatusUpdate.objects.visible_to(actor).values_list("state", flat=True)
    steps = UpdateEvent.objects.visible_to(actor).values_list(
        "update__state", flat=True
    )

    assert sorted(seen) == list(states)
    assert sorted(steps) == list(states)
    for update in StatusUpdate.objects.all():
        assert policy.can(actor, "view", update) == (update.state in states)


@pytest.mark.parametrize(
    ("who", "may_add"),
    [
        ("secretaris", True),
        ("vervanger", True),
        ("vreemde", False),
        ("bureau", True),
        ("lezer", False),
        ("beheerder", False),
    ],
)
def test_updates_are_begun_by(
    action: Action,
    round_: ReportingRound,
    everybody: dict[str, Actor],
    who: str,
    *,
    may_add: bool,
) -> None:
    draft = StatusUpdate(action=action, round=round_)

    assert policy.can(everybody[who], "add", draft) == may_add


@pytest.mark.parametrize(
    ("who", "verbs"),
    [
        (
            "secretaris",
            {"change": {"draft"}, "submit": {"draft"}, "withdraw": {"submitted"}},
        ),
        ("vreemde", {}),
        (
            "bureau",
            {
                "change": {"draft"},
                "submit": {"draft"},
                "withdraw": {"submitted"},
                "accept": {"submitted"},
                "return": {"submitted"},
            },
        ),
        ("lezer", {}),
        ("beheerder", {}),
    ],
)
def test_verbs_hold_in_these_states_only(
    in_every_state: list[StatusUpdate],
    everybody: dict[str, Actor],
    who: str,
    verbs: dict[str, set[str]],
) -> None:
    for verb in ("change", "submit", "withdraw", "accept", "return", "remove"):
        allowed = {
            update.state
            for update in in_every_state
            if policy.can(everybody[who], verb, update)
        }

        assert allowed == verbs.get(verb, set()), verb


TEXTS = frozenset({*CONTENT, "override_reason"})


@pytest.mark.parametrize("role", [Role.SECRETARIS, Role.PROGRAMMABUREAU])
def test_fields_of_a_draft_are_the_texts(role: Role) -> None:
    actor = Actor(name="x", role=role, today=TODAY, user_id=1)

    assert policy.writable_fields(actor, "change", StatusUpdate) == TEXTS


@pytest.mark.parametrize("step", TRANSITIONS)
def test_policy_and_workflow_name_the_same_roles_for_a_step(step: Step) -> None:
    allowed = {
        role
        for role in Role
        if policy.may(
            Actor(name="x", role=role, today=TODAY, user_id=1), step, StatusUpdate
        )
    }

    assert allowed == TRANSITIONS[step].roles


def test_right_to_report_ends_with_the_membership(
    action: Action, round_: ReportingRound
) -> None:
    user = UserFactory.create(role=Role.SECRETARIS)
    MembershipFactory.create(
        body=action.spearhead.chapter.werkgroep,
        organisation=None,
        user=user,
        role="secretaris",
        valid_to_date=TODAY,
    )
    update = StatusUpdateFactory.create(action=action, round=round_)

    assert policy.can(acting(user), "change", update)
    tomorrow = TODAY + timedelta(days=1)
    assert not policy.can(acting(user, today=tomorrow), "change", update)
    assert not policy.can(acting(user, today=tomorrow), "view", update)


def test_token_narrows_what_its_user_may(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, filled=True)
    reading = replace(secretary, scopes=frozenset({"read"}), memo={})
    reporting = replace(secretary, scopes=frozenset({"read", "status:write"}), memo={})
    planning = replace(secretary, scopes=frozenset({"read", "plan:write"}), memo={})

    for verb in ("change", "submit"):
        assert not policy.can(reading, verb, update)
        assert policy.can(reporting, verb, update)
        assert not policy.can(planning, verb, update)
    assert policy.can(reading, "view", update)
    with pytest.raises(NotAllowed):
        start_update(action=action, round_=round_, by=reading, on=TODAY)


def test_token_of_the_office_without_reporting_does_not_accept(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)
    planning = replace(office, scopes=frozenset({"read", "plan:write"}), memo={})

    with pytest.raises(NotAllowed):
        accept_update(update, by=planning, on=TODAY)


# --- a chapter without a werkgroep -------------------------------------------------


@pytest.mark.parametrize("has_body", [True, False])
def test_chapter_without_an_established_werkgroep_is_reported_by_the_office_only(
    everybody: dict[str, Actor], round_: ReportingRound, *, has_body: bool
) -> None:
    werkgroep = BodyFactory.create(established=False) if has_body else None
    chapter = ChapterFactory.create(programme=round_.programme, werkgroep=werkgroep)
    action = ActionFactory.create(spearhead__chapter=chapter)
    office = everybody.pop("bureau")

    for who in everybody.values():
        with pytest.raises(NotAllowed):
            start_update(action=action, round_=round_, by=who, on=TODAY)
    draft = start_update(
        action=action,
        round_=round_,
        by=office,
        on=TODAY,
        content={
            "status": "in_progress",
            "rag": "green",
            "progress_pct": 5,
            "confidence": "high",
            "state_of_affairs": "Het loopt.",
        },
    )
    for who in everybody.values():
        with pytest.raises((NotAllowed, NotVisible)):
            submit_update(draft, by=who, on=TODAY)
    submit_update(draft, by=office, on=TODAY)
    accept_update(draft, by=office, on=TODAY)

    assert Action.objects.get(pk=action.pk).quarter == "2026-Q2"


# --- rounds ------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_rounds_and_their_steps_are_seen_by_everybody(
    round_: ReportingRound, everybody: dict[str, Actor], who: str
) -> None:
    RoundEventFactory.create(round=round_)

    assert ReportingRound.objects.visible_to(everybody[who]).count() == 1
    assert RoundEvent.objects.visible_to(everybody[who]).count() == 1


@pytest.mark.parametrize("who", EVERYBODY)
def test_rounds_are_kept_by_the_office(
    round_: ReportingRound, everybody: dict[str, Actor], who: str
) -> None:
    event = RoundEventFactory.create(round=round_)
    actor, is_office = everybody[who], who == "bureau"

    assert policy.can(actor, "add", ReportingRoundFactory.build()) == is_office
    assert policy.can(actor, "change", round_) == is_office
    assert not policy.can(actor, "remove", round_)
    assert policy.can(actor, "add", RoundEvent(round=round_)) == is_office
    assert not policy.can(actor, "change", event)
    assert not policy.can(actor, "remove", event)


# --- steps are only ever added -----------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_steps_of_an_update_are_only_ever_added(
    action: Action, round_: ReportingRound, everybody: dict[str, Actor], who: str
) -> None:
    event = UpdateEventFactory.create(
        update=StatusUpdateFactory.create(action=action, round=round_)
    )
    another = UpdateEvent(update=event.update)

    assert not policy.can(everybody[who], "change", event)
    assert not policy.can(everybody[who], "remove", event)
    assert policy.can(everybody[who], "add", another) == (
        who in ("secretaris", "vervanger", "bureau")
    )


# --- escalations -------------------------------------------------------------------


@pytest.fixture
def escalation(action: Action) -> Escalation:
    """Give an open question of the action's werkgroep."""
    return EscalationFactory.create(
        programme=action.programme, raised_by=action.spearhead.chapter.werkgroep
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_escalations_are_seen_by_everybody(
    action: Action, escalation: Escalation, everybody: dict[str, Actor], who: str
) -> None:
    EscalationActionFactory.create(escalation=escalation, action=action)

    assert Escalation.objects.visible_to(everybody[who]).count() == 1
    assert EscalationAction.objects.visible_to(everybody[who]).count() == 1


@pytest.mark.parametrize("who", EVERYBODY)
def test_escalations_are_raised_and_kept_by(
    action: Action, escalation: Escalation, everybody: dict[str, Actor], who: str
) -> None:
    actor = everybody[who]
    is_own = who in ("secretaris", "vervanger", "bureau")
    row = EscalationActionFactory.create(escalation=escalation, action=action)

    assert policy.can(actor, "add", Escalation(raised_by=escalation.raised_by)) == (
        is_own
    )
    assert policy.can(actor, "change", escalation) == is_own
    assert not policy.can(actor, "remove", escalation)
    new = EscalationAction(escalation=escalation, action=action)
    assert policy.can(actor, "add", new) == is_own
    assert not policy.can(actor, "change", row)
    assert policy.can(actor, "remove", row) == (who == "bureau")


def test_secretary_words_the_question_and_leaves_the_answer_to_the_office(
    escalation: Escalation, secretary: Actor, office: Actor
) -> None:
    writes.write(escalation, {"question": "Wie betaalt dit?"}, by=secretary)
    for changes in (
        {"closed_date": TODAY, "feedback": "VWS."},
        {"raised_date": date(2026, 1, 1)},
        {"to_body": BodyFactory.create()},
    ):
        with pytest.raises(NotAllowed):
            writes.write(escalation, changes, by=secretary)

    writes.write(escalation, {"closed_date": TODAY, "feedback": "VWS."}, by=office)

    with pytest.raises(NotAllowed):
        writes.write(escalation, {"question": "Toch anders?"}, by=secretary)
    assert Escalation.objects.get().question == "Wie betaalt dit?"
    assert escalation.history.count() == 3
