"""What is put back is what was made; what was there is not touched."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from actions.models import Action
from core import guards, writes
from tests.factories.actions import ActionFactory
from tests.factories.actors import SYSTEM
from tests.factories.reporting import OverviewFileFactory
from tests.remembered import remembered
from tests.tables import empty_tables, filled_tables


def rows() -> list[dict[str, object]]:
    """Return all actions and their history."""
    return [*Action.objects.values(), *Action.history.values()]


@pytest.mark.django_db
def test_second_time_the_same_rows_are_there_without_making_them() -> None:
    made = []

    @remembered
    def make(*, title: str) -> Action:
        made.append(title)
        return ActionFactory.create(title=title)

    found = []
    for title in ("Zorg 100%", "Zorg 100%", "Wonen"):
        with transaction.atomic():
            action = make(title=title)
            assert Action.objects.get() == action
            found.append((action.pk, action.title, rows()))
            transaction.set_rollback(True)

    assert made == ["Zorg 100%", "Wonen"]
    assert found[0] == found[1]
    assert found[2][1] == "Wonen"


@pytest.mark.django_db
def test_each_test_gets_objects_of_its_own() -> None:
    make = remembered(lambda: ActionFactory.create(title="Zorg"))
    titles = []
    for _ in range(3):
        with transaction.atomic():
            action = make()
            titles.append(action.title)
            action.title = "Anders"
            transaction.set_rollback(True)

    assert titles == ["Zorg"] * 3


@pytest.mark.django_db
def test_what_is_made_after_another_has_the_higher_ids_whatever_came_before() -> None:
    first = remembered(lambda: ActionFactory.create(title="Zorg"))
    second = remembered(lambda: ActionFactory.create(title="Wonen"))
    with transaction.atomic():
        second()
        transaction.set_rollback(True)

    for _ in range(2):
        with transaction.atomic():
            assert first().pk < second().pk
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_maker_that_changes_what_was_there_is_refused() -> None:
    action = ActionFactory.create()
    make = remembered(lambda: writes.write(action, {"title": "Anders"}, by=SYSTEM))

    with pytest.raises(AssertionError, match="was changed"):
        make()


@pytest.mark.django_db(transaction=True)
def test_emptying_takes_every_row_and_leaves_the_guards() -> None:
    OverviewFileFactory.create()
    assert "reporting_overviewfile" in filled_tables()

    empty_tables()

    assert filled_tables() == []
    assert guards.missing_guards(connection, guards.guarded_tables()) == []
