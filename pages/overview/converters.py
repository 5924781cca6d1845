"""What a quarter and a format look like in an address; anything else does not exist."""

from __future__ import annotations

from core.quarters import Quarter
from reporting.models import FileFormat


class QuarterConverter:
    """`2026-Q3`."""

    regex = "[0-9]{4}-Q[1-4]"

    def to_python(self, value: str) -> Quarter:
        """Return the quarter; ValueError, which makes a 404, for the year 0."""
        return Quarter.parse(value)

    def to_url(self, value: Quarter) -> str:
        """Return how it is written."""
        return str(value)


class FormatConverter:
    """`pdf`, `xlsx` and so on."""

    regex = "|".join(FileFormat.values)

    def to_python(self, value: str) -> FileFormat:
        """Return the format."""
        return FileFormat(value)

    def to_url(self, value: FileFormat) -> str:
        """Return how it is written."""
        return FileFormat(value).value
