"""The list of the programme office: to accept, returned, late, silent."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import Action
from core import writes
from core.actor import Actor
from governance.models import Body
from progress.models import ReportingRound, StatusUpdate
from progress.services import extend_round
from progress.work_items import WorkItem
from progress.worklist import Group, office_list
from tests.factories.actions import ActionFactory, ChapterFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.governance import BodyFactory
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db

DUE = date(2026, 8, 10)
DAY_AFTER = date(2026, 8, 11)


@pytest.fixture
def round_() -> ReportingRound:
    """Give a round of a programme without chapters."""
    return ReportingRoundFactory.create()


def action_in(round_: ReportingRound, werkgroep: Body | None, code: str) -> Action:
    """Return an action in the chapter that its code begins with."""
    number = int(code.split(".")[0])
    chapter = round_.programme.chapters.filter(
        number=number
    ).first() or ChapterFactory.create(
        programme=round_.programme, number=number, werkgroep=werkgroep
    )
    spearhead = chapter.spearheads.first()
    if spearhead is None:
        return ActionFactory.create(spearhead__chapter=chapter, code=code)
    return ActionFactory.create(spearhead=spearhead, code=code)


def update_on(action: Action, round_: ReportingRound, state: str) -> StatusUpdate:
    """Return an update in this state, with the draft that sending back opens."""
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})
    if state == "returned":
        return StatusUpdateFactory.create(
            action=action,
            round=round_,
            sequence=2,
            filled=True,
            prefilled_from=update,
        )
    return update


def codes(items: tuple[WorkItem, ...]) -> list[str]:
    """Return the codes of these rows."""
    return [item.code for item in items]


def groups(round_: ReportingRound, on: date) -> dict[str, Group]:
    """Return the groups of the office's list by name."""
    return {group.werkgroep: group for group in office_list(round_, on).groups}


def test_office_list_sorts_the_round_by_state(round_: ReportingRound) -> None:
    one, two = BodyFactory.create(), BodyFactory.create()
    for code, werkgroep, state in [
        ("1.1.1", one, "submitted"),
        ("1.1.2", one, "returned"),
        ("1.1.3", one, "accepted"),
        ("1.1.4", one, None),
        ("2.1.1", two, "filled"),
        ("2.1.2", two, "submitted"),
    ]:
        action = action_in(round_, werkgroep, code)
        if state:
            update_on(action, round_, state)
    # Another programme's.
    StatusUpdateFactory.create(submitted=True)

    found = office_list(round_, TODAY)

    assert codes(found.to_accept) == ["1.1.1", "2.1.2"]
    assert codes(found.returned) == ["1.1.2"]
    assert codes(found.drafts) == ["2.1.1"]
    first, second = found.groups
    assert (first.werkgroep, first.counts.to_do) == (one.name, 2)
    assert (first.counts.with_office, first.counts.accepted) == (1, 1)
    assert (second.werkgroep, second.counts.to_do) == (two.name, 1)
    assert found.silent == ()


def test_late_actions_stand_under_their_werkgroep(round_: ReportingRound) -> None:
    one, two = BodyFactory.create(), BodyFactory.create()
    for code, werkgroep, state in [
        ("1.1.1", one, "submitted"),
        ("1.1.2", one, "returned"),
        ("1.1.3", one, None),
        ("2.1.1", two, "accepted"),
    ]:
        action = action_in(round_, werkgroep, code)
        if state:
            update_on(action, round_, state)

    assert [group.late for group in groups(round_, DUE).values()] == [(), ()]
    after = groups(round_, DAY_AFTER)

    assert codes(after[one.name].late) == ["1.1.2", "1.1.3"]
    assert after[two.name].late == ()


@pytest.mark.parametrize(
    ("state", "is_silent"),
    [
        (None, True),
        ("filled", True),
        ("submitted", False),
        ("accepted", False),
        # It had been handed in.
        ("returned", False),
    ],
)
def test_werkgroep_is_silent_from_the_day_after_when_nothing_was_handed_in(
    round_: ReportingRound, state: str | None, *, is_silent: bool
) -> None:
    werkgroep = BodyFactory.create()
    action_in(round_, werkgroep, "1.1.1")
    action = action_in(round_, werkgroep, "1.1.2")
    if state:
        update_on(action, round_, state)

    assert office_list(round_, DUE).silent == ()
    silent = [group.werkgroep for group in office_list(round_, DAY_AFTER).silent]

    assert silent == ([werkgroep.name] if is_silent else [])


def test_extension_puts_off_silence_of_that_werkgroep(
    round_: ReportingRound, office: Actor
) -> None:
    one, two = BodyFactory.create(), BodyFactory.create()
    action_in(round_, one, "1.1.1")
    action_in(round_, two, "2.1.1")
    later = date(2026, 8, 20)
    extend_round(round_, due=later, reason="Ziek.", by=office, werkgroep=one)

    found = groups(round_, DAY_AFTER)
    assert (found[one.name].due, found[one.name].is_silent) == (later, False)
    assert (found[two.name].due, found[two.name].is_silent) == (DUE, True)

    assert groups(round_, date(2026, 8, 21))[one.name].is_silent


def test_chapters_without_a_werkgroep_are_the_offices_own(
    round_: ReportingRound,
) -> None:
    planned = BodyFactory.create(established=False)
    action_in(round_, planned, "6.1.1")
    update_on(action_in(round_, None, "7.1.1"), round_, "submitted")

    assert list(groups(round_, DAY_AFTER)) == ["programmabureau"]
    own = groups(round_, DAY_AFTER)["programmabureau"]
    assert codes(own.late) == ["6.1.1"]
    assert not own.is_silent


def test_werkgroep_that_owes_nothing_is_not_silent(round_: ReportingRound) -> None:
    action = action_in(round_, BodyFactory.create(), "1.1.1")
    writes.write(
        action,
        {"status": "completed", "progress_pct": 100, "quarter": "2026-Q1"},
        by=SYSTEM,
    )

    assert office_list(round_, DAY_AFTER).groups == ()


@pytest.mark.parametrize("number", [1, 10])
def test_office_list_takes_a_fixed_number_of_queries(
    round_: ReportingRound,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for chapter in range(1, number + 1):
        werkgroep = BodyFactory.create()
        for place in (1, 2):
            action = action_in(round_, werkgroep, f"{chapter}.1.{place}")
            update_on(action, round_, "returned" if place == 1 else "submitted")

    # As many as the list of a secretary.
    with django_assert_num_queries(11):
        found = office_list(round_, TODAY)

    assert len(found.to_accept) == len(found.returned) == number
    assert len(found.groups) == number
