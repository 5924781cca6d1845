"""Filters of the API: strict, named as the keys, and cheap to build.

Declared in snake_case, asked in camelCase (`due_before` is `dueBefore`). An empty or
an impossible value is refused, never ignored: an ignored filter returns everything,
and nobody notices.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from core.actor import Actor
from core.quarters import Quarter

MAX_WHOLE_NUMBER = 2**31 - 1
MAX_WORDS = 200
# A quarter of a year of four digits; a year, or a quarter of it.
QUARTER = r"^[12][0-9]{3}-Q[1-4]$"
PERIOD = r"^[12][0-9]{3}(-Q[1-4])?$"


def camel_case(name: str) -> str:
    """Return `dueBefore` for `due_before`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


class Words(django_filters.CharFilter):
    """Words that must be equal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=MAX_WORDS, strip=False, **kwargs)


class WholeNumber(django_filters.Filter):
    """A whole number from 0 that fits the columns of the database."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=MAX_WHOLE_NUMBER, **kwargs)


def values_of(field: forms.ChoiceField) -> list[str]:
    """Return the values that one may choose from."""
    choices: Any = field.choices
    return [value for value, _ in choices]


class _ChoiceField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        known = ", ".join(values_of(self))
        self.error_messages["invalid_choice"] = f"Kies uit: {known}."


class Choice(django_filters.Filter):
    """One of a closed list of values."""

    field_class = _ChoiceField


class Day(django_filters.Filter):
    """A day, written as 2026-12-31."""

    field_class = forms.DateField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": "Schrijf een dag als 2026-12-31."},
            **kwargs,
        )


class _PeriodField(forms.RegexField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            regex=PERIOD,
            error_messages={"invalid": "Schrijf een jaar of kwartaal: 2026, 2026-Q3."},
            **kwargs,
        )

    def clean(self, value: Any) -> tuple[date, date]:
        """Return the first and the last day."""
        year, _, quarter = super().clean(value).partition("-Q")
        if quarter:
            found = Quarter(int(year), int(quarter))
            return found.start, found.last_day
        return date(int(year), 1, 1), date(int(year), 12, 31)


class Period(django_filters.Filter):
    """A year or a quarter, as its first and last day."""

    field_class = _PeriodField


class _TrueOrFalseField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("true", "true"), ("false", "false")],
            coerce=lambda value: value == "true",
            error_messages={"invalid_choice": "Kies uit: true, false."},
            **kwargs,
        )


class TrueOrFalse(django_filters.Filter):
    """`true` or `false`, in these words only."""

    field_class = _TrueOrFalseField


class ResourceFilterSet(django_filters.FilterSet):
    """The filters of one resource; `who` is the actor, for filters that need a day."""

    def __init__(self, data: Mapping[str, str], *, who: Actor) -> None:
        self.data = data
        self.who = who
        # Only what is asked for: copying all filters and building a form of them
        # takes longer than the query.
        self.filters = {
            key: self._copy(key) for key in data if key in self.base_filters
        }
        self.values: dict[str, Any] = {}

    def _copy(self, key: str) -> Any:
        original = self.base_filters[key]
        # Builds the field once; it keeps nothing of a request.
        assert original.field
        filter_ = copy.copy(original)
        filter_.parent = self
        # Ties the method to this copy.
        filter_.method = original.method
        return filter_

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Return the filters by the key of the API."""
        return {
            camel_case(name): filter_ for name, filter_ in super().get_filters().items()
        }

    def faults(self) -> dict[str, ValidationError]:
        """Read the values, and return what is wrong with which key."""
        found: dict[str, ValidationError] = {}
        for key, filter_ in self.filters.items():
            try:
                self.values[key] = filter_.field.clean(self.data[key])
            except ValidationError as error:
                found[key] = error
        return found

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that pass; `faults` has been asked before."""
        for key, value in self.values.items():
            queryset = self.filters[key].filter(queryset, value)
        return queryset
