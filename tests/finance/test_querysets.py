"""What one asks of the money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finance.models import BudgetLine, FundingLine
from finance.querysets import unallocated_per_year
from tests.factories.actions import ProgrammeFactory
from tests.factories.finance import BudgetLineFactory, FundingLineFactory


@pytest.mark.django_db
def test_lines_are_in_the_order_of_the_document() -> None:
    programme = ProgrammeFactory.create()
    for label, position, year in (
        ("tweede", 2, 2022),
        ("eerste", 1, 2023),
        ("eerste", 1, 2022),
    ):
        for factory in (BudgetLineFactory, FundingLineFactory):
            factory.create(
                programme=programme, label=label, position=position, year=year
            )

    for model in (BudgetLine, FundingLine):
        rows = model.objects.in_order().values_list("label", "year")
        assert list(rows) == [("eerste", 2022), ("eerste", 2023), ("tweede", 2022)]


@pytest.mark.django_db
def test_in_total_keeps_what_counts() -> None:
    budget = BudgetLineFactory.create(in_total=True)
    BudgetLineFactory.create(in_total=False)
    funding = FundingLineFactory.create(in_total=True)
    FundingLineFactory.create(in_total=False)

    assert list(BudgetLine.objects.in_total()) == [budget]
    assert list(FundingLine.objects.in_total()) == [funding]


@pytest.mark.django_db
def test_budget_adds_up_per_year_against_both_yardsticks() -> None:
    for year, original, agreed in (
        (2023, "0.10", "0.20"),
        (2022, "100.00", "90.00"),
        (2022, "3767400.00", "3767400.00"),
    ):
        BudgetLineFactory.create(
            year=year, original=Decimal(original), agreed=Decimal(agreed)
        )

    assert BudgetLine.objects.original_per_year() == {
        2022: Decimal("3767500.00"),
        2023: Decimal("0.10"),
    }
    assert BudgetLine.objects.agreed_per_year() == {
        2022: Decimal("3767490.00"),
        2023: Decimal("0.20"),
    }
    assert list(BudgetLine.objects.agreed_per_year()) == [2022, 2023]


@pytest.mark.django_db
def test_funding_adds_up_per_year_and_no_cell_is_not_zero() -> None:
    for year, amount in (
        (2022, None),
        (2023, "10.00"),
        (2023, None),
        (2023, "5.00"),
        (2024, "0.00"),
    ):
        FundingLineFactory.create(
            year=year, amount=None if amount is None else Decimal(amount)
        )

    assert FundingLine.objects.per_year() == {
        2023: Decimal("15.00"),
        2024: Decimal("0.00"),
    }


def test_unallocated_is_funding_less_budget_where_there_is_funding() -> None:
    funding = {2023: Decimal(100), 2024: Decimal(50)}
    budget = {2022: Decimal(10), 2023: Decimal(70)}

    assert unallocated_per_year(funding, budget) == {
        2023: Decimal(30),
        2024: Decimal(50),
    }
