"""The files: the same content in every format, real values, and no formulas."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import tablib
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from odf import opendocument, table, teletype, text

from reporting.models import FileFormat
from reporting.render import CONTENT_TYPES, render
from tests.reporting.payloads import SHA256, Payload, golden, with_action

RISKY = ["=1+1", "+31 6", "-5 cliënten", "@VWS", '=HYPERLINK("x")']


def workbook(payload: Payload, chapter: int = 0) -> openpyxl.Workbook:
    content = render(FileFormat.XLSX, payload, SHA256, chapter=chapter)
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def csv_rows(payload: Payload) -> list[list[str]]:
    content = render(FileFormat.CSV, payload, SHA256).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def ods(payload: Payload) -> dict[str, list[tuple[Any, ...]]]:
    book = tablib.Databook().load(render(FileFormat.ODS, payload, SHA256), "ods")
    return {sheet.title: [tuple(sheet.headers), *sheet] for sheet in book.sheets()}


def ods_cells(payload: Payload) -> dict[str, list[list[Any]]]:
    """Return the values as they are typed in the file, per sheet."""
    content = io.BytesIO(render(FileFormat.ODS, payload, SHA256))
    return {
        str(sheet.getAttribute("name")): [
            [typed(cell) for cell in row.getElementsByType(table.TableCell)]
            for row in sheet.getElementsByType(table.TableRow)
        ]
        for sheet in opendocument.load(content).getElementsByType(table.Table)
    }


def typed(cell: Any) -> Any:
    kind = cell.getAttribute("valuetype")
    if kind in ("float", "currency", "percentage"):
        return float(cell.getAttribute("value"))
    if kind == "date":
        return date.fromisoformat(cell.getAttribute("datevalue"))
    lines = [teletype.extractText(p) for p in cell.getElementsByType(text.P)]
    return "\n".join(lines) or None


def odt(payload: Payload) -> opendocument.OpenDocument:
    return opendocument.load(io.BytesIO(render(FileFormat.ODT, payload, SHA256)))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FileFormat)
def test_rendering_asks_the_database_nothing(kind: FileFormat) -> None:
    payload = golden()

    with CaptureQueriesContext(connection) as captured:
        render(kind, payload, SHA256)
        render(kind, payload, SHA256, chapter=1)

    assert len(captured) == 0


@pytest.mark.parametrize("kind", FileFormat)
def test_same_payload_gives_the_same_bytes_whenever_it_is_rendered(
    kind: FileFormat,
) -> None:
    with time_machine.travel("2026-07-20T12:00:00Z"):
        first = render(kind, golden(), SHA256)
    # What this process did before must not show either.
    for other in FileFormat:
        render(other, golden(isFictitious=True), SHA256, chapter=1)

    with time_machine.travel("2031-01-02T03:04:05Z"):
        again = render(kind, golden(), SHA256)

    assert again == first


@pytest.mark.parametrize("kind", [FileFormat.XLSX, FileFormat.ODS, FileFormat.ODT])
def test_archive_names_no_moment(kind: FileFormat) -> None:
    with zipfile.ZipFile(io.BytesIO(render(kind, golden(), SHA256))) as archive:
        moments = {entry.date_time for entry in archive.infolist()}

    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_every_format_has_a_content_type() -> None:
    assert set(CONTENT_TYPES) == set(FileFormat)


# --- XLSX ---


def test_workbook_has_a_sheet_per_table_with_a_frozen_head_and_a_filter() -> None:
    book = workbook(golden())

    assert book.sheetnames[:6] == [
        "Overzicht",
        "Per hoofdstuk",
        "Beweging",
        "Voortgang",
        "Te laat per hoofdstuk",
        "Te laat",
    ]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
        assert all(cell.font.bold for cell in sheet[1])


def test_workbook_holds_real_numbers_dates_and_amounts() -> None:
    book = workbook(golden())

    amounts = sheet_rows(book["Begroting"])
    assert amounts[0] == ["Regel", "2025", "2026", "2026: toelichting"]
    assert amounts[1] == ["1. Complexe zorg", 100, 250.5, "was €\u00a0200"]
    assert book["Begroting"]["B2"].number_format == '"€" #,##0.00'
    question = dict(zip(*sheet_rows(book["Vragen"])[:2], strict=True))
    assert question["Gesteld op"] == datetime(2026, 5, 1)  # noqa: DTZ001
    assert question["Dagen"] == 80
    moved = book["Beweging"]
    assert (moved["E2"].value, moved["E2"].number_format) == (80, '0"%"')


def test_empty_cell_stays_empty_and_is_not_zero() -> None:
    rows = sheet_rows(workbook(golden())["Dekking"])

    apart = next(row for row in rows if row[0] == "Apart")
    assert apart[2] is None
    assert 999 in apart


@pytest.mark.parametrize("risky", RISKY)
def test_workbook_makes_no_formula_of_a_text(risky: str) -> None:
    book = workbook(with_action("1.1.1", results=risky, title=risky))

    cells = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.endswith(risky)
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    exact = [cell for cell in cells if cell.value == risky]
    assert all(cell.quotePrefix for cell in exact)


def test_sign_that_xml_cannot_hold_is_left_out() -> None:
    payload = with_action("1.1.1", results="voor\x0bna")

    rows = sheet_rows(workbook(payload)["Acties"])

    assert "voorna" in rows[1]


def test_made_up_is_said_on_every_sheet() -> None:
    book = workbook(golden(isFictitious=True))

    for sheet in book.worksheets:
        assert sheet["A1"].value == "Verzonnen gegevens voor de demo", sheet.title
    assert book["Te laat"].freeze_panes == "B3"
    assert book["Te laat"].auto_filter.ref.startswith("A2:")


def test_workbook_of_a_chapter_holds_its_actions_only() -> None:
    rows = sheet_rows(workbook(golden(), chapter=6)["Acties"])

    assert [row[1] for row in rows[1:]] == ["6.1.1 Beschikking", "6.1.2 Hulpmiddel"]


def test_first_sheet_tells_what_it_is() -> None:
    rows = sheet_rows(workbook(golden())["Overzicht"])

    told = {row[0]: row[1] for row in rows}
    assert rows[0][0] == "Kwartaaloverzicht tweede kwartaal 2026"
    assert told["Stand op"] == "20 juli 2026"
    assert told["SHA-256"] == SHA256
    assert told["acties in 2 hoofdstukken"] == 5
    assert told["In één minuut"].startswith("Van de 5 acties")


# --- ODS ---


def test_ods_holds_real_dates_and_freezes_the_head() -> None:
    content = render(FileFormat.ODS, golden(), SHA256)

    question = dict(zip(*ods(golden())["Vragen"][:2], strict=True))
    assert question["Gesteld op"] == date(2026, 5, 1)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        settings = archive.read("settings.xml").decode()
        body = archive.read("content.xml").decode()
    assert 'config:name="VerticalSplitPosition"' in settings
    assert 'table:display-filter-buttons="true"' in body
    assert "table:formula" not in body


def plain(value: Any) -> Any:
    """Return a value of a cell as both kinds of workbook mean it."""
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def test_ods_holds_the_same_values_as_the_excel_workbook() -> None:
    book, told = workbook(golden()), ods_cells(golden())

    assert list(told) == book.sheetnames
    for sheet in book.worksheets:
        excel = [[plain(value) for value in row] for row in sheet_rows(sheet)]
        odf = [[plain(value) for value in row] for row in told[sheet.title]]
        width = max(map(len, [*excel, *odf]))
        assert [[*row, *[None] * (width - len(row))] for row in odf] == [
            [*row, *[None] * (width - len(row))] for row in excel
        ], sheet.title


def test_ods_types_amounts_as_numbers_and_days_as_days() -> None:
    cells = ods_cells(golden())

    (head, first, *_) = cells["Begroting"]
    assert head == ["Regel", "2025", "2026", "2026: toelichting"]
    assert first[1:3] == [100.0, 250.5]
    question = dict(zip(*cells["Vragen"][:2], strict=True))
    assert question["Gesteld op"] == date(2026, 5, 1)
    assert question["Dagen"] == 80.0


@pytest.mark.parametrize("risky", RISKY)
def test_ods_keeps_a_risky_text_as_it_is(risky: str) -> None:
    rows = ods(with_action("1.1.1", results=risky))["Acties"]

    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["Resultaten"] == risky


# --- CSV ---


def test_csv_is_for_a_dutch_spreadsheet() -> None:
    content = render(FileFormat.CSV, golden(), SHA256)

    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(golden())
    assert ["1. Complexe zorg", "100,00", "250,50", "was €\u00a0200"] in rows
    assert any("01-05-2026" in row for row in rows)


@pytest.mark.parametrize("risky", [*RISKY, "\tx", "\rx"])
def test_csv_marks_a_risky_text_as_text(risky: str) -> None:
    payload = with_action("1.1.1", results=risky)

    found = [cell for row in csv_rows(payload) for cell in row if cell.endswith(risky)]

    assert found
    assert set(found) == {f"'{risky}"}


# --- ODT ---


def test_odt_has_headings_tables_with_heads_and_the_texts() -> None:
    document = odt(golden())

    headings = [
        (int(h.getAttribute("outlinelevel")), teletype.extractText(h))
        for h in document.getElementsByType(text.H)
    ]
    assert headings[0] == (1, "Kwartaaloverzicht tweede kwartaal 2026")
    assert (2, "Te laat, tegen beide maatstaven") in headings
    assert (4, "1.1.2 Netwerk") in headings
    tables = document.getElementsByType(table.Table)
    assert tables
    for found in tables:
        assert found.getElementsByType(table.TableHeaderRows)
    paragraphs = [teletype.extractText(p) for p in document.getElementsByType(text.P)]
    assert "Knelpunten: Geen geld." in paragraphs


def test_odt_numbers_its_pages_and_carries_the_hash() -> None:
    content = render(FileFormat.ODT, golden(), SHA256)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = archive.read("styles.xml").decode()
    assert "<text:page-number" in styles
    assert SHA256 in styles


def test_odt_says_that_it_is_made_up() -> None:
    document = odt(golden(isFictitious=True))

    told = [teletype.extractText(p) for p in document.getElementsByType(text.P)]
    assert any(line.startswith("Verzonnen gegevens voor de demo.") for line in told)


# --- all ---


def test_amounts_are_never_floats_on_the_way() -> None:
    payload = golden()
    payload["money"]["budgetTotals"][0] = "123456789012.37"

    rows = csv_rows(payload)

    assert any("123456789012,37" in row for row in rows)
