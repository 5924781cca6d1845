"""The money as the document states it: rows, years, totals, and what stays outside.

Every total is computed from the rows above it and compared with the printed one. An
earmark ("waarvan") is a share of its row and never added to anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from actions.models import Chapter
from core.sources import Source, Sourced
from finance.models import BudgetLine, Earmark, FinanceNote, FundingLine, PrintedTotal
from pages.addresses import Ref, to_action, to_chapter
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True)
class Cell:
    """One amount; None where the document has no cell, which is not zero."""

    year: int
    amount: Decimal | None
    original: Decimal | None = None  # only where an amendment changed it


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """A "waarvan": what an action may spend of the row above it."""

    label: str
    action: Ref
    cells: tuple[Cell, ...]
    total: Decimal
    source: SourceRow | None


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    """One row of the table, over the years."""

    label: str
    chapter: Ref | None
    in_total: bool
    cells: tuple[Cell, ...]
    total: Decimal
    notes: tuple[int, ...]  # numbers of the remarks about this row
    shares: tuple[ShareRow, ...]
    source: SourceRow | None


@dataclass(frozen=True)
class Note:
    """A remark of the document about the money."""

    number: int
    text: str
    source: SourceRow | None


@dataclass(frozen=True)
class TotalCheck:
    """Our sum of a year beside the printed one; `printed` is None where none is."""

    year: int
    ours: Decimal
    printed: Decimal | None

    @property
    def is_equal(self) -> bool:
        """Tell whether both say the same."""
        return self.printed is None or self.ours == self.printed


@dataclass(frozen=True, kw_only=True)
class Money:
    """All money of the programme. Tuples of cells go along `years`."""

    years: tuple[int, ...]
    costs: tuple[MoneyRow, ...]
    cost_cells: tuple[Cell, ...]
    cost_total: Decimal
    checks: tuple[TotalCheck, ...]
    printed_source: SourceRow | None
    funding: tuple[MoneyRow, ...]
    funding_cells: tuple[Cell, ...]
    funding_total: Decimal
    unallocated_cells: tuple[Cell, ...]  # no amount in years without funding
    unallocated_total: Decimal
    years_without_funding: tuple[int, ...]
    outside: tuple[MoneyRow, ...]
    chapters_without_costs: tuple[Ref, ...]
    notes: tuple[Note, ...]

    @property
    def all_equal(self) -> bool:
        """Tell whether every computed total is the printed one."""
        return all(check.is_equal for check in self.checks)

    @property
    def highest(self) -> Decimal:
        """The largest amount of a cost row in one year: the scale of the charts."""
        return max(
            (cell.amount or Decimal() for row in self.costs for cell in row.cells),
            default=Decimal(),
        )


@dataclass(frozen=True)
class ChapterMoney:
    """What the tables say about one chapter, and for which years."""

    years: tuple[int, ...]
    costs: tuple[MoneyRow, ...]
    funding: tuple[MoneyRow, ...]


def money(reading: Reading) -> Money:
    """Return the whole of the money. Six queries."""
    notes = _notes(reading)
    costs, funding = _rows(reading, Q(), notes)
    chapters = Chapter.objects.visible_to(reading.actor).order_by("number")
    paid_for = {row.chapter for row in costs}
    years = _years((*costs, *funding))
    cost_cells = _sum_cells(costs, years)
    in_total = tuple(row for row in funding if row.in_total)
    funding_cells = _sum_cells(in_total, years)
    unallocated = tuple(
        Cell(
            paid.year,
            None if paid.amount is None else paid.amount - (cost.amount or Decimal()),
        )
        for paid, cost in zip(funding_cells, cost_cells, strict=True)
    )
    printed, printed_source = _printed(reading)
    return Money(
        years=years,
        costs=costs,
        cost_cells=cost_cells,
        cost_total=_total(cost_cells),
        checks=tuple(
            TotalCheck(cell.year, cell.amount or Decimal(), printed.get(cell.year))
            for cell in _sum_cells(costs, years, original=True)
        ),
        printed_source=printed_source,
        funding=in_total,
        funding_cells=funding_cells,
        funding_total=_total(funding_cells),
        unallocated_cells=unallocated,
        unallocated_total=_total(unallocated),
        years_without_funding=tuple(
            cell.year for cell in funding_cells if cell.amount is None
        ),
        outside=tuple(row for row in funding if not row.in_total),
        chapters_without_costs=tuple(
            ref
            for ref in (
                to_chapter(chapter.number, chapter.title)
                for chapter in chapters.filter(programme=reading.programme)
            )
            if ref not in paid_for
        ),
        notes=tuple(note for note, _ in notes),
    )


def money_of_chapter(reading: Reading, chapter: Chapter) -> ChapterMoney:
    """Return the rows of one chapter. Four queries."""
    notes = _notes(reading)
    costs, funding = _rows(reading, Q(chapter=chapter), notes)
    return ChapterMoney(_years((*costs, *funding)), costs, funding)


@dataclass(frozen=True)
class EarmarkRow:
    """An action's share of a budget line in one year."""

    label: str
    line: str
    year: int
    amount: Decimal
    line_amount: Decimal
    source: SourceRow | None


def earmarks_of(reading: Reading, action_id: int) -> tuple[EarmarkRow, ...]:
    """Return what an action may spend of which row. One query."""
    earmarks = (
        Earmark.objects.visible_to(reading.actor)
        .filter(action=action_id)
        .select_related("budget_line")
        .order_by("budget_line__year", "id")
    )
    return tuple(
        EarmarkRow(
            label=earmark.label,
            line=earmark.budget_line.label,
            year=earmark.budget_line.year,
            amount=earmark.amount,
            line_amount=earmark.budget_line.agreed,
            source=source_row(earmark, reading),
        )
        for earmark in earmarks
    )


