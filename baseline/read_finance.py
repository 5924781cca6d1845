"""Reads `finance.yaml`: the money table, its printed totals and its remarks."""

from __future__ import annotations

from decimal import Decimal

from baseline.entry import Entry
from baseline.plan import Keys, PlannedRow, Ref, source_values
from core.money import in_dutch

BUDGET = "finance.BudgetLine"
FUNDING = "finance.FundingLine"


def read_finance(root: Entry, programme: Ref, last_line: int) -> list[PlannedRow]:
    """Return the rows of the table; sums that do not match are problems."""
    years = root.integers("years")
    rows: list[PlannedRow] = []
    sums = dict.fromkeys(years, Decimal())
    problems_before = len(root.log.problems)
    for position, entry in enumerate(root.entries("budget_lines", required=True)):
        rows += _budget(entry, programme, position, years, sums, last_line)
    # A sum over a row that is wrong already would be a second problem with one cause.
    is_whole = len(root.log.problems) == problems_before
    for position, entry in enumerate(root.entries("funding_lines", required=True)):
        rows += _funding(entry, programme, position, years, last_line)
    totals = root.entry("printed_totals", required=True)
    if totals is not None:
        rows += _totals(totals, programme, years, sums if is_whole else {}, last_line)
    keys = Keys()
    for position, entry in enumerate(root.entries("notes")):
        source = entry.source(last_line)
        rows.append(
            PlannedRow(
                "finance.FinanceNote",
                keys.for_row("finance", "notes", source),
                {
                    "programme": programme,
                    "position": position,
                    "text": entry.text("text"),
                    **source_values(source),
                },
                entry.where,
            )
        )
        entry.done()
    return rows


def _row(
    entry: Entry, programme: Ref, position: int, last_line: int
) -> tuple[str, dict[str, object]]:
    chapter = entry.integer("chapter", required=False)
    label = entry.text("label", longest=200)
    return label, {
        "programme": programme,
        "chapter": Ref("actions.Chapter", str(chapter)) if chapter else None,
        "position": position,
        "label": label,
        **source_values(entry.source(last_line)),
    }


def _budget(
    entry: Entry,
    programme: Ref,
    position: int,
    years: list[int],
    sums: dict[int, Decimal],
    last_line: int,
) -> list[PlannedRow]:
    label, shared = _row(entry, programme, position, last_line)
    amounts = entry.amounts("amounts", len(years))
    rows = []
    for year, amount in zip(years, amounts, strict=False):
        if amount is None:
            entry.problem("amounts", "Een kostenregel heeft voor elk jaar een bedrag.")
            amount = Decimal()
        sums[year] += amount
        values = {
            **shared,
            "year": year,
            "original": amount,
            "agreed": amount,
            "in_total": True,
        }
        rows.append(PlannedRow(BUDGET, f"budget/{label}/{year}", values, entry.where))
    entry.done()
    return rows


def _funding(
    entry: Entry, programme: Ref, position: int, years: list[int], last_line: int
) -> list[PlannedRow]:
    label, shared = _row(entry, programme, position, last_line)
    in_total = entry.flag("in_total")
    amounts = entry.amounts("amounts", len(years))
    rows = [
        PlannedRow(
            FUNDING,
            f"funding/{label}/{year}",
            {**shared, "year": year, "amount": amount, "in_total": in_total},
            entry.where,
        )
        for year, amount in zip(years, amounts, strict=False)
    ]
    entry.done()
    return rows


def _totals(
    entry: Entry,
    programme: Ref,
    years: list[int],
    sums: dict[int, Decimal],
    last_line: int,
) -> list[PlannedRow]:
    source = source_values(entry.source(last_line))
    amounts = entry.amounts("amounts", len(years))
    rows = []
    for year, amount in zip(years, amounts, strict=False):
        if amount is None:
            entry.problem("amounts", "Een totaal heeft voor elk jaar een bedrag.")
            continue
        if amount != sums.get(year, amount):
            entry.problem(
                "amounts",
                f"Het totaal van {year} is {in_dutch(amount)}, maar de regels zijn "
                f"samen {in_dutch(sums[year])}.",
            )
        rows.append(
            PlannedRow(
                "finance.PrintedTotal",
                f"total/{year}",
                {"programme": programme, "year": year, "amount": amount, **source},
                entry.where,
            )
        )
    entry.done()
    return rows
