"""The database itself refuses what breaks a rule, and lets the neighbours through.

Written with SQL, past the validation, so that a rule that exists in Python only is
found out. Validation must answer the same, with the Dutch sentence of the rule.
A constraint without an entry in `constraint_cases` fails.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from core.guards import is_immutable
from core.versioned import Versioned
from tests.constraint_cases import CASES
from tests.constraint_cases.shapes import Check, Columns, Unique

pytestmark = pytest.mark.django_db

CONSTRAINTS: dict[str, tuple[type[Versioned], models.BaseConstraint]] = {
    constraint.name: (model, constraint)
    for model in apps.get_models()
    if issubclass(model, Versioned)
    for constraint in model._meta.constraints
}


def test_every_case_is_about_a_constraint_that_exists() -> None:
    assert set(CASES) - set(CONSTRAINTS) == set()


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_what_breaks_the_rule_is_refused(name: str) -> None:
    row, ways = breaking(name)
    case = CASES[name]
    rules = {name, *(case.breaks_with if isinstance(case, Check) else ())}
    message = CONSTRAINTS[name][1].violation_error_message

    assert ways
    for values in ways:
        with pytest.raises(IntegrityError) as by_database:
            put(row, values)
        with pytest.raises(ValidationError) as by_validation:
            filled(row, values).validate_constraints()

        refusals = (refused_by(by_database.value, rule) for rule in rules)
        assert any(refusals), (values, by_database.value)
        assert message in by_validation.value.messages, values


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_what_is_just_on_the_right_side_is_allowed(name: str) -> None:
    row, ways = neighbouring(name)

    assert ways
    for values in ways:
        put(row, values)
        filled(row, values).validate_constraints()


def breaking(name: str) -> tuple[Versioned, list[Columns]]:
    """Return a valid row, and what may not be put in it."""
    case = CASES[name]
    if isinstance(case, Unique):
        first = case.factory.create(**case.first())
        return case.factory.create(**case.second()), [stored(first, columns_of(name))]
    row = case.make()
    return row, [way(row) if callable(way) else way for way in case.breaks]


def neighbouring(name: str) -> tuple[Versioned, list[Columns]]:
    """Return a valid row, and what may be put in it."""
    case = CASES[name]
    if isinstance(case, Check):
        row = case.make()
        return row, [way(row) if callable(way) else way for way in case.allows]
    first = case.factory.create(**case.first())
    second = case.factory.create(**case.second())
    theirs, own = stored(first, columns_of(name)), stored(second, columns_of(name))
    ways: list[Columns] = [
        {**theirs, column: own[column]}
        for column in own
        if own[column] != theirs[column] and not is_immutable(type(second))
    ]
    if case.escape:
        ways.append({**theirs, **case.escape})
    return second, ways


def columns_of(name: str) -> list[str]:
    """Return the columns of a unique rule."""
    model, constraint = CONSTRAINTS[name]
    assert isinstance(constraint, models.UniqueConstraint)
    fields = (model._meta.get_field(name) for name in constraint.fields)
    return [str(field.column) for field in fields]  # type: ignore[union-attr]


def filled(row: Versioned, values: Columns) -> Versioned:
    """Return the row with these columns in it, as a form would have them."""
    fields = {field.column: field for field in row._meta.concrete_fields}
    fresh = type(row)._default_manager.get(pk=row.pk)
    for column, value in values.items():
        setattr(fresh, fields[column].attname, fields[column].to_python(value))
    assert isinstance(fresh, Versioned)
    return fresh


def stored(row: Versioned, columns: list[str] | None = None) -> dict[str, Any]:
    """Return these columns of a row, or all, as the database holds them."""
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [row.pk])
        names = [column[0] for column in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True))
    return values if columns is None else {name: values[name] for name in columns}


def put(row: Versioned, values: Columns) -> None:
    """Write these columns, or a copy with them where the row cannot change; undo it."""
    table = connection.ops.quote_name(row._meta.db_table)
    if is_immutable(type(row)):
        copy = {**stored(row), **values}
        del copy["id"]
        names = ", ".join(map(connection.ops.quote_name, copy))
        places = ", ".join(["%s"] * len(copy))
        sql = f"INSERT INTO {table} ({names}) VALUES ({places})"
        parameters = list(copy.values())
    else:
        pairs = (f"{connection.ops.quote_name(name)} = %s" for name in values)
        sql = f"UPDATE {table} SET {', '.join(pairs)} WHERE id = %s"
        parameters = [*values.values(), row.pk]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.rowcount == 1
        transaction.set_rollback(True)


def refused_by(error: IntegrityError, name: str) -> bool:
    """Tell whether it was this rule that refused."""
    text = str(error)
    if re.search(rf"\b{name}\b", text):
        return True
    # SQLite names the columns of a unique rule, and not the rule.
    columns = re.search(r"UNIQUE constraint failed: (.+)", text)
    model, constraint = CONSTRAINTS[name]
    if columns is None or not isinstance(constraint, models.UniqueConstraint):
        return False
    table = model._meta.db_table
    return {part.strip() for part in columns[1].split(",")} == {
        f"{table}.{column}" for column in columns_of(name)
    }
