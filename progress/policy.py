"""Who may do what with rounds, status updates and escalations (design section 6).

Texts of a status update change in a draft only, whoever asks. Everybody who signs in
reads what was accepted; a draft is for the own werkgroep and the programme office.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from accounts.roles import Role
from actions.policy import READ_ONLY
from core.actor import Actor
from core.policy import EVERYTHING, Grant, Policy, ScopeQ, Table
from governance.policy import kept_bodies
from progress.models import (
    CONTENT,
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.workflow import UpdateState

STEP_FIELDS = frozenset({"state", "submitted_date", "decided_date", "override_reason"})
TEXTS = frozenset({*CONTENT, "override_reason"})


class ReportingRoundPolicy(Policy):
    model = ReportingRound
    table: Table = {
        **READ_ONLY,
        Role.PROGRAMMABUREAU: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "change": EVERYTHING,
        },
    }
    token_scopes = {"view": "read", "add": "plan:write", "change": "plan:write"}


class RoundEventPolicy(Policy):
    model = RoundEvent
    table: Table = {
        **READ_ONLY,
        Role.PROGRAMMABUREAU: {"view": EVERYTHING, "add": EVERYTHING},
    }
    parents = ("round",)
    token_scopes = {"view": "read", "add": "plan:write"}


REPORTING_SCOPES = {
    "view": "read",
    "add": "status:write",
    "change": "status:write",
    "remove": "status:write",
    "submit": "status:write",
    "withdraw": "status:write",
    "accept": "status:write",
    "return": "status:write",
}


class StatusUpdatePolicy(Policy):
    """A draft is changed and submitted by the own werkgroep or the office."""

    model = StatusUpdate
    table: Table = {
        Role.LEZER: {"view": Grant("accepted")},
        Role.BEHEERDER: {"view": EVERYTHING},
        Role.SECRETARIS: {
            "view": Grant("accepted_or_own"),
            "add": Grant("own"),
            "change": Grant("own_drafts", TEXTS),
            "submit": Grant("own_drafts", STEP_FIELDS),
            "withdraw": Grant("own_submitted", STEP_FIELDS),
        },
        Role.PROGRAMMABUREAU: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "change": Grant("drafts", TEXTS),
            "submit": Grant("drafts", STEP_FIELDS),
            "withdraw": Grant("submitted", STEP_FIELDS),
            "accept": Grant("submitted", STEP_FIELDS),
            "return": Grant("submitted", STEP_FIELDS),
        },
    }
    parents = ("action",)
    token_scopes = REPORTING_SCOPES

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return the sets of updates by state and werkgroep."""
        draft, submitted = Q(state=UpdateState.DRAFT), Q(state=UpdateState.SUBMITTED)
        accepted = Q(state=UpdateState.ACCEPTED)
        return {
            "own": self._own,
            "accepted": lambda who: accepted,
            "accepted_or_own": lambda who: accepted | self._own(who),
            "drafts": lambda who: draft,
            "submitted": lambda who: submitted,
            "own_drafts": lambda who: draft & self._own(who),
            "own_submitted": lambda who: submitted & self._own(who),
        }

    def _own(self, who: Actor) -> Q:
        return Q(action__spearhead__chapter__werkgroep__in=kept_bodies(who))


class UpdateEventPolicy(Policy):
    """The steps of an update are seen by whoever sees the update."""

    model = UpdateEvent
    table: Table = {
        Role.LEZER: {"view": Grant("accepted")},
        Role.BEHEERDER: {"view": EVERYTHING},
        Role.SECRETARIS: {"view": Grant("accepted_or_own"), "add": Grant("own")},
        Role.PROGRAMMABUREAU: {"view": EVERYTHING, "add": EVERYTHING},
    }
    parents = ("update",)
    token_scopes = REPORTING_SCOPES

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return the scopes of the update, one step further away."""
        accepted = Q(update__state=UpdateState.ACCEPTED)
        return {
            "own": self._own,
            "accepted": lambda who: accepted,
            "accepted_or_own": lambda who: accepted | self._own(who),
        }

    def _own(self, who: Actor) -> Q:
        return Q(update__action__spearhead__chapter__werkgroep__in=kept_bodies(who))


class EscalationPolicy(Policy):
    """A secretary raises a question for the own werkgroep; the office closes it."""

    model = Escalation
    table: Table = {
        **READ_ONLY,
        Role.SECRETARIS: {
            "view": EVERYTHING,
            "add": Grant("own"),
            "change": Grant("own_open", frozenset({"question", "explanation"})),
        },
        Role.PROGRAMMABUREAU: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "change": EVERYTHING,
        },
    }
    parents = ("raised_by",)
    token_scopes = REPORTING_SCOPES

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return what the own werkgroep raised."""
        return {
            "own": self._own,
            "own_open": lambda who: Q(closed_date__isnull=True) & self._own(who),
        }

    def _own(self, who: Actor) -> Q:
        return Q(raised_by__in=kept_bodies(who))


class EscalationActionPolicy(Policy):
    """A secretary asks about the actions of the own chapter, nobody else's."""

    model = EscalationAction
    table: Table = {
        **READ_ONLY,
        Role.SECRETARIS: {"view": EVERYTHING, "add": Grant("own")},
        Role.PROGRAMMABUREAU: {
            "view": EVERYTHING,
            "add": EVERYTHING,
            "remove": EVERYTHING,
        },
    }
    # The escalation was asked for its own right when it was raised.
    parents = ("action",)
    token_scopes = REPORTING_SCOPES

    def scopes(self) -> Mapping[str, ScopeQ]:
        """Return the rows of what the own werkgroep raised."""
        return {"own": lambda who: Q(escalation__raised_by__in=kept_bodies(who))}


POLICIES = (
    ReportingRoundPolicy,
    RoundEventPolicy,
    StatusUpdatePolicy,
    UpdateEventPolicy,
    EscalationPolicy,
    EscalationActionPolicy,
)
