"""Dates, amounts and lengths of time in the words of the pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format

from core.imprecise_dates import ImpreciseDate, Precision

# From here on months say more than days.
DAYS_AS_MONTHS = 61
DAYS_PER_MONTH = Decimal("30.44")


def in_dutch(day: date) -> str:
    """Return `1 september 2026`."""
    return date_format(day, "j F Y")


def last_day(value: ImpreciseDate) -> str:
    """Return what printed words mean for who must keep them: "uiterlijk 31 mei 2023".

    Empty when the words are that day already.
    """
    if value.precision == Precision.UNKNOWN:
        return "geen datum genoemd"
    if value.precision == Precision.AFTER and value.start is not None:
        return f"na {in_dutch(value.start - timedelta(days=1))}"
    if value.end is None:
        return ""
    day = in_dutch(value.end)
    if day == value.text:
        return ""
    return f"op {day}" if value.start == value.end else f"uiterlijk {day}"


def length(days: int) -> str:
    """Return a number of calendar days for people: "12 dagen", "ruim 4 maanden"."""
    if days == 1:
        return "1 dag"
    if days < DAYS_AS_MONTHS:
        return f"{days} dagen"
    months = int(days / DAYS_PER_MONTH)
    if months < 24:
        return f"ruim {months} maanden"
    return f"ruim {months // 12} jaar"


def number(value: Decimal | int) -> str:
    """Return `3.000` or `2,5`: points between thousands, no empty decimals."""
    exact = Decimal(value)
    decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    text = f"{exact:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))
