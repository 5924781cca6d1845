"""What a page of a row and an inline have in common: rights per field, and fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest

from core import policy
from core.actor import Actor
from core.admin_dates import (
    ImpreciseDateField,
    date_column,
    dates_of,
    with_days,
    words,
)
from core.admin_forms import ChosenField, ChosenSelect, TextBlock, VersionedForm
from core.admin_history import EMPTY, parts_of, plain_in_words, source_in_words
from core.policy import Verb
from core.versioned import Versioned

if TYPE_CHECKING:
    Base = BaseModelAdmin[Versioned]
else:
    Base = object


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, as ActorMiddleware named it."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def allowed(who: Actor, verb: Verb, obj: models.Model) -> bool:
    """Ask the policy about one row, once per request: Django asks many times.

    Only for what a page shows. `core.writes` asks again.
    """
    key = ("admin", verb, obj._meta.label, obj.pk)
    return remembered(who, key, lambda: policy.can(who, verb, obj))


def remembered(who: Actor, key: object, answer: Callable[[], bool]) -> bool:
    """Return the answer given before to this actor, or find it out."""
    if key not in who.memo:
        who.memo[key] = answer()
    return bool(who.memo[key])


def text_column(field: Any) -> Callable[[models.Model], str]:
    """Return the read-only column of a yes or no, or of another row, as plain words."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def shown(obj: models.Model) -> str:
        value = getattr(obj, field.name)
        if value is None:
            return "–"
        return plain_in_words(value if isinstance(value, bool) else str(value))

    shown.__name__ = field.name
    return shown


class TrackerOptions(Base):
    """Shared by TrackerAdmin and the inlines; subclasses may state fields."""

    form: Any = VersionedForm
    formfield_overrides = {
        models.TextField: {"form_class": TextBlock},
        # The browser's own: in Dutch, by keyboard, and without scripts of ours.
        models.DateField: {
            "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        },
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1}
            ),
        },
    }
    empty_value_display = "–"
    # Fields that only the form has: they are in no policy.
    form_only: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates = dates_of(self.model)
        for name, columns in self.dates.items():
            # Lists and read-only fields ask their column of this object.
            setattr(self, name, date_column(name, columns, in_words=with_days))
            setattr(self, f"{name}_words", date_column(name, columns, in_words=words))
        for field in self.model._meta.concrete_fields:
            if isinstance(field, models.BooleanField) or field.is_relation:
                setattr(self, f"{field.name}_text", text_column(field))

    # --- fields and rights ---------------------------------------------------------

    def writable(self, request: HttpRequest, obj: Any) -> frozenset[str] | None:
        """Return the columns this person may set here; None means all."""
        raise NotImplementedError

    def stated_fieldsets(self, obj: Any) -> Any:
        """Return the fieldsets that the class states; without `obj` for a new row.

        A class that states none shows all that people see as fields.
        """
        if self.fieldsets:
            return self.fieldsets
        fields = self.fields or [
            part.name for part in parts_of(self.model) if part.name != "source"
        ]
        return [(None, {"fields": tuple(fields)})]

    def stated_names(self, obj: Any) -> list[str]:
        """Return the names of all fields that the class states."""
        return flatten_fieldsets(self.stated_fieldsets(obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        readonly = set(self.get_readonly_fields(request, obj))
        return [
            (
                title,
                {
                    **options,
                    "fields": tuple(
                        self._shown(request, name) if name in readonly else name
                        for name in options["fields"]
                    ),
                },
            )
            for title, options in self.stated_fieldsets(obj)
        ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> tuple[str, ...]:
        columns = self.writable(request, obj)
        names = [
            name
            for name in self.stated_names(obj)
            if not self._may_set(request, name, columns)
        ]
        shown = (self._shown(request, name) for name in names)
        return tuple(dict.fromkeys([*names, *shown, "source_text"]))

    def _shown(self, request: HttpRequest, name: str) -> str:
        """Return the read-only column for a field, where Django's own says too much.

        Its yes and no are pictures with an English name, and its link leads also to
        what this person may not open.
        """
        try:
            field: Any = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return name
        if isinstance(field, models.BooleanField) or (
            field.is_relation and not self._may_choose(request, field)
        ):
            return f"{name}_text"
        return name

    def _may_set(
        self, request: HttpRequest, name: str, columns: frozenset[str] | None
    ) -> bool:
        if name in self.form_only:
            return columns is None or bool(columns)
        if name in self.dates:
            wanted: Iterable[str] = self.dates[name].column_names
        else:
            try:
                field = self.model._meta.get_field(name)
            except FieldDoesNotExist:
                return False
            if not field.editable or not self._may_choose(request, field):
                return False
            wanted = (name,)
        return columns is None or set(wanted) <= columns

    def _may_choose(self, request: HttpRequest, field: Any) -> bool:
        """Tell whether there is anything to choose from for this person."""
        return not field.is_relation or policy.may(
            actor_of(request), "view", field.related_model
        )

    def form_with_dates(
        self, base: type[VersionedForm], names: Iterable[str], readonly: Iterable[str]
    ) -> type[VersionedForm]:
        """Return the form with a field for each imprecise date that may be set."""
        fields = {
            name: ImpreciseDateField(label=columns.verbose_name)
            for name, columns in self.dates.items()
            if name in set(names) - set(readonly)
        }
        return type(base.__name__, (base,), fields)

    @admin.display(description="bron")
    def source_text(self, obj: Any) -> str:
        """Return the place in the programme document."""
        words = source_in_words(obj)
        return "niet uit een document" if words == EMPTY else words

    # --- choices -------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> Any:
        return policy.visible(super().get_queryset(request), actor_of(request))

    def formfield_for_foreignkey(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> Any:
        related = db_field.remote_field.model
        kwargs.setdefault(
            "queryset",
            policy.visible(related._default_manager.all(), actor_of(request)),
        )
        kwargs["form_class"] = ChosenField
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChosenSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Deleting something else from inside a form surprises people.
            field.widget.can_delete_related = False
        return field
