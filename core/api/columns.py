"""The kinds of columns that resources share, so that one kind looks the same in all.

An empty text means "not there" and is null in JSON, except where a text may be edited
to nothing (a description).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    IntegerField,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Func
from django.db.models.functions import Cast
from orjson import Fragment
from rest_framework import serializers

from core import money
from core.api.resource import Column, Path
from core.sources import SOURCE_COLUMNS


class SourceSerializer(serializers.Serializer[Any]):
    """Where a fact stands; in the document of API consumers only."""

    about = "Waar een feit staat: document, paragraaf en regels."

    document = serializers.CharField(help_text="Nummer van het document, zoals 000.")
    section = serializers.CharField(help_text="Paragraaf waar het staat.")
    lines = serializers.ListField(
        child=serializers.IntegerField(),
        min_length=2,
        max_length=2,
        help_text="Eerste en laatste regel; regels tellen vanaf 1.",
    )
    also = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(), min_length=2, max_length=2
        ),
        help_text="Meer regels waar hetzelfde staat, als paren van eerste en laatste.",
    )


class ImpreciseDateSerializer(serializers.Serializer[Any]):
    """A date as policy writes it; in the document of API consumers only."""

    about = "Een datum zoals beleid hem schrijft: met dagen, of alleen in woorden."

    start = serializers.DateField(
        allow_null=True, help_text="Eerste dag, of null als die niet vaststaat."
    )
    end = serializers.DateField(
        allow_null=True, help_text="Laatste dag (hoort erbij), of null."
    )
    precision = serializers.CharField(
        help_text="Hoe precies: day, month, quarter, season, half, year, range, from, "
        "after of unknown."
    )
    text = serializers.CharField(help_text="De woorden zoals ze gedrukt staan.")


class UtcText(Func):
    """A moment as text in UTC: `2026-11-21T13:00:00.000000Z`.

    Making it of a datetime costs more than reading all other columns of a row.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Stored as text in UTC; the fraction is left out where it is zero.
        template = "REPLACE(%(expressions)s, ' ', 'T') || 'Z'"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = (
            "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC',"
            ' \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')'
        )
        return self.as_sql(compiler, connection, template=template, **context)


class CountOf(Subquery):
    """How many rows a subquery gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


def or_null(value: str) -> str | None:
    """Return null for an empty text."""
    return value or None


def number(key: str, path: Path, help_text: str, *, null: bool = False) -> Column:
    """Return a whole number."""
    return Column(
        key, path, serializers.IntegerField(allow_null=null, help_text=help_text)
    )


def text(key: str, path: Path, help_text: str) -> Column:
    """Return a text that is always there, though it may be empty."""
    return Column(key, path, serializers.CharField(help_text=help_text))


def optional_text(key: str, path: Path, help_text: str) -> Column:
    """Return a text that is null where there is none."""
    field = serializers.CharField(allow_null=True, help_text=help_text)
    return Column(key, path, field, or_null)


def choice(
    key: str,
    path: Path,
    choices: Iterable[tuple[str, str]],
    help_text: str,
    *,
    null: bool = False,
) -> Column:
    """Return one of a closed list of values; the document tells what they mean."""
    field = serializers.ChoiceField(list(choices), allow_null=null, help_text=help_text)
    return Column(key, path, field, or_null if null else None)


def yes_or_no(key: str, path: Path, help_text: str) -> Column:
    """Return true or false."""
    return Column(key, path, serializers.BooleanField(help_text=help_text))


def day(key: str, path: Path, help_text: str, *, null: bool = False) -> Column:
    """Return a day, as 2026-12-31."""
    field = serializers.DateField(allow_null=null, help_text=help_text)
    return Column(key, path, field)


def moment(key: str, path: str, help_text: str) -> Column:
    """Return a moment in UTC."""
    return Column(key, UtcText(path), serializers.DateTimeField(help_text=help_text))


def whether(condition: Q) -> Case:
    """Return the expression that is true where the condition holds, else false."""
    return Case(
        When(condition, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def amount(key: str, path: Path, help_text: str, *, null: bool = False) -> Column:
    """Return euros as text with two decimals."""
    field = serializers.RegexField(
        r"^-?\d+\.\d{2}$", allow_null=null, help_text=help_text
    )
    return Column(key, path, field, _amount)


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else money.as_text(value)


def figure(key: str, path: Path, help_text: str) -> Column:
    """Return a number that is not money, or null."""
    field = serializers.FloatField(allow_null=True, help_text=help_text)
    return Column(key, path, field, _figure)


def _figure(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def imprecise_date(key: str, name: str, help_text: str) -> Column:
    """Return an imprecise date from its four columns."""
    paths = (f"{name}_start", f"{name}_end", f"{name}_precision", f"{name}_text")
    field = ImpreciseDateSerializer(allow_null=True, help_text=help_text)
    return Column(key, paths, field, _imprecise_date)


def _imprecise_date(
    start: date | None, end: date | None, precision: str, words: str
) -> dict[str, Any] | None:
    if not words:
        return None
    return {"start": start, "end": end, "precision": precision, "text": words}


def source() -> Column:
    """Return where the row stands in the document."""
    paths: Sequence[Path] = (
        *SOURCE_COLUMNS[:-1],
        # As the text that it is: reading JSON to write JSON takes time for nothing.
        Cast(SOURCE_COLUMNS[-1], TextField()),
    )
    field = SourceSerializer(
        allow_null=True,
        help_text="Waar het in het brondocument staat; null als het er niet in staat.",
    )
    return Column("source", tuple(paths), field, _source)


def _source(
    document: str, section: str, first: int | None, last: int | None, also: str
) -> dict[str, Any] | None:
    if first is None:
        return None
    return {
        "document": document,
        "section": section,
        "lines": (first, last),
        "also": Fragment(also),
    }


def ident() -> Column:
    """Return the id: a number that is the same for ever, in this installation."""
    return number("id", "id", "Nummer in deze installatie, zoals in het adres.")


def housekeeping() -> tuple[Column, ...]:
    """Return what every object ends with: version, moment of change."""
    return (
        number("version", "version", "Telt eigen wijzigingen; nodig voor If-Match."),
        moment(
            "changedAt",
            "changed_at",
            "Laatst gewijzigd (UTC), ook als er iets onder wijzigde.",
        ),
    )


def programme(path: str = "programme") -> Column:
    """Return the slug of the programme that the row belongs to."""
    return text("programme", f"{path}__slug", "Korte naam van het programma.")
