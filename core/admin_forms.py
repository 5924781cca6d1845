"""Forms of the admin: they know which version was on the screen.

A form posts every field, also those nobody touched. What somebody changed is found by
comparing with what *that person* saw: the row as it is when nobody else wrote, and
otherwise the row as the history has it at the version of the form. So a row that a
colleague changed and this person left alone is not set back, and one that both
changed is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    FieldDoesNotExist,
    ObjectDoesNotExist,
    ValidationError,
)
from django.db import models

from core.admin_dates import ImpreciseDateField, dates_of
from core.imprecise_dates import Role
from core.versioned import Versioned

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Versioned]
    ModelChoiceField = forms.ModelChoiceField[models.Model]
else:
    ModelForm = forms.ModelForm
    ModelChoiceField = forms.ModelChoiceField

LOADED_VERSION = "loaded_version"


class LoadedVersionField(forms.IntegerField):
    """The version that was on the screen; never itself a change."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class TextBlock(forms.CharField):
    """Text of more than one line. Browsers send other line ends than we store."""

    widget = AdminTextareaWidget

    def to_python(self, value: Any) -> str:
        text = cast(str, super().to_python(value))
        return text.replace("\r\n", "\n").replace("\r", "\n")


class ChosenField(ModelChoiceField):
    """A choice among the visible rows, and always the one that is chosen already."""

    chosen: models.Model | None = None

    def to_python(self, value: Any) -> models.Model | None:
        if self.chosen is not None and str(value) == str(self.chosen.pk):
            return self.chosen
        return super().to_python(value)


class ChosenSelect(AutocompleteSelect):
    """Autocomplete that needs no query to show what is chosen already."""

    chosen: models.Model | None = None

    def optgroups(
        self, name: str, value: Iterable[Any], attr: Mapping[str, Any] | None = None
    ) -> Any:
        values = [str(one) for one in value if one not in (None, "")]
        chosen = self.chosen
        if chosen is None or values != [str(chosen.pk)]:
            return super().optgroups(name, cast(Any, values), cast(Any, attr))
        options = [self.create_option(name, chosen.pk, str(chosen), True, 1)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=("js/admin-labels.js",))


class VersionedForm(ModelForm):
    """Base of every form in the admin."""

    loaded_version = LoadedVersionField()

    # What core.writes refused after the form itself was content with it; the second
    # round of the same request shows it.
    refusal: ValidationError | None = None
    # Whether the rules across tables can be asked: not below a row that is only now
    # being added.
    has_stored_parent = True
    # The row was deleted by somebody else; set by the formset.
    is_gone = False
    # What was on the screen, where the history cannot tell: the row did not exist yet.
    seen: Versioned | None = None
    # Fields that this person may not set in this row of an inline.
    closed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As it was read: cleaning sets the typed values on `instance`.
        self.stored = copy.copy(self.instance)
        self.date_names = tuple(
            name for name in dates_of(self._meta.model) if name in self.fields
        )
        if self.instance.pk is not None:
            self.initial[LOADED_VERSION] = self.instance.version
        self._remember_dates(self.instance)
        self._remember_choices(self.instance)
        if self.is_stale:
            seen = history_row(self.stored, version=self.loaded)
            if seen is not None:
                self.initial.update(self._values_of(seen))

    def date_role(self, name: str) -> Role:
        """Return how new words for this date are read; for a start, say so."""
        return "end"

    @property
    def loaded(self) -> int | None:
        """The version that was on the screen, as the form sent it back."""
        if not self.is_bound:
            return None
        sent = self[LOADED_VERSION].data
        return int(sent) if isinstance(sent, str) and sent.isdecimal() else None

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody else wrote the row since it was on the screen."""
        return (
            self.stored.pk is not None
            and self.loaded is not None
            and self.loaded != self.stored.version
        )

    def _remember_dates(self, row: Versioned) -> None:
        for name in self.date_names:
            field = self.fields[name]
            assert isinstance(field, ImpreciseDateField)
            field.bind(getattr(row, name), self.date_role(name))
            self.initial.setdefault(name, getattr(row, name))

    def _remember_choices(self, row: Versioned) -> None:
        """Give each choice the row that it holds now."""
        for name, field in self.fields.items():
            if not isinstance(field, ChosenField):
                continue
            try:
                field.chosen = getattr(row, name)
            except ObjectDoesNotExist:
                field.chosen = None
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, ChosenSelect):
                widget.chosen = field.chosen

    def _values_of(self, row: Any) -> dict[str, Any]:
        """Return the values of a history row under the names of this form."""
        values: dict[str, Any] = {}
        kept_out = self._meta.model.kept_out_of_history
        for name in self.fields:
            if name in self.date_names:
                columns = dates_of(self._meta.model)[name]
                assert columns.fget is not None
                values[name] = columns.fget(row)
                continue
            try:
                field = self._meta.model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if name not in kept_out:
                values[name] = cast(Any, field).value_from_object(row)
        return values

    def close(self, names: Collection[str]) -> None:
        """Take these fields off the form; the page shows them read-only."""
        self.closed = tuple(name for name in self.fields if name in names)
        for name in self.closed:
            del self.fields[name]
        self.date_names = tuple(name for name in self.date_names if name in self.fields)

    def changes(self) -> dict[str, Any]:
        """Return what this person changed, by the names that core.writes takes."""
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in self.cleaned_data
            and (name in columns or name in self.date_names)
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.stored.pk is not None and self.loaded is None and self.has_changed():
            raise ValidationError(
                "Niet te zien is welke versie u voor u had. Open het opnieuw.",
                code="no_version",
            )
        return cleaned

    def _post_clean(self) -> None:
        # A row that nobody touched is not written, and so not judged either.
        if self.stored.pk is None or self.has_changed():
            for name in self.date_names:
                if name in self.cleaned_data:
                    setattr(self.instance, name, self.cleaned_data[name])
            super()._post_clean()  # type: ignore[misc]
            self._check_across()
        if self.refusal is not None:
            self._update_errors(self.refusal)

    def _check_across(self) -> None:
        if self.errors or not self.has_stored_parent:
            return
        try:
            self.instance.check_across()
        except ValidationError as error:
            self._update_errors(error)

    def _get_validation_exclusions(self) -> set[str]:
        excluded = cast("set[str]", super()._get_validation_exclusions())  # type: ignore[misc]
        for name in self.date_names:
            if name not in self.errors:
                excluded -= set(dates_of(self._meta.model)[name].column_names)
        return excluded

    def _update_errors(self, errors: ValidationError) -> None:
        """Place errors at the fields of the form, and the rest above the form."""
        if hasattr(errors, "error_dict"):
            placed: dict[str, list[ValidationError]] = {}
            for name, found in errors.error_dict.items():
                placed.setdefault(self._place_of(name), []).extend(found)
            errors = ValidationError(cast(Any, placed))
        super()._update_errors(errors)  # type: ignore[misc]

    def _place_of(self, name: str) -> str:
        for date_name in self.date_names:
            if name in dates_of(self._meta.model)[date_name].column_names:
                return date_name
        return name if name in self.fields else NON_FIELD_ERRORS


def history_row(row: Versioned, *, version: int | None) -> Any | None:
    """Return the row as the history has it at this version."""
    return (
        type(row)
        .history.filter(id=row.pk, version=version)
        .exclude(history_type="-")
        .order_by("history_id")
        .first()
    )
