"""Folders of programme files: the real ones, and a small one of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.baseline.folders import REAL, SMALL, Folder, copied


@pytest.fixture
def real(tmp_path: Path) -> Folder:
    """Copy the files of the real programme, to change."""
    return copied(REAL, tmp_path / "real")


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """Copy the files of a programme of one chapter, to change."""
    return copied(SMALL, tmp_path / "small")
