"""What holds for the policy of every model, and that lists and rows agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from actions.models import Activity, Chapter, Milestone
from core import policy
from core.actor import ANONYMOUS_ROLE, Actor
from core.versioned import Versioned
from governance.models import MembershipRole
from progress.models import Escalation, EscalationAction, StatusUpdate, UpdateEvent
from reporting.models import Overview
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import TODAY, acting
from tests.factories.every import FACTORIES
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
)
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    StatusUpdateFactory,
    UpdateEventFactory,
)

VERSIONED = [model for model in apps.get_models() if issubclass(model, Versioned)]
ROLES = [*Role.values, ANONYMOUS_ROLE, "systeem", "onbekend"]
SCOPES: list[frozenset[str] | None] = [
    None,
    frozenset(),
    frozenset({"read"}),
    frozenset({"plan:write"}),
    frozenset({"read", "plan:write", "status:write", "overviews:publish"}),
]


def actor_with(role: str, **options: Any) -> Actor:
    """Return an actor without an account."""
    return Actor(name=role, role=role, today=TODAY, **options)


def verbs_of(model: type[models.Model]) -> list[str]:
    """Return the verbs that the policy of a model knows, but not `add`."""
    table = policy.policy_for(model).table
    return sorted({"view", "change", "remove"}.union(*table.values()) - {"add"})


# --- every model -----------------------------------------------------------------


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_every_model_has_a_policy_and_a_factory(model: type[Versioned]) -> None:
    assert policy.policy_for(model).model is model
    assert model in FACTORIES


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("role", [ANONYMOUS_ROLE, "onbekend", ""])
def test_role_that_is_not_in_the_table_may_nothing(
    model: type[Versioned], role: str
) -> None:
    who = actor_with(role)

    allowed = [
        verb for verb in [*verbs_of(model), "add"] if policy.may(who, verb, model)
    ]

    # The public edition, where the site has it switched on (design section 6).
    public = role == ANONYMOUS_ROLE and model is Overview
    assert allowed == (["view_public"] if public else [])


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_policy_names_real_fields_parents_scopes_and_roles(
    model: type[Versioned],
) -> None:
    asked = policy.policy_for(model)
    names = {field.name for field in model._meta.get_fields()}
    grants = [grant for verbs in asked.table.values() for grant in verbs.values()]

    assert set(asked.table) <= {*Role, ANONYMOUS_ROLE}
    assert set(asked.parents) <= names
    assert set().union(*(grant.fields or set() for grant in grants)) <= names
    assert {grant.scope for grant in grants} <= {policy.ALL, *asked.scopes()}
    verbs = {verb for verbs in asked.table.values() for verb in verbs}
    assert verbs <= set(asked.token_scopes)


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_own_rows_are_added_below_a_parent_that_knows_the_scope(
    model: type[Versioned],
) -> None:
    asked = policy.policy_for(model)
    adding = {verbs["add"].scope for verbs in asked.table.values() if "add" in verbs}

    for scope in adding - {policy.ALL}:
        assert asked.parents
        for name in asked.parents:
            parent = model._meta.get_field(name).related_model
            assert isinstance(parent, type)
            assert scope in policy.policy_for(parent).scopes()


# --- a list and a single row answer the same ------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_list_and_single_row_agree_for_every_model(role: str) -> None:
    rows = [factory.create() for factory in FACTORIES.values()]
    body = BodyFactory.create()
    user = UserFactory.create()
    who = replace(actor_with(role), user_id=user.pk)
    MembershipFactory.create(body=body, organisation=None, user=user, role="secretaris")

    for row in rows:
        model = type(row)
        for scopes in SCOPES:
            asker = replace(who, scopes=scopes)
            for verb in verbs_of(model):
                q = policy.policy_for(model).q(asker, verb)
                in_list = model._default_manager.filter(q, pk=row.pk).exists()
                assert in_list == policy.can(asker, verb, row), (model, verb, scopes)


class World:
    """Four chapters, some kept, and rows below them."""

    def __init__(self, werkgroepen: list[int | None]) -> None:
        self.bodies = BodyFactory.create_batch(2)
        self.user = UserFactory.create(role=Role.SECRETARIS)
        self.chapters = [
            ChapterFactory.create(
                werkgroep=None if index is None else self.bodies[index]
            )
            for index in werkgroepen
        ]


PLACES = ("action", "spearhead", "chapter", "programme")
# What goes with each place, so that one draw varies all models.
STATES: dict[str, dict[str, Any]] = {
    "action": {},
    "spearhead": {"submitted": True},
    "chapter": {"accepted": True},
    "programme": {"returned": True},
}
ENDED: dict[str, dict[str, Any]] = {
    "action": {},
    "spearhead": {},
    "chapter": {"closed_date": TODAY, "feedback": "Besloten."},
    "programme": {"closed_date": TODAY, "feedback": "Besloten."},
}


def below(parent: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return these values for a factory that makes the parent itself."""
    return {f"{parent}__{name}": value for name, value in values.items()}


