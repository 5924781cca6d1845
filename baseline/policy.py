"""Who may see what was loaded and corrected: everybody. Only the loader writes it."""

from __future__ import annotations

from accounts.roles import Role
from actions.policy import READ_ONLY
from baseline.models import BaselineVersion, Correction, LoadedRow
from core.policy import EVERYTHING, Policy, Table


class BaselineVersionPolicy(Policy):
    model = BaselineVersion
    table = READ_ONLY


class CorrectionPolicy(Policy):
    model = Correction
    table = READ_ONLY


class LoadedRowPolicy(Policy):
    """The loader's memory is of no use to readers."""

    model = LoadedRow
    table: Table = {
        Role.PROGRAMMABUREAU: {"view": EVERYTHING},
        Role.BEHEERDER: {"view": EVERYTHING},
    }


POLICIES = (BaselineVersionPolicy, CorrectionPolicy, LoadedRowPolicy)
