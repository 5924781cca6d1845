"""Money: Decimal euros with two places, never a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

MAX_DIGITS = 14
CENTS = Decimal("0.01")


def amount_field(verbose_name: str, **options: Any) -> models.DecimalField[Any, Any]:
    """Return a column for an amount in euros."""
    return models.DecimalField(
        verbose_name, max_digits=MAX_DIGITS, decimal_places=2, **options
    )


def as_text(amount: Decimal) -> str:
    """Return the amount for the API and for stored JSON: `15000000.00`."""
    return f"{amount:.2f}"


def in_dutch(amount: Decimal) -> str:
    """Return the amount for people: `€ 15.000.000`, cents only where there are any.

    The euro sign is followed by a no-break space.
    """
    sign = "-" if amount < 0 else ""
    whole, cents = f"{abs(amount):,.2f}".split(".")
    text = whole.replace(",", ".")
    if cents != "00":
        text = f"{text},{cents}"
    return f"€\u00a0{sign}{text}"
