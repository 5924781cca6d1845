"""The table of core.imprecise_dates, row by row, and what holds for any words."""

import pickle
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imprecise_dates import (
    PRECISION_LABELS,
    TEXT_MAX_LENGTH,
    ImpreciseDate,
    Precision,
    Role,
    UnknownDateWords,
    parse_imprecise_date,
)
from core.quarters import Quarter


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


PARTS = [
    ("1 juni 2023", "2023-06-01", "2023-06-01", "day"),
    ("op 13 mei 2022", "2022-05-13", "2022-05-13", "day"),
    ("29 februari 2024", "2024-02-29", "2024-02-29", "day"),
    ("1 okt. 2024", "2024-10-01", "2024-10-01", "day"),
    ("30-9-2026", "2026-09-30", "2026-09-30", "day"),
    ("2026-09-30", "2026-09-30", "2026-09-30", "day"),
    ("september 2022", "2022-09-01", "2022-09-30", "month"),
    ("in januari 2023", "2023-01-01", "2023-01-31", "month"),
    ("februari 2024", "2024-02-01", "2024-02-29", "month"),
    ("Dec 2022", "2022-12-01", "2022-12-31", "month"),
    ("begin juli 2019", "2019-07-01", "2019-07-31", "month"),
    ("medio juli 2019", "2019-07-01", "2019-07-31", "month"),
    ("eind november 2020", "2020-11-01", "2020-11-30", "month"),
    ("Q3 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("Q3 van 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("2022-Q3", "2022-07-01", "2022-09-30", "quarter"),
    ("derde kwartaal 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("in het derde kwartaal van 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("eerste kwartaal 2020", "2020-01-01", "2020-03-31", "quarter"),
    ("2e kwartaal 2015", "2015-04-01", "2015-06-30", "quarter"),
    ("vierde kwartaal van 2019", "2019-10-01", "2019-12-31", "quarter"),
    ("het laatste kwartaal van 2020", "2020-10-01", "2020-12-31", "quarter"),
    ("begin 2023", "2023-01-01", "2023-03-31", "quarter"),
    ("eind 2022", "2022-10-01", "2022-12-31", "quarter"),
    ("het eind van 2020", "2020-10-01", "2020-12-31", "quarter"),
    ("einde van het jaar 2020", "2020-10-01", "2020-12-31", "quarter"),
    ("voorjaar van 2021", "2021-03-01", "2021-05-31", "season"),
    ("Medio 2023", "2023-06-01", "2023-07-31", "season"),
    ("zomer 2024", "2024-06-01", "2024-08-31", "season"),
    ("In de zomer van 2022", "2022-06-01", "2022-08-31", "season"),
    ("de zomer 2024", "2024-06-01", "2024-08-31", "season"),
    ("najaar 2022", "2022-09-01", "2022-11-30", "season"),
    ("in het najaar van 2022", "2022-09-01", "2022-11-30", "season"),
    ("de eerste helft van 2023", "2023-01-01", "2023-06-30", "half"),
    ("tweede helft 2022", "2022-07-01", "2022-12-31", "half"),
    ("eerste halfjaar van 2023", "2023-01-01", "2023-06-30", "half"),
    ("2026", "2026-01-01", "2026-12-31", "year"),
    ("in 2022", "2022-01-01", "2022-12-31", "year"),
    ("van 2023", "2023-01-01", "2023-12-31", "year"),
    ("het jaar 2022", "2022-01-01", "2022-12-31", "year"),
    ("voor het jaar 2022", "2022-01-01", "2022-12-31", "year"),
    ("in de loop van 2024", "2024-01-01", "2024-12-31", "year"),
    ("1990", "1990-01-01", "1990-12-31", "year"),
    ("2100", "2100-01-01", "2100-12-31", "year"),
]

RANGES = [
    ("2022 en 2023", "2022-01-01", "2023-12-31", "range"),
    ("2023 t/m 2025", "2023-01-01", "2025-12-31", "range"),
    ("2023t/m2025", "2023-01-01", "2025-12-31", "range"),
    ("2023 T/M 2025", "2023-01-01", "2025-12-31", "range"),
    ("2023 tot en met 2025", "2023-01-01", "2025-12-31", "range"),
    ("van 2023 tot en met 2025", "2023-01-01", "2025-12-31", "range"),
    ("van 2023 tot 2025", "2023-01-01", "2025-12-31", "range"),
    ("2023-2026", "2023-01-01", "2026-12-31", "range"),
    ("2023- 2026", "2023-01-01", "2026-12-31", "range"),
    ("2023\u20132026", "2023-01-01", "2026-12-31", "range"),
    ("2023 \u2014 2026", "2023-01-01", "2026-12-31", "range"),
    ("periode 2023-2026", "2023-01-01", "2026-12-31", "range"),
    ("in de periode 2023-2026", "2023-01-01", "2026-12-31", "range"),
    ("voor de periode 2024-2028", "2024-01-01", "2028-12-31", "range"),
    ("gedurende een periode van 2023-2026", "2023-01-01", "2026-12-31", "range"),
    ("in de jaren 2023 t/m 2025", "2023-01-01", "2025-12-31", "range"),
    ("begin 2023 tot eind 2024", "2023-01-01", "2024-12-31", "range"),
    ("najaar 2022 en 2023", "2022-09-01", "2023-12-31", "range"),
    ("het najaar van 2020 en voorjaar van 2021", "2020-09-01", "2021-05-31", "range"),
    ("tussen oktober 2019 en oktober 2020", "2019-10-01", "2020-10-31", "range"),
    ("tussen maart en mei 2020", "2020-03-01", "2020-05-31", "range"),
    ("april-juni 2022", "2022-04-01", "2022-06-30", "range"),
    ("vanaf 2018 tot en met 2025", "2018-01-01", "2025-12-31", "range"),
    (
        "van het 4e kwartaal 2019 tot en met het 2e kwartaal 2025",
        "2019-10-01",
        "2025-06-30",
        "range",
    ),
    ("1 juni 2023 t/m 5 juni 2023", "2023-06-01", "2023-06-05", "range"),
]

BOUNDS = [
    ("tot 2026", None, "2026-12-31", "year"),
    ("de periode tot 2026", None, "2026-12-31", "year"),
    ("tot eind 2023", None, "2023-12-31", "quarter"),
    ("tot in 2022", None, "2022-12-31", "year"),
    ("tot oktober 2022", None, "2022-10-31", "month"),
    ("tot maximaal december 2022", None, "2022-12-31", "month"),
    ("tot uiterlijk najaar 2024", None, "2024-11-30", "season"),
    ("tot en met 2025", None, "2025-12-31", "year"),
    ("t/m 2025", None, "2025-12-31", "year"),
    ("voor 2023", None, "2023-12-31", "year"),
    ("vóór 1 juli 2023", None, "2023-07-01", "day"),
    ("voor het eind van 2020", None, "2020-12-31", "quarter"),
    ("uiterlijk in 2023", None, "2023-12-31", "year"),
    ("uiterlijk 1 juli 2023", None, "2023-07-01", "day"),
    ("vanaf 2025", "2025-01-01", "2025-01-01", "from"),
    ("per 2024", "2024-01-01", "2024-01-01", "from"),
    ("per oktober 2021", "2021-10-01", "2021-10-01", "from"),
    ("per 1 januari 2021", "2021-01-01", "2021-01-01", "from"),
    ("vanaf begin 2023", "2023-01-01", "2023-03-31", "from"),
    ("vanaf het najaar van 2020", "2020-09-01", "2020-11-30", "from"),
    ("per Q3 2022", "2022-07-01", "2022-09-30", "from"),
    ("in 2023 en verder", "2023-01-01", "2023-12-31", "from"),
    ("na 2025", "2026-01-01", None, "after"),
    ("na de zomer van 2025", "2025-09-01", None, "after"),
    ("na 2100", "2101-01-01", None, "after"),
]

VAGUE = [
    (words, None, None, "unknown")
    for words in (
        "komende jaren",
        "de komende jaren",
        "De komende 4 jaar",
        "de komende vier jaar",
        "de komende anderhalf jaar",
        "komende periode",
        "het komende halfjaar",
        "op termijn",
        "op korte termijn",
        "op de korte termijn",
        "op langere termijn",
        "op korte en langere termijn",
        "op korte- en middellange termijn",
        "op afzienbare termijn",
        "binnen twee jaar",
        "na uiterlijk twee jaar",
        "tijdens de looptijd van de Toekomstagenda",
        "in de toekomst",
        "zo snel mogelijk",
        "nog te bepalen",
    )
]


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"), [*PARTS, *RANGES, *BOUNDS, *VAGUE]
)
def test_parse_known_words_gives_their_days(
    words: str, start: str | None, end: str | None, precision: str
) -> None:
    parsed = parse_imprecise_date(words)

    assert parsed == ImpreciseDate(day(start), day(end), Precision(precision), words)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("vanaf 2025", "2025-12-31"),
        ("vanaf januari 2025", "2025-01-31"),
        ("per 1 januari 2025", "2025-01-01"),
        ("vanaf begin 2025", "2025-03-31"),
    ],
)
def test_parse_from_for_a_start_ends_with_the_last_day(words: str, end: str) -> None:
    parsed = parse_imprecise_date(words, role="start")

    assert parsed.start == date(2025, 1, 1)
    assert parsed.end == day(end)
    assert parsed.precision == Precision.FROM


