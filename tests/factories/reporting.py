# mypy: disallow-untyped-calls=False
"""Published overviews."""

from __future__ import annotations

from datetime import UTC, datetime

from factory.declarations import SubFactory

from reporting.models import FileFormat, Overview, OverviewFile
from tests.factories.actions import ProgrammeFactory
from tests.factories.base import VersionedFactory


class OverviewFactory(VersionedFactory[Overview]):
    """The first edition of a quarter; its payload is not that of a real overview."""

    class Meta:
        model = Overview

    programme = SubFactory(ProgrammeFactory)
    quarter = "2026-Q2"
    edition = 1
    payload = "{}"
    sha256 = "0" * 64
    published_at = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)
    published_by = "tests"


class OverviewFileFactory(VersionedFactory[OverviewFile]):
    class Meta:
        model = OverviewFile

    overview = SubFactory(OverviewFactory)
    format = FileFormat.PDF
    content = b"%PDF"
    sha256 = "0" * 64
    size_bytes = 4
