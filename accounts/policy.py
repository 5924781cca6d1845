"""Who may see and change users and tokens: the beheerder.

The programme office sees users, for it says who keeps a werkgroep.
"""

from __future__ import annotations

from accounts.models import ApiToken, User
from accounts.roles import Role
from core.policy import EVERYTHING, Policy, Table


class UserPolicy(Policy):
    """Nobody removes a user: users are deactivated."""

    model = User
    table: Table = {
        Role.PROGRAMMABUREAU: {"view": EVERYTHING},
        Role.BEHEERDER: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "change": EVERYTHING,
        },
    }


class ApiTokenPolicy(Policy):
    """Nobody removes a token either: tokens are revoked."""

    model = ApiToken
    table: Table = {Role.BEHEERDER: UserPolicy.table[Role.BEHEERDER]}


POLICIES = (UserPolicy, ApiTokenPolicy)
