"""Who asks the API in these tests, and the document that it serves."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from accounts.models import User
from accounts.roles import Role
from core.api.site import document
from tests.api.client import ApiClient, client_of
from tests.factories.accounts import UserFactory


@pytest.fixture
def lezer() -> User:
    return UserFactory.create(role=Role.LEZER)


@pytest.fixture
def reader(lezer: User) -> ApiClient:
    """Ask as a lezer."""
    client = client_of(lezer)
    # The first use of a token is noted; tests that count queries are about later ones.
    client.get("/programmes")
    return client


@pytest.fixture
def office() -> ApiClient:
    """Ask as the programme office."""
    return client_of(UserFactory.create(role=Role.PROGRAMMABUREAU))


@pytest.fixture(scope="session")
def openapi() -> dict[str, Any]:
    """Return the document as it is served."""
    served: dict[str, Any] = orjson.loads(orjson.dumps(document()))
    return served
