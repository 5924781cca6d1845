"""`core.writes.write`: what it asks, what it stores, what it leaves on an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from actions.models import Action, Milestone, Programme
from core import events, writes
from core.actor import as_actor, current_actor
from core.errors import NotAllowed, NotVisible, StaleObject
from core.imprecise_dates import parse_imprecise_date
from governance.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    MilestoneFactory,
    ProgrammeFactory,
)
from tests.factories.actors import SYSTEM, acting
from tests.factories.baseline import LoadedRowFactory

pytestmark = pytest.mark.django_db


def test_write_stores_version_and_history_row_with_who_and_why() -> None:
    user = UserFactory.create(username="bureau", role=Role.PROGRAMMABUREAU)
    action = ActionFactory.create()
    who = acting(user, route="PATCH /api/v1/actions/1", request_id="abc-123")

    written = writes.write(
        action, {"description": "Nieuw"}, by=who, reason="duidelijker"
    )

    assert written is action
    assert action.version == 2
    stored = Action.objects.get(pk=action.pk)
    assert (stored.description, stored.version) == ("Nieuw", 2)
    row = action.history.first()
    assert {
        "type": row.history_type,
        "version": row.version,
        "description": row.description,
        "user_id": row.history_user_id,
        "actor": row.history_actor,
        "role": row.history_role,
        "token": row.history_token,
        "route": row.history_route,
        "request_id": row.history_request_id,
        "reason": row.history_change_reason,
    } == {
        "type": "~",
        "version": 2,
        "description": "Nieuw",
        "user_id": user.pk,
        "actor": "bureau",
        "role": "programmabureau",
        "token": "",
        "route": "PATCH /api/v1/actions/1",
        "request_id": "abc-123",
        "reason": "duidelijker",
    }


def test_write_by_machine_client_names_its_token() -> None:
    user = UserFactory.create(role=Role.PROGRAMMABUREAU)
    action = ActionFactory.create()
    client = replace(acting(user, scopes=["read", "plan:write"]), token="dashboard")

    writes.write(action, {"description": "Nieuw"}, by=client)

    assert action.history.first().history_token == "dashboard"


def test_write_names_the_writer_and_not_the_actor_of_the_block() -> None:
    action = ActionFactory.create()
    writer = replace(SYSTEM, name="schrijver")

    with as_actor(SYSTEM):
        writes.write(action, {"title": "Nieuw"}, by=writer)
        assert current_actor() is SYSTEM

    assert action.history.first().history_actor == "schrijver"


def test_write_keeps_a_reason_of_any_length() -> None:
    action = ActionFactory.create()
    reason = "omdat " * 100

    writes.write(action, {"title": "Nieuw"}, by=SYSTEM, reason=reason)

    assert action.history.first().history_change_reason == reason


def test_write_forgets_the_reason_of_the_write_before() -> None:
    action = ActionFactory.create()
    writes.write(action, {"title": "Een"}, by=SYSTEM, reason="omdat")

    writes.write(action, {"title": "Twee"}, by=SYSTEM)

    assert action.history.first().history_change_reason is None


def test_write_of_imprecise_date_sets_its_four_columns() -> None:
    milestone = MilestoneFactory.create()
    day = parse_imprecise_date("najaar 2025")

    writes.write(milestone, {"expected": day}, by=SYSTEM)

    stored = Milestone.objects.get(pk=milestone.pk)
    assert stored.expected == day
    assert milestone.history.first().expected_end == date(2025, 11, 30)


@pytest.mark.parametrize("name", ["bestaat_niet", "pk", "spearhead_id", "source"])
def test_write_of_what_is_not_a_field_raises(name: str) -> None:
    action = ActionFactory.create()

    with pytest.raises(AttributeError):
        writes.write(action, {name: None}, by=SYSTEM)

    assert action.history.count() == 1


def test_write_stale_raises_and_leaves_no_trace(told: list[events.Event]) -> None:
    action = ActionFactory.create(title="Eerst")
    stale = Action.objects.get(pk=action.pk)
    writes.write(action, {"title": "Van een ander"}, by=SYSTEM)
    revision = Programme.objects.get(pk=action.programme_id).revision
    told.clear()

    with pytest.raises(StaleObject) as refused:
        writes.write(stale, {"title": "Verouderd"}, by=SYSTEM)

    assert refused.value.current_version == 2
    assert (stale.title, stale.version) == ("Eerst", 1)
    assert Action.objects.get(pk=action.pk).title == "Van een ander"
    assert action.history.count() == 2
    assert Programme.objects.get(pk=action.programme_id).revision == revision
    assert told == []


@pytest.mark.parametrize("title", ["Eerst", "Daarna"])
def test_write_with_other_expected_version_raises(title: str) -> None:
    action = ActionFactory.create(title="Eerst")

    with pytest.raises(StaleObject) as refused:
        writes.write(action, {"title": title}, by=SYSTEM, expected=7)

    assert refused.value.current_version == 1
    assert Action.objects.get(pk=action.pk).title == "Eerst"


def test_write_with_the_expected_version_is_stored() -> None:
    action = ActionFactory.create()

    writes.write(action, {"title": "Daarna"}, by=SYSTEM, expected=1)

    assert action.version == 2


def test_write_of_same_values_writes_nothing(
    told: list[events.Event],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    milestone = MilestoneFactory.create()
    changed_at = milestone.changed_at
    told.clear()

    # The savepoint of the write, and its release: no statement on any table.
    with django_assert_num_queries(2):
        writes.write(
            milestone,
            {"title": milestone.title, "original": milestone.original},
            by=SYSTEM,
        )

    stored = Milestone.objects.get(pk=milestone.pk)
    assert (stored.version, stored.changed_at) == (1, changed_at)
    assert milestone.history.count() == 1
    assert told == []


def test_write_tells_which_columns_changed(told: list[events.Event]) -> None:
    milestone = MilestoneFactory.create(title="Eerst")
    day = parse_imprecise_date("2025")
    told.clear()

    writes.write(
        milestone,
        {"title": "Eerst", "position": 3, "expected": day},
        by=SYSTEM,
    )

    assert told == [
        events.Event(
            verb="change",
            obj=milestone,
            fields=(
                "position",
                "expected_start",
                "expected_end",
                "expected_precision",
                "expected_text",
            ),
            actor=SYSTEM,
        )
    ]


def test_write_of_invalid_value_restores_the_object() -> None:
    action = ActionFactory.create(title="Eerst", description="Eerst")

    with pytest.raises(ValidationError) as refused:
        writes.write(action, {"description": "Daarna", "title": ""}, by=SYSTEM)

    assert list(refused.value.message_dict) == ["title"]
    assert (action.title, action.description, action.version) == ("Eerst", "Eerst", 1)
    assert action.history.count() == 1


@pytest.mark.usefixtures("failing_handler")
def test_write_with_failing_handler_is_rolled_back_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programme = ProgrammeFactory.build(title="Eerst")
    with as_actor(SYSTEM):
        programme.save()
    changed_at = programme.changed_at

    with pytest.raises(RuntimeError):
        writes.write(programme, {"title": "Daarna"}, by=SYSTEM)

    assert (programme.title, programme.version) == ("Eerst", 1)
    assert programme.changed_at == changed_at
    assert Programme.objects.get(pk=programme.pk).title == "Eerst"
    assert programme.history.count() == 1
    assert not Organisation.objects.exists()
    monkeypatch.setattr(events, "_handlers", [])
    writes.write(programme, {"title": "Daarna"}, by=SYSTEM)
    assert Programme.objects.get(pk=programme.pk).title == "Daarna"


def test_write_handler_runs_inside_the_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    action = ActionFactory.create(title="Eerst")
    seen: list[tuple[str, str]] = []

    def look(event: events.Event) -> None:
        row = Action.objects.get(pk=action.pk)
        seen.append((row.title, current_actor().name))

    monkeypatch.setattr(events, "_handlers", [])
    events.register(look)

    writes.write(action, {"title": "Daarna"}, by=SYSTEM)

    assert seen == [("Daarna", "tests")]


def test_handler_that_registers_twice_is_told_once(told: list[events.Event]) -> None:
    events.register(told.append)

    ProgrammeFactory.create()

    assert len(told) == 1


def test_write_of_row_one_may_not_see_answers_as_not_found() -> None:
    row = LoadedRowFactory.create()
    reader = acting(UserFactory.create(role=Role.LEZER))

    with pytest.raises(NotVisible):
        writes.write(row, {"key": "anders"}, by=reader)


def test_write_of_visible_row_without_right_is_refused() -> None:
    action = ActionFactory.create(title="Eerst")
    reader = acting(UserFactory.create(role=Role.LEZER))

    with pytest.raises(NotAllowed):
        writes.write(action, {"description": "Nieuw"}, by=reader)

    assert action.description == ""
    assert action.history.count() == 1


def test_write_of_field_without_right_is_refused_and_names_it_in_dutch() -> None:
    action = ActionFactory.create(title="Eerst")
    office = acting(UserFactory.create(role=Role.PROGRAMMABUREAU))

    with pytest.raises(NotAllowed) as refused:
        writes.write(action, {"description": "Nieuw", "title": "Nieuw"}, by=office)

    assert refused.value.message == "U mag deze velden niet wijzigen: titel."
    assert Action.objects.get(pk=action.pk).description == ""
