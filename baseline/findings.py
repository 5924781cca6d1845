"""One finding of a check, and the report they make up together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from core.money import in_dutch

Shown = int | str | Decimal


class Group(StrEnum):
    """What a finding is about, in the order of the report."""

    STRUCTURE = "Opbouw"
    LEADS = "Trekkers"
    BULLETS = "Punten onder “Acties”"
    MONEY = "Geld"
    GOVERNANCE = "Sturing en organisatie"
    SOURCES = "Bronnen"
    OPEN_ENDS = "Wat het document openlaat"
    DOCUMENT = "Vergelijking met de brontekst"


@dataclass(frozen=True)
class Finding:
    """One comparison, or a list that only tells something (`expected` is empty).

    `key` is stable and English; the rest is Dutch, for people. `detail` names what
    is missing or what the list holds, one thing a line.
    """

    key: str
    group: Group
    title: str
    expected: str
    found: str
    ok: bool
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """Every finding, in order."""

    programme: str
    version: int | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything is as expected."""
        return not self.failures

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Return the findings that are not as expected."""
        return tuple(finding for finding in self.findings if not finding.ok)

    def with_findings(self, more: Iterable[Finding]) -> CheckReport:
        """Return this report with more findings at the end."""
        return replace(self, findings=(*self.findings, *more))

    def by_group(self) -> list[tuple[Group, list[Finding]]]:
        """Return the findings per group; groups without findings are left out."""
        return [
            (group, found)
            for group in Group
            if (found := [f for f in self.findings if f.group is group])
        ]


def compared(
    group: Group,
    key: str,
    title: str,
    *,
    expected: Shown,
    found: Shown,
    detail: Iterable[str] = (),
) -> Finding:
    """Return a finding that is ok when both are equal."""
    return Finding(
        key,
        group,
        title,
        _shown(expected),
        _shown(found),
        expected == found,
        tuple(detail),
    )


def listed(group: Group, key: str, title: str, rows: Iterable[str]) -> Finding:
    """Return a finding that tells something and cannot fail."""
    detail = tuple(rows)
    return Finding(key, group, title, "", str(len(detail)), True, detail)


def proven(
    group: Group, key: str, title: str, *, total: int, failures: Iterable[str]
) -> Finding:
    """Return a finding over many things, of which each failure is named."""
    detail = tuple(failures)
    return Finding(
        key, group, title, str(total), str(total - len(detail)), not detail, detail
    )


def _shown(value: Shown) -> str:
    return in_dutch(value) if isinstance(value, Decimal) else str(value)
