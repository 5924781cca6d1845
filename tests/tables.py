"""The tables of a test database: which have rows, and how to empty them quickly."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from core import guards

# What `migrate` fills in itself; tests do not change it.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}


def stored_columns() -> dict[str, list[str]]:
    """Return the columns that an INSERT fills, the key first, per table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            fields = model._meta.local_concrete_fields
            stored = [field for field in fields if not field.generated]
            ordered = sorted(stored, key=lambda field: not field.primary_key)
            found[model._meta.db_table] = [str(field.column) for field in ordered]
    return found


def filled_tables() -> list[str]:
    """Return the tables in which there is a row."""
    question = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS"
        f" (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in stored_columns()
        if table not in KEPT
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [row[0] for row in cursor.fetchall()]


def empty_tables() -> None:
    """Take every row away, also from the tables whose rows never change.

    Django's `flush` truncates all tables, filled or not. On PostgreSQL that makes
    hundreds of files, which takes longer than most tests.
    """
    filled = filled_tables()
    guarded = [table for table in guards.guarded_tables() if table in filled]
    with connection.schema_editor() as editor:
        for table in guarded:
            guards.lift(editor, table)
        for table in filled:
            editor.execute(f"DELETE FROM {editor.quote_name(table)}")
        # The database looks at foreign keys now, or could not bring the guards back.
        connection.check_constraints()
        for table in guarded:
            guards.install(editor, table)
        if connection.vendor == "sqlite":
            # As after a rollback: the next test begins with the same ids.
            editor.execute("DELETE FROM sqlite_sequence")
