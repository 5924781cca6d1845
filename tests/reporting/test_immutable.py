"""Thirty ways to change what was published: each is refused, by the database itself.

The application's own role tries: through the ORM, the admin, and SQL. What raises is
not enough: afterwards every guarded row must be what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.roles import Role
from actions.models import Programme
from core import writes
from core.errors import DomainError
from core.guards import guarded_tables
from reporting.models import Overview
from reporting.services import publish
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM, acting
from tests.factories.reporting import OverviewFactory, OverviewFileFactory
from tests.reporting.world import AFTER_Q2, Q2

REFUSALS = (Error, DomainError, NotImplementedError, models.ProtectedError)


@pytest.fixture
def published(db: None) -> Overview:
    """Publish something, with a file."""
    overview = OverviewFactory.create(programme__slug="toekomstagenda")
    OverviewFileFactory.create(overview=overview)
    return overview


def guarded_rows() -> dict[str, list[Any]]:
    """Return everything in the guarded tables."""
    rows = {}
    for table in guarded_tables():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = [
                [bytes(v) if isinstance(v, memoryview) else v for v in row]
                for row in cursor.fetchall()
            ]
    return rows


def sql(statement: str) -> Callable[[Overview], None]:
    """Return an attempt by SQL."""

    def attempt(overview: Overview) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return attempt


def by_save(overview: Overview) -> None:
    overview.payload = "{}"
    overview.save()


def by_save_of_a_field(overview: Overview) -> None:
    overview.sha256 = "f" * 64
    overview.save(update_fields=["sha256"])


def by_writes(overview: Overview) -> None:
    writes.write(overview, {"quarter": "2026-Q3"}, by=SYSTEM)


def by_writing_the_erratum(overview: Overview) -> None:
    writes.write(overview, {"edition": 2, "erratum": "Toch anders."}, by=SYSTEM)


def by_delete(overview: Overview) -> None:
    overview.delete()


def by_removing(overview: Overview) -> None:
    writes.remove(overview, by=SYSTEM)


def by_update_of_a_set(overview: Overview) -> None:
    Overview.objects.filter(pk=overview.pk).update(payload="{}")


def past_ours() -> models.QuerySet[Overview]:
    """Return a queryset of Django's own, which refuses nothing."""
    return models.QuerySet(Overview)


def by_update_past_our_queryset(overview: Overview) -> None:
    past_ours().filter(pk=overview.pk).update(payload="{}")


def by_delete_of_a_set(overview: Overview) -> None:
    Overview.objects.all().delete()


def by_delete_past_our_queryset(overview: Overview) -> None:
    past_ours()._raw_delete(using=connection.alias)


def by_bulk_update(overview: Overview) -> None:
    overview.payload = "{}"
    Overview.objects.bulk_update([overview], ["payload"])


def by_bulk_update_past_our_queryset(overview: Overview) -> None:
    overview.payload = "{}"
    past_ours().bulk_update([overview], ["payload"])


def by_upsert(overview: Overview) -> None:
    past_ours().bulk_create(
        [overview],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["payload"],
    )


def by_update_or_create(overview: Overview) -> None:
    Overview.objects.update_or_create(pk=overview.pk, defaults={"payload": "{}"})


def by_select_for_update(overview: Overview) -> None:
    row = Overview.objects.select_for_update().get(pk=overview.pk)
    row.published_by = "iemand anders"
    row.save()


def by_publishing_again(overview: Overview) -> None:
    office = UserFactory.create(role=Role.PROGRAMMABUREAU)
    publish(
        programme=overview.programme,
        quarter=Q2,
        by=acting(office, today=AFTER_Q2),
        on=AFTER_Q2,
    )


def by_saving_the_file(overview: Overview) -> None:
    file = overview.files.get()
    file.content = b"iets anders"
    file.save()


def by_writing_the_file(overview: Overview) -> None:
    writes.write(overview.files.get(), {"content": b"iets anders"}, by=SYSTEM)


def by_removing_the_file(overview: Overview) -> None:
    writes.remove(overview.files.get(), by=SYSTEM)


def by_deleting_the_programme(overview: Overview) -> None:
    writes.remove(Programme.objects.get(pk=overview.programme_id), by=SYSTEM)


def by_deleting_the_programme_past_the_orm(overview: Overview) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM actions_programme")
        # Foreign keys are judged at the end of a transaction; this is that end.
        connection.check_constraints()


def by_changing_the_history(overview: Overview) -> None:
    overview.history.update(history_actor="niemand")


def by_deleting_the_history(overview: Overview) -> None:
    overview.history.all().delete()


