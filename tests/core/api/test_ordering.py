"""Orderings and cursors: every row once, whatever the values, and no foreign cursor."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    IntegerField,
    Q,
)

from core.api.ordering import Cursor, Order, Ordering, Term

NUMBER = Term("number", Order("number", IntegerField()), descending=False)
DAY = Term("day", Order("day", DateField(null=True)), descending=True)
WORDS = Term("words", Order("words", CharField()), descending=False)
MOMENT = Term("moment", Order("moment", DateTimeField()), descending=False)


def raw(value: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


def test_rows_beyond_one_value_are_one_comparison() -> None:
    assert Ordering((NUMBER,)).beyond([5]) == Q(number__gt=5)
    assert Ordering((NUMBER,)).beyond([5], backwards=True) == Q(number__lt=5)


def test_rows_beyond_several_values_start_at_the_first_value() -> None:
    condition = Ordering((WORDS, NUMBER)).beyond(["a", 5])

    # The last part says nothing new; it lets the database begin there in its index.
    assert condition == (Q(words__gt="a") | (Q(words="a") & Q(number__gt=5))) & Q(
        words__gte="a"
    )


def test_empty_values_come_last_in_either_direction() -> None:
    ordering = Ordering((DAY, NUMBER))
    day = date(2026, 1, 1)

    after = ordering.beyond([day, 5])
    after_empty = ordering.beyond([None, 5])
    before_empty = ordering.beyond([None, 5], backwards=True)

    assert after == (Q(day__lt=day) | Q(day__isnull=True)) | (
        Q(day=day) & Q(number__gt=5)
    )
    assert after_empty == Q(day__isnull=True) & Q(number__gt=5)
    assert before_empty == Q(day__isnull=False) | (
        Q(day__isnull=True) & Q(number__lt=5)
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_cursor_is_read_as_it_was_written(*, backwards: bool) -> None:
    ordering = Ordering((DAY, MOMENT, WORDS, NUMBER))
    values = (date(2026, 1, 31), datetime(2026, 1, 1, 12, 30, 5, 7, UTC), "é/+", 7)
    cursor = Cursor(values, backwards)

    assert Cursor.decode(cursor.encode(ordering), ordering) == cursor


def test_cursor_may_hold_an_empty_value_where_the_column_may() -> None:
    ordering = Ordering((DAY, NUMBER))

    text = Cursor((None, 7)).encode(ordering)

    assert Cursor.decode(text, ordering).values == (None, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "é",
        "!!!",
        raw(None),
        raw([]),
        raw({}),
        raw(["words,number", ["a", 1]]),
        raw(["words,number", ["a", 1], 0]),
        raw(["words,number", ["a"], False]),
        raw(["words,number", ["a", 1, 2], False]),
        raw(["words,number", [None, 1], False]),
        raw(["words,number", ["a", None], False]),
        raw(["words,number", ["a", "x"], False]),
        raw(["words,number", ["a", True], False]),
        raw(["words,number", ["a\u0000", 1], False]),
        raw(["-words,number", ["a", 1], False]),
        raw(["number,words", [1, "a"], False]),
        raw(["words,number", "ab", False]),
        "a" * 3000,
        base64.urlsafe_b64encode(b"[" * 900).decode(),
    ],
)
def test_text_that_is_no_cursor_of_this_ordering_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Cursor.decode(text, Ordering((WORDS, NUMBER)))


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "gisteren", "2026-13-01"]
)
def test_moment_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Cursor.decode(raw(["moment", [text], False]), Ordering((MOMENT,)))


def test_value_of_another_type_is_refused() -> None:
    term = Term("flag", Order("flag", BooleanField()), descending=False)

    with pytest.raises(ValueError, match="no order"):
        Cursor.decode(raw(["flag", [True], False]), Ordering((term,)))
