"""`core.writes.remove`: the row goes, its history stays."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from actions.models import Action, Programme
from core import events, writes
from core.errors import InUse, NotAllowed, StaleObject
from governance.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM, acting
from tests.factories.governance import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_remove_keeps_the_history_with_who_and_why(told: list[events.Event]) -> None:
    action = ActionFactory.create(title="Eerst")
    action_id = action.pk
    told.clear()

    writes.remove(action, by=SYSTEM, reason="dubbel geladen")

    assert not Action.objects.filter(pk=action_id).exists()
    rows = Action.history.filter(id=action_id).order_by("history_id")
    assert [row.history_type for row in rows] == ["+", "-"]
    last = rows.last()
    assert (last.title, last.history_actor, last.history_change_reason) == (
        "Eerst",
        "tests",
        "dubbel geladen",
    )
    assert [(event.verb, event.fields) for event in told] == [("remove", ())]


def test_remove_of_row_in_use_says_by_what_in_dutch() -> None:
    action = ActionFactory.create()
    TrekkerFactory.create(action=action)
    ActivityFactory.create(action=action)
    ActivityFactory.create(action=action)
    revision = Programme.objects.get(pk=action.programme_id).revision

    with pytest.raises(InUse) as refused:
        writes.remove(action, by=SYSTEM)

    assert refused.value.message == (
        "Dit kan niet weg: het wordt nog gebruikt door activiteit, trekker."
    )
    assert Action.objects.filter(pk=action.pk).exists()
    assert action.history.count() == 1
    assert Programme.objects.get(pk=action.programme_id).revision == revision


@pytest.mark.parametrize("expected", [None, 1])
def test_remove_stale_raises(expected: int | None) -> None:
    action = ActionFactory.create()
    stale = Action.objects.get(pk=action.pk)
    writes.write(action, {"title": "Daarna"}, by=SYSTEM)

    with pytest.raises(StaleObject) as refused:
        writes.remove(stale, by=SYSTEM, expected=expected)

    assert refused.value.current_version == 2
    assert Action.objects.filter(pk=action.pk).exists()


def test_remove_of_removed_row_raises() -> None:
    action = ActionFactory.create()
    again = Action.objects.get(pk=action.pk)
    writes.remove(action, by=SYSTEM)

    with pytest.raises(StaleObject) as refused:
        writes.remove(again, by=SYSTEM)

    assert refused.value.current_version is None


def test_remove_without_right_is_refused() -> None:
    organisation = OrganisationFactory.create()
    secretary = acting(UserFactory.create(role=Role.SECRETARIS))

    with pytest.raises(NotAllowed):
        writes.remove(organisation, by=secretary)

    assert Organisation.objects.filter(pk=organisation.pk).exists()
