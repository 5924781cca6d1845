"""Who may do what: how the policy answers one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from actions.models import Action, Activity
from core import policy
from core.actor import ANONYMOUS_ROLE, Actor, as_actor
from core.errors import NotAllowed, NotVisible
from core.policy import EVERYTHING, Grant, Policy
from core.versioned import Versioned
from governance.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
)
from tests.factories.actors import SYSTEM, TODAY, acting
from tests.factories.baseline import LoadedRowFactory
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
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


# --- require ---------------------------------------------------------------------


@pytest.mark.django_db
def test_require_answers_what_is_not_visible_as_not_found() -> None:
    row = LoadedRowFactory.create()

    for verb in ("view", "change", "remove"):
        with pytest.raises(NotVisible):
            policy.require(actor_with(Role.LEZER), verb, row)


@pytest.mark.django_db
def test_require_answers_what_is_visible_only_as_not_allowed() -> None:
    row = OrganisationFactory.create()
    policy.require(actor_with(Role.LEZER), "view", row)

    for verb in ("change", "remove"):
        with pytest.raises(NotAllowed):
            policy.require(actor_with(Role.LEZER), verb, row)


def test_require_answers_a_new_row_as_not_allowed() -> None:
    with pytest.raises(NotAllowed):
        policy.require(actor_with(Role.LEZER), "add", OrganisationFactory.build())


@pytest.mark.django_db
def test_require_names_forbidden_fields_in_dutch() -> None:
    action = ActionFactory.create()
    office = actor_with(Role.PROGRAMMABUREAU)
    policy.require(office, "change", action, fields=["description"])

    with pytest.raises(NotAllowed) as refused:
        policy.require(office, "change", action, fields=["title", "code"])

    assert refused.value.message == "U mag deze velden niet wijzigen: code, titel."


def test_system_may_do_everything_with_every_field() -> None:
    for model in VERSIONED:
        for verb in ("view", "add", "change", "remove"):
            assert policy.may(SYSTEM, verb, model)
            assert policy.writable_fields(SYSTEM, verb, model) is None


def test_writable_fields_without_the_right_are_none_at_all() -> None:
    lezer = actor_with(Role.LEZER)

    assert policy.writable_fields(lezer, "change", Action) == frozenset()


# --- own werkgroep ---------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "membership", "first", "last", "allowed"),
    [
        ("secretaris", "secretaris", None, None, True),
        ("secretaris", "vervanger", None, None, True),
        ("secretaris", "lid", None, None, False),
        ("secretaris", "voorzitter", None, None, False),
        ("secretaris", "agendalid", None, None, False),
        ("secretaris", "secretaris", 0, None, True),
        ("secretaris", "secretaris", 1, None, False),
        ("secretaris", "secretaris", None, 0, True),
        ("secretaris", "secretaris", None, -1, False),
        ("secretaris", "vervanger", -5, 5, True),
        ("secretaris", "vervanger", -5, -1, False),
        # The role of the account decides first: a membership adds nothing to it.
        ("lezer", "secretaris", None, None, False),
        ("beheerder", "secretaris", None, None, False),
    ],
)
def test_membership_gives_the_right_to_change_while_it_holds(
    role: str, membership: str, first: int | None, last: int | None, *, allowed: bool
) -> None:
    body = BodyFactory.create()
    user = UserFactory.create(role=role)
    MembershipFactory.create(
        body=body,
        organisation=None,
        user=user,
        role=membership,
        valid_from_date=None if first is None else TODAY + timedelta(days=first),
        valid_to_date=None if last is None else TODAY + timedelta(days=last),
    )
    own = ActivityFactory.create(action__spearhead__chapter__werkgroep=body)
    foreign = ActivityFactory.create(
        action__spearhead__chapter__werkgroep=BodyFactory.create()
    )
    of_nobody = ActivityFactory.create()
    who = acting(user)

    assert policy.can(who, "change", own) is allowed
    assert policy.can(who, "add", ActivityFactory.build(action=own.action)) is allowed
    for row in (foreign, of_nobody):
        assert policy.can(who, "view", row)
        assert not policy.can(who, "change", row)
        assert not policy.can(who, "add", ActivityFactory.build(action=row.action))


@pytest.mark.django_db
def test_right_ends_with_the_day_of_the_request() -> None:
    membership = MembershipFactory.create(secretary=True, valid_to_date=TODAY)
    own = ActivityFactory.create(action__spearhead__chapter__werkgroep=membership.body)
    assert membership.user is not None

    today = acting(membership.user)
    tomorrow = acting(membership.user, today=TODAY + timedelta(days=1))

    assert policy.can(today, "change", own)
    assert not policy.can(tomorrow, "change", own)


@pytest.mark.django_db
def test_membership_of_somebody_else_gives_no_right() -> None:
    membership = MembershipFactory.create(secretary=True)
    other = UserFactory.create(role=Role.SECRETARIS)
    own = ActivityFactory.create(action__spearhead__chapter__werkgroep=membership.body)

    assert not policy.can(acting(other), "change", own)
    assert not policy.can(actor_with(Role.SECRETARIS), "change", own)


@pytest.mark.django_db
def test_new_row_without_a_parent_is_nobodys_own() -> None:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None

    assert not policy.can(acting(membership.user), "add", Activity(title="Los"))


# --- tokens ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_scopes_of_a_token_only_narrow(model: type[Versioned], role: str) -> None:
    person = actor_with(role)

    for scopes in SCOPES:
        client = replace(person, scopes=scopes)
        for verb in [*verbs_of(model), "add"]:
            grant = policy.policy_for(model).grant(client, verb)
            assert grant in (None, policy.policy_for(model).grant(person, verb))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        (None, {"view", "add", "change", "remove"}),
        (set(), set()),
        ({"read"}, {"view"}),
        ({"plan:write"}, {"add", "change", "remove"}),
        ({"status:write", "overviews:publish", "events:manage"}, set()),
        ({"read", "plan:write"}, {"view", "add", "change", "remove"}),
    ],
)
def test_token_needs_the_scope_of_the_verb(
    scopes: set[str] | None, allowed: set[str]
) -> None:
    row = OrganisationFactory.create()
    office = UserFactory.create(role=Role.PROGRAMMABUREAU)
    client = acting(office, scopes=scopes)

    answers = {verb for verb in policy.VERBS if policy.can(client, verb, row)}

    assert answers == allowed


# --- what Django asks ------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codename", "verb"),
    [("view", "view"), ("add", "add"), ("change", "change"), ("delete", "remove")],
)
@pytest.mark.parametrize("role", Role.values)
def test_has_perm_answers_from_the_same_table(
    role: str, codename: str, verb: str
) -> None:
    body = BodyFactory.create()
    user = UserFactory.create(role=role)
    MembershipFactory.create(body=body, organisation=None, user=user, role="secretaris")
    rows: list[Versioned] = [
        ActivityFactory.create(action__spearhead__chapter__werkgroep=body),
        ActivityFactory.create(),
        LoadedRowFactory.create(),
        OrganisationFactory.create(),
        user,
    ]
    who = acting(user)

    with as_actor(who):
        for row in rows:
            label = f"{row._meta.app_label}.{codename}_{row._meta.model_name}"
            assert user.has_perm(label) is policy.may(who, verb, type(row))
            assert user.has_perm(label, row) is policy.can(who, verb, row)


@pytest.mark.django_db
def test_has_perm_of_somebody_else_or_of_something_unknown_is_no() -> None:
    user = UserFactory.create(role=Role.PROGRAMMABUREAU)
    other = UserFactory.create(role=Role.PROGRAMMABUREAU)

    with as_actor(acting(user)):
        assert user.has_perm("governance.add_organisation")
        assert user.has_perms(
            ["governance.add_organisation", "governance.view_organisation"]
        )
        assert not user.has_perms(["governance.add_organisation", "accounts.add_user"])
        assert not other.has_perm("governance.add_organisation")
        for unknown in (
            "governance.publish_organisation",
            "governance.add_historicalorganisation",
            "sessions.view_session",
            "organisation",
            "",
        ):
            assert not user.has_perm(unknown)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "seen"),
    [("lezer", False), ("secretaris", False), ("beheerder", True)],
)
def test_has_module_perms_tells_whether_anything_is_seen(
    role: str, *, seen: bool
) -> None:
    user = UserFactory.create(role=role)

    with as_actor(acting(user)):
        assert user.has_module_perms("actions")
        assert user.has_module_perms("accounts") is seen
        assert not user.has_module_perms("sessions")


# --- a model without a policy ----------------------------------------------------


@pytest.mark.parametrize("model", [Session, Organisation.history.model])
def test_model_without_policy_denies(model: type[models.Model]) -> None:
    office = actor_with(Role.PROGRAMMABUREAU)

    assert not policy.may(office, "view", model)
    assert not policy.may(SYSTEM, "view", model)
    with as_actor(SYSTEM):
        row = model()
    with pytest.raises(LookupError):
        policy.can(SYSTEM, "view", row)
    with pytest.raises(LookupError):
        policy.require(SYSTEM, "add", row)
    with pytest.raises(LookupError):
        policy.visible(models.QuerySet(model), office)
    with pytest.raises(LookupError):
        policy.writable_fields(office, "change", model)


@pytest.mark.django_db
def test_scope_that_nobody_stated_holds_no_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Mistaken(Policy):
        model = Organisation
        table = {Role.LEZER: {"view": Grant("verschreven"), "change": EVERYTHING}}

    registry: dict[type[models.Model], Policy] = dict(policy.registered())
    registry[Organisation] = Mistaken()
    monkeypatch.setattr(policy, "_registry", registry)
    row = OrganisationFactory.create()
    lezer = actor_with(Role.LEZER)

    assert not policy.can(lezer, "view", row)
    assert not Organisation.objects.visible_to(lezer).exists()
    assert policy.policy_for(Organisation).scope_q(lezer, "all") == Q()
