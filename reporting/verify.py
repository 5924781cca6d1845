"""Proves that published overviews are what they were: bytes against their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from core.guards import guarded_tables, missing_guards
from reporting.canonical import sha256_of
from reporting.models import Overview, OverviewFile

# Rows are read a few at a time: a payload or a PDF can be large.
AT_ONCE = 10


@dataclass(frozen=True)
class Proof:
    """What was looked at, and everything that is not as it should be."""

    overviews: int
    files: int
    faults: tuple[str, ...]


def verify() -> Proof:
    """Compare every payload and file with its hash, and look for the guards."""
    faults: list[str] = []
    overviews = 0
    for overview in Overview.objects.order_by("id").iterator(chunk_size=AT_ONCE):
        overviews += 1
        if sha256_of(overview.payload) != overview.sha256:
            faults.append(f"{overview}: de inhoud past niet bij de hash.")
    files = 0
    rows = OverviewFile.objects.select_related("overview").defer("overview__payload")
    for file in rows.order_by("id").iterator(chunk_size=AT_ONCE):
        files += 1
        faults += _faults_of(file)
    faults += [
        f"De bewaking {name} ontbreekt in de database."
        for name in missing_guards(connection, guarded_tables())
    ]
    return Proof(overviews, files, tuple(faults))


def _faults_of(file: OverviewFile) -> Iterator[str]:
    content = bytes(file.content)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        yield f"{file}: het bestand past niet bij de hash."
    if len(content) != file.size_bytes:
        yield f"{file}: het bestand heeft niet de grootte die erbij staat."
