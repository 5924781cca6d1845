"""Figures to be reached (design 4.6); indicators follow with the monitor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from actions.models.promises import AT_MOST_ONE_PLACE, Placed
from core.imprecise_date_columns import (
    ImpreciseDateColumns,
    imprecise_date_constraints,
)
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet


class Operator(models.TextChoices):
    """How the figure binds."""

    EQUAL = "=", "is"
    AT_LEAST = ">=", "ten minste"
    AT_MOST = "<=", "hooguit"
    ABOUT = "~", "ongeveer"


class Target(Placed, Sourced, Versioned):
    """A figure to be reached: ten minste 40 zorgaanbieders in 2026.

    `value` is None where the document promises a figure but does not give it yet.
    """

    position = models.PositiveSmallIntegerField("volgorde", default=0)
    what = models.CharField("wat", max_length=250)
    value = models.DecimalField(
        "waarde", max_digits=14, decimal_places=2, null=True, blank=True
    )
    operator = models.CharField("teken", max_length=2, choices=Operator.choices)
    unit = models.CharField("eenheid", max_length=60)
    due = ImpreciseDateColumns("wanneer")
    reservation = models.CharField("voorbehoud", max_length=300, blank=True)
    baseline_value = models.DecimalField(
        "beginwaarde", max_digits=14, decimal_places=2, null=True, blank=True
    )

    shown_by = ("action", "spearhead", "chapter")

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "streefcijfer"
        verbose_name_plural = "streefcijfers"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="monitoring_target_one_place",
                condition=AT_MOST_ONE_PLACE,
                violation_error_message="Een streefcijfer hoort op één plek.",
            ),
            models.CheckConstraint(
                name="monitoring_target_operator_known",
                condition=Q(operator__in=Operator.values),
                violation_error_message="Dit teken bestaat niet.",
            ),
            models.CheckConstraint(
                name="monitoring_target_value_not_negative",
                condition=Q(value__isnull=True) | Q(value__gte=0),
                violation_error_message="Een streefcijfer is niet negatief.",
            ),
            models.CheckConstraint(
                name="monitoring_target_unit_given",
                condition=Q(unit__gt=""),
                violation_error_message="Een streefcijfer heeft een eenheid.",
            ),
            *imprecise_date_constraints("monitoring_target", "due"),
            source_constraint("monitoring_target"),
        ]

    def __str__(self) -> str:
        return self.what

    def check_across(self) -> None:
        """Refuse a place in another programme."""
        self.check_place()
