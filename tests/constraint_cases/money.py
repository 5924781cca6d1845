"""The money."""

from __future__ import annotations

from tests.constraint_cases.shapes import (
    Check,
    Unique,
    not_negative,
    text_given,
    year_possible,
)
from tests.factories import finance

CASES: dict[str, Check | Unique] = {
    "finance_fundingline_cell_unique": Unique(
        finance.FundingLineFactory, second=lambda: {"year": 2025}
    ),
    "finance_fundingline_amount_not_negative": Check(
        finance.FundingLineFactory.create,
        breaks=[{"amount": "-0.01"}],
        allows=[{"amount": None}, {"amount": 0}],
    ),
    "finance_fundingline_year_possible": year_possible(finance.FundingLineFactory),
    "finance_budgetline_cell_unique": Unique(
        finance.BudgetLineFactory, second=lambda: {"year": 2025}
    ),
    "finance_budgetline_amounts_not_negative": not_negative(
        finance.BudgetLineFactory, "original", "agreed"
    ),
    "finance_budgetline_year_possible": year_possible(finance.BudgetLineFactory),
    "finance_earmark_unique": Unique(finance.EarmarkFactory),
    "finance_earmark_amount_positive": Check(
        finance.EarmarkFactory.create,
        breaks=[{"amount": 0}, {"amount": "-0.01"}],
        allows=[{"amount": "0.01"}],
    ),
    "finance_printedtotal_year_unique": Unique(
        finance.PrintedTotalFactory, second=lambda: {"year": 2025}
    ),
    "finance_printedtotal_not_negative": not_negative(
        finance.PrintedTotalFactory, "amount"
    ),
    "finance_printedtotal_year_possible": year_possible(finance.PrintedTotalFactory),
    "finance_financenote_says_something": text_given(
        finance.FinanceNoteFactory, "text"
    ),
}
