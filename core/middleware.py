"""Sets the actor of each request, so that no write can forget who did it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from structlog.contextvars import get_contextvars

from core.actor import ANONYMOUS_ROLE, Actor, as_actor


class ActorMiddleware:
    """Name the user, role, day, route and request id for the length of a request.

    Sits after authentication. A machine client is recognised later, by the API's own
    authentication, which sets a narrower actor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Lazy: who asks is a query, and the health page must answer without database.
        actor = cast(Actor, SimpleLazyObject(lambda: actor_of(request)))
        request.actor = actor  # type: ignore[attr-defined]
        with as_actor(actor):
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request with a session."""
    user = request.user
    signed_in = user.is_authenticated
    return Actor(
        # The name that people know, where the account has one.
        name=str(user) if signed_in else "niet ingelogd",
        role=str(getattr(user, "role", ANONYMOUS_ROLE))
        if signed_in
        else ANONYMOUS_ROLE,
        user_id=user.pk if signed_in else None,
        today=timezone.localdate(),
        route=f"{request.method} {request.path}"[:300],
        # A client may send an id of its own, of any length.
        request_id=str(get_contextvars().get("request_id", ""))[:64],
    )
