"""The figures that the issues ask for, each with its floor and its aim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.cells import (
    ALL,
    CLOSED,
    DEEP,
    DETAIL,
    LIST,
    MANY,
    ONE,
    SHORT,
    UNCHANGED,
    Cell,
    Cells,
    Key,
)
from bench.servers import HAND, PRODUCT, TEXTBOOK

NOT_BUILT = "nog niet gebouwd"
MISSED = "GEMIST"
RESTLESS = "niet te zeggen"
# Waiting this much longer than working, a program was kept from the processor.
KEPT_WAITING = 1.3


@dataclass(frozen=True)
class Verdict:
    """One figure beside what it must be, and what it may become.

    `by_processor` is the same in processor time, which neighbours on the machine
    disturb less. `keys` are the cells that it was made of, `restless` tells whether
    neighbours disturbed them.
    """

    title: str
    figure: float | None
    floor: float
    aim: float | None = None
    at_least: bool = True
    unit: str = "×"
    by_processor: float | None = None
    keys: tuple[Key, ...] = ()
    restless: bool = False

    @property
    def outcome(self) -> str:
        """Return what it comes to, in one word or three."""
        if self.figure is None:
            return NOT_BUILT
        if not self._reaches(self.figure, self.floor):
            by_processor = self.by_processor is not None and self._reaches(
                self.by_processor, self.floor
            )
            return RESTLESS if self.restless and by_processor else MISSED
        if self.aim is not None and self._reaches(self.figure, self.aim):
            return "doel gehaald"
        return "gehaald"

    def _reaches(self, figure: float, limit: float) -> bool:
        return figure >= limit if self.at_least else figure <= limit


@dataclass(frozen=True)
class _Beside:
    """Requests per second of the product beside those of another."""

    endpoint: str
    size: str
    other: str
    floor: float
    aim: float | None = None
    # Of the other, where that is not the same endpoint.
    other_endpoint: str = ""

    def verdict(self, cells: Cells) -> Verdict:
        mine = Key(self.endpoint, self.size, PRODUCT.name, MANY)
        theirs = Key(self.other_endpoint or self.endpoint, self.size, self.other, MANY)
        names = {HAND.name: HAND.title, TEXTBOOK.name: TEXTBOOK.title}
        return Verdict(
            f"{self.endpoint} ({self.size}) ÷ {names[self.other]}",
            _ratio(_figure(cells, mine), _figure(cells, theirs)),
            self.floor,
            self.aim,
            # Less time is more requests.
            by_processor=_ratio(_processor(cells, theirs), _processor(cells, mine)),
            keys=(mine, theirs),
            restless=_is_restless(cells, mine, theirs),
        )


@dataclass(frozen=True)
class _Growth:
    """Latency of one request at a time, beside that of a smaller or nearer one."""

    title: str
    endpoint: str
    size: str
    other_endpoint: str
    other_size: str

    def verdict(self, cells: Cells) -> Verdict:
        mine = Key(self.endpoint, self.size, PRODUCT.name, ONE)
        theirs = Key(self.other_endpoint, self.other_size, PRODUCT.name, ONE)
        return Verdict(
            self.title,
            _ratio(_latency(cells, mine), _latency(cells, theirs)),
            1.5,
            1.2,
            at_least=False,
            by_processor=_ratio(_processor(cells, mine), _processor(cells, theirs)),
            keys=(mine, theirs),
            restless=_is_restless(cells, mine, theirs),
        )


_LARGE = (
    _Beside(LIST, "M", HAND.name, 0.30, 0.60),
    _Beside(LIST, "L", HAND.name, 0.30, 0.60),
    _Beside(LIST, "M", TEXTBOOK.name, 4),
    _Beside(LIST, "L", TEXTBOOK.name, 4),
    _Beside(SHORT, "S", HAND.name, 0.09, 0.25),
    _Beside(DETAIL, "M", HAND.name, 0.065, 0.25),
    _Beside(DETAIL, "M", TEXTBOOK.name, 2),
    _Beside(UNCHANGED, "M", HAND.name, 0.22, 0.35, other_endpoint=DETAIL),
    _Beside(CLOSED, "S", HAND.name, 0.08, 0.17),
    _Growth("op 90 % ÷ eerste bladzijde (L)", DEEP, "L", ALL, "L"),
    _Growth("lijst van 100, L ÷ S", ALL, "L", ALL, "S"),
    _Growth("detail, L ÷ S", DETAIL, "L", DETAIL, "S"),
    _Growth("gesloten overzicht, L ÷ S", CLOSED, "L", CLOSED, "S"),
)

_SMALL = (
    _Beside(ALL, "S", HAND.name, 0.30, 0.60),
    _Beside(ALL, "S", TEXTBOOK.name, 4),
    _Beside(SHORT, "S", HAND.name, 0.09, 0.25),
    _Beside(DETAIL, "S", HAND.name, 0.065, 0.25),
    _Beside(DETAIL, "S", TEXTBOOK.name, 2),
    _Beside(UNCHANGED, "S", HAND.name, 0.22, 0.35, other_endpoint=DETAIL),
    _Beside(CLOSED, "S", HAND.name, 0.08, 0.17),
)

# Statements besides the one that tells who asks.
_STATEMENTS = (
    ("lijst", 4, 3),
    ("detail", 6, 2),
    ("304", 1, None),
    ("overzicht", 2, 1),
)

# Milliseconds on the real programme.
_PROGRAMME = (
    ("dashboard op SQLite", "dashboard", 50),
    ("overzicht samenstellen (compose)", "compose", 50),
    ("overzicht als PDF", "pdf", 5000),
)


def verdicts_on_load(cells: Cells, *, small: bool) -> list[Verdict]:
    """Return the verdicts on what was measured under load."""
    return [asked.verdict(cells) for asked in (_SMALL if small else _LARGE)]


def verdicts_on_statements(counted: Mapping[str, int]) -> Iterator[Verdict]:
    """Return the verdicts on statements per request."""
    for name, most, aim in _STATEMENTS:
        yield Verdict(
            f"SQL-opdrachten: {name}",
            counted.get(name),
            most,
            aim,
            at_least=False,
            unit="",
        )


def verdict_on_open_overview(mine_ms: float | None, theirs_ms: float) -> Verdict:
    """Return the verdict on the overview of a quarter that is still open."""
    return Verdict(
        "open overzicht (M) ÷ één SQL met de hand",
        _ratio(mine_ms, theirs_ms),
        1.4,
        1.2,
        at_least=False,
    )


def verdicts_on_programme(
    taken_ms: Mapping[str, Mapping[str, float]],
) -> Iterator[Verdict]:
    """Return the verdicts on the real programme."""
    for title, name, most in _PROGRAMME:
        taken = taken_ms.get(name, {})
        wall, cpu = taken.get("wall"), taken.get("cpu")
        yield Verdict(
            title,
            wall,
            most,
            at_least=False,
            unit="ms",
            by_processor=cpu,
            restless=bool(wall and cpu and wall > KEPT_WAITING * cpu),
        )


def _cell(cells: Cells, key: Key) -> Cell | None:
    cell = cells.get(key)
    return cell if cell is not None and cell.samples else None


def _is_restless(cells: Cells, *keys: Key) -> bool:
    found = [_cell(cells, key) for key in keys]
    return any(cell is not None and not cell.is_quiet for cell in found)


def _figure(cells: Cells, key: Key) -> float | None:
    cell = _cell(cells, key)
    return cell.per_second if cell else None


def _latency(cells: Cells, key: Key) -> float | None:
    cell = _cell(cells, key)
    return cell.p50_ms if cell else None


def _processor(cells: Cells, key: Key) -> float | None:
    cell = _cell(cells, key)
    return cell.processor_ms if cell else None


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
