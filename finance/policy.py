"""Who may see the money: everybody who signs in. It changes by amendment only."""

from __future__ import annotations

from actions.policy import READ_ONLY
from core.policy import Policy
from finance.models import (
    BudgetLine,
    Earmark,
    FinanceNote,
    FundingLine,
    PrintedTotal,
)


class FundingLinePolicy(Policy):
    model = FundingLine
    table = READ_ONLY


class BudgetLinePolicy(Policy):
    model = BudgetLine
    table = READ_ONLY


class EarmarkPolicy(Policy):
    model = Earmark
    table = READ_ONLY
    parents = ("budget_line",)


class PrintedTotalPolicy(Policy):
    model = PrintedTotal
    table = READ_ONLY


class FinanceNotePolicy(Policy):
    model = FinanceNote
    table = READ_ONLY


POLICIES = (
    FundingLinePolicy,
    BudgetLinePolicy,
    EarmarkPolicy,
    PrintedTotalPolicy,
    FinanceNotePolicy,
)
