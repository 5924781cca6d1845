"""How a cell reads as Dutch text: one way, for every format that is read by people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.money import in_dutch
from reporting.render.document import Band, Bar, Cell, Figure, Kind, Span

NOTHING = "–"

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def day_in_words(day: date) -> str:
    """Return `1 september 2026`; by hand, so that no setting changes a document."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def whole(number: int) -> str:
    """Return `1.234`."""
    return f"{number:,}".replace(",", ".")


def text_of(cell: Cell, kind: Kind) -> str:
    """Return the value of a cell in words, without its remark."""
    value = cell.value
    if value is None or value == "" or value == ():
        return NOTHING
    if isinstance(value, tuple):
        return ", ".join(tag.text for tag in value)
    if isinstance(value, Bar):
        return bar_in_words(value)
    if isinstance(value, Band):
        return band_in_words(value)
    if isinstance(value, Decimal):
        return in_dutch(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, int):
        return f"{value}%" if kind == "percent" else whole(value)
    return value


def figure_text(figure: Figure) -> str:
    """Return a figure in words."""
    return text_of(figure.value, figure.kind)


def bar_in_words(bar: Bar) -> str:
    """Return `2 klaar, 6 op koers`; parts of nothing are left out."""
    told = [f"{whole(part.number)} {part.text}" for part in bar.parts if part.number]
    return ", ".join(told) or NOTHING


def band_in_words(band: Band) -> str:
    """Return the three dates in the words of the document."""
    return "; ".join(
        f"{name} {span.text if span else 'niet bekend'}"
        for name, span in (
            ("oorspronkelijk", band.original),
            ("afgesproken", band.agreed),
            ("verwacht", band.expected),
        )
    )


def span_text(span: Span | None) -> str:
    """Return the words of a date; empty when there is none."""
    return span.text if span is not None else ""
