"""The Excel workbook: real dates and numbers, a frozen header, a filter row."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from reporting.render.document import Document
from reporting.render.sheets import CellValue, Sheet, sheets_of
from reporting.render.zips import without_moments

# In the language of the file format, not of a reader: Excel shows them in Dutch.
EUROS = '"€" #,##0.00'
NUMBER = "#,##0"
PERCENT = '0"%"'
DAY = "d mmmm yyyy"

# The package wants one, without a zone; a document tells its own day.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001

HEAD = Font(bold=True)
WARNING = Font(bold=True, color="8F1D16")
SHADE = PatternFill("solid", fgColor="E3EFF4")
TOP = Alignment(vertical="top", wrap_text=True)

# XML cannot hold these; they have no meaning in a text either.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def xlsx_bytes(document: Document) -> bytes:
    """Return the document as a workbook."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = document.title
    workbook.properties.creator = document.programme
    workbook.properties.language = document.language
    workbook.properties.created = NO_MOMENT
    for sheet in sheets_of(document):
        _write(workbook.create_sheet(sheet.name), sheet)
    content = io.BytesIO()
    workbook.save(content)
    return without_moments(content.getvalue())


def _write(target: WriteOnlyWorksheet, sheet: Sheet) -> None:
    head = 2 if sheet.notice else 1
    last = get_column_letter(max(len(sheet.columns), 1))
    if sheet.columns:
        for index, column in enumerate(sheet.columns, start=1):
            target.column_dimensions[get_column_letter(index)].width = column.width
        target.freeze_panes = f"B{head + 1}"
        target.auto_filter.ref = f"A{head}:{last}{head + len(sheet.rows)}"
        target.print_title_rows = f"{head}:{head}"
    else:
        target.column_dimensions["A"].width = 40
        target.column_dimensions["B"].width = 80
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.oddFooter.left.text = f"{sheet.title}  {sheet.notice}"[:200]
    target.oddFooter.right.text = "pagina &P van &N"
    if sheet.notice:
        target.append([_text(target, sheet.notice, WARNING)])
    if sheet.columns:
        target.append([_text(target, c.title, HEAD, SHADE) for c in sheet.columns])
    kinds = [column.kind for column in sheet.columns]
    for index, row in enumerate(sheet.rows):
        is_head = index == 0 and not sheet.columns
        font = HEAD if is_head or index in sheet.totals else None
        target.append(
            [
                _cell(target, value, kinds[at] if at < len(kinds) else "", font)
                for at, value in enumerate(row)
            ]
        )


def _cell(
    target: WriteOnlyWorksheet, value: CellValue, kind: str, font: Font | None
) -> WriteOnlyCell | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(target, value, font)
    cell = WriteOnlyCell(target, value=value)
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, Decimal):
        cell.number_format = EUROS
    elif isinstance(value, date):
        cell.number_format = DAY
    else:
        cell.number_format = PERCENT if kind == "percent" else NUMBER
    if font is not None:
        cell.font = font
    return cell


def _text(
    target: WriteOnlyWorksheet,
    text: str,
    font: Font | None = None,
    fill: PatternFill | None = None,
) -> WriteOnlyCell:
    cell = WriteOnlyCell(target, value=CONTROL.sub("", text))
    # The package makes a formula of any text that begins with "=".
    cell.data_type = TYPE_STRING
    # And this keeps a program from doing so when somebody edits the cell.
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
    cell.alignment = TOP
    if font is not None:
        cell.font = font
    if fill is not None:
        cell.fill = fill
    return cell
