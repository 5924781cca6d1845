"""In which order rows come, and how to go on after the last one that was seen.

A page goes on where the values of the last row stop (keyset), not at a position: the
last page costs as much as the first, and a row that comes or goes does not shift the
others.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Field, OrderBy, Q
from django.db.models.expressions import F

MAX_CURSOR_LENGTH = 2000


@dataclass(frozen=True)
class Order:
    """A key that one may order by: the column, its type, whether it may be empty."""

    path: str
    field: Field[Any, Any]

    @property
    def may_be_empty(self) -> bool:
        """Tell whether rows without a value come last."""
        return bool(self.field.null)


@dataclass(frozen=True)
class Term:
    """One key of an ordering, with its direction."""

    key: str
    order: Order
    descending: bool

    def order_by(self, *, backwards: bool) -> OrderBy:
        """Return it for `order_by`; rows without a value come last."""
        column = F(self.order.path)
        descending = self.descending != backwards
        if not self.order.may_be_empty:
            return column.desc() if descending else column.asc()
        place: dict[str, Any] = {"nulls_first" if backwards else "nulls_last": True}
        return column.desc(**place) if descending else column.asc(**place)

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Return the condition for rows after this value; None when there are none."""
        path = self.order.path
        if value is None:
            return Q(**{f"{path}__isnull": False}) if backwards else None
        lookup = "lt" if self.descending != backwards else "gt"
        condition = Q(**{f"{path}__{lookup}": value})
        if self.order.may_be_empty and not backwards:
            condition |= Q(**{f"{path}__isnull": True})
        return condition

    def at(self, value: Any) -> Q:
        """Return the condition for rows with just this value."""
        path = self.order.path
        return Q(**{f"{path}__isnull": True}) if value is None else Q(**{path: value})


@dataclass(frozen=True)
class Ordering:
    """The keys to order by; the last one is the id, so that no two rows are equal."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return ",".join(f"{'-' if t.descending else ''}{t.key}" for t in self.terms)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the columns whose values a cursor needs."""
        return tuple(term.order.path for term in self.terms)

    def order_by(self, *, backwards: bool = False) -> Iterator[OrderBy]:
        """Return what to give to `order_by`."""
        return (term.order_by(backwards=backwards) for term in self.terms)

    def beyond(self, values: Sequence[Any], *, backwards: bool = False) -> Q:
        """Return the condition for the rows after the row with these values."""
        condition: Q | None = None
        for term, value in reversed(list(zip(self.terms, values, strict=True))):
            further = term.beyond(value, backwards=backwards)
            if condition is not None:
                same = term.at(value) & condition
                condition = same if further is None else further | same
                if further is not None and not term.order.may_be_empty:
                    # Says nothing new, but lets the database start at this value
                    # in its index instead of at the first row.
                    lookup = "lte" if term.descending != backwards else "gte"
                    condition &= Q(**{f"{term.order.path}__{lookup}": value})
            else:
                condition = further
        assert condition is not None
        return condition


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: just after the row with these values, or just before."""

    values: tuple[Any, ...]
    backwards: bool = False

    def encode(self, ordering: Ordering) -> str:
        """Return the text for the address; it fits this ordering only."""
        written = orjson.dumps([str(ordering), list(self.values), self.backwards])
        return base64.urlsafe_b64encode(written).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, ordering: Ordering) -> Cursor:
        """Read what `encode` wrote; raise ValueError for anything else."""
        if len(text) > MAX_CURSOR_LENGTH:
            raise ValueError("too long")
        try:
            raw = base64.b64decode(
                text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
            )
            written, values, backwards = orjson.loads(raw)
            if written != str(ordering) or not isinstance(backwards, bool):
                raise ValueError("another ordering")
            return cls(
                tuple(
                    _value(value, term)
                    for term, value in zip(ordering.terms, values, strict=True)
                ),
                backwards,
            )
        except (binascii.Error, ValidationError, TypeError, OverflowError) as error:
            raise ValueError("not a cursor") from error


def _value(value: Any, term: Term) -> Any:
    if value is None:
        if not term.order.may_be_empty:
            raise ValueError("empty")
        return None
    if isinstance(value, bool):
        raise ValueError("no order in true and false")
    read = term.order.field.to_python(value)
    if isinstance(read, datetime):
        # A moment without a zone raises nothing here, and is not what encode wrote.
        return read.astimezone(UTC)
    if isinstance(read, str) and "\0" in read:
        raise ValueError("NUL")
    if isinstance(read, int | date | str):
        return read
    raise ValueError("unknown type")
