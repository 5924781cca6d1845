"""Gathers what the plausibility rules look at, for one update or for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from django.db.models import Count

from actions.models import Activity, ActivityKind, Milestone
from actions.workflow import ActivityState
from progress.models import ReportingRound, StatusUpdate
from progress.plausibility import Doubt, Facts, doubts
from progress.workflow import UpdateState


def doubts_of(update: StatusUpdate, *, on: date) -> list[Doubt]:
    """Return what does not seem to add up in one update, stored or not yet."""
    return doubts_of_each([update], on=on)[0]


def doubts_of_each(updates: Sequence[StatusUpdate], *, on: date) -> list[list[Doubt]]:
    """Return per update, in the same order, what does not seem to add up.

    A fixed number of queries. The updates are of one round, and need not be stored.
    """
    return [doubts(facts) for facts in _facts(updates, on)]


def facts_of(updates: Iterable[StatusUpdate], *, on: date) -> dict[int, Facts]:
    """Return the facts per id of an update, in a fixed number of queries.

    The updates are of one round.
    """
    updates = list(updates)
    return {
        update.pk: facts
        for update, facts in zip(updates, _facts(updates, on), strict=True)
    }


def _facts(updates: Sequence[StatusUpdate], on: date) -> list[Facts]:
    if not updates:
        return []
    action_ids = [update.action_id for update in updates]
    past = _past_milestones(action_ids, on)
    activities = _open_activities(action_ids)
    quarters = _earlier_quarters(updates[0].round)
    reported = _handed_in_before(action_ids, updates[0].round.quarter)
    return [
        Facts(
            status=update.status,
            rag=update.rag,
            progress_pct=update.progress_pct,
            past_milestones=tuple(past.get(update.action_id, ())),
            open_activities=activities.get(update.action_id, 0),
            previous_progress_pct=reported[update.action_id].accepted_progress_pct,
            missed_quarters=_missed(quarters, reported[update.action_id].quarters),
        )
        for update in updates
    ]


def _past_milestones(action_ids: list[int], on: date) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Milestone.objects.past(on).filter(action__in=action_ids).in_order()
    for action_id, title in rows.values_list("action_id", "title"):
        found[action_id].append(title)
    return found


def _open_activities(action_ids: list[int]) -> dict[int, int]:
    rows = (
        Activity.objects.filter(
            action__in=action_ids,
            kind=ActivityKind.ACTIVITY,
            state=ActivityState.OPEN,
        )
        .order_by()
        .values_list("action_id")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def _earlier_quarters(round_: ReportingRound) -> list[str]:
    """Return the quarters of the rounds before this one, the newest first."""
    return list(
        ReportingRound.objects.filter(
            programme=round_.programme_id, quarter__lt=round_.quarter
        )
        .order_by("-quarter")
        .values_list("quarter", flat=True)
    )


@dataclass
class _Reported:
    """What is known of an action before this round."""

    # Also what still waits for the programme office: the werkgroep was not silent.
    quarters: set[str] = field(default_factory=set)
    accepted_progress_pct: int | None = None


def _handed_in_before(action_ids: list[int], quarter: str) -> dict[int, _Reported]:
    """Return per action what was handed in on earlier quarters."""
    found: dict[int, _Reported] = defaultdict(_Reported)
    rows = (
        StatusUpdate.objects.filter(
            action__in=action_ids,
            state__in=(UpdateState.SUBMITTED, UpdateState.ACCEPTED),
        )
        .before(quarter)
        .order_by("round__quarter", "sequence")
        .values_list("action_id", "round__quarter", "state", "progress_pct")
    )
    for action_id, earlier, state, progress_pct in rows:
        reported = found[action_id]
        reported.quarters.add(earlier)
        if state == UpdateState.ACCEPTED:
            reported.accepted_progress_pct = progress_pct
    return found


def _missed(quarters: list[str], reported: set[str]) -> int:
    """Count how many of these, the newest first, come before one with a report."""
    return len(list(takewhile(lambda quarter: quarter not in reported, quarters)))
