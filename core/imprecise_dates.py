"""Dates as policy writes them: "najaar 2022" keeps its words and gets its days.

Source: design 4.1, drawn up from how the programme document writes its dates. This
table is the whole rule; X and Y stand for any words of the first group. Rows marked *
are not in the design and are our own choice.

    words                                     first day    last day     precision
    ----------------------------------------  -----------  -----------  ---------
    1 juni 2023, 1-6-2023*, 2023-06-01*       that day     that day     day
    september 2022, sept. 2022                1 September  30 September month
    begin, medio, eind juli 2019*             1 July       31 July      month
    Q3 (van) 2022, 2022-Q3*, derde (3e)
      kwartaal (van) 2022; laatste = vierde   1 July       30 September quarter
    begin 2023                                1 January    31 March     quarter
    eind, einde 2023                          1 October    31 December  quarter
    voorjaar 2023                             1 March      31 May       season
    medio 2023                                1 June       31 July      season*
    zomer 2023                                1 June       31 August    season
    najaar 2023                               1 September  30 November  season
    eerste (1e) helft, halfjaar* 2023         1 January    30 June      half
    tweede (2e) helft, halfjaar* 2023         1 July       31 December  half
    2023                                      1 January    31 December  year

    X en Y, X t/m Y, X tot en met Y, X-Y,
      van X tot Y, tussen X en Y              first of X   last of Y    range
    tot, voor, uiterlijk X; t/m X             none         last of X    that of X
    vanaf, per X: X a day, month or year      first of X   first of X   from
    vanaf, per X: X anything vaguer           first of X   last of X    from
    vanaf, per X, for the start of something  first of X   last of X    from
    X en verder*                              first of X   last of X    from
    na X                                      day after X  none         after
    komende jaren, op korte termijn, binnen
      twee jaar*, in de toekomst* …           none         none         unknown

- The last day (`end`) is the day on which the promise must have been kept: it is late
  from the day after. `first` to `last` is when it may be kept. So "vanaf 2025" must be
  there on 1 January 2025 and both its days are that day; but when something *starts*
  "vanaf 2025" (`role="start"`), it may do so all year.
- "tot X" counts X itself in. The words leave that open, so it is listed as uncertain
  (`is_uncertain`), also in "van X tot Y".
- "voor de periode X-Y" and "voor het jaar X" mean "for", not "before"*.
- X of a range may leave its year to Y: "maart en mei 2020"*.
- Not dates, and refused: words without a year ("2 december", "dit najaar"), a year
  outside 1990 to 2100, "jaarlijks" (it becomes one milestone a year), "winter" (no
  document uses it), and a year that a footnote number sticks to ("20243").
- Capitals, kinds of dashes and no-break spaces make no difference; small words in
  front ("in de", "het", "in de periode", "in de loop van") neither.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple, TypedDict

FIRST_YEAR, LAST_YEAR = 1990, 2100
TEXT_MAX_LENGTH = 200

Role = Literal["start", "end"]


class Precision(StrEnum):
    """How exactly the words name their days."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"
    FROM = "from"
    AFTER = "after"
    UNKNOWN = "unknown"


PRECISION_LABELS = {
    Precision.DAY: "dag",
    Precision.MONTH: "maand",
    Precision.QUARTER: "kwartaal",
    Precision.SEASON: "seizoen",
    Precision.HALF: "halfjaar",
    Precision.YEAR: "jaar",
    Precision.RANGE: "periode",
    Precision.FROM: "vanaf",
    Precision.AFTER: "na",
    Precision.UNKNOWN: "onbekend",
}

# The only precisions without a last day: such a date is never late.
OPEN_ENDED = frozenset({Precision.AFTER, Precision.UNKNOWN})

_TOT = re.compile(r"\btot\b(?!\s+en\s+met\b)", re.IGNORECASE)


