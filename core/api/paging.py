"""Pages: by number, or from where the last one stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.api.ordering import Cursor, Ordering

# The values of an ordering; the last one is the id.
Place = tuple[Any, ...]


@dataclass(frozen=True)
class PageWanted:
    """Which page is asked for: by `number`, or by `cursor` (None: the first)."""

    ordering: Ordering
    size: int
    number: int | None
    cursor: Cursor | None

    @property
    def start(self) -> int:
        """Return how many rows come before it."""
        return 0 if self.number is None else (self.number - 1) * self.size

    @property
    def is_backwards(self) -> bool:
        """Tell whether it is the page before the cursor."""
        return self.cursor is not None and self.cursor.backwards

    def places(
        self,
        queryset: QuerySet[Any],
        *,
        ordering: Ordering | None = None,
        from_start: bool = False,
    ) -> list[Place]:
        """Return the places on the page and one more, in the order in which found.

        `ordering` says the same of columns of another table. With `from_start` the
        pages before it come along.
        """
        ordering = ordering or self.ordering
        if self.cursor is not None:
            queryset = queryset.filter(
                ordering.beyond(self.cursor.values, backwards=self.cursor.backwards)
            )
        ordered = queryset.order_by(*ordering.order_by(backwards=self.is_backwards))
        start = 0 if from_start else self.start
        return list(
            ordered.values_list(*ordering.paths)[start : self.start + self.size + 1]
        )


@dataclass(frozen=True)
class Page:
    """A page as the envelope tells it.

    `next` and `previous` are page numbers when it was asked by number, else cursors;
    None where there is nothing.
    """

    count: int | None
    items: list[dict[str, Any]]
    next: int | str | None
    previous: int | str | None


def neighbours(
    wanted: PageWanted, places: list[Place], *, more: bool
) -> tuple[int | str | None, int | str | None]:
    """Return next and previous of the page with these places, in reading order.

    `more` tells whether the database had more, in the direction of reading.
    """
    if wanted.number is not None:
        return (
            wanted.number + 1 if more else None,
            wanted.number - 1 if wanted.number > 1 else None,
        )
    if not places:
        return None, None
    has_next = more or wanted.is_backwards
    has_previous = more if wanted.is_backwards else wanted.cursor is not None
    return (
        Cursor(places[-1]).encode(wanted.ordering) if has_next else None,
        Cursor(places[0], True).encode(wanted.ordering) if has_previous else None,
    )
