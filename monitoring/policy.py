"""Who may see the monitor: everybody who signs in."""

from __future__ import annotations

from actions.policy import READ_ONLY
from core.policy import Policy
from monitoring.models import Target


class TargetPolicy(Policy):
    model = Target
    table = READ_ONLY
    parents = ("action", "spearhead", "chapter", "programme")


POLICIES = (TargetPolicy,)