class ImpreciseDateJson(TypedDict):
    """The shape in the API and in stored JSON; days as `2022-09-01`."""

    start: str | None
    end: str | None
    precision: str
    text: str


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """Words, the first and last day they mean (both inclusive), and how exactly.

    The same rules stand as database constraints in `core.imprecise_date_columns`:
    whatever the database accepts, this accepts too. Breaking one: ValueError.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("Een datum heeft woorden nodig.")
        if len(self.text) > TEXT_MAX_LENGTH:
            raise ValueError(f"Een datum heeft ten hoogste {TEXT_MAX_LENGTH} tekens.")
        if (self.end is None) != (self.precision in OPEN_ENDED):
            raise ValueError(
                "Een datum heeft een laatste dag, behalve bij “na” en “onbekend”."
            )
        if self.precision == Precision.UNKNOWN and self.start is not None:
            raise ValueError("Een onbekende datum heeft geen eerste dag.")
        if self.precision == Precision.AFTER and self.start is None:
            raise ValueError("Een datum “na” iets heeft een eerste dag.")
        if self.start and self.end and self.start > self.end:
            raise ValueError("De eerste dag ligt na de laatste dag.")

    def __str__(self) -> str:
        return self.text

    @property
    def is_uncertain(self) -> bool:
        """True when the words leave open whether the last day counts ("tot 2026")."""
        return self.end is not None and _TOT.search(self.text) is not None

    def is_over(self, on: date) -> bool:
        """Return whether the last day has passed; never for `after` and `unknown`."""
        return self.end is not None and on > self.end

    def as_json(self) -> ImpreciseDateJson:
        """Return the shape of the API contract."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision.value,
            "text": self.text,
        }


class UnknownDateWords(ValueError):
    """Words that no rule of this module reads; the message names them and says why."""

    def __init__(self, words: str, reason: str) -> None:
        super().__init__(words, reason)
        self.words = words
        self.reason = reason

    def __str__(self) -> str:
        return f"De datum “{self.words}” is niet te lezen: {self.reason}."


def parse_imprecise_date(
    text: str, *, role: Role = "end", printed: str | None = None
) -> ImpreciseDate:
    """Return the days that these words mean, by the table of this module.

    `role="start"` is for the start of something: it changes "vanaf" and "per" only.
    `printed` replaces the words that are kept, for a reader who needs other words than
    the parser. Raises UnknownDateWords.
    """
    words = _without_extra_space(text)
    kept = _without_extra_space(printed or "") or words
    if max(len(words), len(kept)) > TEXT_MAX_LENGTH:
        start = max(words, kept, key=len)[:40]
        raise UnknownDateWords(f"{start}…", f"meer dan {TEXT_MAX_LENGTH} tekens")
    try:
        first, last, precision = _read(_normalised(words), role)
    except _UnreadableError as error:
        raise UnknownDateWords(words, str(error)) from error
    return ImpreciseDate(start=first, end=last, precision=precision, text=kept)


# --- from words to days -------------------------------------------------------------


class _UnreadableError(Exception):
    """The reason, in Dutch, why no rule reads the words."""


class _Part(NamedTuple):
    """One stretch of days that words name outright (X and Y of the table)."""

    first: date
    last: date
    precision: Precision


class _Reading(NamedTuple):
    first: date | None
    last: date | None
    precision: Precision


def _read(words: str, role: Role) -> _Reading:
    if any(vague.fullmatch(words) for vague in _VAGUE):
        return _Reading(None, None, Precision.UNKNOWN)
    words = _without_small_words(_FOR_A_PERIOD.sub("", words))
    reading = _read_range(words) or _read_bounded(words, role) or _read_part(words)
    if reading is None:
        raise _UnreadableError(_why_not(words))
    return _Reading(*reading)


_COUNT = r"(?:[0-9]{1,2}|(?:een )?paar|een|één|half|anderhalf|twee|drie|vier|vijf|zes)"
_WHILE = r"(?:jaar|jaren|halfjaar|maand|maanden|periode|tijd|kabinetsperiode)"
_LENGTH = r"(?:korte|kortere|middellange|lange|langere|afzienbare)"

_VAGUE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:in|voor|gedurende) )?(?:(?:de|het) )?komende? (?:{_COUNT} )?{_WHILE}",
        rf"op (?:de )?(?:{_LENGTH}(?:-? ?en {_LENGTH})? )?termijn",
        rf"(?:binnen|na) (?:uiterlijk )?{_COUNT} {_WHILE}",
        r"(?:gedurende|tijdens) de looptijd(?: van [^0-9]+)?",
        r"in de toekomst",
        r"zo (?:snel|spoedig) mogelijk",
        r"onbekend|nog (?:onbekend|niet bekend|te bepalen)",
    )
)

