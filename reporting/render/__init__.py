"""From payload to bytes: one renderer per format, no queries, no figures computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reporting.models import FileFormat
from reporting.render.build import whole_document
from reporting.render.csvs import csv_bytes
from reporting.render.document import Document
from reporting.render.errors import PANGO, MissingLibrary
from reporting.render.ods import ods_bytes
from reporting.render.odt import odt_bytes
from reporting.render.pdf import has_pango, pdf_bytes
from reporting.render.xlsx import xlsx_bytes

__all__ = ["CONTENT_TYPES", "MissingLibrary", "missing_libraries", "render"]

RENDERERS: Mapping[FileFormat, Callable[[Document], bytes]] = {
    FileFormat.PDF: pdf_bytes,
    FileFormat.XLSX: xlsx_bytes,
    FileFormat.ODS: ods_bytes,
    FileFormat.ODT: odt_bytes,
    FileFormat.CSV: csv_bytes,
}

CONTENT_TYPES: Mapping[FileFormat, str] = {
    FileFormat.PDF: "application/pdf",
    FileFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    FileFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileFormat.ODT: "application/vnd.oasis.opendocument.text",
    FileFormat.CSV: "text/csv; charset=utf-8",
}


def render(
    kind: FileFormat, payload: Mapping[str, Any], sha256: str, *, chapter: int = 0
) -> bytes:
    """Return the file of an overview, or of one chapter; raise MissingLibrary."""
    return RENDERERS[kind](whole_document(payload, sha256, chapter=chapter))


def missing_libraries() -> Mapping[FileFormat, str]:
    """Return per format that cannot be made on this machine what to install."""
    return {} if has_pango() else {FileFormat.PDF: PANGO}
