"""How actions stand and move, rule by rule."""

from __future__ import annotations

import pytest

from reporting.compose_states import UNKNOWN, current_state, movement_kind, state_of
from reporting.overview import ActionState
from tests.reporting.rows import UPDATES, composed, update


def state(
    rag: str = "green",
    status: str = "in_progress",
    progress: int = 50,
    confidence: str = "high",
) -> ActionState:
    return state_of(
        update(1, rag=rag, status=status, progress_pct=progress, confidence=confidence)
    )


@pytest.mark.parametrize(
    ("status", "rag", "category"),
    [
        ("not_started", "green", "green"),
        ("in_progress", "amber", "amber"),
        ("in_progress", "red", "red"),
        ("completed", "green", "completed"),
        ("completed", "red", "completed"),
        ("stopped", "red", "stopped"),
    ],
)
def test_what_ended_counts_as_ended_and_the_rest_by_rag(
    status: str, rag: str, category: str
) -> None:
    assert state(rag, status).category == category


def test_without_an_update_nothing_is_known() -> None:
    assert state_of(None) == UNKNOWN
    assert current_state(None, update(1, "2026-Q1")) == UNKNOWN


def test_what_ended_before_stays_ended_without_a_new_update() -> None:
    ended = update(1, "2025-Q4", status="completed")

    assert current_state(None, ended).category == "completed"


def test_a_new_update_wins_from_what_ended_before() -> None:
    ended = update(1, "2025-Q4", status="completed")

    assert current_state(update(1, rag="red"), ended).category == "red"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (state("red"), state("amber"), "better"),
        (state("amber"), state("green"), "better"),
        (state("green"), state("amber"), "worse"),
        (state("green"), state("red"), "worse"),
        (state("red"), state(status="completed"), "completed"),
        (state("green"), state(status="stopped"), "stopped"),
        (state(status="completed"), state("green"), "started"),
        (state(status="stopped"), state("red"), "started"),
        (state(status="stopped"), state(status="completed"), "completed"),
        (state(status="not_started"), state("green"), "started"),
        (state(), state(progress=60), "progress"),
        (state(), state(progress=40), "progress"),
        (state(), state(confidence="low"), "confidence"),
        # What changes most is told, once.
        (state(), state("red", progress=60, confidence="low"), "worse"),
        (state(), state(progress=60, confidence="low"), "progress"),
        (state(), state(), ""),
        (UNKNOWN, state(), ""),
    ],
)
def test_movement_tells_what_changed_most(
    before: ActionState, after: ActionState, kind: str
) -> None:
    assert movement_kind(before, after) == kind


def test_chapter_counts_who_moved_which_way() -> None:
    chapter, other = composed().chapters

    assert (chapter.movement.completed, chapter.movement.worse) == (1, 1)
    # 1.2.1 was reported on before, and not now.
    assert chapter.movement.silent == 1
    assert chapter.movement.back == 0
    assert other.movement.silent == 0


def test_who_reports_again_is_back() -> None:
    before = [u for u in UPDATES if u.action_id != 3]
    again = (*before, update(3), update(3, "2025-Q4"))

    assert composed(updates=again).chapters[0].movement.back == 1
