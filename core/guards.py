"""Rows that nobody may change once they are there: the database itself refuses.

A model states `is_immutable = True`; its migration calls `install`. On SQLite an
`alter_field` remakes the table and silently drops its triggers, so each migration that
touches a guarded table calls `install` again. `missing_guards` is what the system
check and the tests look at.

The SQL here is used by migrations: change it by adding, never in place.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "Deze rij staat vast: zij is niet te wijzigen of te verwijderen."

SQLITE_EVENTS = ("update", "delete")
POSTGRESQL_EVENTS = ("update", "delete", "truncate")

# integrity_constraint_violation: Django makes an IntegrityError of it, as it does of
# SQLite's RAISE(ABORT).
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23000';
END;
$$ LANGUAGE plpgsql
"""


def guarded_tables() -> list[str]:
    """Return the tables whose rows never change, with those of their history."""
    models_kept = [model for model in apps.get_models() if is_immutable(model)]
    # Who made such a row, and when, is as fixed as the row itself.
    histories = [
        model.history.model for model in models_kept if hasattr(model, "history")
    ]
    return sorted(model._meta.db_table for model in (*models_kept, *histories))


def install(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Make the database refuse UPDATE, DELETE and, where it exists, TRUNCATE."""
    for statement in _statements(schema_editor.connection.vendor, table):
        schema_editor.execute(statement)


def lift(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the guards away: for reversing a migration, and for tests that flush."""
    for event in _events(schema_editor.connection.vendor):
        name = _trigger(table, event)
        where = f" ON {table}" if schema_editor.connection.vendor != "sqlite" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def missing_guards(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> list[str]:
    """Return the names of triggers that should be there and are not."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [
        name
        for table in tables
        for event in _events(connection.vendor)
        if (name := _trigger(table, event)) not in present
    ]


def is_immutable(model: type[models.Model]) -> bool:
    """Tell whether rows of this model never change."""
    return bool(getattr(model, "is_immutable", False))


def _events(vendor: str) -> tuple[str, ...]:
    return SQLITE_EVENTS if vendor == "sqlite" else POSTGRESQL_EVENTS


def _trigger(table: str, event: str) -> str:
    return f"{table}_no_{event}"


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {_trigger(table, event)} "
            f"BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for event in SQLITE_EVENTS
        ]
    statements = [POSTGRESQL_FUNCTION]
    for event in POSTGRESQL_EVENTS:
        each = "STATEMENT" if event == "truncate" else "ROW"
        name = _trigger(table, event)
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION core_refuse_change()",
        ]
    return statements
