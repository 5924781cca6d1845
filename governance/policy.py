"""Who may do what with organisations, bodies and memberships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from accounts.roles import Role
from core.actor import Actor
from core.policy import EVERYTHING, Policy, ScopeQ, Table
from governance.models import (
    Body,
    CompositionPart,
    Membership,
    Organisation,
    OrganisationAlias,
)

# Everybody who signs in reads it; the programme office keeps it.
OFFICE_KEEPS: Table = {
    Role.LEZER: {"view": EVERYTHING},
    Role.SECRETARIS: {"view": EVERYTHING},
    Role.BEHEERDER: {"view": EVERYTHING},
    Role.PROGRAMMABUREAU: {
        "view": EVERYTHING,
        "add": EVERYTHING,
        "change": EVERYTHING,
        "remove": EVERYTHING,
    },
}


def kept_bodies(who: Actor) -> QuerySet[Membership, dict[str, Any]]:
    """Return the ids of the bodies that this actor keeps as secretary today."""
    return Membership.objects.keeping(who.user_id, who.today).values("body_id")


class OrganisationPolicy(Policy):
    model = Organisation
    table = OFFICE_KEEPS


class OrganisationAliasPolicy(Policy):
    model = OrganisationAlias
    table = OFFICE_KEEPS
    parents = ("organisation",)


class BodyPolicy(Policy):
    """The scope `own` is asked when something is added under a body."""

    model = Body
    table = OFFICE_KEEPS

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return `own`: the bodies that this actor keeps."""
        return {"own": lambda who: Q(pk__in=kept_bodies(who))}


class CompositionPartPolicy(Policy):
    model = CompositionPart
    table = OFFICE_KEEPS
    parents = ("body",)


class MembershipPolicy(Policy):
    """A membership of a user gives rights, so the beheerder may keep it as well."""

    model = Membership
    table: Table = {
        **OFFICE_KEEPS,
        Role.BEHEERDER: OFFICE_KEEPS[Role.PROGRAMMABUREAU],
    }
    parents = ("body",)


POLICIES = (
    OrganisationPolicy,
    OrganisationAliasPolicy,
    BodyPolicy,
    CompositionPartPolicy,
    MembershipPolicy,
)
