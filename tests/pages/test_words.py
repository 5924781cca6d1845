"""Dates, lengths of time and numbers in plain Dutch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.imprecise_dates import parse_imprecise_date
from pages.words import in_dutch, last_day, length, number


def test_day_is_written_in_full() -> None:
    assert in_dutch(date(2026, 9, 1)) == "1 september 2026"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("najaar 2022", "uiterlijk 30 november 2022"),
        ("tot oktober 2022", "uiterlijk 31 oktober 2022"),
        ("per 2024", "op 1 januari 2024"),
        ("1-6-2023", "op 1 juni 2023"),
        ("1 juni 2023", ""),
        ("na 2025", "na 31 december 2025"),
        ("komende jaren", "geen datum genoemd"),
    ],
)
def test_last_day_says_what_printed_words_ask(words: str, expected: str) -> None:
    assert last_day(parse_imprecise_date(words)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, "1 dag"),
        (60, "60 dagen"),
        (61, "ruim 2 maanden"),
        (364, "ruim 11 maanden"),
        (731, "ruim 2 jaar"),
    ],
)
def test_length_never_claims_more_than_there_is(days: int, expected: str) -> None:
    assert length(days) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("3000.00"), "3.000"),
        (Decimal("40"), "40"),
        (Decimal("2.50"), "2,5"),
        (Decimal("1234567.25"), "1.234.567,25"),
        (0, "0"),
    ],
)
def test_number_has_dutch_marks_and_no_empty_decimals(
    value: Decimal | int, expected: str
) -> None:
    assert number(value) == expected
