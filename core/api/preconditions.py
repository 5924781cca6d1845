"""If-Match: who changes something says which version it was that they saw."""

from __future__ import annotations

import re

from django.http import HttpRequest

from core.api.problems import Problem

_TAG = re.compile(r'"([0-9]{1,9})(?:\.[^"]*)?"')


def expected_versions(request: HttpRequest) -> frozenset[int]:
    """Return the versions that If-Match names; raise 428 when the header is missing.

    Of a tag the part before the dot counts: what changed around the object is no
    reason to refuse. `*` and weak tags name no version, so they fit nothing.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Problem(
            428,
            "Stuur in If-Match de ETag mee van het exemplaar dat u wijzigt, zodat "
            "niemands wijziging verloren gaat.",
        )
    found = (_TAG.fullmatch(part.strip()) for part in header.split(","))
    return frozenset(int(match[1]) for match in found if match)


def require_version(current: int, expected: frozenset[int]) -> None:
    """Raise 412 unless the current version is one that was expected."""
    if current not in expected:
        raise Problem(
            412,
            "Iemand anders heeft dit gewijzigd nadat u het las. Haal het opnieuw op.",
            currentVersion=current,
        )
