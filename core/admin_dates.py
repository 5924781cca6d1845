"""Imprecise dates in forms: one line of words instead of four columns.

People type "najaar 2022" and see beside it which days that means. Words that were
not changed keep their days, also where a reader of the document gave them other days
than the words alone would have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from core.imprecise_date_columns import ImpreciseDateColumns
from core.imprecise_dates import (
    ImpreciseDate,
    Precision,
    Role,
    UnknownDateWords,
    parse_imprecise_date,
)

EXAMPLES = (
    "Bijvoorbeeld: najaar 2022, Q3 van 2022, 1 juni 2023, uiterlijk 2024, "
    "2023 t/m 2025, komende jaren. Leeg: geen datum."
)


def dates_of(model: type[models.Model]) -> dict[str, ImpreciseDateColumns]:
    """Return the imprecise dates of a model by name, in the order of their columns."""
    found = {
        name: value
        for parent in reversed(model.__mro__)
        for name, value in vars(parent).items()
        if isinstance(value, ImpreciseDateColumns)
    }
    columns = [field.name for field in model._meta.concrete_fields]
    return {
        name: found[name]
        for name in sorted(found, key=lambda name: columns.index(f"{name}_start"))
    }


def in_full(day: date) -> str:
    """Return the day for people: `1 september 2022`."""
    return date_format(day, "j F Y")


def days_in_words(value: ImpreciseDate) -> str:
    """Return which days the words mean, for people."""
    if value.precision == Precision.UNKNOWN:
        return "zonder dagen"
    if value.end is None:
        assert value.start is not None
        return f"vanaf {in_full(value.start)}"
    if value.start is None:
        return f"uiterlijk {in_full(value.end)}"
    if value.start == value.end:
        return in_full(value.end)
    return f"{in_full(value.start)} t/m {in_full(value.end)}"


def with_days(value: ImpreciseDate | None) -> str:
    """Return the words, and the days after them where they say something more."""
    if value is None:
        return ""
    days = days_in_words(value)
    return value.text if days == value.text else f"{value.text} ({days})"


def words(value: ImpreciseDate | None) -> str:
    """Return the words alone, as lists show them."""
    return "" if value is None else value.text


def _one_space(words: object) -> str:
    return " ".join(str(words or "").split())


class ImpreciseDateInput(forms.TextInput):
    """A line of text, with under it the days that its words mean."""

    kept: ImpreciseDate | None = None
    role: Role = "end"

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        field = super().render(name, value, {**(attrs or {})}, renderer)
        return format_html(
            '<span class="imprecise-date">{}<span class="days">{}</span></span>',
            field,
            self._days(_one_space(value)),
        )

    def _days(self, words: str) -> str:
        if not words:
            return ""
        if self.kept is not None and words == _one_space(self.kept.text):
            return days_in_words(self.kept)
        try:
            return days_in_words(parse_imprecise_date(words, role=self.role))
        except UnknownDateWords:
            return ""


class ImpreciseDateField(forms.Field):
    """Words to an ImpreciseDate, or None where nothing was filled in."""

    widget = ImpreciseDateInput

    def __init__(self, *, label: str) -> None:
        super().__init__(
            required=False,
            label=capfirst(label),
            help_text=EXAMPLES,
            widget=ImpreciseDateInput(attrs={"class": "vTextField", "maxlength": 200}),
        )
        self.kept: ImpreciseDate | None = None
        self.role: Role = "end"

    @property
    def input(self) -> ImpreciseDateInput:
        """The widget, as what it is."""
        assert isinstance(self.widget, ImpreciseDateInput)
        return self.widget

    def bind(self, kept: ImpreciseDate | None, role: Role) -> None:
        """Tell the field of one form what is stored, and how to read new words."""
        self.kept, self.role = kept, role
        self.input.kept, self.input.role = kept, role

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, ImpreciseDate) else value

    def to_python(self, value: Any) -> ImpreciseDate | None:
        words = _one_space(value)
        if not words:
            return None
        if self.kept is not None and words == _one_space(self.kept.text):
            return self.kept
        try:
            return parse_imprecise_date(words, role=self.role)
        except UnknownDateWords as error:
            raise ValidationError(str(error), code="unknown_date_words") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _one_space(self.prepare_value(initial)) != _one_space(data)


def date_column(
    name: str,
    columns: ImpreciseDateColumns,
    *,
    in_words: Callable[[ImpreciseDate | None], str],
) -> Callable[[models.Model], str]:
    """Return the read-only column of a date, for lists and forms; sorts by last day."""

    @admin.display(description=columns.verbose_name, ordering=f"{name}_end")
    def shown(obj: models.Model) -> str:
        return in_words(getattr(obj, name)) or "–"

    shown.__name__ = name
    return shown
