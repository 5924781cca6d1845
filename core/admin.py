"""The base of every admin class: each write goes through `core.writes`.

Rights come from `core.policy`; a form carries the version that was on the screen; a
write that comes too late is refused as a whole and answered with a page on which
nothing typed is lost. Django's own log is not written: our history replaces it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from core import policy, search, writes
from core.admin_forms import LOADED_VERSION, VersionedForm
from core.admin_formsets import VersionedFormSet
from core.admin_inlines import RowsWithRights, TrackerTabularInline
from core.admin_options import TrackerOptions, actor_of, allowed, remembered
from core.admin_refusals import RefusalViews, named
from core.errors import NotVisible
from core.sources import Sourced
from core.versioned import Versioned

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Versioned]
else:
    ModelAdmin = admin.ModelAdmin

__all__ = ["TrackerAdmin", "TrackerTabularInline"]


class TrackerAdmin(RefusalViews, TrackerOptions, ModelAdmin):
    """A model in the admin; subclasses state columns, filters and fieldsets."""

    actions = None
    list_per_page = 100
    # The total of all rows is a query per page for a number that nobody needs.
    show_full_result_count = False
    view_on_site = False
    # Paths to other rows with search words by which a row of this model is found too.
    also_found_by: tuple[str, ...] = ()

    # --- rights ----------------------------------------------------------------------

    def writable(self, request: HttpRequest, obj: Any) -> frozenset[str] | None:
        who = actor_of(request)
        if obj is None:
            if not self.has_add_permission(request):
                return frozenset()
            return policy.writable_fields(who, "add", self.model)
        if not self.has_change_permission(request, obj):
            return frozenset()
        if not allowed(who, "change", obj):
            return frozenset()
        return policy.writable_fields(who, "change", self.model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        who = actor_of(request)
        if obj is None:
            return policy.may(who, "view", self.model)
        return allowed(who, "view", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(actor_of(request), "add", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the page may be saved: for the row itself or for its children.

        Somebody who may write children only gets the row itself read-only.
        """
        who = actor_of(request)
        if obj is None:
            may_row = policy.may(who, "change", self.model)
        else:
            may_row = allowed(who, "change", obj)
        return may_row or self._may_write_children(request, obj)

    def _may_write_children(self, request: HttpRequest, obj: Any) -> bool:
        key = ("admin children", self.model._meta.label, obj and obj.pk)
        return remembered(
            actor_of(request),
            key,
            lambda: any(
                inline.has_change_permission(request, obj)
                or inline.has_add_permission(request, obj)
                or inline.has_delete_permission(request, obj)
                for inline in (
                    stated(self.model, self.admin_site)
                    for stated in self.get_inlines(request, obj)
                )
            ),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        who = actor_of(request)
        if obj is None:
            return policy.may(who, "remove", self.model)
        return allowed(who, "remove", obj)

    # --- the form --------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        if issubclass(self.model, Sourced):
            fieldsets.append(("Bron", {"fields": ("source_text",)}))
        if set(self.stated_names(obj)) - set(self.get_readonly_fields(request, obj)):
            options = fieldsets[0][1]
            options["fields"] = (*options["fields"], LOADED_VERSION)
        return fieldsets

    def base_form(self, obj: Any) -> type[VersionedForm]:
        """Return the form that the page starts from."""
        return self.form  # type: ignore[no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Find as the rest of the site does, where the model keeps search words."""
        if not issubclass(self.model, search.Searched):
            return super().get_search_results(request, queryset, search_term)
        for word in search.words_of(search_term):
            found = search.has_word(word)
            for path in self.also_found_by:
                found |= search.has_word(word, path)
            queryset = queryset.filter(found)
        return queryset, bool(search_term and self.also_found_by)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = self.form_with_dates(
            self.base_form(obj),
            self.stated_names(obj),
            self.get_readonly_fields(request, obj),
        )
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)  # type: ignore[attr-defined]
        return form

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> Any:
        shown = super().get_inline_formsets(*args, **kwargs)
        return [RowsWithRights.of(one) for one in shown]

    # --- writing ---------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if not change:
            writes.add(obj, by=actor_of(request))
            return
        changes = form.changes()
        if changes:
            writes.write(
                form.stored, changes, by=actor_of(request), expected=form.loaded
            )

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        """Write the rows of an inline: first what goes, then what changes, then new."""
        who = actor_of(request)
        rows: VersionedFormSet = formset
        gone = rows.deleted_forms
        for row in gone:
            if row.stored.pk is not None:
                with named(row):
                    writes.remove(row.stored, by=who, expected=row.loaded)
        for row in rows.initial_forms:
            changes = row.changes() if row not in gone and row.has_changed() else {}
            if changes and row.stored.pk is None:
                # An id was sent that is of no row of this one.
                raise NotVisible
            if changes:
                with named(row):
                    writes.write(row.stored, changes, by=who, expected=row.loaded)
        for row in rows.extra_forms:
            if row.has_changed() and row not in gone:
                setattr(row.instance, rows.fk.name, rows.instance)
                with named(row):
                    writes.add(row.instance, by=who)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        sent = request.POST.get(LOADED_VERSION, "")
        writes.remove(
            obj,
            by=actor_of(request),
            expected=int(sent) if sent.isdecimal() else None,
        )

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Tell what goes, and count what stands in the way."""
        (obj,) = objs
        uses: dict[str, int] = {}
        for relation in self.model._meta.get_fields(include_hidden=True):
            if getattr(relation, "on_delete", None) is not models.PROTECT:
                continue
            user = cast("type[models.Model]", relation.related_model)
            name = cast(Any, relation).field.name
            count = user._base_manager.filter(**{name: obj.pk}).count()
            label = str(user._meta.verbose_name_plural)
            uses[label] = uses.get(label, 0) + count
        protected = [f"{label}: {count}" for label, count in uses.items() if count]
        return [str(obj)], {str(self.opts.verbose_name): 1}, set(), protected

    # Our own history tells what happened; Django's log would tell it again and worse.

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        return ""

    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        return None

    def log_change(self, *args: Any, **kwargs: Any) -> Any:
        return None

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any:
        return None
