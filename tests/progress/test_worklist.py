"""The list of a secretary: what is on it, and what each row tells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from actions.models import Action
from core import writes
from core.actor import Actor
from core.imprecise_dates import parse_imprecise_date
from progress.models import ReportingRound, StatusUpdate
from progress.services import (
    accept_update,
    extend_round,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.work_items import ItemState, Standing, WorkItem
from progress.worklist import counts, neighbours, owed, worklist
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM, TODAY, acting
from tests.factories.governance import BodyFactory, MembershipFactory
from tests.factories.progress import (
    ReportingRoundFactory,
    StatusUpdateFactory,
    UpdateEventFactory,
)

pytestmark = pytest.mark.django_db

FILLED = {
    "status": "in_progress",
    "rag": "green",
    "progress_pct": 40,
    "confidence": "high",
    "state_of_affairs": "Het loopt.",
}


def the_item(who: Actor, round_: ReportingRound, on: date = TODAY) -> WorkItem:
    """Return the only row of this person's list."""
    (item,) = worklist(who, round_, on)
    return item


def end(action: Action, status: str, quarter: str) -> None:
    """Write that an action ended, as acceptance does."""
    writes.write(
        action,
        {"status": status, "rag": "green", "progress_pct": 100, "quarter": quarter},
        by=SYSTEM,
    )


# --- which actions -----------------------------------------------------------------


def test_secretary_has_the_actions_of_the_own_werkgroep_in_order() -> None:
    round_ = ReportingRoundFactory.create()
    werkgroep, programme = BodyFactory.create(), round_.programme
    user = UserFactory.create(role=Role.SECRETARIS)
    MembershipFactory.create(
        body=werkgroep, organisation=None, user=user, role="secretaris"
    )
    fourth, second = (
        ChapterFactory.create(programme=programme, number=number, werkgroep=werkgroep)
        for number in (4, 2)
    )
    foreign = ChapterFactory.create(
        programme=programme, number=3, werkgroep=BodyFactory.create()
    )
    ActionFactory.create(spearhead__chapter=foreign, code="3.1.1")
    two, one = (SpearheadFactory.create(chapter=second, number=n) for n in (2, 1))
    ActionFactory.create(spearhead__chapter=fourth, code="4.1.1")
    ActionFactory.create(spearhead=two, position=1, code="2.2.1")
    ActionFactory.create(spearhead=one, position=2, code="2.1.2")
    ActionFactory.create(spearhead=one, position=1, code="2.1.1")

    items = worklist(acting(user), round_, TODAY)

    # Two chapters have this one werkgroep.
    assert [item.code for item in items] == ["2.1.1", "2.1.2", "2.2.1", "4.1.1"]
    assert [item.chapter_number for item in items] == [2, 2, 2, 4]
    assert {item.werkgroep for item in items} == {werkgroep.name}


def test_list_is_of_one_programme(action: Action, secretary: Actor) -> None:
    elsewhere = ReportingRoundFactory.create()

    assert worklist(secretary, elsewhere, TODAY) == []


def test_stand_in_has_the_same_list(
    round_: ReportingRound, secretary: Actor, stand_in: Actor
) -> None:
    assert worklist(stand_in, round_, TODAY) == worklist(secretary, round_, TODAY)
    assert len(worklist(stand_in, round_, TODAY)) == 1


@pytest.mark.parametrize("who", ["vreemde", "lezer", "beheerder", "bureau"])
def test_others_have_nothing_of_a_chapter_with_a_werkgroep(
    action: Action, round_: ReportingRound, everybody: dict[str, Actor], who: str
) -> None:
    StatusUpdateFactory.create(action=action, round=round_)

    assert worklist(everybody[who], round_, TODAY) == []


def test_list_is_empty_the_day_after_the_membership_ended(
    action: Action, round_: ReportingRound
) -> None:
    user = UserFactory.create(role=Role.SECRETARIS)
    MembershipFactory.create(
        body=action.spearhead.chapter.werkgroep,
        organisation=None,
        user=user,
        role="vervanger",
        valid_to_date=TODAY,
    )

    assert len(worklist(acting(user), round_, TODAY)) == 1
    tomorrow = TODAY + timedelta(days=1)
    assert worklist(acting(user, today=tomorrow), round_, tomorrow) == []


