"""A round: one quarter in which every active action owes a status update."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from actions.models import Programme
from actions.models.programme import QUARTER_PATTERN
from core.quarters import Quarter
from core.versioned import Versioned, VersionedQuerySet
from governance.models import Body
from progress.querysets import ReportingRoundQuerySet
from progress.workflow import RoundStep


class ReportingRound(Versioned):
    """The reporting on one quarter: opens, is due, is closed, may be reopened."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    quarter = models.CharField("kwartaal", max_length=7)
    opens_date = models.DateField("open vanaf")
    due_date = models.DateField(
        "inleveren uiterlijk", help_text="Tot en met deze dag is een bericht op tijd."
    )
    closed_date = models.DateField("gesloten op", null=True, blank=True)
    is_fictitious = models.BooleanField(
        "fictief", default=False, help_text="Verzonnen gegevens voor de demo."
    )

    objects = ReportingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "quarter"],
                name="progress_round_quarter_unique",
                violation_error_message="Voor dit kwartaal is er al een ronde.",
            ),
            models.CheckConstraint(
                name="progress_round_quarter_possible",
                condition=Q(quarter__regex=QUARTER_PATTERN),
                violation_error_message="Schrijf een kwartaal als 2026-Q3.",
            ),
            models.CheckConstraint(
                name="progress_round_due_after_opening",
                condition=Q(due_date__gte=F("opens_date")),
                violation_error_message=(
                    "De uiterste dag ligt vóór de dag waarop de ronde opent."
                ),
            ),
            models.CheckConstraint(
                name="progress_round_closed_after_opening",
                condition=Q(closed_date__isnull=True)
                | Q(closed_date__gte=F("opens_date")),
                violation_error_message="Een ronde sluit niet voordat zij opent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.label}"

    @property
    def period(self) -> Quarter:
        """Return the quarter as a value."""
        return Quarter.parse(self.quarter)

    def is_open(self, *, on: date) -> bool:
        """Tell whether updates can be written on this day; twin of `open`."""
        return self.opens_date <= on and self.closed_date is None

    def due_for(self, werkgroep_id: int | None) -> date:
        """Return the last day for a werkgroep, with its extension if it has one.

        Reads `events`; prefetch them when asking for many.
        """
        extended = [
            event.due_date
            for event in self.events.all()
            if event.step == RoundStep.EXTENDED
            and event.due_date is not None
            and event.werkgroep_id in (None, werkgroep_id)
        ]
        return max([self.due_date, *extended])


class RoundEvent(Versioned):
    """What happened to a round, by whom and why. Only ever added."""

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="events", verbose_name="ronde"
    )
    step = models.CharField("stap", max_length=10, choices=RoundStep.choices)
    werkgroep = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="werkgroep",
        help_text="Leeg: voor iedereen.",
    )
    due_date = models.DateField("nieuwe uiterste dag", null=True, blank=True)
    reason = models.TextField("reden", blank=True)
    by_name = models.CharField("wie", max_length=200)
    happened_at = models.DateTimeField("wanneer")

    objects = VersionedQuerySet.as_manager()

    shown_by = ("round",)

    class Meta:
        verbose_name = "stap van een ronde"
        verbose_name_plural = "stappen van een ronde"
        constraints = [
            models.CheckConstraint(
                name="progress_roundevent_step_known",
                condition=Q(step__in=RoundStep.values),
                violation_error_message="Deze stap bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_roundevent_reason_given",
                condition=~Q(step__in=("extended", "reopened")) | Q(reason__gt=""),
                violation_error_message="Verlengen en heropenen hebben een reden.",
            ),
            models.CheckConstraint(
                name="progress_roundevent_extension_has_day",
                condition=~Q(step="extended") | Q(due_date__isnull=False),
                violation_error_message="Een verlenging noemt de nieuwe dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_step_display()}"
