"""The real programme: loaded whole, proven, and the same the second time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baseline.check import check
from baseline.document_proof import prove
from baseline.findings import Finding
from baseline.reading import read_programme
from tests.baseline.folders import REAL, Folder, nothing_written, statements

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def document() -> bytes:
    """Return the text of the programme document, which is not part of the project."""
    folder = (
        os.environ.get("PROGRAMME_DOCUMENT_DIR") or ROOT.parent / "shared" / "seeds"
    )
    found = sorted(Path(folder).glob("000_*.txt"))
    assert found, "Set PROGRAMME_DOCUMENT_DIR to the folder with the document's text"
    return found[0].read_bytes()


@pytest.mark.slow
@pytest.mark.django_db
def test_real_programme_is_loaded_whole_and_a_second_run_changes_nothing() -> None:
    real = Folder(REAL)
    plan = read_programme(REAL)
    real.load()

    with CaptureQueriesContext(connection) as checking:
        report = check(plan)

    assert report.failures == ()
    # 13 for what was loaded, and one per model for the sources of its rows.
    assert statements(checking.captured_queries) == 37
    with nothing_written(), CaptureQueriesContext(connection) as loading:
        again = real.load()
    assert (again.changes, again.left_alone) == ([], 0)
    # The memory, the newest version, and the rows of each of the 23 models.
    assert statements(loading.captured_queries) == 25


@pytest.mark.document
def test_real_programme_says_what_its_document_says(document: bytes) -> None:
    findings = prove(read_programme(REAL), document)

    assert [one for one in findings if not one.ok] == []


@pytest.mark.document
def test_proof_of_the_real_programme_looks_at_everything(document: bytes) -> None:
    findings = {one.key: one for one in prove(read_programme(REAL), document)}

    def total(key: str) -> Finding:
        return findings[f"document.{key}"]

    assert total("headings").expected == "87"
    assert total("sub_bullets").expected == "15"
    assert total("actions").expected == "61"
    assert total("amounts").expected == "11"
