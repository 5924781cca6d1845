"""The quarter of a calendar year: the unit in which progress is reported."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})-Q(?P<number>[1-4])")
_ORDINALS = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde"}


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three calendar months, half-open: `start` belongs to it, `end` does not.

    Days are days in Europe/Amsterdam. A day is in the quarter when
    `quarter.start <= day < quarter.end`; `last_day` is for people and for columns
    that store an inclusive last day. Quarters sort in time.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        # The year after 9998 is the last that a date can hold; `end` needs it.
        if not 1 <= self.year <= 9998:
            raise ValueError(f"Een kwartaal kan niet in het jaar {self.year} liggen.")
        if self.number not in _ORDINALS:
            raise ValueError(f"Een jaar heeft kwartaal 1 tot en met 4: {self.number}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-Q3`, the form that `str()` writes; anything else: ValueError."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError(f"“{text}” is geen kwartaal. Schrijf het als 2026-Q3.")
        return cls(int(written["year"]), int(written["number"]))

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the quarter that this day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """The first day after the quarter (exclusive end)."""
        return self.next.start

    @property
    def last_day(self) -> date:
        """The last day that still belongs to the quarter (inclusive end)."""
        month = 3 * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def previous(self) -> Self:
        """The quarter before this one."""
        if self.number == 1:
            return type(self)(self.year - 1, 4)
        return type(self)(self.year, self.number - 1)

    @property
    def next(self) -> Self:
        """The quarter after this one."""
        if self.number == 4:
            return type(self)(self.year + 1, 1)
        return type(self)(self.year, self.number + 1)

    @property
    def label(self) -> str:
        """The words for people: `derde kwartaal 2026`."""
        return f"{_ORDINALS[self.number]} kwartaal {self.year}"
