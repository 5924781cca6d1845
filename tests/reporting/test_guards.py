"""The guards are there on this database, and somebody notices when one is not."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection

from core import guards
from core.checks import guards_are_in_place
from reporting.models import Overview, OverviewFile
from tests.factories.reporting import OverviewFactory, OverviewFileFactory
from tests.reporting.world import World

TABLES = [
    "reporting_historicaloverview",
    "reporting_historicaloverviewfile",
    "reporting_overview",
    "reporting_overviewfile",
]


def verified() -> tuple[int, str]:
    """Run the command; return its exit code and all it says."""
    out = StringIO()
    try:
        call_command("verify_overviews", stdout=out, stderr=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def drop(trigger: str, table: str) -> None:
    where = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{where}")


def lift_all() -> None:
    """Take away what refuses, within the transaction of this test."""
    for table in guards.guarded_tables():
        for event in ("update", "delete"):
            drop(f"{table}_no_{event}", table)


def test_tables_of_overviews_and_their_history_are_guarded() -> None:
    assert set(TABLES) <= set(guards.guarded_tables())


@pytest.mark.django_db
def test_every_guard_is_there() -> None:
    assert guards.missing_guards(connection, guards.guarded_tables()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("event", ["update", "delete"])
def test_check_finds_a_guard_that_is_gone(table: str, event: str) -> None:
    drop(f"{table}_no_{event}", table)

    messages = guards_are_in_place(databases=["default"])

    assert [message.id for message in messages] == ["core.E001"]
    assert f"{table}_no_{event}" in messages[0].msg


@pytest.mark.django_db
@pytest.mark.postgresql
def test_check_finds_a_guard_that_is_switched_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE reporting_overview "
            "DISABLE TRIGGER reporting_overview_no_update"
        )

    (message,) = guards_are_in_place(databases=["default"])

    assert "reporting_overview_no_update" in message.msg


@pytest.mark.django_db
def test_check_runs_with_the_checks_of_the_database() -> None:
    drop("reporting_overview_no_update", "reporting_overview")

    found = run_checks(databases=["default"])

    assert "core.E001" in {message.id for message in found}


@pytest.mark.django_db
def test_check_leaves_a_database_alone_whose_migrations_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop("reporting_overview_no_update", "reporting_overview")
    monkeypatch.setattr("core.checks._migrations_wait", lambda connection: True)

    assert guards_are_in_place(databases=["default"]) == []


@pytest.mark.django_db
def test_verifying_what_is_whole_says_so(reported: World) -> None:
    reported.publish()

    code, told = verified()

    assert code == 0
    assert "1 overzichten en 0 bestanden bekeken." in told
    assert "Alles is zoals het gepubliceerd is" in told


@pytest.mark.django_db
def test_verifying_finds_another_payload(reported: World) -> None:
    overview = reported.publish()
    lift_all()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_overview SET payload = payload || ' '")

    code, told = verified()

    assert code == 1
    assert f"{overview}: de inhoud past niet bij de hash." in told
    assert "De bewaking reporting_overview_no_update ontbreekt" in told


@pytest.mark.django_db
def test_verifying_finds_another_file() -> None:
    file = OverviewFileFactory.create(
        overview=OverviewFactory.create(payload="{}"), content=b"iets"
    )

    code, told = verified()

    assert code == 1
    assert f"{file}: het bestand past niet bij de hash." in told


@pytest.mark.django_db
def test_verifying_finds_another_size(reported: World) -> None:
    overview = reported.publish()
    OverviewFileFactory.create(
        overview=overview,
        content=b"iets",
        sha256="a2fc7d9ac7dbfdb9db0ecaa8ff34b3d4b6b0dccd8dc8fa5c8cc3bd26e4f8f9b5",
        size_bytes=99,
    )

    code, told = verified()

    assert code == 1
    assert "niet de grootte die erbij staat" in told


@pytest.mark.django_db
def test_models_say_of_themselves_that_they_never_change() -> None:
    assert guards.is_immutable(Overview)
    assert guards.is_immutable(OverviewFile)
