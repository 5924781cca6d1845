"""Rows that many tests begin with: made once by the factories, then put back by SQL.

Only for what makes rows out of nothing: a maker that is given rows, or changes rows
that were there, has to be run. The values come back as they were stored, with the ids
of the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.utils import timezone

from tests.tables import filled_tables, stored_columns

P = ParamSpec("P")
T = TypeVar("T")

# By table and then by id: the values of a row, as SQL.
Contents = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Kept:
    """What a maker stored, as statements, and what it returned."""

    statements: tuple[str, ...]
    value: Any


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """Run the maker once for every state of the database in which it is called."""
    kept: dict[Any, Kept] = {}

    @wraps(make)
    def put_back(*args: P.args, **kwargs: P.kwargs) -> T:
        # A test may have frozen the day; what is made bears its date.
        day = timezone.localdate()
        key = (args, tuple(sorted(kwargs.items())), day, _next_ids())
        if key not in kept:
            before = _contents()
            made = make(*args, **kwargs)
            kept[key] = Kept(_statements(before, _contents()), deepcopy(made))
            return made
        with connection.cursor() as cursor:
            for statement in kept[key].statements:
                cursor.execute(statement)
        value: T = deepcopy(kept[key].value)
        return value

    return put_back


def _next_ids() -> frozenset[tuple[str, int]]:
    """Return which ids the database gives out next, where a rollback turns them back.

    PostgreSQL never gives an id twice, so that the ones of the first time are free.
    There it tells which tables have rows: what a maker makes after another one has the
    higher ids, also when it was called alone before.
    """
    if connection.vendor != "sqlite":
        return frozenset((table, 0) for table in filled_tables())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, seq FROM sqlite_sequence"
            " WHERE name NOT LIKE 'django_%' AND name NOT LIKE 'auth_%'"
        )
        return frozenset(cursor.fetchall())


def _contents() -> Contents:
    """Return every row of every table that has any."""
    quote = connection.ops.quote_name
    literal = {
        "sqlite": "quote({})",
        "postgresql": "quote_nullable({}::text)",
    }[connection.vendor]
    found: Contents = {}
    with connection.cursor() as cursor:
        for table in filled_tables():
            columns = stored_columns()[table]
            values = ", ".join(literal.format(quote(column)) for column in columns)
            cursor.execute(
                f"SELECT {quote(columns[0])}, {values} FROM {quote(table)}"
                f" ORDER BY {quote(columns[0])}"
            )
            found[table] = {row[0]: ", ".join(row[1:]) for row in cursor.fetchall()}
    return found


def _statements(before: Contents, after: Contents) -> tuple[str, ...]:
    """Return an INSERT per table that got rows; assert that nothing else changed."""
    quote = connection.ops.quote_name
    statements = []
    assert set(before) <= set(after), "a table was emptied"
    for table, rows in after.items():
        old = before.get(table, {})
        assert {key: rows.get(key) for key in old} == old, f"{table} was changed"
        new = [f"({values})" for key, values in rows.items() if key not in old]
        if new:
            names = ", ".join(map(quote, stored_columns()[table]))
            statements.append(
                f"INSERT INTO {quote(table)} ({names}) VALUES {', '.join(new)}"
            )
    return tuple(statements)
