"""Renders the files of a published overview from its payload, once, with their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from django.core.exceptions import ValidationError

from core import writes
from core.actor import Actor, system_actor
from reporting.models import FileFormat, Overview, OverviewFile
from reporting.render import MissingLibrary, render

WHOLE = 0


def render_missing(overview: Overview, *, by: Actor) -> list[OverviewFile]:
    """Make the files of the whole that are not there yet; return those made now.

    What is there is never made again. A format whose library is missing is left out.
    """
    present = set(
        OverviewFile.objects.filter(overview=overview, chapter=WHOLE).values_list(
            "format", flat=True
        )
    )
    payload = orjson.loads(overview.payload)
    made = []
    for kind in FileFormat:
        if kind.value in present:
            continue
        try:
            made.append(_make(overview, kind, WHOLE, by, payload))
        except MissingLibrary:
            # Everything but this works; the page says which package to install.
            continue
    return made


def file_of(
    overview_id: int, kind: FileFormat, *, chapter: int, by: Actor
) -> OverviewFile | None:
    """Return a file; that of one chapter is made when first asked for, and kept.

    None: the file of the whole is not there yet, or there is no such chapter. Raise
    MissingLibrary.
    """
    found = _stored(overview_id, kind, chapter)
    if found is not None or chapter == WHOLE:
        return found
    overview = Overview.objects.get(pk=overview_id)
    payload = orjson.loads(overview.payload)
    if all(told["number"] != chapter for told in payload["chapters"]):
        return None
    return _make(overview, kind, chapter, by, payload)


def _stored(overview_id: int, kind: FileFormat, chapter: int) -> OverviewFile | None:
    return OverviewFile.objects.filter(
        overview=overview_id, format=kind, chapter=chapter
    ).first()


def _make(
    overview: Overview,
    kind: FileFormat,
    chapter: int,
    by: Actor,
    payload: Mapping[str, Any],
) -> OverviewFile:
    content = render(kind, payload, overview.sha256, chapter=chapter)
    made = OverviewFile(
        overview=overview,
        format=kind,
        chapter=chapter,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    try:
        return writes.add(made, by=by)
    except ValidationError:
        # Somebody made the same file in the same moment: theirs counts.
        theirs = _stored(overview.pk, kind, chapter)
        if theirs is None:
            raise
        return theirs


def actor_of_rendering(today: date) -> Actor:
    """Return who writes files: the task, not the person who published."""
    return system_actor("render_overview_files", today=today, route="taak reporting")
