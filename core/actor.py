"""Who writes: the actor that every version, history row and event names.

The actor is set once per request by `core.middleware.ActorMiddleware`, and by
`as_actor(…)` in commands, tasks and tests. It is looked up per request and never
kept across requests, so a right that is taken away ends at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from core.errors import NoActor

SYSTEM_ROLE = "systeem"
ANONYMOUS_ROLE = "anoniem"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One person, machine client or process, as it acts now.

    `today` is the Dutch calendar day of this request: rights that run from a day to
    a day are judged against it. `scopes` is None for people; for a machine client
    the scopes of its token, which only narrow what its user may do.
    """

    name: str
    role: str
    today: date
    user_id: int | None = None
    token: str = ""
    scopes: frozenset[str] | None = None
    route: str = ""
    request_id: str = ""
    # Answers the policy gave to this actor already; lives as long as the request.
    memo: dict[object, object] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )


def system_actor(name: str, *, today: date, route: str = "") -> Actor:
    """Return the actor of a command or task; the policy lets it do everything."""
    return Actor(
        name=name, role=SYSTEM_ROLE, today=today, route=route or f"opdracht {name}"
    )


_current: ContextVar[Actor | None] = ContextVar("current_actor", default=None)


@contextmanager
def as_actor(actor: Actor) -> Iterator[Actor]:
    """Write as this actor within the block."""
    token = _current.set(actor)
    try:
        yield actor
    finally:
        _current.reset(token)


def current_actor() -> Actor:
    """Return who writes now; raise NoActor when nobody is set."""
    actor = _current.get()
    if actor is None:
        raise NoActor
    return actor


def actor_or_none() -> Actor | None:
    """Return who writes now, or None outside a request and outside as_actor."""
    return _current.get()


# Defaults of the history columns. They are text, not keys: a history row must keep
# telling who it was after the user, the token and the route are gone.


def history_actor() -> str:
    """Return the name for a history row."""
    return current_actor().name


def history_role() -> str:
    """Return the role for a history row."""
    return current_actor().role


def history_token() -> str:
    """Return the name of the token for a history row; empty for people."""
    return current_actor().token


def history_route() -> str:
    """Return the way in (form, API route, command, task) for a history row."""
    return current_actor().route


def history_request_id() -> str:
    """Return the id of the request for a history row; empty outside requests."""
    return current_actor().request_id
