"""The OpenDocument workbook: the same sheets as the Excel one, the same types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from odf import config, number
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import (
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TextProperties,
)
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableRow,
)
from odf.text import P

from reporting.render.document import Document
from reporting.render.opendocument import clean, describe, packed, within
from reporting.render.sheets import CellValue, Sheet, sheets_of

CHARACTER_CM = 0.2
FROZEN = "2"


def ods_bytes(document: Document) -> bytes:
    """Return the document as a workbook."""
    target = OpenDocumentSpreadsheet()
    describe(target, document)
    _add_styles(target)
    sheets = sheets_of(document)
    ranges = DatabaseRanges()
    for sheet in sheets:
        target.spreadsheet.addElement(_table(target, sheet))
        if sheet.columns:
            ranges.addElement(_filter(sheet))
    target.spreadsheet.addElement(ranges)
    _freeze(target, sheets)
    return packed(target)


def _add_styles(target: OpenDocumentSpreadsheet) -> None:
    euros = number.CurrencyStyle(name="euros")
    within(
        euros,
        number.CurrencySymbol(language="nl", country="NL", text="€"),
        number.Text(text=" "),
        number.Number(decimalplaces="2", minintegerdigits="1", grouping="true"),
    )
    plain = within(
        number.NumberStyle(name="whole"),
        number.Number(decimalplaces="0", minintegerdigits="1", grouping="true"),
    )
    percent = within(
        number.NumberStyle(name="percent"),
        number.Number(decimalplaces="0", minintegerdigits="1"),
        number.Text(text="%"),
    )
    day = within(
        number.DateStyle(name="day", language="nl", country="NL"),
        number.Day(),
        number.Text(text=" "),
        number.Month(textual="true", style="long"),
        number.Text(text=" "),
        number.Year(style="long"),
    )
    for style in (euros, plain, percent, day):
        target.automaticstyles.addElement(style)
    for name, data, weight in (
        ("text", None, "normal"),
        ("bold", None, "bold"),
        ("euros-cell", "euros", "normal"),
        ("euros-bold", "euros", "bold"),
        ("number-cell", "whole", "normal"),
        ("number-bold", "whole", "bold"),
        ("percent-cell", "percent", "normal"),
        ("percent-bold", "percent", "bold"),
        ("day-cell", "day", "normal"),
        ("day-bold", "day", "bold"),
    ):
        options = {} if data is None else {"datastylename": data}
        style = Style(name=name, family="table-cell", **options)
        style.addElement(TableCellProperties(verticalalign="top", wrapoption="wrap"))
        style.addElement(TextProperties(fontweight=weight))
        target.automaticstyles.addElement(style)
    head = Style(name="head", family="table-cell")
    within(
        head,
        TableCellProperties(
            verticalalign="top", wrapoption="wrap", backgroundcolor="#e3eff4"
        ),
        TextProperties(fontweight="bold"),
        ParagraphProperties(textalign="start"),
    )
    warning = within(
        Style(name="warning", family="table-cell"),
        TextProperties(fontweight="bold", color="#8f1d16"),
    )
    sheet = within(
        Style(name="sheet", family="table"),
        TableProperties(display="true", writingmode="lr-tb"),
    )
    for made in (head, warning, sheet):
        target.automaticstyles.addElement(made)


def _table(target: OpenDocumentSpreadsheet, sheet: Sheet) -> Table:
    table = Table(name=sheet.name, stylename="sheet")
    widths = [column.width for column in sheet.columns] or [40, 80, 60]
    for width in widths:
        name = f"width-{width}"
        if not any(
            style.getAttribute("name") == name
            for style in target.automaticstyles.getElementsByType(Style)
        ):
            target.automaticstyles.addElement(
                within(
                    Style(name=name, family="table-column"),
                    TableColumnProperties(columnwidth=f"{width * CHARACTER_CM:.1f}cm"),
                )
            )
        table.addElement(TableColumn(stylename=name))
    if sheet.notice:
        empty = [TableCell() for _ in widths[1:]]
        table.addElement(_row([_text(sheet.notice, "warning"), *empty]))
    if sheet.columns:
        # A row as any other: programs that read the file look for their names there.
        table.addElement(
            _row([_text(column.title, "head") for column in sheet.columns])
        )
    kinds = [column.kind for column in sheet.columns]
    for index, row in enumerate(sheet.rows):
        is_bold = index in sheet.totals or (index == 0 and not sheet.columns)
        cells = [
            _cell(value, kinds[at] if at < len(kinds) else "", is_bold)
            for at, value in enumerate(row)
        ]
        # Programs that read the file expect rows of one length.
        missing = [TableCell() for _ in widths[len(cells) :]]
        table.addElement(_row([*cells, *missing]))
    return table


def _row(cells: list[TableCell]) -> TableRow:
    return within(TableRow(), *cells)


def _text(text: str, style: str) -> TableCell:
    # A string cell is never calculated: a formula would be an attribute of its own.
    cell = TableCell(valuetype="string", stylename=style)
    for line in clean(text).split("\n"):
        cell.addElement(P(text=line))
    return cell


def _cell(value: CellValue, kind: str, is_bold: bool) -> TableCell:
    end = "bold" if is_bold else "cell"
    if value is None:
        return TableCell()
    if isinstance(value, str):
        return _text(value, "bold" if is_bold else "text")
    if isinstance(value, Decimal):
        # A plain number that looks like euros: not every program reads a currency.
        return TableCell(
            valuetype="float", value=f"{value:.2f}", stylename=f"euros-{end}"
        )
    if isinstance(value, date):
        return TableCell(
            valuetype="date", datevalue=value.isoformat(), stylename=f"day-{end}"
        )
    name = "percent" if kind == "percent" else "number"
    return TableCell(valuetype="float", value=str(value), stylename=f"{name}-{end}")


def _filter(sheet: Sheet) -> DatabaseRange:
    head = 2 if sheet.notice else 1
    last = _letters(len(sheet.columns))
    name = f"'{sheet.name}'"
    return DatabaseRange(
        name="".join(sign for sign in sheet.name if sign.isalnum()),
        targetrangeaddress=f"{name}.A{head}:{name}.{last}{head + len(sheet.rows)}",
        displayfilterbuttons="true",
    )


def _letters(position: int) -> str:
    first, second = divmod(position - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _freeze(target: OpenDocumentSpreadsheet, sheets: list[Sheet]) -> None:
    """Keep the head and the first column in sight on every sheet with columns."""
    tables = config.ConfigItemMapNamed(name="Tables")
    for sheet in sheets:
        if not sheet.columns:
            continue
        head = "2" if sheet.notice else "1"
        entry = config.ConfigItemMapEntry(name=sheet.name)
        for name, kind, value in (
            ("HorizontalSplitMode", "short", FROZEN),
            ("VerticalSplitMode", "short", FROZEN),
            ("HorizontalSplitPosition", "int", "1"),
            ("VerticalSplitPosition", "int", head),
            ("ActiveSplitRange", "short", "3"),
            ("PositionRight", "int", "1"),
            ("PositionBottom", "int", head),
        ):
            entry.addElement(config.ConfigItem(name=name, type=kind, text=value))
        tables.addElement(entry)
    view = within(config.ConfigItemMapEntry(), tables)
    views = within(config.ConfigItemMapIndexed(name="Views"), view)
    target.settings.addElement(
        within(config.ConfigItemSet(name="ooo:view-settings"), views)
    )
