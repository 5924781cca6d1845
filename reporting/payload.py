"""The overview as plain data: camelCase keys, amounts as text, days in ISO."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from core import money
from core.imprecise_dates import ImpreciseDate


def as_payload(value: Any) -> Any:
    """Return a value of the overview as JSON can hold it."""
    if isinstance(value, ImpreciseDate):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            camel_case(field.name): as_payload(getattr(value, field.name))
            for field in fields(value)
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


def camel_case(name: str) -> str:
    """Return `late_milestones` as `lateMilestones`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
