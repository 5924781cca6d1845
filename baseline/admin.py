"""What was loaded from the documents and corrected later; only the loader writes."""

from __future__ import annotations

from django.contrib import admin

from baseline.models import BaselineVersion, Correction, LoadedRow
from core.admin import TrackerAdmin
from core.admin_lists import VisibleRelatedFilter


@admin.register(BaselineVersion)
class BaselineVersionAdmin(TrackerAdmin):
    list_display = ("programme", "number", "date", "reason")
    list_display_links = ("programme", "number")
    list_filter = ("programme",)
    search_fields = ("programme", "reason")
    ordering = ("programme", "-number")
    fieldsets = (
        (None, {"fields": ("programme", "number", "date", "reason", "content_sha256")}),
    )


@admin.register(LoadedRow)
class LoadedRowAdmin(TrackerAdmin):
    list_display = ("key", "model", "programme", "object_id")
    list_filter = ("programme", "model")
    search_fields = ("key",)
    ordering = ("programme", "model", "key")
    fieldsets = (
        (None, {"fields": ("programme", "model", "key", "object_id", "values")}),
    )


@admin.register(Correction)
class CorrectionAdmin(TrackerAdmin):
    list_display = ("object_label", "kind", "field", "version_of_baseline")
    list_filter = ("kind", ("version_of_baseline", VisibleRelatedFilter))
    list_select_related = ("version_of_baseline",)
    search_fields = ("object_label", "key", "from_value", "to_value")
    autocomplete_fields = ("version_of_baseline",)
    ordering = ("-version_of_baseline__number", "pk")
    fieldsets = (
        (None, {"fields": ("version_of_baseline", "kind", "object_label", "model")}),
        (
            "Verschil",
            {"fields": ("field", "from_value", "to_value", "key", "object_id")},
        ),
    )