@pytest.mark.parametrize(
    "words", [row[0] for row in (*PARTS, *RANGES, *VAGUE)] + ["tot 2026", "na 2025"]
)
def test_parse_without_from_is_the_same_for_a_start(words: str) -> None:
    assert parse_imprecise_date(words, role="start") == parse_imprecise_date(words)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "er staat niets"),
        (" \u00a0 ", "er staat niets"),
        ("20243", "aan het jaartal 2024 plakt misschien een voetnootcijfer"),
        ("januari 20238", "aan het jaartal 2023 plakt misschien een voetnootcijfer"),
        ("december 2020\u00b9", "aan het jaartal 2020 plakt misschien"),
        ("2023 t/m 202512", "aan het jaartal 2025 plakt misschien"),
        ("2 december", "er staat geen jaartal bij"),
        ("dit najaar", "er staat geen jaartal bij"),
        ("eind volgend jaar", "er staat geen jaartal bij"),
        ("3 juni jl.", "er staat geen jaartal bij"),
        ("jaarlijks", "maak van iets jaarlijks één datum per jaar"),
        ("jaarlijks 1 juni", "maak van iets jaarlijks één datum per jaar"),
        ("1989", "het jaartal 1989 ligt niet in 1990 tot en met 2100"),
        ("vanaf 2101", "het jaartal 2101 ligt niet in 1990 tot en met 2100"),
        ("31 februari 2023", "die dag bestaat niet"),
        ("2023-13-01", "die dag bestaat niet"),
        ("2025-2023", "het einde ligt voor het begin"),
        ("winter 2022", "schrijf bijvoorbeeld"),
        ("begin najaar 2022", "schrijf bijvoorbeeld"),
        ("tot eind", "er staat geen jaartal bij"),
        ("per 2023 t/m 2025", "schrijf bijvoorbeeld"),
        ("na 2022 en 2023", "schrijf bijvoorbeeld"),
        ("2022 of 2023", "schrijf bijvoorbeeld"),
        ("32 mooie 2023", "schrijf bijvoorbeeld"),
        ("maart/mei 2020", "schrijf bijvoorbeeld"),
        ("2022 " * 100, f"meer dan {TEXT_MAX_LENGTH} tekens"),
    ],
)
def test_parse_unknown_words_says_why(words: str, reason: str) -> None:
    with pytest.raises(UnknownDateWords) as raised:
        parse_imprecise_date(words)

    assert raised.value.reason.startswith(reason)
    assert f"“{raised.value.words}”" in str(raised.value)
    assert raised.value.words.removesuffix("…") in " ".join(words.split())


