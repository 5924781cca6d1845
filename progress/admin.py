"""Rounds, updates and questions in the admin: to look back; writing has own screens.

The steps of an update and of a round are more than a change of fields, so the forms
here are read-only for everybody.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import TrackerAdmin, TrackerTabularInline
from core.admin_lists import VisibleRelatedFilter
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)


class LookBackInline(TrackerTabularInline):
    """Rows below, to read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookBackAdmin(TrackerAdmin):
    """Rows to read, with their history."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RoundEventInline(LookBackInline):
    model = RoundEvent
    fields = ("step", "werkgroep", "due_date", "reason", "by_name", "happened_at")
    ordering = ("happened_at",)


@admin.register(ReportingRound)
class ReportingRoundAdmin(LookBackAdmin):
    list_display = ("quarter", "opens_date", "due_date", "closed_date")
    list_select_related = ("programme",)
    search_fields = ("quarter",)
    search_help_text = "Zoek op kwartaal, bijvoorbeeld 2026-Q3."
    ordering = ("-quarter", "-pk")
    inlines = (RoundEventInline,)


class UpdateEventInline(LookBackInline):
    model = UpdateEvent
    fields = ("step", "by_name", "happened_at", "reason")
    ordering = ("happened_at",)


@admin.register(StatusUpdate)
class StatusUpdateAdmin(LookBackAdmin):
    list_display = (
        "action_text",
        "round_text",
        "state",
        "status",
        "rag",
        "progress_pct",
        "submitted_date",
    )
    list_filter = (
        ("round", VisibleRelatedFilter),
        "state",
        "rag",
        ("action__spearhead__chapter", VisibleRelatedFilter),
    )
    list_select_related = ("action", "round")
    search_fields = ("action__code", "action__title", "state_of_affairs")
    search_help_text = "Zoek op code of woorden, bijvoorbeeld 2.3.1."
    ordering = ("-round__quarter", "action__code", "-sequence", "pk")
    inlines = (UpdateEventInline,)

    @admin.display(description="actie", ordering="action__code")
    def action_text(self, obj: StatusUpdate) -> str:
        return str(obj.action)

    @admin.display(description="kwartaal", ordering="round__quarter")
    def round_text(self, obj: StatusUpdate) -> str:
        return obj.round.quarter


class EscalationActionInline(LookBackInline):
    model = EscalationAction
    fields = ("action",)
    ordering = ("action__code",)


@admin.register(Escalation)
class EscalationAdmin(LookBackAdmin):
    list_display = ("question", "raised_text", "to_text", "raised_date", "closed_date")
    list_filter = (("raised_by", VisibleRelatedFilter),)
    list_select_related = ("raised_by", "to_body")
    search_fields = ("question", "explanation")
    search_help_text = "Zoek op woorden uit de vraag."
    ordering = ("raised_date", "pk")
    inlines = (EscalationActionInline,)

    @admin.display(description="gesteld door", ordering="raised_by__name")
    def raised_text(self, obj: Escalation) -> str:
        return str(obj.raised_by)

    @admin.display(description="gesteld aan", ordering="to_body__name")
    def to_text(self, obj: Escalation) -> str:
        return str(obj.to_body)
