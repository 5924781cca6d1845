"""Proves that the money table was loaded whole and adds up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from baseline.check_facts import Facts, MoneyFact
from baseline.findings import Finding, Group, compared
from baseline.plan import Expected
from core.money import in_dutch
from finance.querysets import unallocated_per_year


def money_findings(facts: Facts, expected: Expected) -> Iterable[Finding]:
    """Return the totals, what is not allocated, and the cells of the table."""
    group = Group.MONEY
    sums = _per_year(facts.budget)
    yield compared(
        group,
        "budget_total",
        "Begroting, alle jaren samen",
        expected=expected.budget_total,
        found=sum(sums.values(), Decimal()),
    )
    for year in sorted({*facts.printed_totals, *sums}):
        yield compared(
            group,
            f"printed_total.{year}",
            f"Gedrukt totaal van {year} en de som van de regels",
            expected=facts.printed_totals.get(year, "ontbreekt"),
            found=sums.get(year, "ontbreekt"),
        )
    unallocated = unallocated_per_year(_per_year(facts.funding), sums)
    for year in sorted({*expected.unallocated, *unallocated}):
        yield compared(
            group,
            f"unallocated.{year}",
            f"Niet verdeeld in {year}",
            expected=expected.unallocated.get(year, Decimal()),
            found=unallocated.get(year, Decimal()),
        )
    yield compared(
        group,
        "budget_cells",
        "Bedragen in de kostenregels",
        expected=expected.budget_cells,
        found=len(facts.budget),
        detail=[_shape(facts.budget)],
    )
    yield compared(
        group,
        "funding_cells",
        "Vakken in de middelenregels",
        expected=expected.funding_cells,
        found=len(facts.funding),
        detail=[_shape(facts.funding)],
    )
    empty = [cell for cell in facts.funding if cell.amount is None]
    yield compared(
        group,
        "empty_funding_cells",
        "Vakken zonder bedrag (leeg is iets anders dan nul)",
        expected=expected.empty_funding_cells,
        found=len(empty),
        detail=[f"{cell.label}, {cell.year}" for cell in empty],
    )
    outside = _totals_per_label(cell for cell in facts.funding if not cell.in_total)
    yield compared(
        group,
        "funding_rows_outside",
        "Middelenregels buiten het totaal",
        expected=expected.funding_rows_outside,
        found=len(outside),
        detail=[f"{label}: {in_dutch(total)}" for label, total in outside.items()],
    )


def _per_year(cells: Iterable[MoneyFact]) -> dict[int, Decimal]:
    """Return the sum per year of what counts in the total and has an amount."""
    sums: dict[int, Decimal] = {}
    for cell in cells:
        if cell.in_total and cell.amount is not None:
            sums[cell.year] = sums.get(cell.year, Decimal()) + cell.amount
    return sums


def _totals_per_label(cells: Iterable[MoneyFact]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for cell in cells:
        totals[cell.label] = totals.get(cell.label, Decimal()) + (
            cell.amount or Decimal()
        )
    return totals


def _shape(cells: Iterable[MoneyFact]) -> str:
    cells = list(cells)
    rows, years = {cell.label for cell in cells}, {cell.year for cell in cells}
    return f"{len(rows)} regels × {len(years)} jaren"
