"""Who writes: set for a block, named by a request, and nobody otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from structlog.contextvars import bound_contextvars

from accounts.models import User
from accounts.roles import Role
from core.actor import Actor, as_actor, current_actor, system_actor
from core.errors import NoActor
from core.middleware import ActorMiddleware
from tests.factories.actors import TODAY


def test_nobody_acts_until_somebody_is_set() -> None:
    with pytest.raises(NoActor):
        current_actor()


def test_actor_of_an_inner_block_gives_way_to_the_outer_one() -> None:
    outer = system_actor("buiten", today=TODAY)
    inner = system_actor("binnen", today=TODAY)

    with as_actor(outer):
        with as_actor(inner):
            assert current_actor() is inner
        assert current_actor() is outer


def test_actor_of_a_block_that_fails_is_gone() -> None:
    def fail() -> None:
        with as_actor(system_actor("laden", today=TODAY)):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with pytest.raises(NoActor):
        current_actor()


def test_system_actor_names_its_command_as_the_way_in() -> None:
    by_command = system_actor("laden", today=TODAY)
    by_task = system_actor("laden", today=TODAY, route="taak")

    assert (by_command.route, by_task.route) == ("opdracht laden", "taak")


def acting_in(request: HttpRequest) -> Actor:
    """Return who acts inside a request that goes through the middleware."""
    seen: list[Actor] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current_actor())
        assert request.actor == seen[0]  # type: ignore[attr-defined]
        return HttpResponse()

    ActorMiddleware(view)(request)
    with pytest.raises(NoActor):
        current_actor()
    return seen[0]


def request_of(user: Any, path: str = "/acties/") -> HttpRequest:
    """Return a request with this user."""
    request = RequestFactory().post(path)
    request.user = user
    return request


def test_request_is_done_by_its_user() -> None:
    user = User(pk=7, username="secretaris1", role=Role.SECRETARIS)

    with bound_contextvars(request_id="abc-123"):
        actor = acting_in(request_of(user))
        told = (actor.name, actor.role, actor.user_id, actor.route, actor.request_id)

    assert told == ("secretaris1", "secretaris", 7, "POST /acties/", "abc-123")
    assert actor.scopes is None


def test_who_has_a_name_acts_by_that_name() -> None:
    user = User(pk=7, username="secretaris1", full_name="Anna de Wit")

    assert acting_in(request_of(user)).name == "Anna de Wit"


def test_request_without_login_is_done_by_nobody_in_particular() -> None:
    actor = acting_in(request_of(AnonymousUser()))

    assert (actor.name, actor.role, actor.user_id) == ("niet ingelogd", "anoniem", None)


def test_what_a_client_sends_fits_the_columns_of_history() -> None:
    with bound_contextvars(request_id="x" * 500):
        actor = acting_in(request_of(AnonymousUser(), "/" + "y" * 500))

        assert len(actor.request_id) == 64
        assert len(actor.route) == 300
