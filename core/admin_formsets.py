"""The rows of an inline: each with its own version, and its own fields to set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from core.admin_forms import VersionedForm
from core.errors import StaleObject
from core.versioned import Versioned

if TYPE_CHECKING:
    InlineFormSet = forms.BaseInlineFormSet[Versioned, Versioned, VersionedForm]
else:
    InlineFormSet = forms.BaseInlineFormSet


class VersionedFormSet(InlineFormSet):
    """The rows of an inline, each with its own version."""

    # Fields that may not be set in a row that is there, and in a new one.
    closed_when_stored: frozenset[str] = frozenset()
    closed_when_new: frozenset[str] = frozenset()

    def add_fields(self, form: VersionedForm, index: int | None) -> None:
        super().add_fields(form, index)
        is_new = index is None or index >= self.initial_form_count()
        form.close(self.closed_when_new if is_new else self.closed_when_stored)

    def _construct_form(self, i: int, **kwargs: Any) -> VersionedForm:
        form = cast(VersionedForm, super()._construct_form(i, **kwargs))  # type: ignore[misc]
        form.has_stored_parent = self.instance.pk is not None
        if form.has_stored_parent:
            # The words of a row often name its parent, which is at hand.
            for row in (form.instance, form.stored):
                setattr(row, self.fk.name, self.instance)
        if i < self.initial_form_count() and form.instance.pk in self._gone:
            form.is_gone = True
            # Left alone, it needs no judgement: it is gone, and that is fine.
            form.empty_permitted = True
        return form

    @property
    def _gone(self) -> dict[Any, Versioned]:
        if not hasattr(self, "_gone_rows"):
            self._gone_rows: dict[Any, Versioned] = {}
        return self._gone_rows

    def _existing_object(self, pk: Any) -> Versioned | None:
        """Return the row with this id, from the history if it was deleted since."""
        found = super()._existing_object(pk)  # type: ignore[misc]
        if found is None and pk is not None:
            last = (
                cast("type[Versioned]", self.model)
                .history.filter(id=pk, history_type="-")
                .filter(**{self.fk.attname: self.instance.pk})
                .order_by("-history_id")
                .first()
            )
            if last is not None:
                found = last.instance
                found._state.adding = False
                self._gone[pk] = found
        return cast("Versioned | None", found)

    def is_valid(self) -> bool:
        """Tell whether all rows are; raise StaleObject for a changed row that is gone.

        Otherwise the row would be an unreadable error in a hidden field.
        """
        if self.is_bound and any(
            form.is_gone and form.has_changed() for form in self.initial_forms
        ):
            raise StaleObject(current_version=None)
        return super().is_valid()