ATTEMPTS: dict[str, Callable[[Overview], None]] = {
    "save": by_save,
    "save of a field": by_save_of_a_field,
    "core.writes": by_writes,
    "core.writes of an erratum": by_writing_the_erratum,
    "delete": by_delete,
    "core.writes remove": by_removing,
    "update": by_update_of_a_set,
    "update past our queryset": by_update_past_our_queryset,
    "delete of a set": by_delete_of_a_set,
    "delete past our queryset": by_delete_past_our_queryset,
    "bulk_update": by_bulk_update,
    "bulk_update past our queryset": by_bulk_update_past_our_queryset,
    "upsert": by_upsert,
    "update_or_create": by_update_or_create,
    "select_for_update and save": by_select_for_update,
    "publish again": by_publishing_again,
    "save the file": by_saving_the_file,
    "core.writes of the file": by_writing_the_file,
    "remove the file": by_removing_the_file,
    "delete the programme": by_deleting_the_programme,
    "delete the programme by SQL": by_deleting_the_programme_past_the_orm,
    "change the history": by_changing_the_history,
    "delete the history": by_deleting_the_history,
    "SQL update": sql("UPDATE reporting_overview SET payload = '{}'"),
    "SQL update of what stays the same": sql(
        "UPDATE reporting_overview SET payload = payload"
    ),
    "SQL delete": sql("DELETE FROM reporting_overview"),
    "SQL update of a file": sql("UPDATE reporting_overviewfile SET sha256 = ''"),
    "SQL delete of a file": sql("DELETE FROM reporting_overviewfile"),
    "SQL update of the history": sql(
        "UPDATE reporting_historicaloverview SET history_actor = 'niemand'"
    ),
    "SQL delete of the history": sql("DELETE FROM reporting_historicaloverviewfile"),
    "SQL upsert": sql(
        "INSERT INTO reporting_overview SELECT * FROM reporting_overview WHERE true "
        "ON CONFLICT (id) DO UPDATE SET payload = '{}'"
    ),
}

SQLITE_ATTEMPTS = {
    "SQL replace": sql(
        "REPLACE INTO reporting_overview SELECT * FROM reporting_overview"
    ),
    "SQL replace of a file": sql(
        "REPLACE INTO reporting_overviewfile SELECT * FROM reporting_overviewfile"
    ),
    "SQL update or replace": sql(
        "UPDATE OR REPLACE reporting_overview SET quarter = '2020-Q1'"
    ),
}
POSTGRESQL_ATTEMPTS = {
    "SQL truncate": sql("TRUNCATE reporting_overview CASCADE"),
    "SQL truncate of a file": sql("TRUNCATE reporting_overviewfile"),
    "SQL truncate of the programme": sql("TRUNCATE actions_programme CASCADE"),
    "SQL update from a query": sql(
        "WITH changed AS (UPDATE reporting_overview SET payload = '' RETURNING id) "
        "SELECT * FROM changed"
    ),
}


def refused(attempt: Callable[[Overview], None], overview: Overview) -> None:
    """Try, see that it is refused, and see that nothing changed."""
    before = guarded_rows()

    with pytest.raises(REFUSALS), transaction.atomic():
        attempt(overview)

    assert guarded_rows() == before


@pytest.mark.parametrize("way", ATTEMPTS)
def test_published_overview_cannot_be_changed(published: Overview, way: str) -> None:
    refused(ATTEMPTS[way], published)


@pytest.mark.sqlite
@pytest.mark.parametrize("way", SQLITE_ATTEMPTS)
def test_nor_in_the_ways_of_sqlite(published: Overview, way: str) -> None:
    refused(SQLITE_ATTEMPTS[way], published)


@pytest.mark.postgresql
@pytest.mark.parametrize("way", POSTGRESQL_ATTEMPTS)
def test_nor_in_the_ways_of_postgresql(published: Overview, way: str) -> None:
    refused(POSTGRESQL_ATTEMPTS[way], published)


def test_there_are_thirty_ways() -> None:
    assert len(ATTEMPTS) >= 30


@pytest.mark.parametrize("role", list(Role))
def test_admin_has_no_way_in(published: Overview, role: Role) -> None:
    user: User = UserFactory.create(role=role)
    client = Client()
    client.force_login(user)
    before = guarded_rows()

    for model in ("overview", "overviewfile"):
        for page in ("add", "change", "delete"):
            arguments = [] if page == "add" else [published.pk]
            try:
                address = reverse(f"admin:reporting_{model}_{page}", args=arguments)
            except NoReverseMatch:
                continue
            response = client.post(address, {"payload": "{}", "post": "yes"})
            assert response.status_code in (403, 404, 405), address

    assert guarded_rows() == before
