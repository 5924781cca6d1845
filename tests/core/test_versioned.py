"""The version guard, below `core.writes`: what a save may and may not do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from actions.models import Action, Programme
from core.actor import as_actor
from core.errors import NoActor, StaleObject, WriteAroundGuard
from core.versioned import Versioned, VersionedQuerySet
from tests.factories.actions import ActionFactory, ProgrammeFactory
from tests.factories.actors import SYSTEM
from tests.factories.base import VersionedFactory
from tests.factories.governance import CompositionPartFactory

pytestmark = pytest.mark.django_db

VERSIONED = [model for model in apps.get_models() if issubclass(model, Versioned)]


def title_by(sql_id: int) -> tuple[str, int]:
    """Return title and version as they are in the table, past every cache."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title, version FROM actions_programme WHERE id = %s", [sql_id]
        )
        title, version = cursor.fetchone()
    return title, version


def test_save_raises_version_by_one_and_adds_one_history_row() -> None:
    programme = ProgrammeFactory.create(title="Eerst")

    programme.title = "Daarna"
    with as_actor(SYSTEM):
        programme.save()

    assert programme.version == 2
    assert title_by(programme.pk) == ("Daarna", 2)
    rows = programme.history.order_by("history_id").values_list("version", "title")
    assert list(rows) == [(1, "Eerst"), (2, "Daarna")]


def test_save_stale_raises_and_leaves_no_trace() -> None:
    programme = ProgrammeFactory.create(title="Eerst")
    stale = Programme.objects.get(pk=programme.pk)
    programme.title = "Van een ander"
    with as_actor(SYSTEM):
        programme.save()

    stale.title = "Verouderd"
    with as_actor(SYSTEM), pytest.raises(StaleObject) as refused:
        stale.save()

    assert refused.value.current_version == 2
    assert stale.version == 1
    assert title_by(programme.pk) == ("Van een ander", 2)
    assert programme.history.count() == 2


def test_save_stale_with_update_fields_raises() -> None:
    programme = ProgrammeFactory.create(title="Eerst")
    stale = Programme.objects.get(pk=programme.pk)
    with as_actor(SYSTEM):
        programme.save()

        stale.description = "Een ander veld"
        with pytest.raises(StaleObject):
            stale.save(update_fields=["description"])

    assert Programme.objects.get(pk=programme.pk).description == ""


def test_save_of_removed_row_raises_without_current_version() -> None:
    programme = ProgrammeFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM actions_programme WHERE id = %s", [programme.pk])

    with as_actor(SYSTEM), pytest.raises(StaleObject) as refused:
        programme.save()

    assert refused.value.current_version is None
    assert "verwijderd" in refused.value.message


def test_save_with_update_fields_writes_those_and_the_version_only() -> None:
    programme = ProgrammeFactory.create(title="Eerst", description="Eerst")

    programme.title, programme.description = "Daarna", "Daarna"
    with as_actor(SYSTEM):
        programme.save(update_fields=["title"])

    stored = Programme.objects.get(pk=programme.pk)
    assert (stored.title, stored.description) == ("Daarna", "Eerst")
    assert stored.version == 2
    assert stored.changed_at == programme.changed_at


@pytest.mark.parametrize("is_new", [True, False])
def test_save_without_actor_raises(*, is_new: bool) -> None:
    stored = ProgrammeFactory.create()
    programme = ProgrammeFactory.build() if is_new else stored

    with pytest.raises(NoActor):
        programme.save()

    assert Programme.objects.count() == 1
    assert stored.history.count() == 1


def test_save_of_new_object_with_known_id_does_not_overwrite() -> None:
    programme = ProgrammeFactory.create(title="Eerst")
    impostor = ProgrammeFactory.build(pk=programme.pk, title="Overschreven")

    with as_actor(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()

    assert title_by(programme.pk) == ("Eerst", 1)


def test_save_of_row_read_without_version_is_refused() -> None:
    programme = ProgrammeFactory.create(title="Eerst")
    partial = Programme.objects.only("title").get(pk=programme.pk)

    partial.title = "Daarna"
    with as_actor(SYSTEM), pytest.raises(WriteAroundGuard):
        partial.save(update_fields=["title"])

    assert title_by(programme.pk) == ("Eerst", 1)


def test_save_of_stale_parent_does_not_set_back_its_revision() -> None:
    action = ActionFactory.create()
    stale = Programme.objects.get(pk=action.programme_id)
    ActionFactory.create(spearhead=action.spearhead)
    raised = Programme.objects.get(pk=action.programme_id).revision
    assert raised > stale.revision

    stale.title = "Daarna"
    with as_actor(SYSTEM):
        stale.save()

    assert Programme.objects.get(pk=action.programme_id).revision == raised


@pytest.mark.parametrize(
    "write_around",
    [
        lambda rows: rows.update(title="Overschreven"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_create([ProgrammeFactory.build()]),
        lambda rows: rows.bulk_update(list(rows), ["title"]),
        lambda rows: rows.get().delete(),
    ],
    ids=["update", "delete", "bulk_create", "bulk_update", "row.delete"],
)
@pytest.mark.parametrize("with_actor", [True, False])
def test_queryset_refuses_to_write_around_version_and_history(
    write_around: Callable[[models.QuerySet[Programme]], object], *, with_actor: bool
) -> None:
    programme = ProgrammeFactory.create(title="Eerst")
    rows = Programme.objects.filter(pk=programme.pk)

    if with_actor:
        with as_actor(SYSTEM), pytest.raises(WriteAroundGuard):
            write_around(rows)
    else:
        with pytest.raises(WriteAroundGuard):
            write_around(rows)

    assert Programme.objects.count() == 1
    assert title_by(programme.pk) == ("Eerst", 1)
    assert programme.history.count() == 1


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_model_reads_through_the_guarded_queryset(model: type[Versioned]) -> None:
    assert isinstance(model._default_manager.all(), VersionedQuerySet)


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model._meta.label)
def test_model_cannot_be_saved_without_history(model: type[Versioned]) -> None:
    assert not hasattr(model, "save_without_historical_record")


def test_history_row_has_every_column_but_what_is_derived() -> None:
    columns = {field.name for field in Action._meta.concrete_fields}
    history_model = Action.history.model

    kept = {field.name for field in history_model._meta.concrete_fields}

    assert columns - kept == {"revision", "search_text"}


@pytest.mark.parametrize("factory", [ActionFactory, CompositionPartFactory])
def test_history_row_gives_back_the_row_as_it_was(
    factory: type[VersionedFactory[Versioned]],
) -> None:
    row = factory.create()

    then = row.history.get().instance

    assert then == row
    assert str(then) == str(row)
