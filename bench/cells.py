"""What is measured: a cell is one endpoint of one contender on one size."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.load import Request, Sample
from bench.servers import CONTENDERS, HAND, PRODUCT, Contender

MANY = 8
ONE = 1
# A round in which others used more than this of the machine tells little.
MOST_FOREIGN = 0.25

LIST = "lijst van 100, hoofdstuk en status"
SHORT = "korte lijst, 7 rijen"
ALL = "lijst van 100, alles"
DEEP = "lijst van 100, op 90 %"
DETAIL = "detail"
UNCHANGED = "detail, 304"
CLOSED = "gesloten overzicht"


@dataclass(frozen=True)
class Key:
    """Names a cell: endpoint, size, contender, connections at once."""

    endpoint: str
    size: str
    contender: str
    connections: int


@dataclass
class Cell:
    """The requests of a cell and what the rounds gave."""

    key: Key
    requests: Sequence[Request]
    samples: list[Sample] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Tell whether there was a round that others disturbed little."""
        return any(map(_is_quiet, self.samples))

    @property
    def errors(self) -> int:
        """Return how many answers were no answer, over all rounds."""
        return sum(sample.errors for sample in self.samples)

    def median(self, figure: Callable[[Sample], float | None]) -> float | None:
        """Return the median of a figure over the quiet rounds, or over all of them."""
        used = list(filter(_is_quiet, self.samples)) or self.samples
        told = [value for value in map(figure, used) if value is not None]
        return statistics.median(told) if told else None

    @property
    def per_second(self) -> float | None:
        """Return how many requests were answered per second."""
        return self.median(lambda sample: sample.per_second)

    @property
    def p50_ms(self) -> float | None:
        """Return the latency that half of the requests stay under."""
        return self.median(lambda sample: sample.p50_ms)

    @property
    def processor_ms(self) -> float | None:
        """Return the processor time per request, of application and database."""
        return self.median(
            lambda s: (
                None
                if s.app_ms is None or s.database_ms is None
                else s.app_ms + s.database_ms
            )
        )


Cells = Mapping[Key, Cell]


def _is_quiet(sample: Sample) -> bool:
    return (sample.foreign or 0) <= MOST_FOREIGN


@dataclass(frozen=True)
class Plan:
    """An endpoint with the sizes, contenders and connections to measure it at."""

    endpoint: str
    sizes: str
    contenders: tuple[Contender, ...]
    connections: int

    def cell_keys(self) -> list[Key]:
        """Return the keys of its cells; what is compared comes one after the other."""
        return [
            Key(self.endpoint, size, contender.name, self.connections)
            for size in self.sizes
            for contender in self.contenders
        ]


PLANS = (
    Plan(SHORT, "S", CONTENDERS, MANY),
    Plan(LIST, "ML", CONTENDERS, MANY),
    Plan(DETAIL, "M", CONTENDERS, MANY),
    Plan(UNCHANGED, "M", (PRODUCT,), MANY),
    Plan(CLOSED, "S", (PRODUCT, HAND), MANY),
    # One request at a time, to see what the size of the database does.
    Plan(ALL, "SL", (PRODUCT, HAND), ONE),
    Plan(DETAIL, "SL", (PRODUCT, HAND), ONE),
    Plan(CLOSED, "SL", (PRODUCT,), ONE),
    Plan(DEEP, "L", (PRODUCT, HAND), ONE),
)

SMALL_PLANS = (
    Plan(SHORT, "S", CONTENDERS, MANY),
    Plan(ALL, "S", CONTENDERS, MANY),
    Plan(DETAIL, "S", CONTENDERS, MANY),
    Plan(UNCHANGED, "S", (PRODUCT,), MANY),
    Plan(CLOSED, "S", (PRODUCT, HAND), MANY),
)