_SMALL_WORDS = frozenset(
    {"in", "op", "de", "het", "een", "van", "over", "gedurende", "tijdens"}
    | {"jaar", "jaren", "periode", "loop"}
)
# "voor" means "for" here, and says nothing about before or after.
_FOR_A_PERIOD = re.compile(r"^voor (?=(?:de periode|het jaar|de jaren) )")


def _without_small_words(words: str) -> str:
    first, _, rest = words.partition(" ")
    while rest and first in _SMALL_WORDS:
        words = rest
        first, _, rest = words.partition(" ")
    return words


# Ranges: X en Y. The order matters: "tot en met" holds both "tot" and "en".
_BETWEEN = (" tot en met ", " t/m ", " tot ", " en ", "-")
_BEFORE_A_RANGE = re.compile(r"^(?:tussen|vanaf) ")


def _read_range(words: str) -> _Part | None:
    for between in _BETWEEN:
        left, found, right = words.partition(between)
        last = _read_part(right) if found else None
        if last is None:
            continue
        left = _BEFORE_A_RANGE.sub("", left)
        # "maart en mei 2020": the year stands once, at the end.
        first = _read_part(left) or _read_part(f"{left} {right[-4:]}")
        if first is None:
            continue
        if first.first > last.last:
            raise _UnreadableError("het einde ligt voor het begin")
        return _Part(first.first, last.last, Precision.RANGE)
    return None


# Bounds: words on one side of a single X.


def _until(part: _Part, role: Role) -> _Reading:
    return _Reading(None, part.last, part.precision)


def _from(part: _Part, role: Role) -> _Reading:
    is_exact = part.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    last = part.first if is_exact and role == "end" else part.last
    return _Reading(part.first, last, Precision.FROM)


def _onwards(part: _Part, role: Role) -> _Reading:
    return _Reading(part.first, part.last, Precision.FROM)


def _after(part: _Part, role: Role) -> _Reading:
    return _Reading(part.last + timedelta(days=1), None, Precision.AFTER)


# The first that fits counts: the longer words stand before the shorter.
_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[_Part, Role], _Reading]], ...] = (
    (re.compile(r"(?P<part>.+) en verder"), _onwards),
    (re.compile(r"(?:tot en met|t/m) (?P<part>.+)"), _until),
    (re.compile(r"tot (?:(?:uiterlijk|maximaal) )?(?P<part>.+)"), _until),
    (re.compile(r"(?:voor|vóór|uiterlijk) (?P<part>.+)"), _until),
    (re.compile(r"(?:vanaf|per) (?P<part>.+)"), _from),
    (re.compile(r"na (?P<part>.+)"), _after),
)


def _read_bounded(words: str, role: Role) -> _Reading | None:
    for pattern, bound in _BOUNDS:
        found = pattern.fullmatch(words)
        if found:
            part = _read_part(found["part"])
            return bound(part, role) if part else None
    return None


# Parts: the words for one X. First and last month, precision.

_MONTH_NAMES = (
    "januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, "
    "augustus aug, september sept sep, oktober okt, november nov, december dec"
)
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.split(", "), start=1)
    for name in names.split()
}

_PARTS_OF_A_YEAR: dict[str, tuple[int, int, Precision]] = {
    "begin": (1, 3, Precision.QUARTER),
    "eind": (10, 12, Precision.QUARTER),
    "einde": (10, 12, Precision.QUARTER),
    "voorjaar": (3, 5, Precision.SEASON),
    "medio": (6, 7, Precision.SEASON),
    "zomer": (6, 8, Precision.SEASON),
    "najaar": (9, 11, Precision.SEASON),
    **{
        f"{ordinal} {half}": (6 * number - 5, 6 * number, Precision.HALF)
        for number, ordinals in ((1, "eerste 1e"), (2, "tweede 2e"))
        for ordinal in ordinals.split()
        for half in ("helft", "halfjaar", "half jaar")
    },
    **{
        f"{ordinal} kwartaal": (3 * number - 2, 3 * number, Precision.QUARTER)
        for number, ordinals in enumerate(
            ("eerste 1e", "tweede 2e", "derde 3e", "vierde 4e laatste"), start=1
        )
        for ordinal in ordinals.split()
    },
    **{f"q{n}": (3 * n - 2, 3 * n, Precision.QUARTER) for n in (1, 2, 3, 4)},
    **{name: (number, number, Precision.MONTH) for name, number in _MONTHS.items()},
}

