"""Programme files to change in tests: a copy, and one change at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from baseline.changes import Report
from baseline.loading import load
from baseline.reading import DOCUMENTS, read_programme
from core.versioned import Versioned
from tests.factories.actors import SYSTEM

SMALL = Path(__file__).parent / "small"
REAL = DOCUMENTS / "toekomstagenda"


@dataclass(frozen=True)
class Folder:
    """A folder of programme files that a test may change."""

    path: Path

    def change(self, file: str, old: str, new: str) -> int:
        """Replace a text that occurs once; return the line where it began."""
        line = self.line_of(file, old)
        path = self.path / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")
        return line

    def line_of(self, file: str, words: str) -> int:
        """Return the line where a text begins that occurs once."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(words) == 1, f"{words!r} occurs {text.count(words)} times"
        return text[: text.index(words)].count("\n") + 1

    def new_version(self, number: int = 2) -> None:
        """State a version more, as a correction of the transcription does."""
        with (self.path / "programme.yaml").open(encoding="utf-8") as file:
            text = file.read()
        first = text[text.index("versions:\n") :].splitlines()[1]
        note = f"  - {{number: {number}, date: 2026-02-01, reason: Leesfout.}}"
        self.change("programme.yaml", f"{first}\n", f"{first}\n{note}\n")

    def load(self, *, dry_run: bool = False) -> Report:
        """Load the files as they are now."""
        return load(read_programme(self.path), by=SYSTEM, dry_run=dry_run)


def copied(source: Path, target: Path) -> Folder:
    """Return a copy of a folder of programme files."""
    shutil.copytree(source, target)
    return Folder(target)


def row_counts() -> dict[str, tuple[int, int]]:
    """Return per model how many rows and how many history rows there are."""
    quote = connection.ops.quote_name
    # All in one statement; one for each model takes longer than most tests.
    question = " UNION ALL ".join(
        f"SELECT '{model._meta.label}',"
        f" (SELECT count(*) FROM {quote(model._meta.db_table)}),"
        f" (SELECT count(*) FROM {quote(model.history.model._meta.db_table)})"
        for model in apps.get_models()
        if issubclass(model, Versioned)
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {label: (rows, versions) for label, rows, versions in cursor.fetchall()}


@contextmanager
def nothing_written() -> Iterator[None]:
    """Assert that the block leaves every row and every history row as it was."""
    before = row_counts()
    yield
    assert row_counts() == before


def statements(queries: list[dict[str, Any]]) -> int:
    """Count the statements, savepoints aside."""
    return sum("SAVEPOINT" not in query["sql"] for query in queries)
