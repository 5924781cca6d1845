"""Who leads an action, and what is done in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from actions.admin.inlines import ActivityPartyInline
from actions.models import Activity, ActivityParty, Trekker
from core.admin import TrackerAdmin
from core.admin_lists import VisibleRelatedFilter


@admin.register(Trekker)
class TrekkerAdmin(TrackerAdmin):
    list_display = ("party", "role", "action", "as_printed")
    list_filter = ("role", ("action__spearhead__chapter", VisibleRelatedFilter))
    list_select_related = ("action", "organisation", "body")
    search_fields = (
        "as_printed",
        "organisation__name",
        "organisation__abbreviation",
        "body__name",
        "action__code",
        "action__title",
    )
    search_help_text = "Zoek op organisatie, groep of actie."
    autocomplete_fields = ("action", "organisation", "body")
    ordering = ("action__code", "position", "pk")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "action",
                    "organisation",
                    "body",
                    "role",
                    "as_printed",
                    "position",
                )
            },
        ),
    )

    @admin.display(description="wie", ordering="organisation__name")
    def party(self, obj: Any) -> str:
        return str(obj)


@admin.register(Activity)
class ActivityAdmin(TrackerAdmin):
    list_display = ("title", "ordinal", "action", "kind", "state")
    list_filter = (
        "state",
        "kind",
        ("action__programme", VisibleRelatedFilter),
        ("action__spearhead__chapter", VisibleRelatedFilter),
    )
    list_select_related = ("action",)
    search_fields = ("search_text",)
    search_help_text = "Zoek op woorden uit de titel of de omschrijving."
    autocomplete_fields = ("action",)
    ordering = ("action__code", "ordinal")
    fieldsets = (
        (None, {"fields": ("action", "ordinal", "level", "title", "kind")}),
        ("Stand", {"fields": ("state", "description")}),
    )
    inlines = (ActivityPartyInline,)


@admin.register(ActivityParty)
class ActivityPartyAdmin(TrackerAdmin):
    list_display = ("party", "role", "activity")
    list_filter = ("role",)
    list_select_related = ("activity", "organisation", "body")
    search_fields = (
        "organisation__name",
        "organisation__abbreviation",
        "body__name",
        "activity__title",
    )
    search_help_text = "Zoek op organisatie, groep of activiteit."
    autocomplete_fields = ("activity", "organisation", "body")
    ordering = ("activity__action__code", "activity__ordinal", "position", "pk")
    fieldsets = (
        (
            None,
            {"fields": ("activity", "organisation", "body", "role", "position")},
        ),
    )

    @admin.display(description="wie", ordering="organisation__name")
    def party(self, obj: Any) -> str:
        return str(obj.party_label)
