"""A document as sheets of typed cells: what the workbooks and the CSV share.

The first sheet tells what this is; each table has one of its own. A column with
remarks gets a second one for those, so that a number stays a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting.render.document import (
    CHARTS,
    Cell,
    Column,
    Document,
    Figures,
    Items,
    Kind,
    Paragraph,
    Row,
    Table,
)
from reporting.render.formats import text_of

CellValue = str | int | Decimal | date | None

# Names of sheets in Excel: at most 31 characters and none of these.
FORBIDDEN = set("[]:*?/\\'")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet; `width` in characters."""

    title: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table of values. `notice` stands above it, when there is something to warn of.

    Without columns the sheet is a list of label and value.
    """

    name: str
    title: str
    notice: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    totals: frozenset[int] = frozenset()


def sheets_of(document: Document) -> list[Sheet]:
    """Return the sheets of a document, the one that tells what it is first."""
    notice = "; ".join(n.title for n in document.notices if n.kind != "erratum")
    return [
        Sheet("Overzicht", document.title, notice, (), tuple(_front(document))),
        *(_sheet(table, notice) for table in document.tables),
    ]


def _front(document: Document) -> list[tuple[CellValue, ...]]:
    rows: list[tuple[CellValue, ...]] = [
        (document.title,),
        (document.programme,),
        *document.facts,
        *((f"{notice.title}.", notice.text) for notice in document.notices),
    ]
    for section in document.sections:
        told: list[tuple[CellValue, ...]] = []
        for block in section.blocks:
            if isinstance(block, Figures):
                told += [
                    (figure.label, _value(figure.value, figure.kind), figure.remark)
                    for figure in block.figures
                ]
            elif isinstance(block, Paragraph):
                told.append((block.label.rstrip(".") or section.title, block.text))
            elif isinstance(block, Items):
                told += [(block.title, item.text, item.note) for item in block.items]
                if not block.items:
                    told.append((block.title, block.empty))
        if told:
            rows += [(), (section.title,), *told]
    return rows


def _sheet(table: Table, notice: str) -> Sheet:
    kept = [
        (index, column)
        for index, column in enumerate(table.columns)
        if column.kind not in CHARTS
    ]
    noted = {
        index for index, _ in kept if any(row.cells[index].note for row in table.rows)
    }
    columns: list[SheetColumn] = []
    for index, column in kept:
        columns.append(_column(column))
        if index in noted:
            columns.append(SheetColumn(f"{column.title}: toelichting", "text", 30))
    rows = [_row(row, kept, noted) for row in table.rows]
    return Sheet(
        _name(table.key),
        table.title,
        notice,
        tuple(columns),
        tuple(rows) if rows else ((table.empty,),),
        frozenset(index for index, row in enumerate(table.rows) if row.is_total),
    )


def _column(column: Column) -> SheetColumn:
    return SheetColumn(column.title, column.kind, max(column.width, len(column.title)))


def _row(
    row: Row, kept: list[tuple[int, Column]], noted: set[int]
) -> tuple[CellValue, ...]:
    values: list[CellValue] = []
    for index, column in kept:
        cell = row.cells[index]
        values.append(_value(cell, column.kind))
        if index in noted:
            values.append(cell.note or None)
    return tuple(values)


def _value(cell: Cell, kind: Kind) -> CellValue:
    value = cell.value
    if value is None or value == () or value == "":
        return None
    if isinstance(value, str | int | Decimal | date):
        return value
    return text_of(cell, kind)


def _name(key: str) -> str:
    return "".join(" " if sign in FORBIDDEN else sign for sign in key)[:31]
