"""Milestones against both yardsticks, rule by rule (design 4.1)."""

from __future__ import annotations

from datetime import date

import pytest

from core.imprecise_dates import parse_imprecise_date
from reporting.overview import LateCounts, Overview
from reporting.rows import MilestoneRow
from tests.reporting.rows import AS_OF, composed, milestone


def of(*rows: MilestoneRow) -> Overview:
    return composed(milestones=rows)


def test_late_is_past_not_achieved_and_reported_after_the_end() -> None:
    (late,) = of(milestone(1, "eind 2025")).late_milestones

    assert (late.late, late.late_original) == (True, True)
    # 31 December up to 20 July.
    assert (late.days_late, late.days_late_original) == (201, 201)


def test_shifted_milestone_is_late_against_the_original_only() -> None:
    shifted = milestone(1, "eind 2026", original=parse_imprecise_date("2024"))

    (late,) = of(shifted).late_milestones

    assert (late.late, late.late_original) == (False, True)
    assert late.days_late == 0
    assert late.days_late_original == (AS_OF - date(2024, 12, 31)).days


def test_nobody_reported_since_is_unreported_and_not_late() -> None:
    overview = of(milestone(1, "maart 2026", reported=date(2026, 3, 31)))

    assert overview.late_milestones == ()
    assert overview.headline.unreported_milestones == 1


def test_never_reported_is_unreported() -> None:
    assert of(milestone(1, "2025", reported=None)).headline.unreported_milestones == 1


@pytest.mark.parametrize(
    ("agreed", "is_late"), [("19 juli 2026", True), ("20 juli 2026", False)]
)
def test_the_last_day_itself_is_still_on_time(agreed: str, is_late: bool) -> None:
    row = milestone(1, agreed, reported=date(2026, 7, 21))

    assert bool(of(row).late_milestones) is is_late


def test_achieved_is_never_late() -> None:
    done = milestone(1, "2024", achieved=parse_imprecise_date("mei 2026"))

    overview = of(done)

    assert overview.late_milestones == ()
    assert overview.chapters[0].pace.achieved == 1


@pytest.mark.parametrize("words", ["na 2024", "komende jaren"])
def test_without_a_last_day_nothing_is_late_or_due(words: str) -> None:
    overview = of(milestone(1, words))

    assert overview.late_milestones == ()
    assert overview.chapters[0].pace.due == 0


@pytest.mark.parametrize(
    ("where", "place", "chapter"),
    [
        ({"action_id": 3}, "1.2.1", 1),
        ({"action_id": None, "spearhead_id": 61}, "speerpunt 6.1", 6),
        ({"action_id": None, "chapter": 6}, "hoofdstuk 6", 6),
        ({"action_id": None}, "programma", None),
    ],
)
def test_place_is_told_in_words(
    where: dict[str, int | None], place: str, chapter: int | None
) -> None:
    (late,) = of(milestone(1, "2024", **where)).late_milestones

    assert (late.place, late.chapter) == (place, chapter)


def test_late_milestones_stand_in_the_order_of_the_programme() -> None:
    overview = of(
        milestone(1, "2022", action_id=None),
        milestone(2, "2023", action_id=None, chapter=1),
        milestone(3, "2024", action_id=5),
        milestone(4, "2024", action_id=None, spearhead_id=11),
        milestone(5, "2025", action_id=3),
        milestone(6, "2025", action_id=1),
    )

    assert [late.place for late in overview.late_milestones] == [
        "1.1.1",
        "speerpunt 1.1",
        "1.2.1",
        "hoofdstuk 1",
        "6.1.2",
        "programma",
    ]


def test_chapter_counts_its_own_milestones_and_those_below_it() -> None:
    overview = composed()

    first, second = overview.chapters
    assert first.late == LateCounts(late=1, late_original=2, unreported=1, new=None)
    assert second.late == LateCounts(late=0, late_original=0, unreported=0, new=None)
    # The one of the programme is in no chapter.
    assert overview.headline.late_milestones == 2


def test_pace_is_about_what_was_agreed_for_now() -> None:
    pace = composed().chapters[0].pace

    assert (pace.due, pace.achieved, pace.late, pace.unreported) == (3, 1, 1, 1)


def test_goal_is_what_must_be_there_at_the_end() -> None:
    (goal,) = composed().chapters[0].goal

    assert (goal.title, goal.place, goal.achieved) == (
        "Mijlpaal 5",
        "hoofdstuk 1",
        False,
    )


def test_new_is_what_the_published_overview_did_not_call_late() -> None:
    overview = composed(
        milestones=(milestone(1, "2024"), milestone(2, "2025")),
        previous_edition=1,
        previous_late=frozenset({("1.1.1", "Mijlpaal 1")}),
    )

    assert [late.is_new for late in overview.late_milestones] == [False, True]
    assert overview.headline.late_milestones_new == 1


def test_action_counts_its_own_late_milestones() -> None:
    lines = {
        line.code: line.late_milestones
        for chapter in composed().chapters
        for spearhead in chapter.spearheads
        for line in spearhead.actions
    }

    assert lines == {"1.1.1": 0, "1.1.2": 0, "1.2.1": 1, "6.1.1": 0, "6.1.2": 0}
