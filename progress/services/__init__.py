"""What changes several rows of the reporting at once.

Every function asks `core.writes`, so the policy decides, versions count and history is
kept. Dates are passed in. Errors: NotAllowed and NotVisible from the policy,
StaleObject, ValidationError, and WrongStep when the moment is wrong.
"""

from progress.services.escalations import (
    close_escalation,
    edit_escalation,
    raise_escalation,
)
from progress.services.rounds import (
    close_round,
    extend_round,
    open_round,
    reopen_round,
)
from progress.services.turns import require_turn
from progress.services.updates import (
    Refusal,
    accept_many,
    accept_update,
    edit_update,
    hand_in_unchanged,
    latest_update,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)

__all__ = [
    "Refusal",
    "accept_many",
    "accept_update",
    "close_escalation",
    "close_round",
    "edit_escalation",
    "edit_update",
    "extend_round",
    "hand_in_unchanged",
    "latest_update",
    "open_round",
    "raise_escalation",
    "reopen_round",
    "require_turn",
    "return_update",
    "start_update",
    "submit_update",
    "withdraw_update",
]
