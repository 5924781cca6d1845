"""Who reads the pages in these tests, and on which day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from actions.models import Programme
from pages.queries.reading import SLUG, Reading, open_programme
from tests.factories.accounts import UserFactory
from tests.factories.actions import ProgrammeFactory
from tests.factories.actors import TODAY, acting


@pytest.fixture
def frozen_day() -> Iterator[None]:
    """Make it TODAY for whoever reads the clock."""
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def lezer(db: None) -> User:
    return UserFactory.create(role=Role.LEZER)


@pytest.fixture
def reader(lezer: User, frozen_day: None) -> Client:
    """Give a browser in which a regiegroep member is signed in."""
    client = Client()
    client.force_login(lezer)
    return client


@pytest.fixture
def programme(db: None) -> Programme:
    """Make the programme that the pages are about, without anything in it."""
    return ProgrammeFactory.create(
        slug=SLUG,
        title="Toekomstagenda",
        document="000",
        document_title="Het programmadocument",
    )


@pytest.fixture
def reading(programme: Programme, lezer: User) -> Reading:
    """Look at the programme as a regiegroep member."""
    found = open_programme(acting(lezer))
    assert found is not None
    return found
