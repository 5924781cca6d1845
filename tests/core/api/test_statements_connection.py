"""A statement finds a connection that works, without asking every time."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import F

from actions.models import Action
from core.api.statements import IDS, IsOneOf, Statement
from tests.factories.actions import ActionFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that grows with each time the database is asked for its health."""
    answers: list[bool] = []
    really = connection.is_usable

    def is_usable() -> bool:
        answers.append(really())
        return answers[-1]

    monkeypatch.setattr(connection, "is_usable", is_usable)
    return answers


@pytest.fixture
def other() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Give a connection beside that of the request."""
    beside = connections.create_connection("default")
    beside.ensure_connection()
    yield beside.connection
    beside.close()


def _statement() -> Statement:
    return Statement(Action.objects.filter(IsOneOf(F("id"), IDS)).values_list("id"))


def _next_request() -> None:
    connection.close_if_unusable_or_obsolete()


def test_silent_connection_is_not_asked(asked: list[bool]) -> None:
    action = ActionFactory.create()
    statement = _statement()

    for _ in range(3):
        _next_request()
        assert list(statement.rows(ids=[action.pk])) == [(action.pk,)]

    assert asked == []


def test_connection_that_the_server_dropped_is_replaced(
    asked: list[bool], other: psycopg.Connection[tuple[object, ...]]
) -> None:
    action = ActionFactory.create()
    statement = _statement()
    statement.rows(ids=[action.pk])
    pid = connection.connection.info.backend_pid

    other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    _next_request()

    assert list(statement.rows(ids=[action.pk])) == [(action.pk,)]
    assert asked == [False]
    assert connection.connection.info.backend_pid != pid
