"""The money as the programme document states it (design 4.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum

from actions.models import Action, Chapter, Programme
from core import money
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet
from finance.querysets import BudgetLineQuerySet, FundingLineQuerySet

FIRST_YEAR = 2000
LAST_YEAR = 2100


def year_constraint(label: str) -> models.CheckConstraint:
    """Return the rule that a year is a year."""
    return models.CheckConstraint(
        name=f"{label}_year_possible",
        condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
        violation_error_message="Een jaar ligt tussen 2000 en 2100.",
    )


class FundingLine(Sourced, Versioned):
    """One cell of a row of funding ("Middelen"): euros for one year.

    `amount` is None where the table has no cell, which is not the same as zero. Rows
    outside the total pay for things that the cost rows do not hold.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_lines",
        verbose_name="hoofdstuk",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    label = models.CharField("regel", max_length=200)
    year = models.PositiveSmallIntegerField("jaar")
    amount = money.amount_field(
        "bedrag",
        null=True,
        blank=True,
        help_text="Leeg: het document heeft hier geen bedrag. Nul is iets anders.",
    )
    in_total = models.BooleanField("telt mee in het totaal")

    shown_by = ("programme",)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dekkingsregel"
        verbose_name_plural = "dekkingsregels"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "label", "year"],
                name="finance_fundingline_cell_unique",
                violation_error_message="Dit bedrag staat er al in.",
            ),
            models.CheckConstraint(
                name="finance_fundingline_amount_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="Een dekking is niet negatief.",
            ),
            year_constraint("finance_fundingline"),
            source_constraint("finance_fundingline"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.year}"


class BudgetLine(Sourced, Versioned):
    """One cell of a cost row: what is budgeted for a chapter in a year, in euros."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name="hoofdstuk",
        help_text="Leeg bij de algemene kosten van het programma.",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    label = models.CharField("regel", max_length=200)
    year = models.PositiveSmallIntegerField("jaar")
    original = money.amount_field("oorspronkelijk")
    agreed = money.amount_field("afgesproken")
    in_total = models.BooleanField("telt mee in het totaal", default=True)

    shown_by = ("programme",)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "begrotingsregel"
        verbose_name_plural = "begrotingsregels"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "label", "year"],
                name="finance_budgetline_cell_unique",
                violation_error_message="Deze begrotingsregel staat er al in.",
            ),
            models.CheckConstraint(
                name="finance_budgetline_amounts_not_negative",
                condition=Q(original__gte=0, agreed__gte=0),
                violation_error_message="Een begroting is niet negatief.",
            ),
            year_constraint("finance_budgetline"),
            source_constraint("finance_budgetline"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.year}"

    def check_across(self) -> None:
        """Refuse less than the shares in the line come to together."""
        shares = Earmark.objects.filter(budget_line_id=self.pk)
        total = shares.aggregate(total=Sum("amount"))["total"] or Decimal()
        if total > self.agreed:
            raise ValidationError(
                {"agreed": f"Er is {money.in_dutch(total)} van deze regel toegedeeld."},
                code="less_than_shares",
            )


class Earmark(Sourced, Versioned):
    """A "waarvan": an action's share of a budget line. Never added to it."""

    budget_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        related_name="earmarks",
        verbose_name="begrotingsregel",
    )
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="earmarks", verbose_name="actie"
    )
    label = models.CharField("waarvoor", max_length=200)
    amount = money.amount_field("bedrag")

    shown_by = ("budget_line",)
    locked_with = ("budget_line",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "waarvan"
        verbose_name_plural = "waarvan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["budget_line", "action", "label"],
                name="finance_earmark_unique",
                violation_error_message="Dit deel van de begrotingsregel staat er al.",
            ),
            models.CheckConstraint(
                name="finance_earmark_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Een deel is meer dan nul.",
            ),
            source_constraint("finance_earmark"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.budget_line}"

    def check_across(self) -> None:
        """Refuse shares that together exceed the budget line."""
        others = Earmark.objects.filter(budget_line_id=self.budget_line_id).exclude(
            pk=self.pk
        )
        total = others.aggregate(total=Sum("amount"))["total"] or Decimal()
        # As it is under the lock: `self.budget_line` may have been read before.
        agreed = BudgetLine.objects.values_list("agreed", flat=True).get(
            pk=self.budget_line_id
        )
        if total + self.amount > agreed:
            raise ValidationError(
                {
                    "amount": (
                        f"Samen met wat er al af gaat is dit meer dan de "
                        f"{money.in_dutch(agreed)} van de regel."
                    )
                },
                code="more_than_line",
            )


class PrintedTotal(Sourced, Versioned):
    """The total of a year as the document prints it; the check compares it to sums."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    year = models.PositiveSmallIntegerField("jaar")
    amount = money.amount_field("bedrag")

    shown_by = ("programme",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "gedrukt totaal"
        verbose_name_plural = "gedrukte totalen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="finance_printedtotal_year_unique",
                violation_error_message="Dit totaal staat er al in.",
            ),
            models.CheckConstraint(
                name="finance_printedtotal_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Een totaal is niet negatief.",
            ),
            year_constraint("finance_printedtotal"),
            source_constraint("finance_printedtotal"),
        ]

    def __str__(self) -> str:
        return f"Totaal {self.year}"


class FinanceNote(Sourced, Versioned):
    """A remark of the document about the money: what a row pays for, or does not."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    text = models.TextField("tekst")

    shown_by = ("programme",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "toelichting bij het geld"
        verbose_name_plural = "toelichting bij het geld"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="finance_financenote_says_something",
                condition=Q(text__gt=""),
                violation_error_message="Een toelichting is niet leeg.",
            ),
            source_constraint("finance_financenote"),
        ]

    def __str__(self) -> str:
        return self.text