def test_role_decides_beside_the_membership(
    action: Action, round_: ReportingRound
) -> None:
    user = UserFactory.create(role=Role.LEZER)
    MembershipFactory.create(
        body=action.spearhead.chapter.werkgroep,
        organisation=None,
        user=user,
        role="secretaris",
    )

    assert worklist(acting(user), round_, TODAY) == []


@pytest.mark.parametrize("has_body", [True, False])
def test_office_has_the_chapters_without_a_werkgroep(
    round_: ReportingRound, office: Actor, *, has_body: bool
) -> None:
    chapter = ChapterFactory.create(
        programme=round_.programme,
        werkgroep=BodyFactory.create(established=False) if has_body else None,
    )
    ActionFactory.create(spearhead__chapter=chapter, code="6.1.1")

    items = worklist(office, round_, TODAY)

    assert [(item.code, item.werkgroep) for item in items] == [
        ("6.1.1", "programmabureau")
    ]


@pytest.mark.parametrize(
    ("status", "quarter", "is_owed"),
    [
        ("", "", True),
        ("in_progress", "2026-Q1", True),
        ("not_started", "2026-Q1", True),
        ("completed", "2026-Q1", False),
        ("stopped", "2026-Q1", False),
        # It ended in this round, or later: this round's update was owed.
        ("completed", "2026-Q2", True),
        ("stopped", "2026-Q3", True),
    ],
)
def test_owed_is_every_action_that_did_not_end_before(
    action: Action,
    round_: ReportingRound,
    secretary: Actor,
    status: str,
    quarter: str,
    *,
    is_owed: bool,
) -> None:
    if status:
        end(action, status, quarter)
    ActionFactory.create()

    assert list(owed(round_)) == ([action] if is_owed else [])
    assert len(worklist(secretary, round_, TODAY)) == is_owed


