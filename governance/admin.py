"""Organisations, bodies and who sits in them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import TrackerAdmin, TrackerTabularInline
from core.admin_lists import VisibleRelatedFilter
from core.admin_options import actor_of
from governance.models import (
    Body,
    CompositionPart,
    Membership,
    Organisation,
    OrganisationAlias,
)


class AliasInline(TrackerTabularInline):
    model = OrganisationAlias
    fields = ("alias",)
    ordering = ("alias",)


class CompositionInline(TrackerTabularInline):
    model = CompositionPart
    fields = ("part", "numerator", "denominator")
    ordering = ("pk",)


class MembershipInline(TrackerTabularInline):
    model = Membership
    fields = (
        "organisation",
        "user",
        "role",
        "valid_from_date",
        "valid_to_date",
    )
    autocomplete_fields = ("organisation", "user")
    ordering = ("position", "pk")


@admin.register(Organisation)
class OrganisationAdmin(TrackerAdmin):
    list_display = ("name", "abbreviation", "kind", "parent", "membership_count")
    list_filter = ("kind", ("parent", VisibleRelatedFilter))
    list_select_related = ("parent",)
    search_fields = ("search_text",)
    also_found_by = ("aliases__",)
    search_help_text = "Zoek op naam, afkorting of andere schrijfwijze."
    autocomplete_fields = ("parent",)
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "abbreviation", "kind", "parent")}),)
    inlines = (AliasInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts(actor_of(request).today)

    @admin.display(description="groepen", ordering="membership_count")
    def membership_count(self, obj: Any) -> int:
        return int(obj.membership_count)


@admin.register(OrganisationAlias)
class OrganisationAliasAdmin(TrackerAdmin):
    list_display = ("alias", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("search_text",)
    also_found_by = ("organisation__",)
    autocomplete_fields = ("organisation",)
    ordering = ("alias",)
    fieldsets = ((None, {"fields": ("alias", "organisation")}),)


@admin.register(Body)
class BodyAdmin(TrackerAdmin):
    list_display = (
        "name",
        "kind",
        "member_count",
        "meetings",
        "escalates_to",
        "established_text",
    )
    list_filter = ("kind", "established")
    list_select_related = ("escalates_to",)
    search_fields = ("search_text",)
    search_help_text = "Zoek op woorden uit de naam of de omschrijving."
    autocomplete_fields = ("secretariat", "escalates_to")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "established", "description")}),
        (
            "Overleg",
            {
                "fields": (
                    "meetings_per_year",
                    "frequency",
                    "via",
                    "secretariat",
                    "escalates_to",
                    "membership_text",
                )
            },
        ),
    )
    inlines = (CompositionInline, MembershipInline)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts(actor_of(request).today)

    @admin.display(description="leden (zonder agendaleden)", ordering="member_count")
    def member_count(self, obj: Any) -> int:
        return int(obj.member_count)

    @admin.display(description="keer per jaar", ordering="meetings_per_year")
    def meetings(self, obj: Any) -> str:
        return str(obj.meetings_per_year or obj.frequency or "bepaalt de groep zelf")


@admin.register(CompositionPart)
class CompositionPartAdmin(TrackerAdmin):
    list_display = ("part", "numerator", "denominator", "body")
    list_filter = (("body", VisibleRelatedFilter),)
    list_select_related = ("body",)
    search_fields = ("part", "body__name")
    autocomplete_fields = ("body",)
    ordering = ("body__name", "pk")
    fieldsets = ((None, {"fields": ("body", "part", "numerator", "denominator")}),)


@admin.register(Membership)
class MembershipAdmin(TrackerAdmin):
    list_display = (
        "member",
        "role",
        "body",
        "valid_from_date",
        "valid_to_date",
    )
    list_display_links = ("member",)
    list_filter = ("role", ("body", VisibleRelatedFilter), "body__kind")
    list_select_related = ("body", "organisation", "user")
    search_fields = (
        "body__name",
        "organisation__name",
        "organisation__abbreviation",
        "user__username",
        "user__full_name",
    )
    search_help_text = "Zoek op groep, organisatie of gebruiker."
    autocomplete_fields = ("body", "organisation", "user")
    ordering = ("body__name", "position", "pk")
    fieldsets = (
        (None, {"fields": ("body", "organisation", "user", "role")}),
        ("Wanneer", {"fields": ("valid_from_date", "valid_to_date", "position")}),
    )

    @admin.display(description="lid", ordering="organisation__name")
    def member(self, obj: Any) -> str:
        return str(obj.organisation or obj.user)
