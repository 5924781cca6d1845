"""The one writer of an action's state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from actions.models import Action, Chapter, Programme, Spearhead
from actions.reports import Report, record_report
from core.actor import Actor
from core.errors import NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory
from tests.factories.actors import TODAY, acting

pytestmark = pytest.mark.django_db

REPORT = Report(quarter="2026-Q2", status="in_progress", rag="amber", progress_pct=40)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def office() -> Actor:
    """Give the programme office, which accepts reports."""
    return acting(UserFactory.create(role=Role.PROGRAMMABUREAU))


def above(action: Action) -> list[date | None]:
    """Return the day of the last report of spearhead, chapter and programme."""
    spearhead = Spearhead.objects.get(pk=action.spearhead_id)
    return [
        spearhead.reported_date,
        Chapter.objects.get(pk=spearhead.chapter_id).reported_date,
        Programme.objects.get(pk=action.programme_id).reported_date,
    ]


def versions_above(action: Action) -> list[int]:
    """Return the versions of spearhead, chapter and programme."""
    spearhead = Spearhead.objects.get(pk=action.spearhead_id)
    return [
        spearhead.version,
        Chapter.objects.get(pk=spearhead.chapter_id).version,
        Programme.objects.get(pk=action.programme_id).version,
    ]


def test_first_report_writes_the_state_and_the_day_up_the_tree(office: Actor) -> None:
    action = ActionFactory.create()

    record_report(action, REPORT, on=TODAY, by=office)

    stored = Action.objects.get(pk=action.pk)
    assert (stored.status, stored.rag, stored.progress_pct, stored.quarter) == (
        "in_progress",
        "amber",
        40,
        "2026-Q2",
    )
    assert stored.reported_date == TODAY
    assert stored.version == 2
    assert above(action) == [TODAY, TODAY, TODAY]
    row = action.history.latest()
    assert (row.status, row.quarter, row.reported_date) == (
        "in_progress",
        "2026-Q2",
        TODAY,
    )
    assert row.history_role == Role.PROGRAMMABUREAU


@pytest.mark.parametrize(
    ("quarter", "is_replaced"),
    [
        ("2026-Q3", True),
        ("2027-Q1", True),
        ("2026-Q2", True),
        ("2026-Q1", False),
        ("2025-Q4", False),
    ],
)
def test_report_replaces_the_state_unless_it_is_of_an_older_quarter(
    office: Actor, quarter: str, *, is_replaced: bool
) -> None:
    action = ActionFactory.create()
    record_report(action, REPORT, on=TODAY, by=office)

    record_report(
        action,
        Report(quarter=quarter, status="completed", rag="green", progress_pct=100),
        on=TOMORROW,
        by=office,
    )

    stored = Action.objects.get(pk=action.pk)
    found = (stored.status, stored.rag, stored.progress_pct, stored.quarter)
    assert found == (
        ("completed", "green", 100, quarter)
        if is_replaced
        else ("in_progress", "amber", 40, "2026-Q2")
    )
    assert stored.reported_date == TOMORROW
    assert above(action) == [TOMORROW, TOMORROW, TOMORROW]


def test_report_recorded_for_an_earlier_day_does_not_set_the_day_back(
    office: Actor,
) -> None:
    action = ActionFactory.create()
    record_report(action, REPORT, on=TODAY, by=office)

    record_report(action, REPORT, on=YESTERDAY, by=office)

    assert Action.objects.get(pk=action.pk).reported_date == TODAY
    assert above(action) == [TODAY, TODAY, TODAY]


def test_second_report_on_a_day_writes_nothing_above(office: Actor) -> None:
    action = ActionFactory.create()
    sibling = ActionFactory.create(spearhead=action.spearhead)
    record_report(action, REPORT, on=TODAY, by=office)

    record_report(sibling, REPORT, on=TODAY, by=office)

    assert versions_above(action) == [2, 2, 2]
    assert Action.objects.get(pk=sibling.pk).reported_date == TODAY


def test_report_of_another_chapter_marks_the_programme_too(office: Actor) -> None:
    action = ActionFactory.create()
    elsewhere = ActionFactory.create(
        spearhead__chapter__programme=action.programme, programme=action.programme
    )
    record_report(action, REPORT, on=TODAY, by=office)

    record_report(elsewhere, REPORT, on=TOMORROW, by=office)

    assert above(action) == [TODAY, TODAY, TOMORROW]
    assert above(elsewhere) == [TOMORROW, TOMORROW, TOMORROW]


def test_report_that_changes_nothing_makes_no_version(office: Actor) -> None:
    action = ActionFactory.create()
    record_report(action, REPORT, on=TODAY, by=office)

    record_report(action, REPORT, on=TODAY, by=office)

    assert Action.objects.get(pk=action.pk).version == 2


def test_report_on_an_action_that_was_read_before_another_change(
    office: Actor,
) -> None:
    action = ActionFactory.create()
    seen = Action.objects.get(pk=action.pk)
    record_report(action, REPORT, on=TODAY, by=office)

    # Somebody else's change of the action is no reason to refuse a report on it.
    record_report(
        seen,
        Report(quarter="2026-Q3", status="stopped", rag="red", progress_pct=40),
        on=TOMORROW,
        by=office,
    )

    assert Action.objects.get(pk=action.pk).status == "stopped"


@pytest.mark.parametrize("role", [Role.LEZER, Role.SECRETARIS, Role.BEHEERDER])
def test_report_by_anybody_but_the_office_is_refused(role: Role) -> None:
    action = ActionFactory.create()

    with pytest.raises(NotAllowed):
        record_report(
            action, REPORT, on=TODAY, by=acting(UserFactory.create(role=role))
        )

    assert Action.objects.get(pk=action.pk).version == 1
    assert above(action) == [None, None, None]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"quarter": "2026-3"}, "Een status hoort bij een kwartaal"),
        ({"status": "loopt"}, "Deze status bestaat niet"),
        ({"rag": "paars"}, "Deze stand bestaat niet"),
        ({"progress_pct": 101}, "tussen 0 en 100"),
    ],
)
def test_report_that_cannot_be_is_refused_and_leaves_nothing(
    office: Actor, wrong: dict[str, object], message: str
) -> None:
    action = ActionFactory.create()

    with pytest.raises(ValidationError, match=message):
        record_report(
            action,
            Report(**{**vars(REPORT), **wrong}),
            on=TODAY,
            by=office,
        )

    assert Action.objects.get(pk=action.pk).version == 1
    assert above(action) == [None, None, None]