# --- the rows -----------------------------------------------------------------------

Notes = Sequence[tuple[Note, Source | None]]


def _rows(
    reading: Reading, where: Q, notes: Notes
) -> tuple[tuple[MoneyRow, ...], tuple[MoneyRow, ...]]:
    """Return the cost rows and the funding rows, all along the same years."""
    actor, programme = reading.actor, reading.programme
    lines = list(
        BudgetLine.objects.visible_to(actor)
        .filter(where, programme=programme)
        .select_related("chapter")
        .in_order()
    )
    funding = list(
        FundingLine.objects.visible_to(actor)
        .filter(where, programme=programme)
        .select_related("chapter")
        .in_order()
    )
    years = sorted({line.year for line in lines} | {line.year for line in funding})
    shares = _shares(reading, lines, years)
    return (
        tuple(
            _row(group, years, notes, shares.get(label, ()), reading)
            for label, group in _by_label(lines).items()
        ),
        tuple(
            _row(group, years, notes, (), reading)
            for group in _by_label(funding).values()
        ),
    )


Line = BudgetLine | FundingLine


def _by_label(lines: Iterable[Line]) -> Mapping[str, list[Line]]:
    """Return the cells of each row of the table, in the order of the table."""
    rows: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        rows[line.label].append(line)
    return rows


def _row(
    lines: Sequence[Line],
    years: Sequence[int],
    notes: Notes,
    shares: tuple[ShareRow, ...],
    reading: Reading,
) -> MoneyRow:
    first = lines[0]
    found = {line.year: _cell(line) for line in lines}
    cells = tuple(found.get(year, Cell(year, None)) for year in years)
    return MoneyRow(
        label=first.label,
        chapter=(
            to_chapter(first.chapter.number, first.chapter.title)
            if first.chapter is not None
            else None
        ),
        in_total=first.in_total,
        cells=cells,
        total=_total(cells),
        notes=tuple(note.number for note, source in notes if _about(first, source)),
        shares=shares,
        source=source_row(first, reading),
    )


def _cell(line: Line) -> Cell:
    if isinstance(line, FundingLine):
        return Cell(line.year, line.amount)
    is_changed = line.original != line.agreed
    return Cell(line.year, line.agreed, line.original if is_changed else None)


def _shares(
    reading: Reading, lines: Sequence[BudgetLine], years: Sequence[int]
) -> Mapping[str, tuple[ShareRow, ...]]:
    """Return the earmarks per label of their row."""
    grouped: dict[tuple[str, str, int], list[Earmark]] = defaultdict(list)
    earmarks = (
        Earmark.objects.visible_to(reading.actor)
        .filter(budget_line__in=[line.pk for line in lines])
        .select_related("action", "budget_line")
        .order_by("budget_line__position", "id")
    )
    for earmark in earmarks:
        key = (earmark.budget_line.label, earmark.label, earmark.action_id)
        grouped[key].append(earmark)
    rows: dict[str, list[ShareRow]] = defaultdict(list)
    for (line_label, label, _), group in grouped.items():
        amounts = {row.budget_line.year: row.amount for row in group}
        cells = tuple(Cell(year, amounts.get(year)) for year in years)
        action = group[0].action
        rows[line_label].append(
            ShareRow(
                label=label,
                action=to_action(action.code, action.title),
                cells=cells,
                total=_total(cells),
                source=source_row(group[0], reading),
            )
        )
    return {label: tuple(shares) for label, shares in rows.items()}


def _notes(reading: Reading) -> Notes:
    notes = (
        FinanceNote.objects.visible_to(reading.actor)
        .filter(programme=reading.programme)
        .order_by("position", "id")
    )
    return [
        (Note(number, note.text, source_row(note, reading)), note.source)
        for number, note in enumerate(notes, start=1)
    ]


def _about(line: Sourced, remark: Source | None) -> bool:
    """Tell whether a remark is about a row of the table.

    It is when the row's own line is among the remark's lines, or when the text tells
    of the row again where the remark begins.
    """
    row = line.source
    if row is None or remark is None or row.document != remark.document:
        return False
    lines = ((remark.first, remark.last), *remark.also)
    return any(first <= row.first <= last for first, last in lines) or any(
        remark.first == first for first, _ in row.also
    )


def _printed(reading: Reading) -> tuple[Mapping[int, Decimal], SourceRow | None]:
    totals = list(
        PrintedTotal.objects.visible_to(reading.actor)
        .filter(programme=reading.programme)
        .order_by("year")
    )
    source = source_row(totals[0], reading) if totals else None
    return {total.year: total.amount for total in totals}, source


# --- the sums -----------------------------------------------------------------------


def _years(rows: Sequence[MoneyRow]) -> tuple[int, ...]:
    return tuple(cell.year for cell in rows[0].cells) if rows else ()


def _sum_cells(
    rows: Iterable[MoneyRow], years: Sequence[int], *, original: bool = False
) -> tuple[Cell, ...]:
    """Add up per year; a year without any amount stays without."""
    sums: dict[int, Decimal] = {}
    for row in rows:
        for cell in row.cells:
            is_changed = original and cell.original is not None
            amount = cell.original if is_changed else cell.amount
            if amount is not None:
                sums[cell.year] = sums.get(cell.year, Decimal()) + amount
    return tuple(Cell(year, sums.get(year)) for year in years)


def _total(cells: Iterable[Cell]) -> Decimal:
    return sum((cell.amount for cell in cells if cell.amount is not None), Decimal())
