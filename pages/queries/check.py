"""The check report: was the document loaded whole, and does it add up?"""

from __future__ import annotations

from functools import lru_cache

from baseline.check import check
from baseline.findings import CheckReport
from baseline.plan import Plan
from baseline.reading import DOCUMENTS, read_programme
from pages.queries.reading import Reading


@lru_cache(maxsize=4)
def _plan(slug: str) -> Plan:
    # The files are part of the release: they do not change while this process runs,
    # and reading them takes longer than all of the rest.
    return read_programme(DOCUMENTS / slug)


def check_report(reading: Reading) -> CheckReport:
    """Return what the document should hold beside what is on record."""
    return check(_plan(reading.programme.slug))
