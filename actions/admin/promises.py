"""Milestones, with their three yardsticks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import DateField, F, QuerySet, Value
from django.http import HttpRequest

from actions.admin.inlines import MilestoneForm, MilestoneOwnerInline
from actions.admin.placed import PLACE_FIELDS, PlaceChapterFilter, PlacedAdmin
from actions.models import Milestone, MilestoneOwner
from core.admin import TrackerAdmin
from core.admin_lists import VisibleRelatedFilter
from core.admin_options import actor_of

ACHIEVED, LATE, UNREPORTED, AHEAD = "bereikt", "te laat", "niet gemeld", "loopt nog"


class MilestoneStateFilter(admin.SimpleListFilter):
    """Achieved, late, past but unreported, or still ahead: always exactly one."""

    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state, state) for state in (LATE, UNREPORTED, AHEAD, ACHIEVED)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = actor_of(request).today
        milestones = Milestone.objects
        kept = {
            ACHIEVED: lambda: milestones.exclude(achieved_text=""),
            LATE: lambda: milestones.late(today),
            UNREPORTED: lambda: milestones.unreported(today),
            AHEAD: lambda: milestones.filter(achieved_text="").exclude(
                pk__in=milestones.past(today).values("pk")
            ),
        }.get(str(self.value()))
        if kept is None:
            return queryset
        return queryset.filter(pk__in=kept().values("pk"))


@admin.register(Milestone)
class MilestoneAdmin(PlacedAdmin):
    form = MilestoneForm
    list_display = (
        "title",
        "place_text",
        "state",
        "original_words",
        "agreed_words",
        "expected_words",
        "achieved_words",
    )
    list_filter = (
        MilestoneStateFilter,
        "kind",
        ("programme", VisibleRelatedFilter),
        PlaceChapterFilter,
        "certainty",
        "external",
    )
    search_fields = ("search_text",)
    search_help_text = "Zoek op woorden uit de titel of de voorwaarde."
    autocomplete_fields = (*PLACE_FIELDS, "assigned_spearhead")
    # The same on every database: what has no end comes last.
    ordering = (F("agreed_end").asc(nulls_last=True), "pk")
    fieldsets = (
        (None, {"fields": ("title", "kind", "place_link", "assigned_spearhead")}),
        (
            "Datums",
            {"fields": ("original", "agreed", "expected", "achieved", "shifts")},
        ),
        ("Zekerheid", {"fields": ("certainty", "condition", "external", "position")}),
    )
    inlines = (MilestoneOwnerInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        # With the day of the request, which `state` judges by.
        today = Value(actor_of(request).today, output_field=DateField())
        return super().get_queryset(request).annotate(today=today)

    @admin.display(description="stand")
    def state(self, obj: Any) -> str:
        if obj.achieved_text:
            return ACHIEVED
        if not obj.is_past(on=obj.today):
            return AHEAD
        return LATE if obj.is_late(on=obj.today) else UNREPORTED


@admin.register(MilestoneOwner)
class MilestoneOwnerAdmin(TrackerAdmin):
    list_display = ("party", "milestone")
    list_select_related = ("milestone", "organisation", "body")
    search_fields = (
        "organisation__name",
        "organisation__abbreviation",
        "body__name",
        "milestone__title",
    )
    search_help_text = "Zoek op organisatie, groep of mijlpaal."
    autocomplete_fields = ("milestone", "organisation", "body")
    ordering = ("milestone_id", "position", "pk")
    fieldsets = ((None, {"fields": ("milestone", "organisation", "body", "position")}),)

    @admin.display(description="wie", ordering="organisation__name")
    def party(self, obj: Any) -> str:
        return str(obj.party_label)
