"""Who reads and publishes overviews: everybody who signs in reads, the office does."""

from __future__ import annotations

from accounts.roles import Role
from actions.policy import READ_ONLY
from core.actor import ANONYMOUS_ROLE
from core.policy import EVERYTHING, Policy, Table
from reporting.models import Overview, OverviewFile

PUBLISHED: Table = {
    **READ_ONLY,
    Role.PROGRAMMABUREAU: {"view": EVERYTHING, "add": EVERYTHING},
}
SCOPES = {"view": "read", "add": "overviews:publish"}

# The public edition: fewer texts, for everybody, where the site has it switched on.
VIEW_PUBLIC = "view_public"


class OverviewPolicy(Policy):
    """Nobody changes or removes what was published; the database refuses it too."""

    model = Overview
    table = {
        **{role: {**may, VIEW_PUBLIC: EVERYTHING} for role, may in PUBLISHED.items()},
        ANONYMOUS_ROLE: {VIEW_PUBLIC: EVERYTHING},
    }
    token_scopes = {**SCOPES, VIEW_PUBLIC: "read"}


class OverviewFilePolicy(Policy):
    model = OverviewFile
    table = PUBLISHED
    parents = ("overview",)
    token_scopes = SCOPES


POLICIES = (OverviewPolicy, OverviewFilePolicy)
