"""The people of the reporting, as clients of the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from core.actor import Actor
from tests.api.client import ApiClient, client_of


def as_client(who: Actor) -> ApiClient:
    """Return a client with a token of this person."""
    return client_of(User.objects.get(pk=who.user_id))


@pytest.fixture
def clients(everybody: dict[str, Actor]) -> dict[str, ApiClient]:
    """Give a client of everybody, by the words that the tables use."""
    return {word: as_client(who) for word, who in everybody.items()}


@pytest.fixture
def own(secretary: Actor) -> ApiClient:
    """Ask as the secretary of the action's werkgroep."""
    return as_client(secretary)


@pytest.fixture
def bureau(office: Actor) -> ApiClient:
    """Ask as the programme office."""
    return as_client(office)


@pytest.fixture
def narrowed_office(office: Actor) -> Callable[[list[str]], ApiClient]:
    """Give a maker of clients of the programme office whose token has these scopes."""
    user = User.objects.get(pk=office.user_id)
    return lambda scopes: client_of(user, scopes)
