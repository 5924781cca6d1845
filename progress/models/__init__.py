"""How it goes (design 4.5)."""

from progress.models.escalations import Escalation, EscalationAction
from progress.models.rounds import ReportingRound, RoundEvent
from progress.models.updates import CONTENT, REQUIRED, StatusUpdate, UpdateEvent

__all__ = [
    "CONTENT",
    "REQUIRED",
    "Escalation",
    "EscalationAction",
    "ReportingRound",
    "RoundEvent",
    "StatusUpdate",
    "UpdateEvent",
]
