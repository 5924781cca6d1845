"""How actions stand and move: from status updates to one word, and to counts.

Source of the words: design 4.5. An action that is completed or stopped counts as
that, whatever its rag; one without an accepted update this quarter as `no_report`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from actions.workflow import Rag, Status
from progress.workflow import BorgingState, Confidence
from reporting.overview import (
    ActionLine,
    ActionState,
    Borging,
    Counts,
    Levels,
    MovementCounts,
)
from reporting.rows import PreviousState, UpdateRow

NO_REPORT = "no_report"
ENDED = (Status.COMPLETED.value, Status.STOPPED.value)
RANK = {Rag.RED.value: 0, Rag.AMBER.value: 1, Rag.GREEN.value: 2}
UNKNOWN = ActionState(NO_REPORT, "", "", None, "")


def state_of(update: UpdateRow | PreviousState | None) -> ActionState:
    """Return how an action stands by one update, or by a published state."""
    if update is None or not update.status:
        return UNKNOWN
    category = update.status if update.status in ENDED else update.rag
    return ActionState(
        category, update.status, update.rag, update.progress_pct, update.confidence
    )


def current_state(current: UpdateRow | None, earlier: UpdateRow | None) -> ActionState:
    """Return how an action stands now: what ended before needs no new report.

    Of such an action nobody says now how sure the goal of 2026 is.
    """
    if current is None and earlier is not None and earlier.status in ENDED:
        return replace(state_of(earlier), confidence="")
    return state_of(current)


def movement_kind(before: ActionState, after: ActionState) -> str:
    """Return what changed most, or nothing when the action stands where it stood."""
    if before.category == NO_REPORT:
        return ""
    if after.category != before.category:
        if after.category in ENDED:
            return after.category
        if before.category in ENDED:
            return "started"
        better = RANK[after.category] > RANK[before.category]
        return "better" if better else "worse"
    if after.status != before.status:
        return "started"
    if after.progress_pct != before.progress_pct:
        return "progress"
    return "confidence" if after.confidence != before.confidence else ""


def count_movement(lines: Iterable[ActionLine]) -> MovementCounts:
    """Return how many actions moved which way since the quarter before."""
    counted: Counter[str] = Counter()
    for line in lines:
        before = line.previous
        if before is None:
            continue
        silent_before = before.category == NO_REPORT
        silent_now = line.state.category == NO_REPORT
        if silent_before or silent_now:
            if silent_before != silent_now:
                counted["back" if silent_before else "silent"] += 1
        elif line.report == "accepted":
            counted[movement_kind(before, line.state)] += 1
    return MovementCounts(
        completed=counted["completed"],
        better=counted["better"],
        worse=counted["worse"],
        stopped=counted["stopped"],
        started=counted["started"],
        silent=counted["silent"],
        back=counted["back"],
    )


def count_states(states: Iterable[ActionState]) -> Counts:
    """Return how many actions stand where."""
    counted = Counter(state.category for state in states)
    return Counts(
        total=sum(counted.values()),
        completed=counted[Status.COMPLETED.value],
        green=counted[Rag.GREEN.value],
        amber=counted[Rag.AMBER.value],
        red=counted[Rag.RED.value],
        stopped=counted[Status.STOPPED.value],
        no_report=counted[NO_REPORT],
    )


def count_before(lines: Iterable[ActionLine]) -> Counts | None:
    """Return the counts before; None when nothing was known of any action."""
    states = [line.previous for line in lines]
    if all(state is None for state in states):
        return None
    return count_states(state or UNKNOWN for state in states)


def count_confidence(states: Iterable[ActionState]) -> Levels:
    """Return how many actions have which confidence of reaching 2026."""
    counted = Counter(state.confidence for state in states)
    return Levels(
        high=counted[Confidence.HIGH.value],
        medium=counted[Confidence.MEDIUM.value],
        low=counted[Confidence.LOW.value],
    )


def confidence_before(lines: Iterable[ActionLine]) -> Levels | None:
    """Return the confidence before; None when nothing was known of any action."""
    states = [line.previous for line in lines if line.previous is not None]
    return count_confidence(states) if states else None


def count_borging(lines: Iterable[ActionLine]) -> Borging:
    """Return how many reported actions have which state of borging."""
    counted = Counter(
        line.borging_state or "unknown" for line in lines if line.report == "accepted"
    )
    return Borging(
        arranged=counted[BorgingState.ARRANGED.value],
        planned=counted[BorgingState.PLANNED.value],
        none=counted[BorgingState.NONE.value],
        not_needed=counted[BorgingState.NOT_NEEDED.value],
        unknown=counted["unknown"],
    )
