from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quarters import Quarter

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "last_day"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 31)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 7, 1), date(2026, 6, 30)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1), date(2026, 9, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_quarter_parsed_has_its_days(
    text: str, start: date, end: date, last_day: date
) -> None:
    quarter = Quarter.parse(text)

    assert (quarter.start, quarter.end, quarter.last_day) == (start, end, last_day)
    assert str(quarter) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-Q0",
        "2026-Q5",
        "2026-q3",
        "Q3 2026",
        "26-Q3",
        "2026-Q3 ",
        "٢٠٢٦-Q3",
    ],
)
def test_quarter_parse_of_another_form_names_the_text(text: str) -> None:
    with pytest.raises(ValueError, match="is geen kwartaal") as raised:
        Quarter.parse(text)

    assert f"“{text}”" in str(raised.value)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 5), (0, 1), (9999, 4)])
def test_quarter_outside_the_calendar_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="kwartaal"):
        Quarter(year, number)


def test_quarter_parse_of_year_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="in het jaar 0"):
        Quarter.parse("0000-Q1")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2026-Q1", "2026-Q2"), ("2026-Q3", "2026-Q4"), ("2025-Q4", "2026-Q1")],
)
def test_quarter_neighbours_are_previous_and_next(earlier: str, later: str) -> None:
    first, second = Quarter.parse(earlier), Quarter.parse(later)

    assert first.next == second
    assert second.previous == first
    assert first < second


def test_quarter_label_is_in_dutch() -> None:
    labels = [Quarter(2026, number).label for number in (1, 2, 3, 4)]

    assert labels == [
        "eerste kwartaal 2026",
        "tweede kwartaal 2026",
        "derde kwartaal 2026",
        "vierde kwartaal 2026",
    ]


@given(DAYS)
def test_quarter_containing_a_day_holds_it(day: date) -> None:
    quarter = Quarter.containing(day)

    assert quarter.start <= day < quarter.end
    assert day <= quarter.last_day


@given(DAYS)
def test_quarter_ends_where_the_next_starts(day: date) -> None:
    quarter = Quarter.containing(day)

    assert quarter.end == quarter.next.start
    assert quarter.last_day + timedelta(days=1) == quarter.end
    assert quarter.next.previous == quarter
    assert Quarter.parse(str(quarter)) == quarter
