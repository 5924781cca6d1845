"""The PDF: tagged, numbered, with its proof, and fetching nothing."""

from __future__ import annotations

import io
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pdfua
import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from reporting.models import FileFormat
from reporting.render import MissingLibrary, missing_libraries, pdf, render
from reporting.render.build import whole_document
from reporting.render.pdf import OwnChartsOnly, html_of, pdf_bytes
from tests.reporting.payloads import SHA256, golden, with_action

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(FileFormat.PDF, golden(isFictitious=True), SHA256)


def test_pdf_is_tagged_and_says_what_it_is(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        info = document.docinfo
        assert str(info["/Title"]) == "Kwartaaloverzicht tweede kwartaal 2026"
        assert str(info["/Author"]) == "Programmabureau Toekomstagenda"
        assert [float(x) for x in document.pages[0].MediaBox[2:]] == pytest.approx(
            [595.276, 841.89], abs=0.01
        )
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_checker_finds_no_error(content: bytes, tmp_path: Path) -> None:
    # It knows 16 of the 106 rules: no claim follows from it.
    path = tmp_path / "overzicht.pdf"
    path.write_bytes(content)

    assert errors_of(path) == []


def errors_of(path: Path) -> list[Any]:
    """Return what the checker calls an error."""
    report = pdfua.validate(str(path))
    return [f for f in report.findings if f.severity == pdfua.Severity.ERROR]


def test_same_payload_gives_the_same_bytes(content: bytes) -> None:
    assert render(FileFormat.PDF, golden(isFictitious=True), SHA256) == content


def test_no_moment_of_writing_is_in_it(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/CreationDate" not in document.docinfo
        assert "/ModDate" not in document.docinfo


def test_text_of_a_user_is_text_and_no_html() -> None:
    html = html_of(whole_document(with_action("1.1.1", results="<script>x</script>")))

    assert "<script" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_nothing_refers_to_anything_outside() -> None:
    html = html_of(whole_document(golden()))

    addresses = re.findall(r'(?:src|href)="([^"]*)', html)
    assert addresses
    assert all(a.startswith("data:image/svg+xml;base64,") for a in addresses)


def test_no_request_leaves_the_machine_and_no_file_is_read() -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        fetcher = OwnChartsOnly()
        for address in (
            f"http://127.0.0.1:{server.server_port}/plaatje.png",
            "file:///etc/hostname",
            "https://example.org/x.css",
            "data:text/html,x",
            "",
        ):
            with pytest.raises(FatalURLFetchingError):
                fetcher.fetch(address)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_own_charts_are_drawn() -> None:
    html = html_of(whole_document(golden()))
    chart = re.search(r'src="(data:image/svg\+xml;base64,[^"]+)" alt="([^"]+)"', html)

    assert chart is not None
    assert chart[2] == "1 klaar, 1 knelt, 1 geen bericht"
    assert OwnChartsOnly().fetch(chart[1])


def test_every_chart_has_words() -> None:
    html = html_of(whole_document(golden()))

    images = re.findall(r"<img [^>]*>", html)
    assert images
    assert all(re.search(r'alt="[^"]+"', image) for image in images)


def test_long_table_repeats_its_head_and_stays_whole() -> None:
    payload = golden()
    row = payload["lateMilestones"][0]
    payload["lateMilestones"] = [
        {**row, "title": f"Mijlpaal {number}"} for number in range(120)
    ]

    content = pdf_bytes(whole_document(payload, SHA256))

    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 5


def test_without_pango_it_says_which_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "weasyprint", None)

    with pytest.raises(MissingLibrary, match="apt-get install libpango"):
        render(FileFormat.PDF, golden(), SHA256)

    assert set(missing_libraries()) == {FileFormat.PDF}
    assert render(FileFormat.CSV, golden(), SHA256)


def test_with_pango_nothing_is_missing() -> None:
    assert missing_libraries() == {}
