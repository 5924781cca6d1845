"""What a broken constraint of the database says to people, in Dutch.

Each of our constraints carries its message in `violation_error_message`. Validation
uses it before the write; `in_dutch` uses the same one when the database itself
refuses, which happens when two writers pass validation at the same moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import BaseConstraint, UniqueConstraint


@lru_cache(maxsize=1)
def messages_by_name() -> dict[str, str]:
    """Return the Dutch message per constraint name of all our models."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


@lru_cache(maxsize=1)
def _unique_by_columns() -> dict[tuple[str, ...], BaseConstraint]:
    # SQLite names the columns of a broken unique rule, not the rule.
    return {
        tuple(
            sorted(
                f"{model._meta.db_table}.{model._meta.get_field(name).column}"  # type: ignore[union-attr]
                for name in constraint.fields
            )
        ): constraint
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    }


def dutch_message(error: IntegrityError) -> str | None:
    """Return our message for a refusal by the database, or None if it is not ours."""
    text = str(error)
    known = messages_by_name()
    for word in re.findall(r"[A-Za-z0-9_]+", text):
        if word in known:
            return known[word]
    columns = re.search(r"UNIQUE constraint failed: (.+)", text)
    if columns:
        key = tuple(sorted(part.strip() for part in columns.group(1).split(",")))
        constraint = _unique_by_columns().get(key)
        if constraint is not None:
            return str(constraint.violation_error_message)
    # Foreign keys have names that Django makes up. Only a race comes here.
    if "foreign key constraint" in text.lower():
        return "Iets waar dit naar verwijst, is intussen verwijderd."
    return None


@contextmanager
def in_dutch() -> Iterator[None]:
    """Turn a refusal by one of our constraints into a ValidationError in Dutch."""
    try:
        yield
    except IntegrityError as error:
        message = dutch_message(error)
        if message is None:
            raise
        raise ValidationError(message, code="constraint") from error
