"""How parts hang together, and where the document contradicts itself."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from actions.admin.inlines import ContradictionSourceInline
from actions.admin.placed import PLACE, PLACE_FIELDS, PlaceChapterFilter, PlacedAdmin
from actions.models import Contradiction, ContradictionSource, Link
from core.admin import TrackerAdmin
from core.admin_lists import VisibleRelatedFilter

TARGETS = ("target_programme", "target_chapter", "target_spearhead", "target_action")


@admin.register(Link)
class LinkAdmin(PlacedAdmin):
    list_display = ("place_text", "kind", "target", "note")
    list_display_links = ("place_text", "target")
    list_filter = ("kind", ("programme", VisibleRelatedFilter), PlaceChapterFilter)
    list_select_related = (
        *PLACE,
        "target_programme",
        "target_chapter",
        "target_spearhead__chapter",
        "target_action",
    )
    search_fields = (
        "outside",
        "note",
        "action__code",
        "action__title",
        "target_action__code",
        "target_action__title",
    )
    search_help_text = "Zoek op actie, programma daarbuiten of toelichting."
    autocomplete_fields = (*PLACE_FIELDS, *TARGETS)
    ordering = ("programme_id", "action__code", "pk")
    fieldsets = (
        ("Van", {"fields": ("place_link",)}),
        ("Naar", {"fields": ("kind", *TARGETS, "outside", "note")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        # A link is told by both its ends, also above its own page.
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description="naar")
    def target(self, obj: Any) -> str:
        return str(obj.target_label)


@admin.register(Contradiction)
class ContradictionAdmin(TrackerAdmin):
    list_display = ("subject", "chapter", "loaded", "source_count")
    list_filter = (
        ("programme", VisibleRelatedFilter),
        ("chapter", VisibleRelatedFilter),
    )
    list_select_related = ("chapter",)
    search_fields = ("subject", "loaded", "why", "sources__says")
    search_help_text = "Zoek op woorden uit het onderwerp of de uitleg."
    autocomplete_fields = ("programme", "chapter")
    ordering = ("programme_id", "position", "pk")
    fieldsets = (
        (None, {"fields": ("programme", "chapter", "subject", "position")}),
        ("Keuze", {"fields": ("loaded", "why")}),
    )
    inlines = (ContradictionSourceInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts()

    @admin.display(description="plekken", ordering="source_count")
    def source_count(self, obj: Any) -> int:
        return int(obj.source_count)


@admin.register(ContradictionSource)
class ContradictionSourceAdmin(TrackerAdmin):
    list_display = ("says", "contradiction", "source_text")
    list_select_related = ("contradiction",)
    search_fields = ("says", "contradiction__subject")
    autocomplete_fields = ("contradiction",)
    ordering = ("contradiction__position", "position", "pk")
    fieldsets = ((None, {"fields": ("contradiction", "says", "position")}),)
