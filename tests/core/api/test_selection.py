"""What is read is what the policy lets this actor see, also when it was read before."""

from __future__ import annotations

from datetime import date

import pytest
from rest_framework import serializers

from accounts.roles import Role
from actions.models import Action, Trekker
from core.actor import Actor
from core.api.filters import ResourceFilterSet
from core.api.resource import Child, Column, Resource, Rows
from core.api.selection import Selection, whole
from progress.models import StatusUpdate
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, ChapterFactory, TrekkerFactory
from tests.factories.actors import acting
from tests.factories.governance import MembershipFactory
from tests.factories.progress import StatusUpdateFactory

pytestmark = pytest.mark.django_db

ID = Column("id", "id", serializers.IntegerField())
UPDATES = Rows("Update", StatusUpdate, (ID,))


def test_rows_of_a_scope_are_read_for_each_actor_anew() -> None:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None
    chapter = ChapterFactory.create(werkgroep=membership.body)
    own = StatusUpdateFactory.create(action__spearhead__chapter=chapter)
    foreign = StatusUpdateFactory.create(round__quarter="2026-Q1")
    secretary = acting(membership.user)
    other = acting(UserFactory.create(role=Role.SECRETARIS))
    office = acting(UserFactory.create(role=Role.PROGRAMMABUREAU))
    reader = acting(UserFactory.create(role=Role.LEZER))
    selection = Selection(UPDATES, UPDATES.columns, ())
    ids = [own.pk, foreign.pk]

    def seen(who: Actor) -> set[int]:
        return set(selection.by_id(ids, who))

    # In this order twice, so that whatever was kept of one would show with another.
    for _ in range(2):
        assert seen(office) == set(ids)
        assert seen(secretary) == {own.pk}
        assert seen(other) == set()
        assert seen(reader) == set()
        assert seen(acting(membership.user, scopes=["status:write"])) == set()


def test_children_are_those_that_the_actor_may_see() -> None:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None
    chapter = ChapterFactory.create(werkgroep=membership.body)
    update = StatusUpdateFactory.create(action__spearhead__chapter=chapter)
    child = Child("updates", UPDATES, by=("action_id",), help_text="", flat=True)
    selection = Selection(Rows("Action", Action, (ID,)), (ID,), (child,))
    reader = acting(UserFactory.create(role=Role.LEZER))

    for _ in range(2):
        for who, expected in ((acting(membership.user), [update.pk]), (reader, [])):
            items = selection.by_id([update.action_id], who)
            assert items[update.action_id]["updates"] == expected


def test_ids_that_are_gone_are_left_out() -> None:
    action = ActionFactory.create()
    rows = Rows("Action", Action, (ID,))

    items = whole(rows).by_id(
        [action.pk, 0], acting(UserFactory.create(role=Role.LEZER))
    )

    assert items == {action.pk: {"id": action.pk}}


def test_function_gets_the_values_of_its_columns_in_order() -> None:
    trekker = TrekkerFactory.create(as_printed="VGN")
    both = Column(
        "both",
        ("as_printed", "action__code", "as_printed"),
        serializers.CharField(),
        lambda *values: "/".join(values),
    )
    rows = Rows("Trekker", Trekker, (both,))

    items = whole(rows).by_id(
        [trekker.pk], acting(UserFactory.create(role=Role.LEZER), today=date.min)
    )

    assert items[trekker.pk] == {"both": f"VGN/{trekker.action.code}/VGN"}


def test_state_names_every_row_that_a_column_is_read_from() -> None:
    field = serializers.CharField()
    resource = Resource(
        name="Trekker",
        path="trekkers",
        label="Trekkers",
        about="",
        model=Trekker,
        columns=(
            Column("own", "as_printed", field),
            Column("far", "action__spearhead__chapter__title", field),
            Column("near", ("organisation__name", "action__code"), field),
        ),
        filters=ResourceFilterSet,
        depends_on=("action__revision",),
    )

    assert resource.state_paths == (
        "version",
        "revision",
        "action__version",
        "action__spearhead__version",
        "action__spearhead__chapter__version",
        "organisation__version",
        "action__revision",
    )
