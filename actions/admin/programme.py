"""Programme, chapter, spearhead, action."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest

from actions.admin.inlines import (
    ActivityInline,
    MilestoneInline,
    SpearheadMilestoneInline,
    TrekkerInline,
)
from actions.models import Action, Chapter, Programme, Spearhead, Trekker
from actions.workflow import Status
from core.admin import TrackerAdmin
from core.admin_lists import VisibleRelatedFilter


@admin.register(Programme)
class ProgrammeAdmin(TrackerAdmin):
    list_display = ("title", "slug", "start_year", "end_year", "predecessor")
    list_select_related = ("predecessor",)
    search_fields = ("title", "slug")
    autocomplete_fields = ("predecessor",)
    ordering = ("title",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "description")}),
        ("Looptijd", {"fields": ("start_year", "end_year", "predecessor")}),
        ("Document", {"fields": ("document_title", "document", "document_sha256")}),
        ("Woorden", {"fields": ("chapter_word", "spearhead_word", "action_word")}),
    )


@admin.register(Chapter)
class ChapterAdmin(TrackerAdmin):
    list_display = (
        "number",
        "title",
        "kind",
        "werkgroep",
        "spearhead_count",
        "action_count",
    )
    list_display_links = ("number", "title")
    list_filter = (("programme", VisibleRelatedFilter), "kind")
    list_select_related = ("werkgroep",)
    search_fields = ("search_text",)
    search_help_text = "Zoek op woorden uit de titel of de omschrijving."
    autocomplete_fields = ("programme", "werkgroep")
    ordering = ("programme_id", "number")
    fieldsets = (
        (None, {"fields": ("programme", "number", "title", "heading", "kind")}),
        ("Inhoud", {"fields": ("description", "werkgroep")}),
    )
    inlines = (MilestoneInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts()

    @admin.display(description="speerpunten", ordering="spearhead_count")
    def spearhead_count(self, obj: Any) -> int:
        return int(obj.spearhead_count)

    @admin.display(description="acties", ordering="action_count")
    def action_count(self, obj: Any) -> int:
        return int(obj.action_count)


@admin.register(Spearhead)
class SpearheadAdmin(TrackerAdmin):
    list_display = ("title", "number", "chapter", "action_count")
    list_filter = (
        ("chapter__programme", VisibleRelatedFilter),
        ("chapter", VisibleRelatedFilter),
    )
    list_select_related = ("chapter",)
    search_fields = ("search_text",)
    search_help_text = "Zoek op woorden uit de titel, de omschrijving of het doel."
    autocomplete_fields = ("chapter",)
    ordering = ("chapter__programme_id", "chapter__number", "number")
    fieldsets = (
        (None, {"fields": ("chapter", "number", "title")}),
        ("Inhoud", {"fields": ("description", "societal_goal")}),
    )
    inlines = (SpearheadMilestoneInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        queryset = super().get_queryset(request).with_counts()
        # A spearhead is told with the number of its chapter, also in a list to choose
        # from.
        return queryset.select_related("chapter")

    @admin.display(description="acties", ordering="action_count")
    def action_count(self, obj: Any) -> int:
        return int(obj.action_count)


class HasLeadFilter(admin.SimpleListFilter):
    """Whether the document names somebody who leads it."""

    title = "trekker"
    parameter_name = "trekker"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "met trekker"), ("nee", "zonder trekker")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        leads = Trekker.objects.leading().filter(action=OuterRef("pk"))
        if self.value() == "ja":
            return queryset.filter(Exists(leads))
        if self.value() == "nee":
            return queryset.filter(~Exists(leads))
        return queryset


class StatusFilter(admin.SimpleListFilter):
    """The last accepted status, or none yet."""

    title = "status"
    parameter_name = "status"
    unreported = "geen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*Status.choices, (self.unreported, "nog geen bericht")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(status="" if value == self.unreported else value)


@admin.register(Action)
class ActionAdmin(TrackerAdmin):
    list_display = (
        "code",
        "title",
        "chapter",
        "leads_text",
        "milestone_count",
        "activity_count",
        "status_text",
    )
    list_display_links = ("code", "title")
    list_filter = (
        ("programme", VisibleRelatedFilter),
        ("spearhead__chapter", VisibleRelatedFilter),
        HasLeadFilter,
        StatusFilter,
    )
    list_select_related = ("spearhead__chapter",)
    search_fields = ("search_text",)
    also_found_by = ("trekkers__organisation__", "trekkers__body__")
    search_help_text = "Zoek op code (2.3.1), woorden uit de titel, of een trekker."
    autocomplete_fields = ("programme", "spearhead")
    ordering = (
        "programme_id",
        "spearhead__chapter__number",
        "spearhead__number",
        "position",
        "pk",
    )
    fieldsets = (
        (None, {"fields": ("code", "printed_code", "title", "group", "description")}),
        ("Plaats", {"fields": ("programme", "spearhead", "position")}),
        (
            "Stand volgens het laatste aanvaarde bericht",
            {"fields": ("status", "rag", "progress_pct", "quarter", "reported_date")},
        ),
    )
    inlines = (TrekkerInline, ActivityInline, MilestoneInline)

    def get_queryset(self, request: HttpRequest) -> Any:
        leads = (
            Trekker.objects.leading()
            .select_related("organisation", "body")
            .order_by("position", "pk")
        )
        queryset = super().get_queryset(request).with_counts()
        return queryset.prefetch_related(
            Prefetch("trekkers", queryset=leads, to_attr="leads")
        )

    @admin.display(description="hoofdstuk", ordering="spearhead__chapter__number")
    def chapter(self, obj: Any) -> str:
        return str(obj.spearhead.chapter)

    @admin.display(description="trekkers")
    def leads_text(self, obj: Any) -> str:
        return ", ".join(str(lead) for lead in obj.leads)

    @admin.display(description="mijlpalen", ordering="milestone_count")
    def milestone_count(self, obj: Any) -> int:
        return int(obj.milestone_count)

    @admin.display(description="activiteiten", ordering="activity_count")
    def activity_count(self, obj: Any) -> int:
        return int(obj.activity_count)

    @admin.display(description="status", ordering="status")
    def status_text(self, obj: Any) -> str:
        if not obj.status:
            return "nog geen bericht"
        return f"{obj.get_status_display()} ({obj.quarter})"
