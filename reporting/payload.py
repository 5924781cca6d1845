"""The overview as plain data: camelCase keys, amounts as text, days in ISO."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from core import money
from core.imprecise_dates import ImpreciseDate


def as_payload(value: Any) -> Any:
    """Return a value of the overview as JSON can hold it."""
    # Most values are one of these, and an overview has many.
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, ImpreciseDate):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            key: as_payload(getattr(value, name)) for name, key in _keys(type(value))
        }
    if isinstance(value, tuple | list):
        return [as_payload(item) for item in value]
    if isinstance(value, Decimal):
        return money.as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


@cache
def _keys(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return the names of the fields of a dataclass, each with its key."""
    return tuple((field.name, camel_case(field.name)) for field in fields(kind))


def camel_case(name: str) -> str:
    """Return `late_milestones` as `lateMilestones`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
