"""The money in the overview: totals of what counts, and what is left."""

from __future__ import annotations

from decimal import Decimal

from core.quarters import Quarter
from reporting.compose import compose
from reporting.rows import MoneyRow
from tests.reporting.rows import AS_OF, GATHERED, composed


def test_totals_hold_both_yardsticks() -> None:
    money = composed().money

    assert money.years == (2025, 2026)
    assert money.budget_totals == (Decimal("100.00"), Decimal("300.50"))
    assert money.budget_original_totals == (Decimal("100.00"), Decimal("250.00"))
    assert money.grand_total == Decimal("400.50")
    assert money.grand_total_original == Decimal("350.00")


def test_unallocated_is_funding_in_the_total_less_budget() -> None:
    # In 2025 there is no cell in the total, so nothing can be said.
    assert composed().money.unallocated == (None, Decimal("99.50"))


def test_cell_that_is_empty_stays_empty_and_zero_stays_zero() -> None:
    zero = MoneyRow("Nul", None, 2026, Decimal("0.00"), Decimal("0.00"), True)

    lines = {line.label: line for line in composed(funding=(zero,)).money.funding}

    assert lines["Nul"].amounts == (None, Decimal("0.00"))


def test_line_outside_the_total_counts_in_no_total() -> None:
    money = composed().money

    apart = next(line for line in money.funding if line.label == "Apart")
    assert not apart.in_total
    assert apart.amounts == (None, Decimal("999.00"))


def test_headline_tells_the_year_of_the_quarter() -> None:
    line = composed().headline

    assert line.year == 2026
    assert line.budget_of_year == Decimal("300.50")
    assert line.budget_of_year_original == Decimal("250.00")
    assert line.unallocated_of_year == Decimal("99.50")


def test_year_outside_the_programme_has_no_figures() -> None:
    later = compose(GATHERED, quarter=Quarter(2027, 1), as_of=AS_OF, edition=1)

    assert later.headline.budget_of_year is None
    assert later.headline.unallocated_of_year is None


def test_chapter_without_a_cost_row_has_no_money() -> None:
    first, second = composed().chapters

    assert [(m.year, m.original, m.agreed) for m in first.money] == [
        (2025, Decimal("100.00"), Decimal("100.00")),
        (2026, Decimal("200.00"), Decimal("250.50")),
    ]
    assert second.money == ()
