# mypy: disallow-untyped-calls=False
"""The money."""

from __future__ import annotations

from decimal import Decimal

from factory.declarations import SelfAttribute, Sequence, SubFactory

from finance.models import BudgetLine, Earmark, FinanceNote, FundingLine, PrintedTotal
from tests.factories.actions import ActionFactory, ProgrammeFactory
from tests.factories.base import VersionedFactory


class FundingLineFactory(VersionedFactory[FundingLine]):
    """A cell without an amount, in the total."""

    class Meta:
        model = FundingLine

    programme = SubFactory(ProgrammeFactory)
    label = Sequence(lambda n: f"Dekking {n}")
    year = 2024
    in_total = True


class BudgetLineFactory(VersionedFactory[BudgetLine]):
    class Meta:
        model = BudgetLine

    programme = SubFactory(ProgrammeFactory)
    label = Sequence(lambda n: f"Begroting {n}")
    year = 2024
    original = Decimal("1000.00")
    agreed = Decimal("1000.00")


class EarmarkFactory(VersionedFactory[Earmark]):
    """An action's share of a line of the same programme."""

    class Meta:
        model = Earmark

    action = SubFactory(ActionFactory)
    budget_line = SubFactory(
        BudgetLineFactory, programme=SelfAttribute("..action.programme")
    )
    label = Sequence(lambda n: f"Deel {n}")
    amount = Decimal("100.00")


class PrintedTotalFactory(VersionedFactory[PrintedTotal]):
    class Meta:
        model = PrintedTotal

    programme = SubFactory(ProgrammeFactory)
    year = 2024
    amount = Decimal("1000.00")


class FinanceNoteFactory(VersionedFactory[FinanceNote]):
    class Meta:
        model = FinanceNote

    programme = SubFactory(ProgrammeFactory)
    text = "een toelichting"
