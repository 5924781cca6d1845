"""Who may do what with the programme as agreed.

A secretary writes for the chapter of the own werkgroep: activities, expected and
achieved dates. Agreed values change by an amendment only, so nobody has them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from accounts.roles import Role
from actions.models import (
    Action,
    Activity,
    ActivityParty,
    Chapter,
    Contradiction,
    ContradictionSource,
    Link,
    Milestone,
    MilestoneOwner,
    Programme,
    Spearhead,
    Trekker,
)
from core.actor import Actor
from core.policy import EVERYTHING, Grant, Policy, ScopeQ, Table, own
from governance.policy import kept_bodies

READ_ONLY: Table = {role: {"view": EVERYTHING} for role in Role}


def office(change: Grant) -> Table:
    """Return: everybody reads, the programme office changes these fields."""
    return {**READ_ONLY, Role.PROGRAMMABUREAU: {"view": EVERYTHING, "change": change}}


def reporting(table: Table, *names: str) -> Table:
    """Return the table with the step `report`: the state that acceptance writes."""
    bureau = {**table[Role.PROGRAMMABUREAU], "report": fields(*names)}
    return {**table, Role.PROGRAMMABUREAU: bureau}


def fields(*names: str) -> Grant:
    """Grant all rows, for these fields only."""
    return Grant(fields=frozenset(names))


REPORTED = {
    "view": "read",
    "add": "plan:write",
    "change": "plan:write",
    "remove": "plan:write",
    "report": "status:write",
}


# How it goes with what was planned: who keeps either may report it.
EITHER = "status:write plan:write"
REPORTED_BY_EITHER = {**REPORTED, "add": EITHER, "change": EITHER}


class OwnChapter(Policy):
    """A policy whose scope `own` is: in a chapter of a werkgroep this user keeps."""

    path = ""
    token_scopes = REPORTED

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return `own`."""
        return {"own": self.own}

    def own(self, who: Actor) -> Q:
        """Return the condition for rows of the own werkgroep."""
        return Q(**{f"{self.path}werkgroep__in": kept_bodies(who)})


class ProgrammePolicy(OwnChapter):
    model = Programme
    table = reporting(office(fields("description")), "reported_date")

    def own(self, who: Actor) -> Q:
        """Return nothing: a programme belongs to no single werkgroep."""
        return Q(pk__in=())


class ChapterPolicy(OwnChapter):
    model = Chapter
    table = reporting(office(fields("description", "werkgroep")), "reported_date")


class SpearheadPolicy(OwnChapter):
    model = Spearhead
    table = reporting(office(fields("description")), "reported_date")
    path = "chapter__"


class ActionPolicy(OwnChapter):
    model = Action
    table = reporting(
        office(fields("description")),
        "status",
        "rag",
        "progress_pct",
        "quarter",
        "reported_date",
    )
    path = "spearhead__chapter__"


class TrekkerPolicy(OwnChapter):
    model = Trekker
    table = READ_ONLY
    path = "action__spearhead__chapter__"
    parents = ("action",)


class ActivityPolicy(OwnChapter):
    """A secretary keeps the state of activities and may add own ones."""

    model = Activity
    table: Table = {
        **READ_ONLY,
        Role.PROGRAMMABUREAU: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "change": fields("state", "description"),
        },
        Role.SECRETARIS: {
            "view": EVERYTHING,
            "add": own(),
            "change": own("state", "description"),
        },
    }
    path = "action__spearhead__chapter__"
    parents = ("action",)
    token_scopes = REPORTED_BY_EITHER


class ActivityPartyPolicy(OwnChapter):
    model = ActivityParty
    table = READ_ONLY
    path = "activity__action__spearhead__chapter__"
    parents = ("activity",)


FORECAST = tuple(
    f"{name}_{part}"
    for name in ("expected", "achieved")
    for part in ("start", "end", "precision", "text")
)


class MilestonePolicy(OwnChapter):
    """Expected and achieved dates are reported; original and agreed ones are not."""

    model = Milestone
    table: Table = {
        **office(fields(*FORECAST)),
        Role.SECRETARIS: {"view": EVERYTHING, "change": own(*FORECAST)},
    }
    parents = ("action", "spearhead", "chapter", "programme")
    token_scopes = REPORTED_BY_EITHER

    def own(self, who: Actor) -> Q:
        """Return the milestones of actions, spearheads and chapters kept."""
        bodies = kept_bodies(who)
        return (
            Q(action__spearhead__chapter__werkgroep__in=bodies)
            | Q(spearhead__chapter__werkgroep__in=bodies)
            | Q(chapter__werkgroep__in=bodies)
        )


class MilestoneOwnerPolicy(Policy):
    model = MilestoneOwner
    table = READ_ONLY
    parents = ("milestone",)


class LinkPolicy(Policy):
    model = Link
    table = READ_ONLY
    parents = ("action", "spearhead", "chapter", "programme")


class ContradictionPolicy(Policy):
    model = Contradiction
    table = READ_ONLY
    parents = ("programme",)


class ContradictionSourcePolicy(Policy):
    model = ContradictionSource
    table = READ_ONLY
    parents = ("contradiction",)


POLICIES = (
    ProgrammePolicy,
    ChapterPolicy,
    SpearheadPolicy,
    ActionPolicy,
    TrekkerPolicy,
    ActivityPolicy,
    ActivityPartyPolicy,
    MilestonePolicy,
    MilestoneOwnerPolicy,
    LinkPolicy,
    ContradictionPolicy,
    ContradictionSourcePolicy,
)
