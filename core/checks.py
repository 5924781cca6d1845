"""System checks of the mechanisms in core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from core.guards import guarded_tables, missing_guards


@register(Tags.database)
def guards_are_in_place(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Tell which triggers that keep rows from changing are gone.

    Runs with `check --database default` and before every `migrate`; a table that is
    not made yet is not missing its guard, and what a waiting migration may install is
    not missing either: or the check would keep that migration from running.
    """
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if _migrations_wait(connection):
            continue
        tables = set(connection.introspection.table_names())
        for name in missing_guards(
            connection, [t for t in guarded_tables() if t in tables]
        ):
            messages.append(
                Error(
                    f"De bewaking {name} ontbreekt in de database.",
                    hint="Een migratie die de tabel raakt, roept core.guards.install.",
                    id="core.E001",
                )
            )
    return messages


def _migrations_wait(connection: BaseDatabaseWrapper) -> bool:
    loader = MigrationLoader(connection)
    return any(
        leaf not in loader.applied_migrations for leaf in loader.graph.leaf_nodes()
    )
