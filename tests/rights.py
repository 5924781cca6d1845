"""Reads what the policy allows in the words of the tables in the tests."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.roles import Role
from core import policy
from core.actor import ANONYMOUS_ROLE, Actor
from core.versioned import Versioned
from governance.models import Body
from tests.factories.accounts import UserFactory
from tests.factories.actors import TODAY, acting
from tests.factories.governance import MembershipFactory


def rights(who: Actor, row: Versioned) -> str:
    """Return the verbs that this actor may do with this row, as `view add change`."""
    return " ".join(verb for verb in policy.VERBS if policy.can(who, verb, row))


def fields(who: Actor, row: Versioned, verb: str = "change") -> set[str] | None:
    """Return the fields that this actor may set with this verb; None means all."""
    allowed = policy.writable_fields(who, verb, type(row))
    return None if allowed is None else set(allowed)


def people(*, keeping: Iterable[Body] = ()) -> dict[str, Actor]:
    """Return somebody of every role; the secretary keeps these bodies."""
    users = {str(role): UserFactory.create(role=role) for role in Role}
    for body in keeping:
        MembershipFactory.create(
            body=body,
            organisation=None,
            user=users[Role.SECRETARIS],
            role="secretaris",
        )
    actors = {role: acting(user) for role, user in users.items()}
    actors[ANONYMOUS_ROLE] = Actor(name="niemand", role=ANONYMOUS_ROLE, today=TODAY)
    return actors