def test_unknown_date_words_survive_another_process() -> None:
    error = UnknownDateWords("winter 2022", "er staat niets")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(
    "words", ["NAJAAR 2022", "najaar\u00a02022", " najaar\t 2022\n"]
)
def test_parse_reads_past_capitals_and_spaces(words: str) -> None:
    parsed = parse_imprecise_date(words)

    assert (parsed.start, parsed.end) == (date(2022, 9, 1), date(2022, 11, 30))
    assert parsed.text == " ".join(words.split())


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (None, "1 juni 2023"),
        ("", "1 juni 2023"),
        ("  ", "1 juni 2023"),
        (" jaarlijks\u00a01 juni ", "jaarlijks 1 juni"),
    ],
)
def test_parse_keeps_the_printed_words(printed: str | None, text: str) -> None:
    parsed = parse_imprecise_date("1 juni  2023", printed=printed)

    assert parsed.text == text
    assert parsed.end == date(2023, 6, 1)


def test_parse_printed_words_over_the_limit_is_refused() -> None:
    with pytest.raises(UnknownDateWords, match="meer dan 200 tekens"):
        parse_imprecise_date("2023", printed="x" * (TEXT_MAX_LENGTH + 1))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tot 2026", True),
        ("Tot eind 2023", True),
        ("van 2023 tot 2025", True),
        ("tot en met 2025", False),
        ("van 2023 tot en met 2025", False),
        ("t/m 2025", False),
        ("uiterlijk 2026", False),
        ("oktober 2022", False),
        ("komende jaren", False),
    ],
)
def test_is_uncertain_only_with_tot(words: str, expected: bool) -> None:
    assert parse_imprecise_date(words).is_uncertain is expected


def test_is_uncertain_without_a_last_day_is_false() -> None:
    unknown = parse_imprecise_date("onbekend", printed="tot nader order")

    assert unknown.is_uncertain is False


