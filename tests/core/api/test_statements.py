"""Statements that are compiled once answer as the queryset they came from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, DateField, F, Q
from django.test.utils import CaptureQueriesContext

from actions.models import Milestone
from actions.querysets import late_condition
from core.api.columns import UtcText, whether
from core.api.statements import IDS, TODAY, IsOneOf, Slot, Statement
from core.imprecise_dates import parse_imprecise_date
from tests.factories.actions import ActionFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def test_values_are_those_of_the_queryset() -> None:
    agreed = parse_imprecise_date("juni 2025")
    action = ActionFactory.create(reported_date=date(2026, 1, 1))
    milestone = MilestoneFactory.create(
        action=action, original=agreed, agreed=agreed, external=True
    )
    other = MilestoneFactory.create()
    MilestoneFactory.create()
    statement = Statement(
        Milestone.objects.filter(IsOneOf(F("id"), IDS))
        .order_by("-id")
        .values_list("id", "external", "agreed_end", "source_also", "achieved_end")
        .annotate(late=whether(late_condition(TODAY)))
    )
    ids = [milestone.pk, other.pk]

    for day in (date(2025, 7, 1), date(2025, 6, 30)):
        rows = [tuple(row) for row in statement.rows(ids=ids, today=day)]
        expected: Any = (
            Milestone.objects.filter(pk__in=ids)
            .order_by("-id")
            .values_list("id", "external", "agreed_end", "source_also", "achieved_end")
            .annotate(late=whether(late_condition(day)))
        )
        assert rows == list(expected)
        assert rows[1][-1] is (day == date(2025, 7, 1))


def test_sql_is_the_same_for_other_values_and_longer_lists() -> None:
    ids = [MilestoneFactory.create().pk for _ in range(3)]
    statement = Statement(
        Milestone.objects.filter(IsOneOf(F("id"), IDS)).values_list("id")
    )
    sql = statement.sql

    found = [len(statement.rows(ids=some)) for some in (ids[:1], ids, [0], ids)]

    assert found == [1, 3, 0, 3]
    assert statement.sql is sql


def test_statement_is_counted_like_any_other() -> None:
    statement = Statement(
        Milestone.objects.filter(title=Slot("title", CharField())).values_list("id")
    )

    with CaptureQueriesContext(connection) as queries:
        statement.rows(title="x")

    assert len(queries) == 1


def test_text_is_a_value_and_never_sql() -> None:
    title = "'; DROP TABLE actions_milestone; -- %s %%"
    milestone = MilestoneFactory.create(title=title)
    statement = Statement(
        Milestone.objects.filter(title=Slot("title", CharField())).values_list("id")
    )

    assert [tuple(row) for row in statement.rows(title=title)] == [(milestone.pk,)]
    assert not statement.rows(title="' OR 1=1 --")


def test_days_are_compared_as_days() -> None:
    agreed = parse_imprecise_date("30 juni 2025")
    MilestoneFactory.create(original=agreed, agreed=agreed)
    statement = Statement(
        Milestone.objects.filter(agreed_end__lt=Slot("day", DateField())).values_list(
            "id"
        )
    )

    assert not statement.rows(day=date(2025, 6, 30))
    assert len(statement.rows(day=date(2025, 7, 1))) == 1


def test_condition_that_nothing_can_meet_asks_nothing() -> None:
    statement = Statement(Milestone.objects.filter(Q(pk__in=())).values_list("id"))

    with CaptureQueriesContext(connection) as queries:
        assert statement.rows(ids=[1]) == ()

    assert len(queries) == 0


def test_moment_as_text_is_the_moment_in_utc() -> None:
    milestone = MilestoneFactory.create()
    statement = Statement(Milestone.objects.values_list(UtcText("changed_at")))

    ((text,),) = statement.rows()

    expected = milestone.changed_at.isoformat().replace("+00:00", "Z")
    assert text == expected
