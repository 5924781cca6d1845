"""Figures to be reached."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.formats import number_format

from actions.admin.placed import PlaceChapterFilter, PlacedAdmin
from core.admin_lists import VisibleRelatedFilter
from monitoring.models import Target


@admin.register(Target)
class TargetAdmin(PlacedAdmin):
    list_display = ("what", "value_text", "place_text", "due_words", "reservation")
    list_filter = (
        ("programme", VisibleRelatedFilter),
        PlaceChapterFilter,
        "operator",
    )
    search_fields = ("what", "unit", "reservation", "action__code", "action__title")
    search_help_text = "Zoek op woorden uit het doel, de eenheid of de actie."
    ordering = ("programme_id", "position", "pk")
    fieldsets = (
        (None, {"fields": ("what", "place_link", "position")}),
        (
            "Cijfer",
            {"fields": ("operator", "value", "unit", "baseline_value")},
        ),
        ("Wanneer", {"fields": ("due", "reservation")}),
    )

    @admin.display(description="doel", ordering="value")
    def value_text(self, obj: Any) -> str:
        if obj.value is None:
            return f"nog geen cijfer ({obj.unit})"
        value = number_format(obj.value.normalize(), force_grouping=True)
        return f"{obj.get_operator_display()} {value} {obj.unit}"
