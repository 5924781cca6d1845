"""What the plausibility rules are told about an update."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import Action
from core import writes
from core.imprecise_dates import parse_imprecise_date
from progress.facts import doubts_of, facts_of
from progress.models import ReportingRound, StatusUpdate
from progress.plausibility import Facts
from tests.factories.actions import ActionFactory, ActivityFactory, MilestoneFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db

PAST = parse_imprecise_date("juni 2026")
FUTURE = parse_imprecise_date("eind 2026")


@pytest.fixture
def update(action: Action, round_: ReportingRound) -> StatusUpdate:
    """Give a draft about the action."""
    return StatusUpdateFactory.create(action=action, round=round_, filled=True)


def facts(update: StatusUpdate, on: date = TODAY) -> Facts:
    """Return the facts of one update."""
    return facts_of([update], on=on)[update.pk]


def on_quarter(round_: ReportingRound, quarter: str) -> ReportingRound:
    """Return another round of the programme."""
    return ReportingRoundFactory.create(programme=round_.programme, quarter=quarter)


def test_facts_of_an_action_without_anything(update: StatusUpdate) -> None:
    assert facts(update) == Facts(status="in_progress", rag="green", progress_pct=50)


def test_facts_of_nothing_ask_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert facts_of([], on=TODAY) == {}


def test_past_milestones_are_those_of_the_action_without_a_result(
    action: Action, update: StatusUpdate
) -> None:
    MilestoneFactory.create(action=action, title="Tweede", agreed=PAST)
    MilestoneFactory.create(
        action=action, title="Eerste", agreed=parse_imprecise_date("2024")
    )
    MilestoneFactory.create(action=action, title="Bereikt", agreed=PAST, achieved=PAST)
    MilestoneFactory.create(action=action, title="Later", agreed=FUTURE)
    MilestoneFactory.create(
        action=action, title="Ooit", agreed=parse_imprecise_date("komende jaren")
    )
    MilestoneFactory.create(spearhead=action.spearhead, title="Erboven", agreed=PAST)
    MilestoneFactory.create(
        action=ActionFactory.create(spearhead=action.spearhead),
        title="Ernaast",
        agreed=PAST,
    )

    assert facts(update).past_milestones == ("Eerste", "Tweede")


def test_milestone_is_past_from_the_day_after_its_last_day(
    action: Action, update: StatusUpdate
) -> None:
    MilestoneFactory.create(action=action, title="Proef", agreed=PAST)

    assert facts(update, on=date(2026, 6, 30)).past_milestones == ()
    assert facts(update, on=date(2026, 7, 1)).past_milestones == ("Proef",)


def test_open_activities_are_work_that_is_open(
    action: Action, update: StatusUpdate
) -> None:
    ActivityFactory.create(action=action)
    ActivityFactory.create(action=action)
    ActivityFactory.create(action=action, state="done")
    ActivityFactory.create(action=action, state="dropped")
    ActivityFactory.create(action=action, kind="note")
    ActivityFactory.create(action=action, kind="precondition")
    ActivityFactory.create(action=ActionFactory.create(spearhead=action.spearhead))

    assert facts(update).open_activities == 2


def test_previous_progress_is_the_newest_accepted_before_this_quarter(
    action: Action, round_: ReportingRound, update: StatusUpdate
) -> None:
    winter, autumn = on_quarter(round_, "2026-Q1"), on_quarter(round_, "2025-Q4")
    later = on_quarter(round_, "2026-Q3")
    for round_of, sequence, state, progress_pct in [
        (autumn, 1, "accepted", 10),
        (winter, 1, "accepted", 20),
        (winter, 2, "accepted", 25),
        (winter, 3, "returned", 90),
        (winter, 4, "submitted", 91),
        (later, 1, "accepted", 92),
    ]:
        StatusUpdateFactory.create(
            action=action,
            round=round_of,
            sequence=sequence,
            **{state: True},
            progress_pct=progress_pct,
        )

    assert facts(update).previous_progress_pct == 25


def test_previous_progress_of_nought_percent_is_known(
    action: Action, round_: ReportingRound, update: StatusUpdate
) -> None:
    StatusUpdateFactory.create(
        action=action,
        round=on_quarter(round_, "2026-Q1"),
        accepted=True,
        progress_pct=0,
    )

    assert facts(update).previous_progress_pct == 0


def test_first_round_has_nothing_to_miss(
    action: Action, round_: ReportingRound, update: StatusUpdate
) -> None:
    on_quarter(round_, "2026-Q3")
    ReportingRoundFactory.create(quarter="2026-Q1")

    assert facts(update).missed_quarters == 0


@pytest.mark.parametrize(
    ("autumn", "winter", "missed"),
    [
        (None, None, 2),
        ("accepted", None, 1),
        (None, "accepted", 0),
        ("accepted", "accepted", 0),
        # It was handed in; that the office has not looked yet is no silence.
        (None, "submitted", 0),
        (None, "returned", 2),
        ("accepted", "filled", 1),
    ],
)
def test_missed_quarters_are_the_rounds_right_before_without_a_report(
    action: Action,
    round_: ReportingRound,
    update: StatusUpdate,
    autumn: str | None,
    winter: str | None,
    missed: int,
) -> None:
    for quarter, state in [("2025-Q4", autumn), ("2026-Q1", winter)]:
        earlier = on_quarter(round_, quarter)
        if state is not None:
            StatusUpdateFactory.create(action=action, round=earlier, **{state: True})

    assert facts(update).missed_quarters == missed


def test_facts_are_told_apart_per_update(
    action: Action, round_: ReportingRound, update: StatusUpdate
) -> None:
    other = ActionFactory.create(spearhead=action.spearhead)
    MilestoneFactory.create(action=other, title="Proef", agreed=PAST)
    ActivityFactory.create(action=action)
    second = StatusUpdateFactory.create(
        action=other, round=round_, filled=True, rag="red", bottlenecks="Geld."
    )

    found = facts_of([update, second], on=TODAY)

    assert found[update.pk].open_activities == 1
    assert found[update.pk].past_milestones == ()
    assert found[second.pk] == Facts(
        status="in_progress", rag="red", progress_pct=50, past_milestones=("Proef",)
    )


@pytest.mark.parametrize("number", [1, 20])
def test_facts_take_a_fixed_number_of_queries(
    round_: ReportingRound,
    action: Action,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    winter = on_quarter(round_, "2026-Q1")
    for _ in range(number):
        another = ActionFactory.create(spearhead=action.spearhead)
        MilestoneFactory.create(action=another, agreed=PAST)
        ActivityFactory.create(action=another)
        StatusUpdateFactory.create(action=another, round=winter, accepted=True)
        StatusUpdateFactory.create(action=another, round=round_, filled=True)
    updates = list(StatusUpdate.objects.drafts().select_related("round"))

    # Milestones, activities, earlier rounds, earlier updates.
    with django_assert_num_queries(4):
        found = facts_of(updates, on=TODAY)

    assert len(found) == number
    assert {len(one.past_milestones) for one in found.values()} == {1}


def test_doubts_of_an_update_use_its_facts(
    action: Action, update: StatusUpdate
) -> None:
    assert doubts_of(update, on=TODAY) == []
    MilestoneFactory.create(action=action, title="Proef", agreed=PAST)

    found = doubts_of(update, on=TODAY)

    assert [doubt.code for doubt in found] == ["green_with_past_milestone"]
    writes.write(update, {"rag": "amber", "bottlenecks": "Tijd."}, by=SYSTEM)
    assert doubts_of(update, on=TODAY) == []
