"""Rows of a row: written by the same way, each with its own version and rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.text import capfirst

from core import policy
from core.admin_forms import LOADED_VERSION, VersionedForm
from core.admin_formsets import VersionedFormSet
from core.admin_options import TrackerOptions, actor_of, remembered
from core.policy import Verb
from core.versioned import Versioned

if TYPE_CHECKING:
    InlineBase = admin.options.InlineModelAdmin[Versioned, Versioned]
    Tabular = admin.TabularInline[Versioned, Versioned]
else:
    InlineBase = object
    Tabular = admin.TabularInline


class InlineOptions(TrackerOptions, InlineBase):
    """Children of a row. Rights are asked about the children of *this* row."""

    formset: Any = VersionedFormSet
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        related = [
            field.name
            for field in self.model._meta.concrete_fields
            if field.is_relation and field.name in self.stated_names(None)
        ]
        queryset = super().get_queryset(request)
        return queryset.select_related(*related) if related else queryset

    def writable(self, request: HttpRequest, obj: Any) -> frozenset[str] | None:
        """Return what may be set in a row that is there or in a new one, or in both."""
        granted = [self._granted(request, verb, obj) for verb in ("change", "add")]
        if None in granted:
            return None
        return frozenset().union(*(names for names in granted if names is not None))

    def stated_fieldsets(self, obj: Any) -> Any:
        # The row of the page is no field of its rows.
        parent = self.fk_attname.removesuffix("_id")
        fieldsets = []
        for title, options in super().stated_fieldsets(obj):
            names = tuple(name for name in options["fields"] if name != parent)
            fieldsets.append((title, {**options, "fields": names}))
        return fieldsets

    def _is_open(self, request: HttpRequest, verb: Verb, parent: Any) -> bool:
        if verb == "add":
            return self.has_add_permission(request, parent)
        return self.has_change_permission(request, parent)

    def _granted(
        self, request: HttpRequest, verb: Verb, parent: Any
    ) -> frozenset[str] | None:
        if not self._is_open(request, verb, parent):
            return frozenset()
        return policy.writable_fields(actor_of(request), verb, self.model)

    def _closed(self, request: HttpRequest, verb: Verb, parent: Any) -> frozenset[str]:
        """Return the fields that this verb may not set here, if it may be done."""
        if not self._is_open(request, verb, parent):
            # Django shows such rows read-only as a whole, or not at all.
            return frozenset()
        columns = self._granted(request, verb, parent)
        return frozenset(
            name
            for name in self.stated_names(parent)
            if not self._may_set(request, name, columns)
        )

    def _may(self, request: HttpRequest, verb: Verb, parent: Any) -> bool:
        who = actor_of(request)
        if not policy.may(who, verb, self.model):
            return False
        if parent is None or parent.pk is None:
            return True
        key = ("admin inline", verb, self.model._meta.label, self.fk_attname, parent.pk)
        return remembered(who, key, lambda: self._may_with_any(request, verb, parent))

    def _may_with_any(self, request: HttpRequest, verb: Verb, parent: Any) -> bool:
        who = actor_of(request)
        one = self.model(**{self.fk_attname: parent.pk})
        if verb == "add":
            return policy.can(who, verb, one)
        stated = policy.policy_for(self.model)
        grant = stated.grant(who, verb)
        if grant is None or grant.scope == policy.ALL:
            return grant is not None
        return (
            self.model._default_manager.filter(**{self.fk_attname: parent.pk})
            .filter(stated.q(who, verb))
            .exists()
        )

    @property
    def fk_attname(self) -> str:
        """The column that points to the row of the page."""
        if self.fk_name:
            return f"{self.fk_name}_id"
        (field,) = (
            field
            for field in self.model._meta.concrete_fields
            if field.related_model is self.parent_model
        )
        return field.attname

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policy.may(actor_of(request), "view", self.model)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "remove", obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            options = fieldsets[0][1]
            options["fields"] = (*options["fields"], LOADED_VERSION)
        return fieldsets

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = self.form_with_dates(
            self.form,
            self.stated_names(obj),
            self.get_readonly_fields(request, obj),
        )
        for name in set(self.dates) & set(form.declared_fields):
            _label(form.declared_fields[name])
        kwargs["form"] = form
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.closed_when_stored = self._closed(request, "change", obj)
        formset.closed_when_new = self._closed(request, "add", obj)
        return formset

    def formfield_for_dbfield(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        _label(field)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # In a row of a table these icons push the rest off the screen.
            field.widget.can_add_related = False
            field.widget.can_change_related = False
            field.widget.can_view_related = False
        return field


class TrackerTabularInline(InlineOptions, Tabular):
    """Children as a table."""


class RowsWithRights(helpers.InlineAdminFormSet):
    """How the page shows an inline: in each row the fields that may be set there."""

    @classmethod
    def of(cls, shown: helpers.InlineAdminFormSet) -> RowsWithRights:
        """Return the same rows; Django makes them itself, and offers no other way."""
        rows = cls.__new__(cls)
        vars(rows).update(vars(shown))
        return rows

    def __iter__(self) -> Iterator[helpers.InlineAdminForm]:
        for row in super().__iter__():
            form = cast(VersionedForm, row.form)
            row.readonly_fields = [*row.readonly_fields, *form.closed]
            yield row

    def fields(self) -> Iterator[dict[str, Any]]:
        """Return the heads of the columns."""
        form = self.formset.empty_form
        for name in flatten_fieldsets(self.fieldsets):
            field = form.fields.get(name)
            yield {
                "name": name,
                "label": label_for_field(name, self.opts.model, self.opts, form=form),
                "required": field is not None and field.required,
                "widget": {"is_hidden": name == LOADED_VERSION},
            }


def _label(field: FormField) -> None:
    """Name the field for who cannot see the head of the column."""
    widget: Any = getattr(field.widget, "widget", field.widget)
    widget.attrs["aria-label"] = capfirst(str(field.label))
