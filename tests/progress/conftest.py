"""Somebody of every role around one action, in a round that is open on TODAY."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from actions.models import Action
from core.actor import Actor
from governance.models import MembershipRole
from progress.models import ReportingRound
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory
from tests.factories.actors import acting
from tests.factories.governance import BodyFactory, MembershipFactory
from tests.factories.progress import ReportingRoundFactory


@pytest.fixture
def action() -> Action:
    """Give an action in a chapter that has a werkgroep."""
    return ActionFactory.create(
        code="1.1.1", spearhead__chapter__werkgroep=BodyFactory.create()
    )


@pytest.fixture
def round_(action: Action) -> ReportingRound:
    """Give the open round of the action's programme."""
    return ReportingRoundFactory.create(programme=action.programme)


@pytest.fixture
def secretary(action: Action) -> Actor:
    """Give the secretary of the action's werkgroep."""
    user = UserFactory.create(username="eigen", role=Role.SECRETARIS)
    MembershipFactory.create(
        body=action.spearhead.chapter.werkgroep,
        organisation=None,
        user=user,
        role=MembershipRole.SECRETARIS,
    )
    return acting(user)


@pytest.fixture
def stand_in(action: Action) -> Actor:
    """Give the stand-in of that secretary."""
    user = UserFactory.create(username="vervanger", role=Role.SECRETARIS)
    MembershipFactory.create(
        body=action.spearhead.chapter.werkgroep,
        organisation=None,
        user=user,
        role=MembershipRole.VERVANGER,
    )
    return acting(user)


@pytest.fixture
def foreign_secretary() -> Actor:
    """Give the secretary of another werkgroep."""
    membership = MembershipFactory.create(secretary=True, user__username="vreemd")
    assert membership.user is not None
    return acting(membership.user)


@pytest.fixture
def office() -> Actor:
    """Give the programme office."""
    return acting(UserFactory.create(username="bureau", role=Role.PROGRAMMABUREAU))


@pytest.fixture
def reader() -> Actor:
    """Give a member of the regiegroep."""
    return acting(UserFactory.create(username="lezer", role=Role.LEZER))


@pytest.fixture
def administrator() -> Actor:
    """Give the beheerder."""
    return acting(UserFactory.create(username="beheer", role=Role.BEHEERDER))


@pytest.fixture
def everybody(
    secretary: Actor,
    stand_in: Actor,
    foreign_secretary: Actor,
    office: Actor,
    reader: Actor,
    administrator: Actor,
) -> dict[str, Actor]:
    """Give all of them by the words that the tables of the tests use."""
    return {
        "secretaris": secretary,
        "vervanger": stand_in,
        "vreemde": foreign_secretary,
        "bureau": office,
        "lezer": reader,
        "beheerder": administrator,
    }
