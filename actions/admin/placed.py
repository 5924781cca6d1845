"""Rows that hang at an action, a spearhead, a chapter or the whole programme."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from actions.models import Chapter
from core import policy
from core.admin import TrackerAdmin
from core.admin_options import actor_of

PLACE = ("action", "spearhead__chapter", "chapter", "programme")
PLACE_FIELDS = ("programme", "chapter", "spearhead", "action")


class PlaceChapterFilter(admin.SimpleListFilter):
    """The chapter, wherever in it a row hangs."""

    title = "hoofdstuk"
    parameter_name = "hoofdstuk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chapters = policy.visible(Chapter.objects.all(), actor_of(request))
        return [
            (str(chapter.pk), str(chapter))
            for chapter in chapters.order_by("programme_id", "number")
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value or not value.isdecimal():
            return queryset
        return queryset.filter(
            Q(action__spearhead__chapter=value)
            | Q(spearhead__chapter=value)
            | Q(chapter=value)
        )


class PlacedAdmin(TrackerAdmin):
    """Tells the place as one column, and as one link on the page of a row.

    Subclasses state `place_link` where a new row asks for the four parts of a place: a
    row does not move.
    """

    list_select_related: ClassVar[tuple[str, ...]] = PLACE
    autocomplete_fields: ClassVar[tuple[str, ...]] = PLACE_FIELDS

    def stated_fieldsets(self, obj: Any) -> Any:
        fieldsets = super().stated_fieldsets(obj)
        return fieldsets if obj is not None else _with_parts(fieldsets)

    @admin.display(description="hoort bij", ordering="action__code")
    def place_text(self, obj: Any) -> str:
        return str(obj.place)

    @admin.display(description="hoort bij")
    def place_link(self, obj: Any) -> str:
        place = obj.place
        page = f"admin:{place._meta.app_label}_{place._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[place.pk]), place)


def _with_parts(fieldsets: Any) -> Any:
    """Return the fieldsets for a new row: with the parts in the place of the link."""
    return [
        (
            title,
            {
                "fields": [
                    part
                    for name in options["fields"]
                    for part in (PLACE_FIELDS if name == "place_link" else (name,))
                ]
            },
        )
        for title, options in fieldsets
    ]