# "(najaar) (van) (het jaar) 2022"
_PART_AND_YEAR = re.compile(
    r"(?:(?P<part>.+?)(?: van)?(?: het jaar)? )?(?P<year>[0-9]{4})"
)
_PART_OF_A_MONTH = re.compile(r"(?:begin|medio|einde?) (?:van )?(?P<month>\S+)")
_DAY_AND_MONTH = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>\S+)")
_DUTCH_DAY = re.compile(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_ISO_QUARTER = re.compile(r"(?P<year>[0-9]{4})-(?P<part>q[1-4])")


def _read_part(words: str) -> _Part | None:
    words = _without_small_words(words)
    numbers = _DUTCH_DAY.fullmatch(words) or _ISO_DAY.fullmatch(words)
    if numbers:
        return _day(_year(numbers), int(numbers["month"]), int(numbers["day"]))
    found = _ISO_QUARTER.fullmatch(words) or _PART_AND_YEAR.fullmatch(words)
    if found is None:
        return None
    if found["part"] is None:
        return _months(_year(found), 1, 12, Precision.YEAR)
    return _read_part_of_year(found["part"], _year(found))


def _read_part_of_year(words: str, year: int) -> _Part | None:
    whole_month = _PART_OF_A_MONTH.fullmatch(words)
    name = (whole_month["month"] if whole_month else words).removesuffix(".")
    if name in _PARTS_OF_A_YEAR and not (whole_month and name not in _MONTHS):
        return _months(year, *_PARTS_OF_A_YEAR[name])
    day = _DAY_AND_MONTH.fullmatch(words)
    month = _MONTHS.get(day["month"].removesuffix(".")) if day else None
    return _day(year, month, int(day["day"])) if day and month else None


def _year(found: re.Match[str]) -> int:
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _UnreadableError(
            f"het jaartal {year} ligt niet in {FIRST_YEAR} tot en met {LAST_YEAR}"
        )
    return year


def _day(year: int, month: int, day: int) -> _Part:
    try:
        on = date(year, month, day)
    except ValueError as error:
        raise _UnreadableError("die dag bestaat niet") from error
    return _Part(on, on, Precision.DAY)


def _months(year: int, first: int, last: int, precision: Precision) -> _Part:
    return _Part(
        date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision
    )


# --- the words themselves -----------------------------------------------------------

_DASHES = re.compile(r" ?[-\u2010-\u2015\u2212] ?")
_THROUGH = re.compile(r"(?<![^\W\d]) ?t ?/ ?m ?(?![^\W\d])")


def _without_extra_space(text: str) -> str:
    return " ".join(text.split())


def _normalised(words: str) -> str:
    """Return the words in lower case, with one kind of dash, space and "t/m"."""
    words = unicodedata.normalize("NFKC", words).lower()
    words = _THROUGH.sub(" t/m ", _DASHES.sub("-", words))
    return _without_extra_space(words)


# A footnote number makes a year of five or six digits; two years never touch.
_STUCK_FOOTNOTE = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[0-9]{1,2}(?![0-9])"
)
_YEARLY = re.compile(r"\b(?:jaarlijks\w*|(?:elk|ieder) jaar|per jaar)\b")


def _why_not(words: str) -> str:
    """Return what is probably wrong with words that no rule reads."""
    if not words:
        return "er staat niets"
    stuck = _STUCK_FOOTNOTE.search(words)
    if stuck:
        return (
            f"aan het jaartal {stuck['year']} plakt misschien een voetnootcijfer "
            f"({stuck[0]}); laat dat cijfer weg"
        )
    if _YEARLY.search(words):
        return "maak van iets jaarlijks één datum per jaar"
    if not re.search(r"[0-9]{4}", words):
        return "er staat geen jaartal bij"
    return (
        "schrijf bijvoorbeeld “najaar 2022”, “Q3 van 2022”, “1 juni 2023”, "
        "“2023 t/m 2025”, “uiterlijk 2024” of “komende jaren”"
    )
