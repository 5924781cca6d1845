"""The money as the document states it, with the totals under each list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest

from core import money
from core.admin import TrackerAdmin, TrackerTabularInline
from core.admin_lists import TotalsChangeList, TotalsRow, VisibleRelatedFilter
from finance.models import BudgetLine, Earmark, FinanceNote, FundingLine, PrintedTotal


def _in_dutch(total: Any) -> str:
    return money.in_dutch(total or Decimal())


def _lines(count: int) -> str:
    return "1 regel" if count == 1 else f"{count} regels"


class EarmarkInline(TrackerTabularInline):
    model = Earmark
    fields = ("action", "label", "amount")
    autocomplete_fields = ("action",)
    ordering = ("pk",)


class MoneyLineAdmin(TrackerAdmin):
    """Lines of a table of the document: one for each year."""

    list_filter = (
        ("programme", VisibleRelatedFilter),
        ("chapter", VisibleRelatedFilter),
        ("year", admin.AllValuesFieldListFilter),
        "in_total",
    )
    list_select_related = ("chapter",)
    search_fields = ("label", "chapter__title")
    search_help_text = "Zoek op woorden uit de regel of het hoofdstuk."
    autocomplete_fields = ("programme", "chapter")
    ordering = ("programme_id", "position", "year", "pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return TotalsChangeList

    @admin.display(description="hoofdstuk", ordering="chapter__number")
    def chapter_text(self, obj: Any) -> str:
        return "" if obj.chapter is None else str(obj.chapter)


@admin.register(FundingLine)
class FundingLineAdmin(MoneyLineAdmin):
    list_display = ("label", "chapter_text", "year", "amount_text", "in_total_text")
    fieldsets = (
        (None, {"fields": ("programme", "chapter", "label", "year", "position")}),
        ("Bedrag", {"fields": ("amount", "in_total")}),
    )

    @admin.display(description="bedrag", ordering="amount")
    def amount_text(self, obj: Any) -> str:
        return "geen bedrag" if obj.amount is None else money.in_dutch(obj.amount)

    def totals(self, lines: QuerySet[Any]) -> list[TotalsRow]:
        """Return the sum of the lines, and of those that count in the total."""
        found = lines.aggregate(
            lines=Count("pk"),
            empty=Count("pk", filter=Q(amount__isnull=True)),
            total=Sum("amount"),
            counted=Sum("amount", filter=Q(in_total=True)),
        )
        without = f", {found['empty']} zonder bedrag" if found["empty"] else ""
        return [
            TotalsRow(
                f"Samen ({_lines(found['lines'])}{without})",
                {"amount_text": _in_dutch(found["total"])},
            ),
            TotalsRow(
                "Daarvan telt mee in het totaal",
                {"amount_text": _in_dutch(found["counted"])},
            ),
        ]


@admin.register(BudgetLine)
class BudgetLineAdmin(MoneyLineAdmin):
    list_display = (
        "label",
        "chapter_text",
        "year",
        "original_text",
        "agreed_text",
        "in_total_text",
    )
    fieldsets = (
        (None, {"fields": ("programme", "chapter", "label", "year", "position")}),
        ("Bedragen", {"fields": ("original", "agreed", "in_total")}),
    )
    inlines = (EarmarkInline,)

    @admin.display(description="oorspronkelijk", ordering="original")
    def original_text(self, obj: Any) -> str:
        return money.in_dutch(obj.original)

    @admin.display(description="afgesproken", ordering="agreed")
    def agreed_text(self, obj: Any) -> str:
        return money.in_dutch(obj.agreed)

    def totals(self, lines: QuerySet[Any]) -> list[TotalsRow]:
        """Return the sum of the lines; earmarks are part of them, not added."""
        found = lines.aggregate(
            lines=Count("pk"),
            total_original=Sum("original"),
            total_agreed=Sum("agreed"),
        )
        return [
            TotalsRow(
                f"Samen ({_lines(found['lines'])})",
                {
                    "original_text": _in_dutch(found["total_original"]),
                    "agreed_text": _in_dutch(found["total_agreed"]),
                },
            )
        ]


@admin.register(Earmark)
class EarmarkAdmin(TrackerAdmin):
    list_display = ("label", "budget_line", "action", "amount_text")
    list_filter = (("budget_line__chapter", VisibleRelatedFilter),)
    list_select_related = ("budget_line", "action")
    search_fields = ("label", "budget_line__label", "action__code", "action__title")
    search_help_text = "Zoek op waarvoor, begrotingsregel of actie."
    autocomplete_fields = ("budget_line", "action")
    ordering = ("budget_line__position", "budget_line__year", "pk")
    fieldsets = ((None, {"fields": ("budget_line", "action", "label", "amount")}),)

    @admin.display(description="bedrag", ordering="amount")
    def amount_text(self, obj: Any) -> str:
        return money.in_dutch(obj.amount)


@admin.register(PrintedTotal)
class PrintedTotalAdmin(TrackerAdmin):
    list_display = ("year", "amount_text", "programme")
    list_filter = (("programme", VisibleRelatedFilter),)
    list_select_related = ("programme",)
    search_fields = ("year",)
    autocomplete_fields = ("programme",)
    ordering = ("programme_id", "year")
    fieldsets = ((None, {"fields": ("programme", "year", "amount")}),)

    @admin.display(description="bedrag", ordering="amount")
    def amount_text(self, obj: Any) -> str:
        return money.in_dutch(obj.amount)


@admin.register(FinanceNote)
class FinanceNoteAdmin(TrackerAdmin):
    list_display = ("text", "source_text")
    list_filter = (("programme", VisibleRelatedFilter),)
    search_fields = ("text",)
    autocomplete_fields = ("programme",)
    ordering = ("programme_id", "position", "pk")
    fieldsets = ((None, {"fields": ("programme", "text", "position")}),)
