"""Who acts in tests, and on which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from core.actor import Actor, system_actor

TODAY = date(2026, 8, 1)

# The factories write as this one, whoever the test is about.
SYSTEM = system_actor("tests", today=TODAY)


def acting(
    user: User,
    *,
    today: date = TODAY,
    scopes: Iterable[str] | None = None,
    route: str = "",
    request_id: str = "",
) -> Actor:
    """Return the actor that a request of this user has; with scopes, of its token."""
    return Actor(
        name=str(user),
        role=user.role,
        user_id=user.pk,
        today=today,
        token="" if scopes is None else "koppeling",
        scopes=None if scopes is None else frozenset(scopes),
        route=route,
        request_id=request_id,
    )
