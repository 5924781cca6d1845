"""The CSV for a Dutch spreadsheet: semicolons, comma decimals, a byte order mark.

Every table stands below its title. A text that a spreadsheet would take for a formula
gets an apostrophe in front, which it takes for "this is text".
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from reporting.render.document import Document
from reporting.render.sheets import CellValue, sheets_of

RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(document: Document) -> bytes:
    """Return the document as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for number, sheet in enumerate(sheets_of(document)):
        if number:
            writer.writerow([])
            writer.writerow([_text(sheet.title)])
        if sheet.notice:
            writer.writerow([_text(sheet.notice)])
        if sheet.columns:
            writer.writerow([_text(column.title) for column in sheet.columns])
        writer.writerows([_value(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _value(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value.day:02d}-{value.month:02d}-{value.year}"
    return str(value)


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
