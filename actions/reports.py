"""The one function that writes the state of an action: what was last accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from actions.models import Action, Programme
from core import writes
from core.actor import Actor
from core.versioned import Versioned


@dataclass(frozen=True)
class Report:
    """An accepted report: `quarter` as `2026-Q3`, progress 0 to 100."""

    quarter: str
    status: str
    rag: str
    progress_pct: int


def record_report(action: Action, report: Report, *, on: date, by: Actor) -> None:
    """Write an accepted report to the action, and the day of it to all above it.

    A correction of an earlier quarter than the action's state counts as a report on
    that day, but leaves the state of the later quarter.
    """
    with transaction.atomic():
        # The row that every write below the programme takes first (`core.writes`):
        # one report at a time, and nobody waits in a circle.
        Programme.objects.select_for_update(no_key=True).get(pk=action.programme_id)
        action = Action.objects.select_related("spearhead__chapter__programme").get(
            pk=action.pk
        )
        changes: dict[str, object] = {"reported_date": _later(action.reported_date, on)}
        if report.quarter >= action.quarter:
            changes |= {
                "quarter": report.quarter,
                "status": report.status,
                "rag": report.rag,
                "progress_pct": report.progress_pct,
            }
        writes.write(action, changes, by=by, verb="report")
        spearhead = action.spearhead
        for above in (spearhead, spearhead.chapter, spearhead.chapter.programme):
            _mark(above, on, by)


def _mark(above: Versioned, on: date, by: Actor) -> None:
    # Several reports on one day: only the first one writes, so that acceptance in
    # bulk does not make a version of the programme for each.
    reported = getattr(above, "reported_date", None)
    if reported is None or reported < on:
        fresh = type(above)._default_manager.get(pk=above.pk)
        writes.write(
            fresh,
            {"reported_date": _later(getattr(fresh, "reported_date", None), on)},
            by=by,
            verb="report",
        )


def _later(known: date | None, on: date) -> date:
    return on if known is None else max(known, on)