def milestone_at(chapter: Chapter, place: str) -> Milestone:
    """Make a milestone of the chapter or of something above or below it."""
    if place == "action":
        action = ActionFactory.create(spearhead__chapter=chapter)
        return MilestoneFactory.create(action=action)
    if place == "spearhead":
        return MilestoneFactory.create(
            spearhead=SpearheadFactory.create(chapter=chapter)
        )
    if place == "chapter":
        return MilestoneFactory.create(chapter=chapter)
    return MilestoneFactory.create(programme=chapter.programme)


MAKE: dict[type[Versioned], Callable[[Chapter, str], Versioned]] = {
    Activity: lambda chapter, _: ActivityFactory.create(
        action__spearhead__chapter=chapter
    ),
    Milestone: milestone_at,
    StatusUpdate: lambda chapter, place: StatusUpdateFactory.create(
        action__spearhead__chapter=chapter, **STATES[place]
    ),
    UpdateEvent: lambda chapter, place: UpdateEventFactory.create(
        update__action__spearhead__chapter=chapter,
        # Another round than that of the status update of this chapter.
        update__round__quarter="2026-Q1",
        **below("update", STATES[place]),
    ),
    Escalation: lambda chapter, place: EscalationFactory.create(
        programme=chapter.programme,
        raised_by=chapter.werkgroep or BodyFactory.create(),
        **ENDED[place],
    ),
    EscalationAction: lambda chapter, place: EscalationActionFactory.create(
        action__spearhead__chapter=chapter,
        escalation__raised_by=chapter.werkgroep or BodyFactory.create(),
        **below("escalation", ENDED[place]),
    ),
}


def test_every_model_with_a_scope_of_its_own_is_in_the_property() -> None:
    scoped = {
        model
        for model, asked in policy.registered().items()
        for verbs in asked.table.values()
        for grant in verbs.values()
        if grant.scope != policy.ALL
    }

    assert scoped == set(MAKE)


days = st.one_of(
    st.none(),
    st.integers(min_value=-2, max_value=2).map(lambda n: TODAY + timedelta(days=n)),
)
memberships = st.tuples(
    st.integers(min_value=0, max_value=1),
    st.sampled_from(MembershipRole.values),
    days,
    days,
).filter(lambda row: row[2] is None or row[3] is None or row[2] <= row[3])


@pytest.mark.django_db
@settings(
    max_examples=8,
    # To make a failure smaller takes minutes with rows in a database.
    phases=[Phase.generate],
    # The transaction of the test stays open; each example rolls back its own part.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    werkgroepen=st.lists(st.sampled_from([0, 1, None]), min_size=2, max_size=2),
    held=st.lists(memberships, max_size=3, unique_by=lambda row: row[:2]),
    place=st.sampled_from(PLACES),
    role=st.sampled_from(Role.values),
)
def test_random_rows_are_in_the_list_exactly_if_the_single_row_allows_it(
    werkgroepen: list[int | None],
    held: list[tuple[int, str, date | None, date | None]],
    place: str,
    role: str,
) -> None:
    with transaction.atomic():
        world = World(werkgroepen)
        for index, membership_role, first, last in held:
            MembershipFactory.create(
                body=world.bodies[index],
                organisation=None,
                user=world.user,
                role=membership_role,
                valid_from_date=first,
                valid_to_date=last,
            )
        who = replace(acting(world.user), role=role)
        kept = {
            world.bodies[index].pk
            for index, membership_role, first, last in held
            if membership_role in ("secretaris", "vervanger")
            and (first is None or first <= TODAY)
            and (last is None or last >= TODAY)
        }
        rows = [
            (chapter, make(chapter, place))
            for chapter in world.chapters
            for make in MAKE.values()
        ]

        for chapter, row in rows:
            model = type(row)
            visible = model._default_manager.visible_to(who)  # type: ignore[attr-defined]
            assert visible.filter(pk=row.pk).exists() == policy.can(who, "view", row)
            for verb in verbs_of(model):
                q = policy.policy_for(model).q(who, verb)
                allowed = model._default_manager.filter(q, pk=row.pk).exists()
                assert allowed == policy.can(who, verb, row)
                if allowed and verb != "view" and role == Role.SECRETARIS:
                    assert chapter.werkgroep_id in kept
        # Against a rule written down a second time, independent of the policy.
        if role == Role.SECRETARIS:
            for chapter, row in rows:
                if isinstance(row, Activity):
                    can_change = policy.can(who, "change", row)
                    assert can_change == (chapter.werkgroep_id in kept)
                    assert policy.can(who, "add", row) == can_change
        transaction.set_rollback(True)
