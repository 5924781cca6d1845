"""A share of a budget line: together never more than the line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core import writes
from finance.models import BudgetLine, Earmark
from tests.factories.actors import SYSTEM
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FinanceNoteFactory,
    FundingLineFactory,
    PrintedTotalFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> BudgetLine:
    """Give a line of 100 euros, 60 of which are for an action."""
    line = BudgetLineFactory.create(agreed=Decimal("100.00"))
    EarmarkFactory.create(budget_line=line, amount=Decimal("60.00"))
    return line


def test_shares_may_be_the_whole_line(line: BudgetLine) -> None:
    EarmarkFactory.create(budget_line=line, amount=Decimal("40.00"))

    assert Earmark.objects.filter(budget_line=line).count() == 2


def test_shares_together_are_not_more_than_the_line(line: BudgetLine) -> None:
    with pytest.raises(ValidationError) as refused:
        EarmarkFactory.create(budget_line=line, amount=Decimal("40.01"))

    assert refused.value.message_dict == {
        "amount": [
            "Samen met wat er al af gaat is dit meer dan de €\u00a0100 van de regel."
        ]
    }
    assert Earmark.objects.filter(budget_line=line).count() == 1


@pytest.mark.parametrize(("amount", "stored"), [("100.00", True), ("100.01", False)])
def test_share_that_grows_counts_itself_once(
    line: BudgetLine, amount: str, *, stored: bool
) -> None:
    share = line.earmarks.get()

    if stored:
        writes.write(share, {"amount": Decimal(amount)}, by=SYSTEM)
    else:
        with pytest.raises(ValidationError):
            writes.write(share, {"amount": Decimal(amount)}, by=SYSTEM)

    assert (line.earmarks.get().amount == Decimal(amount)) is stored


def test_share_is_judged_by_the_line_as_it_is_now(line: BudgetLine) -> None:
    read_before = BudgetLine.objects.get(pk=line.pk)
    writes.write(line, {"agreed": Decimal("70.00")}, by=SYSTEM)

    with pytest.raises(ValidationError, match="70"):
        EarmarkFactory.create(budget_line=read_before, amount=Decimal("20.00"))


@pytest.mark.parametrize(("agreed", "stored"), [("60.00", True), ("59.99", False)])
def test_line_is_not_lowered_below_its_shares(
    line: BudgetLine, agreed: str, *, stored: bool
) -> None:
    if stored:
        writes.write(line, {"agreed": Decimal(agreed)}, by=SYSTEM)
    else:
        with pytest.raises(ValidationError) as refused:
            writes.write(line, {"agreed": Decimal(agreed)}, by=SYSTEM)
        assert refused.value.message_dict == {
            "agreed": ["Er is €\u00a060 van deze regel toegedeeld."]
        }

    assert (BudgetLine.objects.get().agreed == Decimal(agreed)) is stored


def test_shares_of_another_line_do_not_count(line: BudgetLine) -> None:
    other = BudgetLineFactory.create(agreed=Decimal("50.00"))

    EarmarkFactory.create(budget_line=other, amount=Decimal("50.00"))

    assert Earmark.objects.count() == 2


def test_rows_are_shown_by_label_and_year() -> None:
    assert str(FundingLineFactory.create(label="Middelen", year=2024)) == (
        "Middelen, 2024"
    )
    line = BudgetLineFactory.create(label="Kosten", year=2024)
    assert str(line) == "Kosten, 2024"
    assert str(EarmarkFactory.create(label="Deel", budget_line=line)) == (
        "Deel, Kosten, 2024"
    )
    assert str(PrintedTotalFactory.create(year=2024)) == "Totaal 2024"
    assert str(FinanceNoteFactory.create(text="Betaald door VWS.")) == (
        "Betaald door VWS."
    )
