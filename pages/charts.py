"""The geometry of the charts; the templates in `partials/charts/` draw it.

Places and sizes are texts with a point, because a template would write 12.5 as 12,5
in Dutch, which no browser can draw. A place on the horizontal axis is a percentage,
so that a chart fits a telephone without its letters shrinking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.imprecise_dates import ImpreciseDate, Precision
from pages.queries.milestones import MilestoneRow


def percent(share: float) -> str:
    """Return a share of the width as an SVG length."""
    return f"{100 * share:.2f}%"


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar."""

    key: str
    word: str
    value: int
    x: str
    width: str


@dataclass(frozen=True)
class StackedBar:
    """A bar of parts; `length` is its share of the longest bar beside it."""

    segments: tuple[Segment, ...]
    total: int
    length: str


def stacked_bar(parts: Iterable[tuple[str, str, int]], *, of: int = 0) -> StackedBar:
    """Return the bar of (key, word, number) parts; `of` is the largest total beside."""
    known = [part for part in parts if part[2]]
    total = sum(value for _, _, value in known)
    scale = max(of, total, 1)
    segments, done = [], 0
    for key, word, value in known:
        x, width = percent(done / scale), percent(value / scale)
        segments.append(Segment(key, word, value, x, width))
        done += value
    return StackedBar(tuple(segments), total, percent(total / scale))


COLUMN_WIDTH, COLUMN_GAP, COLUMN_HEIGHT = 12, 4, 32


@dataclass(frozen=True)
class Column:
    """One year of a small bar chart, in pixels; `height` 0 for zero and for nothing."""

    year: int
    x: int
    y: int
    height: int
    is_missing: bool


@dataclass(frozen=True)
class Columns:
    """A small bar chart over the years."""

    columns: tuple[Column, ...]
    width: int
    height: int
    bar: int


def columns(amounts: Sequence[tuple[int, Decimal | None]], highest: Decimal) -> Columns:
    """Return the chart of amounts per year, on the scale of the highest one."""
    drawn = []
    for place, (year, amount) in enumerate(amounts):
        share = (amount or Decimal()) / highest if highest else Decimal()
        # An amount is always visible, however small beside the others.
        height = max(int(share * COLUMN_HEIGHT), 1 if amount else 0)
        x = place * (COLUMN_WIDTH + COLUMN_GAP)
        drawn.append(Column(year, x, COLUMN_HEIGHT - height, height, amount is None))
    width = max(len(drawn) * (COLUMN_WIDTH + COLUMN_GAP) - COLUMN_GAP, 0)
    return Columns(tuple(drawn), width, COLUMN_HEIGHT + 1, COLUMN_WIDTH)


ROW_HEIGHT, AXIS_HEIGHT = 26, 22
# The numbers of the rows stand left of the time axis.
LEFT = 0.05


@dataclass(frozen=True)
class Bar:
    """A stretch of days on the time axis."""

    x: str
    width: str


@dataclass(frozen=True)
class BandRow:
    """One milestone: its number in the table, and its stretches; y in pixels."""

    number: int
    y: int
    text_y: int
    original: Bar | None
    agreed: Bar | None
    expected: Bar | None
    achieved: Bar | None
    remark: str  # where there is no date to draw


@dataclass(frozen=True)
class Tick:
    """The first day of a year."""

    year: int
    x: str
    text_x: str


@dataclass(frozen=True)
class Band:
    """Milestones along the years, from `first` to `last`."""

    first: int
    last: int
    rows: tuple[BandRow, ...]
    ticks: tuple[Tick, ...]
    today: str
    height: int
    axis_y: int
    label_y: int
    left: str
    has_expected: bool
    has_achieved: bool


@dataclass(frozen=True)
class Axis:
    """From the first day of a year to the last day of another."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day lies, as a share of the width."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return LEFT + (1 - LEFT) * min(max(share, 0.0), 1.0)

    def bar(self, value: ImpreciseDate | None) -> Bar | None:
        """Return the stretch of a date; one without first day is its last month."""
        if value is None or value.precision == Precision.UNKNOWN:
            return None
        end = value.end or self.last
        start = value.start or end - timedelta(days=30)
        x = self.place(start)
        width = self.place(end + timedelta(days=1)) - x
        # A single day must still be seen.
        return Bar(percent(min(x, 0.99)), percent(max(width, 0.008)))


def band(milestones: Sequence[MilestoneRow], today: date) -> Band | None:
    """Return the milestones along the years; None when none of them has a date."""
    days = [
        day
        for row in milestones
        for value in (row.original, row.agreed, row.expected, row.achieved)
        if value is not None
        for day in (value.start, value.end)
        if day is not None
    ]
    if not days:
        return None
    # Up to today, so that what has passed can be seen to have passed.
    first, last = min(*days, today).year, max(*days, today).year
    axis = Axis(date(first, 1, 1), date(last, 12, 31))
    rows = tuple(
        BandRow(
            number=number,
            y=(number - 1) * ROW_HEIGHT,
            text_y=(number - 1) * ROW_HEIGHT + 17,
            original=axis.bar(row.original),
            agreed=axis.bar(row.agreed),
            expected=axis.bar(row.expected),
            achieved=axis.bar(row.achieved),
            remark="" if axis.bar(row.agreed or row.original) else "geen datum genoemd",
        )
        for number, row in enumerate(milestones, start=1)
    )
    height = len(rows) * ROW_HEIGHT + AXIS_HEIGHT
    return Band(
        first=first,
        last=last,
        rows=rows,
        ticks=_ticks(axis, first, last),
        today=percent(axis.place(today)),
        height=height,
        axis_y=len(rows) * ROW_HEIGHT,
        label_y=height - 6,
        left=percent(LEFT),
        has_expected=any(row.expected for row in rows),
        has_achieved=any(row.achieved for row in rows),
    )


def _ticks(axis: Axis, first: int, last: int) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            year,
            percent(axis.place(date(year, 1, 1))),
            percent(axis.place(date(year, 7, 1))),
        )
        for year in range(first, last + 1)
    )
