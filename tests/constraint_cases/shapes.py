"""The shapes that rules have, and how to make cases of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.versioned import Versioned
from tests.factories.actions import ActionFactory
from tests.factories.base import VersionedFactory
from tests.factories.governance import BodyFactory, OrganisationFactory

Columns = Mapping[str, Any]
Row = Any


@dataclass(frozen=True)
class Check:
    """A rule about one row. Values that need the row come from a function of it."""

    make: Callable[[], Versioned]
    breaks: Iterable[Columns | Callable[[Row], Columns]]
    allows: Iterable[Columns | Callable[[Row], Columns]]
    # Rules that cannot be kept while this one is broken; either may speak first.
    breaks_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unique:
    """A rule about two rows: the second takes over the columns of the first.

    Allowed is to take over all columns but one. `escape` holds columns with which
    taking over all is allowed: they step out of the condition of the rule, or, for
    rows that cannot change, tell the copy apart.
    """

    factory: type[VersionedFactory[Any]]
    first: Callable[[], dict[str, Any]] = dict
    second: Callable[[], dict[str, Any]] = dict
    escape: Columns = field(default_factory=dict)


def choices(factory: type[VersionedFactory[Any]], column: str, *known: Any) -> Check:
    """A column that holds one of these words."""
    return Check(
        factory.create,
        breaks=[{column: "nee"}],
        allows=[{column: value} for value in known],
    )


def text_given(factory: type[VersionedFactory[Any]], *columns: str) -> Check:
    """Columns that are not empty."""
    return Check(
        factory.create,
        breaks=[{column: ""} for column in columns],
        allows=[dict.fromkeys(columns, "x")],
    )


def one_party(factory: type[VersionedFactory[Any]], *, required: bool) -> Check:
    """An organisation or a body, not both; at least one where it is required."""
    neither = {"organisation_id": None, "body_id": None}

    def both(_: Row) -> Columns:
        return {
            "organisation_id": OrganisationFactory.create().pk,
            "body_id": BodyFactory.create().pk,
        }

    def body_only(_: Row) -> Columns:
        return {"organisation_id": None, "body_id": BodyFactory.create().pk}

    def organisation_only(_: Row) -> Columns:
        pk = OrganisationFactory.create().pk
        return {"organisation_id": pk, "body_id": None}

    one = [body_only, organisation_only]
    if required:
        return Check(factory.create, breaks=[both, neither], allows=one)
    return Check(factory.create, breaks=[both], allows=[neither, *one])


def one_place(factory: type[VersionedFactory[Any]]) -> Check:
    """At most one of action, spearhead and chapter."""

    def places(*names: str) -> Callable[[Row], Columns]:
        def columns(_: Row) -> Columns:
            action = ActionFactory.create()
            ids = {
                "action_id": action.pk,
                "spearhead_id": action.spearhead_id,
                "chapter_id": action.spearhead.chapter_id,
            }
            return {name: ids[name] if name in names else None for name in ids}

        return columns

    return Check(
        factory.create,
        breaks=[
            places("action_id", "spearhead_id"),
            places("action_id", "chapter_id"),
            places("spearhead_id", "chapter_id"),
            places("action_id", "spearhead_id", "chapter_id"),
        ],
        allows=[
            places("action_id"),
            places("spearhead_id"),
            places("chapter_id"),
            places(),
        ],
    )


def year_possible(factory: type[VersionedFactory[Any]]) -> Check:
    """A year between 2000 and 2100."""
    return Check(
        factory.create,
        breaks=[{"year": 1999}, {"year": 2101}],
        allows=[{"year": 2000}, {"year": 2100}],
    )


def not_negative(factory: type[VersionedFactory[Any]], *columns: str) -> Check:
    """Amounts that are zero or more."""
    return Check(
        factory.create,
        breaks=[{column: "-0.01"} for column in columns],
        allows=[{column: 0} for column in columns],
    )


def quarter_possible(factory: type[VersionedFactory[Any]]) -> Check:
    """A quarter written as 2026-Q3."""
    wrong = ("", "2026-Q0", "2026-Q5", "26-Q3", "2026Q3", "x26-Q3", "2026-q3")
    return Check(
        factory.create,
        breaks=[{"quarter": value} for value in wrong],
        allows=[{"quarter": f"2027-Q{number}"} for number in (1, 2, 3, 4)],
    )


def sha256_whole(factory: type[VersionedFactory[Any]], apart: Columns) -> Check:
    """64 hexadecimal digits; `apart` keeps the copy clear of the unique rule."""
    wrong = ("", "0" * 63, "g" * 64, "A" * 64)
    return Check(
        factory.create,
        breaks=[{**apart, "sha256": value} for value in wrong],
        allows=[{**apart, "sha256": "0123456789abcdef" * 4}],
    )


def source_whole(factory: type[VersionedFactory[Any]]) -> Check:
    """A source is absent, or has a document and lines in order from 1."""

    def source(document: str, first: int | None, last: int | None) -> Columns:
        return {
            "source_document": document,
            "source_first": first,
            "source_last": last,
        }

    return Check(
        factory.create,
        breaks=[
            source("", 1, 1),
            source("", None, 1),
            source("", 1, None),
            source("000", 0, 1),
            source("000", 2, 1),
        ],
        allows=[
            source("", None, None),
            source("000", 1, 1),
            source("000", 1, 9),
        ],
    )


def imprecise_date(
    factory: type[VersionedFactory[Any]], name: str, *, required: bool
) -> dict[str, Check]:
    """The six rules of an imprecise date (design 4.1)."""

    def columns(
        precision: str, start: str | None, end: str | None, text: str = "toen"
    ) -> Columns:
        return {
            f"{name}_precision": precision,
            f"{name}_start": start,
            f"{name}_end": end,
            f"{name}_text": text,
        }

    day, next_day = "2024-01-01", "2024-01-02"
    empty = [] if required else [columns("", None, None, "")]
    return {
        "start_before_end": Check(
            factory.create,
            breaks=[columns("range", next_day, day)],
            allows=[columns("range", day, day), columns("range", day, next_day)],
        ),
        "precision_known": Check(
            factory.create,
            breaks=[columns("week", day, next_day)],
            allows=[
                columns(precision, day, next_day)
                for precision in (
                    "day",
                    "month",
                    "quarter",
                    "season",
                    "half",
                    "year",
                    "range",
                    "from",
                )
            ],
        ),
        "words_and_precision": Check(
            factory.create,
            breaks=[columns("", None, None)]
            + ([] if required else [columns("day", day, day, "")]),
            allows=[columns("day", day, day), *empty],
        ),
        "unknown_without_days": Check(
            factory.create,
            breaks=[columns("unknown", day, None)],
            allows=[columns("unknown", None, None), *empty],
        ),
        "end_unless_open": Check(
            factory.create,
            breaks=[columns("day", day, None), columns("after", day, next_day)],
            allows=[columns("day", None, day), columns("after", day, None)],
        ),
        "after_has_start": Check(
            factory.create,
            breaks=[columns("after", None, None)],
            allows=[columns("after", day, None)],
        ),
    }


# Two days in order, for rules about first and last.
EARLIER, LATER = "2026-01-01", "2026-01-02"