@pytest.mark.parametrize(
    ("words", "on", "expected"),
    [
        ("najaar 2022", date(2022, 11, 30), False),
        ("najaar 2022", date(2022, 12, 1), True),
        ("vanaf 2025", date(2025, 1, 1), False),
        ("vanaf 2025", date(2025, 1, 2), True),
        ("na 2025", date(2099, 1, 1), False),
        ("komende jaren", date(2099, 1, 1), False),
    ],
)
def test_is_over_from_the_day_after_the_last(
    words: str, on: date, expected: bool
) -> None:
    assert parse_imprecise_date(words).is_over(on) is expected


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("najaar 2022", "2022-09-01", "2022-11-30", "season"),
        ("na 2025", "2026-01-01", None, "after"),
        ("op termijn", None, None, "unknown"),
    ],
)
def test_as_json_has_iso_days(
    words: str, start: str | None, end: str | None, precision: str
) -> None:
    as_json = parse_imprecise_date(words).as_json()

    assert as_json == {
        "start": start,
        "end": end,
        "precision": precision,
        "text": words,
    }
    assert type(as_json["precision"]) is str


def test_imprecise_date_as_text_is_its_words() -> None:
    assert str(parse_imprecise_date("najaar  2022")) == "najaar 2022"


@pytest.mark.parametrize(
    ("start", "end", "precision", "text", "message"),
    [
        ("2022-01-01", "2022-12-31", "year", "", "woorden"),
        ("2022-01-01", "2022-12-31", "year", "x" * 201, "ten hoogste 200 tekens"),
        ("2022-12-31", "2022-01-01", "year", "2022", "ligt na de laatste dag"),
        ("2022-01-01", None, "year", "2022", "heeft een laatste dag"),
        (None, None, "from", "vanaf 2022", "heeft een laatste dag"),
        ("2022-01-01", "2022-12-31", "after", "na 2021", "behalve bij “na”"),
        (None, "2022-12-31", "unknown", "ooit", "behalve bij “na” en “onbekend”"),
        ("2022-01-01", None, "unknown", "ooit", "geen eerste dag"),
        (None, None, "after", "na 2021", "heeft een eerste dag"),
    ],
)
def test_imprecise_date_that_breaks_a_rule_is_refused(
    start: str | None, end: str | None, precision: str, text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        ImpreciseDate(day(start), day(end), Precision(precision), text)


def test_precision_labels_name_every_precision() -> None:
    assert set(PRECISION_LABELS) == set(Precision)
    assert all(len(precision.value) <= 10 for precision in Precision)


YEARS = st.integers(1980, 2110).map(str)
DATE_WORDS = st.lists(
    st.one_of(
        YEARS,
        st.integers(0, 40).map(str),
        st.sampled_from(
            " ".join(row[0] for row in (*PARTS, *RANGES, *BOUNDS, *VAGUE)).split()
        ),
        st.sampled_from(["-", "\u2013", "t/m", "tot en met", "\u00a0", "."]),
    ),
    max_size=8,
).map(" ".join)
ROLES: st.SearchStrategy[Role] = st.sampled_from(["start", "end"])


@given(words=st.one_of(st.text(), DATE_WORDS), role=ROLES)
def test_parse_any_text_is_a_date_or_unknown_words(words: str, role: Role) -> None:
    parsed = None

    with suppress(UnknownDateWords):
        parsed = parse_imprecise_date(words, role=role)

    if parsed is not None:
        assert parsed.text == " ".join(words.split())
        assert parsed.start is None or parsed.end is None or parsed.start <= parsed.end


@given(first=st.integers(1990, 2100), years=st.integers(0, 10))
def test_parse_range_of_years_ends_with_the_last(first: int, years: int) -> None:
    last = min(first + years, 2100)

    parsed = parse_imprecise_date(f"{first} t/m {last}")

    assert (parsed.start, parsed.end) == (date(first, 1, 1), date(last, 12, 31))


@given(year=st.integers(1990, 2100), number=st.integers(1, 4))
def test_parse_quarter_agrees_with_quarter(year: int, number: int) -> None:
    quarter = Quarter(year, number)

    for words in (str(quarter), quarter.label):
        parsed = parse_imprecise_date(words)
        assert (parsed.start, parsed.end) == (quarter.start, quarter.last_day)


@pytest.mark.parametrize(
    "words", [row[0] for row in PARTS if not row[0].startswith("voor ")]
)
def test_parse_bounds_lie_around_the_part(words: str) -> None:
    part = parse_imprecise_date(words)

    until = parse_imprecise_date(f"uiterlijk {words}")
    since = parse_imprecise_date(f"vanaf {words}", role="start")
    after = parse_imprecise_date(f"na {words}")

    assert part.end is not None
    assert (until.start, until.end) == (None, part.end)
    assert (since.start, since.end) == (part.start, part.end)
    assert (after.start, after.end) == (part.end + timedelta(days=1), None)
