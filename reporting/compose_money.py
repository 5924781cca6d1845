"""The money part of the overview: rows per year, totals, and what is not allocated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from reporting.overview import Money, MoneyLine, YearMoney
from reporting.rows import MoneyRow


class YearFigures(TypedDict):
    """The figures of one year for the headline."""

    year: int
    budget_of_year: Decimal | None
    budget_of_year_original: Decimal | None
    unallocated_of_year: Decimal | None


@dataclass(frozen=True)
class ComposedMoney:
    """The money part, and what the headline takes from it."""

    money: Money

    def of_year(self, year: int) -> YearFigures:
        """Return the figures of a year; outside the programme there is no budget."""
        money = self.money
        if year not in money.years:
            return {
                "year": year,
                "budget_of_year": None,
                "budget_of_year_original": None,
                "unallocated_of_year": None,
            }
        index = money.years.index(year)
        return {
            "year": year,
            "budget_of_year": money.budget_totals[index],
            "budget_of_year_original": money.budget_original_totals[index],
            "unallocated_of_year": money.unallocated[index],
        }


def compose_money(
    budget: Sequence[MoneyRow], funding: Sequence[MoneyRow], years: tuple[int, ...]
) -> ComposedMoney:
    """Return the money per year; only rows in the total count in totals."""
    agreed = tuple(_sum(budget, year, "agreed") for year in years)
    original = tuple(_sum(budget, year, "original") for year in years)
    unallocated = tuple(
        _sum(funding, year, "agreed") - total if _has_cell(funding, year) else None
        for year, total in zip(years, agreed, strict=True)
    )
    return ComposedMoney(
        Money(
            years=years,
            budget=_lines(budget, years),
            budget_totals=agreed,
            budget_original_totals=original,
            funding=_lines(funding, years),
            unallocated=unallocated,
            grand_total=sum(agreed, Decimal()),
            grand_total_original=sum(original, Decimal()),
        )
    )


def money_of_chapter(
    budget: Sequence[MoneyRow], chapter: int, years: tuple[int, ...]
) -> tuple[YearMoney, ...]:
    """Return the budget of a chapter per year; empty when it has no cost row."""
    rows = [row for row in budget if row.chapter == chapter]
    if not rows:
        return ()
    return tuple(
        YearMoney(year, _sum(rows, year, "original"), _sum(rows, year, "agreed"))
        for year in years
    )


def _sum(rows: Sequence[MoneyRow], year: int, which: str) -> Decimal:
    amounts = [
        row.agreed if which == "agreed" else row.original
        for row in rows
        if row.year == year and row.in_total
    ]
    return sum((amount for amount in amounts if amount is not None), Decimal())


def _has_cell(rows: Sequence[MoneyRow], year: int) -> bool:
    return any(
        row.year == year and row.in_total and row.agreed is not None for row in rows
    )


def _lines(rows: Sequence[MoneyRow], years: tuple[int, ...]) -> tuple[MoneyLine, ...]:
    by_label: dict[str, dict[int, MoneyRow]] = {}
    for row in rows:
        by_label.setdefault(row.label, {})[row.year] = row
    lines = []
    for label, cells in by_label.items():
        first = next(iter(cells.values()))
        lines.append(
            MoneyLine(
                label=label,
                chapter=first.chapter,
                in_total=first.in_total,
                amounts=tuple(_cell(cells, year, "agreed") for year in years),
                original_amounts=tuple(
                    _cell(cells, year, "original") for year in years
                ),
            )
        )
    return tuple(lines)


def _cell(cells: dict[int, MoneyRow], year: int, which: str) -> Decimal | None:
    row = cells.get(year)
    if row is None:
        return None
    return row.agreed if which == "agreed" else row.original
