"""A query that is built and compiled once, and run with new values after that.

Building and compiling a query of twenty columns takes Django longer than PostgreSQL
needs to answer it. What the API reads of a row depends on the columns asked, not on
the request, so the SQL is made once per set of columns. The values that do differ,
such as the ids on the page and today's date, are slots:

    titles = Statement(Action.objects.filter(IsOneOf("pk", IDS)).values_list("title"))
    titles.rows(ids=[1, 2])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from select import select
from typing import Any

import orjson
import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, BooleanField, DateField, Field, QuerySet
from django.db.models.expressions import Expression, Func

Row = Sequence[Any]


class Slot(Expression):
    """A value that is filled in by name when the statement runs."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        # The slot itself stands where the value will.
        return "%s", [self]


IDS = Slot("ids", BigIntegerField())
TODAY = Slot("today", DateField())


class IsOneOf(Func):
    """Tell whether the first is among a slot with a list of numbers.

    One parameter however long the list is, so that the SQL stays the same.
    """

    arity = 2
    output_field = BooleanField()
    template = "%(expressions)s)"
    arg_joiner = " = ANY("

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="%(expressions)s))",
            arg_joiner=" IN (SELECT value FROM json_each(",
            **context,
        )


class Statement:
    """The SQL of a `values_list` queryset, and how its values become Python's."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, self._params = compiler.as_sql()
        except EmptyResultSet:
            # The policy grants nothing: no need to ask the database.
            self.sql, self._params = "", ()
            return
        self._converters = [
            (position, functions, expression)
            for position, (functions, expression) in compiler.get_converters(
                [selected[0] for selected in compiler.select]
            ).items()
        ]

    def rows(self, **slots: Any) -> Sequence[Row]:
        """Run with these values and return all rows."""
        if not self.sql:
            return ()
        bound = {name: _bound(value) for name, value in slots.items()}
        with _cursor() as cursor:
            cursor.execute(
                self.sql,
                [bound[p.name] if isinstance(p, Slot) else p for p in self._params],
            )
            rows = cursor.fetchall()
        return self._converted(rows) if self._converters else rows

    def _converted(self, rows: Sequence[Row]) -> Sequence[Row]:
        result = [list(row) for row in rows]
        for position, functions, expression in self._converters:
            for row in result:
                row[position] = _convert(row[position], functions, expression)
        return result


def _cursor() -> CursorWrapper:
    """Return a cursor with which PostgreSQL keeps the plan of what runs often.

    Django's own writes the values into the SQL, so that every run is planned anew:
    for a statement with eight joins that takes ten times as long as running it.
    """
    # A log of queries is there to be read: with the values in them.
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    _check_health()
    connection.ensure_connection()
    cursor: Any = psycopg.Cursor(connection.connection)
    return connection.make_cursor(cursor)


def _check_health() -> None:
    """Ask the database whether it is still there, unless it kept silent meanwhile.

    A server that stops or drops us says so. A connection on which nothing came in since
    the last request is as good as one that was asked, and saves asking each time.
    """
    raw = connection.connection
    if raw is not None and not connection.health_check_done and not raw.closed:  # type: ignore[attr-defined]
        has_word, _, _ = select([raw], [], [], 0)
        connection.health_check_done = not has_word  # type: ignore[attr-defined]
    connection.close_if_health_check_failed()


def _convert(value: Any, functions: Sequence[Callable[..., Any]], of: Any) -> Any:
    for function in functions:
        value = function(value, of, connection)
    return value


def _bound(value: Any) -> Any:
    """Return the value as the driver of this database wants it."""
    if isinstance(value, list) and connection.vendor == "sqlite":
        return orjson.dumps(value).decode()
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