def test_ended_action_is_listed_when_an_update_was_begun(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    end(action, "completed", "2026-Q1")

    start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert the_item(secretary, round_).state == ItemState.DRAFT


# --- what a row tells --------------------------------------------------------------


def test_row_of_an_action_without_an_update(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    spearhead = action.spearhead
    werkgroep = spearhead.chapter.werkgroep
    assert werkgroep is not None

    assert the_item(secretary, round_) == WorkItem(
        action_id=action.pk,
        code="1.1.1",
        title=action.title,
        chapter_number=spearhead.chapter.number,
        chapter_title=spearhead.chapter.title,
        spearhead_number=spearhead.number,
        spearhead_title=spearhead.title,
        werkgroep=werkgroep.name,
        is_handed_in=False,
        due=date(2026, 8, 10),
        days_left=9,
        past_milestones=0,
        previous=None,
    )
    assert the_item(secretary, round_).state == ItemState.NONE


def test_row_follows_an_update_through_its_steps(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor
) -> None:
    def seen() -> tuple[str, bool, bool, str, int | None, int | None]:
        item = the_item(secretary, round_)
        return (
            item.state.value,
            item.is_to_do,
            item.is_handed_in,
            item.return_reason,
            item.update_id,
            item.version,
        )

    first = start_update(
        action=action, round_=round_, by=secretary, on=TODAY, content=FILLED
    )
    assert seen() == ("draft", True, False, "", first.pk, 1)
    submit_update(first, by=secretary, on=TODAY)
    assert seen() == ("submitted", False, True, "", first.pk, 2)
    withdraw_update(first, by=secretary, on=TODAY)
    assert seen() == ("draft", True, False, "", first.pk, 3)
    submit_update(first, by=secretary, on=TODAY)
    second = return_update(first, reason="Noem plekken.", by=office, on=TODAY)
    assert seen() == ("returned", True, False, "Noem plekken.", second.pk, 1)
    submit_update(second, by=secretary, on=TODAY)
    assert seen() == ("submitted", False, True, "Noem plekken.", second.pk, 2)
    accept_update(second, by=office, on=TODAY)
    assert seen() == ("accepted", False, True, "Noem plekken.", second.pk, 3)
    third = start_update(action=action, round_=round_, by=secretary, on=TODAY)
    assert seen() == ("draft", True, True, "", third.pk, 1)
    assert the_item(secretary, round_).is_correction


def test_row_names_missing_fields_in_dutch(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    StatusUpdateFactory.create(action=action, round=round_, rag="red")

    assert the_item(secretary, round_).missing == (
        "status",
        "voortgang in procenten",
        "vertrouwen in het doel van 2026",
        "stand van zaken",
        "knelpunten",
    )


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("filled", ["completed_with_open_activities", "completed_below_100"]),
        ("submitted", ["completed_with_open_activities", "completed_below_100"]),
        ("accepted", []),
        ("returned", []),
    ],
)
def test_row_tells_doubts_as_long_as_they_matter(
    action: Action,
    round_: ReportingRound,
    secretary: Actor,
    state: str,
    codes: list[str],
) -> None:
    ActivityFactory.create(action=action)
    StatusUpdateFactory.create(
        action=action,
        round=round_,
        **{state: True},
        status="completed",
        override_reason="Rest vervalt.",
    )

    item = the_item(secretary, round_)

    assert [doubt.code for doubt in item.doubts] == codes
    assert item.override_reason == "Rest vervalt."


def test_row_counts_past_milestones_also_without_an_update(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    past = parse_imprecise_date("juli 2026")
    for _ in range(2):
        MilestoneFactory.create(action=action, agreed=past)
    MilestoneFactory.create(action=action, agreed=past, achieved=past)
    MilestoneFactory.create(action=action, agreed=parse_imprecise_date("eind 2026"))
    MilestoneFactory.create(spearhead=action.spearhead, agreed=past)

    assert the_item(secretary, round_).past_milestones == 2
    assert the_item(secretary, round_, on=date(2026, 7, 31)).past_milestones == 0


def test_row_tells_what_was_accepted_before_and_what_is_written_now(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    for quarter, sequence, state, progress_pct in [
        ("2025-Q4", 1, "accepted", 10),
        ("2026-Q1", 1, "accepted", 20),
        ("2026-Q1", 2, "returned", 99),
        ("2026-Q3", 1, "accepted", 90),
    ]:
        of_round = ReportingRound.objects.filter(
            quarter=quarter
        ).first() or ReportingRoundFactory.create(
            programme=round_.programme, quarter=quarter
        )
        StatusUpdateFactory.create(
            action=action,
            round=of_round,
            sequence=sequence,
            **{state: True},
            progress_pct=progress_pct,
        )
    StatusUpdateFactory.create(
        action=action, round=round_, rag="red", progress_pct=30, is_fictitious=True
    )

    item = the_item(secretary, round_)

    assert item.previous == Standing("2026-Q1", "in_progress", "green", 20)
    assert item.current == Standing("2026-Q2", "", "red", 30)
    assert item.is_fictitious


@pytest.mark.parametrize(
    ("on", "days_left", "is_late"),
    [
        (date(2026, 8, 9), 1, False),
        (date(2026, 8, 10), 0, False),
        (date(2026, 8, 11), -1, True),
    ],
)
def test_row_is_late_from_the_day_after_its_due_day(
    action: Action,
    round_: ReportingRound,
    secretary: Actor,
    on: date,
    days_left: int,
    *,
    is_late: bool,
) -> None:
    item = the_item(secretary, round_, on=on)

    assert (item.days_left, item.is_late) == (days_left, is_late)


@pytest.mark.parametrize(
    ("state", "is_late"),
    [("filled", True), ("submitted", False), ("accepted", False), ("returned", True)],
)
def test_row_is_late_only_when_nothing_was_handed_in(
    action: Action,
    round_: ReportingRound,
    secretary: Actor,
    state: str,
    *,
    is_late: bool,
) -> None:
    StatusUpdateFactory.create(action=action, round=round_, **{state: True})

    assert the_item(secretary, round_, on=date(2026, 9, 1)).is_late == is_late


def test_row_is_not_late_while_a_correction_is_written(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    first = StatusUpdateFactory.create(action=action, round=round_, accepted=True)
    StatusUpdateFactory.create(action=action, round=round_, sequence=2, corrects=first)

    item = the_item(secretary, round_, on=date(2026, 9, 1))

    assert (item.state, item.is_to_do, item.is_late) == (ItemState.DRAFT, True, False)


def test_row_has_the_day_of_the_extension_of_its_werkgroep(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor
) -> None:
    extend_round(
        round_,
        due=date(2026, 9, 1),
        reason="Elders.",
        by=office,
        werkgroep=BodyFactory.create(),
    )
    assert the_item(secretary, round_).due == date(2026, 8, 10)

    extend_round(
        round_,
        due=date(2026, 8, 20),
        reason="Ziek.",
        by=office,
        werkgroep=action.spearhead.chapter.werkgroep,
    )

    item = the_item(secretary, round_)
    assert (item.due, item.days_left) == (date(2026, 8, 20), 19)


# --- the list as a whole -----------------------------------------------------------


def test_counts_say_whose_turn_it_is(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    for state in ("filled", "submitted", "submitted", "accepted"):
        StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead),
            round=round_,
            **{state: True},
        )
    returned = StatusUpdateFactory.create(
        action=ActionFactory.create(spearhead=action.spearhead),
        round=round_,
        returned=True,
    )
    StatusUpdateFactory.create(
        action=returned.action, round=round_, sequence=2, prefilled_from=returned
    )

    found = counts(worklist(secretary, round_, TODAY))

    # To do: one not begun, one draft, one sent back.
    assert (found.to_do, found.with_office, found.accepted) == (3, 2, 1)
    assert found.total == 6


def test_counts_of_nothing() -> None:
    assert counts([]).total == 0


def test_neighbours_are_the_rows_around(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    for position in (1, 2):
        ActionFactory.create(spearhead=action.spearhead, position=position)
    first, second, third = items = worklist(secretary, round_, TODAY)

    middle = neighbours(items, second.action_id)
    assert middle is not None
    assert (middle.previous, middle.next) == (first, third)
    assert (middle.position, middle.total) == (2, 3)
    start, last = neighbours(items, first.action_id), neighbours(items, third.action_id)
    assert start is not None
    assert last is not None
    assert (start.previous, start.next, start.position) == (None, second, 1)
    assert (last.previous, last.next, last.position) == (second, None, 3)


def test_neighbours_of_an_action_that_is_not_on_the_list(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    items = worklist(secretary, round_, TODAY)

    assert neighbours(items, action.pk + 1) is None
    assert neighbours([], action.pk) is None


@pytest.mark.parametrize("number", [1, 20])
def test_worklist_takes_a_fixed_number_of_queries(
    action: Action,
    round_: ReportingRound,
    secretary: Actor,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    winter = ReportingRoundFactory.create(programme=round_.programme, quarter="2026-Q1")
    for _ in range(number):
        another = ActionFactory.create(spearhead=action.spearhead)
        ActivityFactory.create(action=another)
        MilestoneFactory.create(
            action=another, agreed=parse_imprecise_date("juni 2026")
        )
        StatusUpdateFactory.create(action=another, round=winter, accepted=True)
        returned = StatusUpdateFactory.create(
            action=another, round=round_, returned=True
        )
        UpdateEventFactory.create(update=returned, step="return", reason="Te kort.")
        StatusUpdateFactory.create(
            action=another,
            round=round_,
            sequence=2,
            filled=True,
            prefilled_from=returned,
        )

    # The round and its steps, actions, updates, reasons of return; milestones,
    # activities, earlier rounds and earlier updates for the doubts; past milestones
    # and previous updates of all.
    with django_assert_num_queries(11):
        items = worklist(secretary, round_, TODAY)

    assert len(items) == number + 1
    assert {item.return_reason for item in items[1:]} == {"Te kort."}
    assert StatusUpdate.objects.count() == 3 * number
