"""`core.writes.add` and `append`: one new row, or many at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from actions.models import Activity, Programme
from core import events, writes
from core.errors import NotAllowed
from finance.models import Earmark
from governance.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ProgrammeFactory,
)
from tests.factories.actors import SYSTEM, acting
from tests.factories.finance import BudgetLineFactory, EarmarkFactory
from tests.factories.governance import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_add_stores_row_and_first_history_row(told: list[events.Event]) -> None:
    programme = ProgrammeFactory.build(slug="toekomstagenda", title="Toekomstagenda")

    added = writes.add(programme, by=SYSTEM, reason="eerste lezing")

    assert added is programme
    assert (programme.pk is not None, programme.version) == (True, 1)
    row = programme.history.get()
    assert (row.history_type, row.version, row.history_change_reason) == (
        "+",
        1,
        "eerste lezing",
    )
    assert [(event.verb, event.obj) for event in told] == [("add", programme)]
    assert {"slug", "title", "start_year"} <= set(told[0].fields)
    assert "description" not in told[0].fields


def test_add_of_invalid_row_stores_nothing() -> None:
    programme = ProgrammeFactory.build(start_year=2026, end_year=2022)

    with pytest.raises(ValidationError, match="Het laatste jaar ligt vóór het eerste"):
        writes.add(programme, by=SYSTEM)

    assert not Programme.objects.exists()
    assert not Programme.history.exists()


def test_add_without_right_is_refused() -> None:
    reader = acting(UserFactory.create(role=Role.LEZER))

    with pytest.raises(NotAllowed):
        writes.add(OrganisationFactory.build(), by=reader)

    assert not Organisation.objects.exists()


def test_append_stores_all_rows_with_history(told: list[events.Event]) -> None:
    action = ActionFactory.create()
    office = acting(UserFactory.create(username="bureau", role=Role.PROGRAMMABUREAU))
    who = replace(office, role="systeem")
    told.clear()

    stored = writes.append(
        [ActivityFactory.build(action=action, ordinal=n) for n in (1, 2, 3)],
        by=who,
        reason="eerste lezing",
    )

    assert [row.ordinal for row in stored] == [1, 2, 3]
    history = Activity.history.order_by("ordinal")
    assert [(row.id, row.version) for row in history] == [(o.pk, 1) for o in stored]
    row = history[0]
    assert (
        row.history_type,
        row.history_actor,
        row.history_user_id,
        row.history_change_reason,
    ) == ("+", "bureau", office.user_id, "eerste lezing")
    assert [(event.verb, event.obj) for event in told] == [
        ("add", obj) for obj in stored
    ]


def test_append_of_nothing_stores_nothing() -> None:
    assert writes.append([], by=SYSTEM) == []


def test_append_is_all_or_nothing_and_refuses_in_dutch() -> None:
    action = ActionFactory.create()
    rows = [
        ActivityFactory.build(action=action, ordinal=1),
        ActivityFactory.build(action=action, ordinal=2),
        ActivityFactory.build(action=action, ordinal=1),
    ]

    with pytest.raises(ValidationError, match="Dit volgnummer is al in gebruik"):
        writes.append(rows, by=SYSTEM)

    assert not Activity.objects.exists()
    assert not Activity.history.exists()


def test_append_judges_rules_across_tables_over_the_whole_batch() -> None:
    action = ActionFactory.create()
    line = BudgetLineFactory.create(programme=action.programme, agreed=Decimal(100))

    def shares(*amounts: int) -> list[Earmark]:
        return [
            EarmarkFactory.build(action=action, budget_line=line, amount=Decimal(n))
            for n in amounts
        ]

    with pytest.raises(ValidationError):
        writes.append(shares(60, 41), by=SYSTEM)
    assert not Earmark.objects.exists()

    writes.append(shares(60, 40), by=SYSTEM)
    assert Earmark.objects.count() == 2


def test_append_without_right_is_refused() -> None:
    action = ActionFactory.create()
    reader = acting(UserFactory.create(role=Role.LEZER))

    with pytest.raises(NotAllowed):
        writes.append([ActivityFactory.build(action=action)], by=reader)

    assert not Activity.objects.exists()
