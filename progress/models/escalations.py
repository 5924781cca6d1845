"""A bottleneck that a werkgroep puts to a higher body."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from actions.models import Action, Programme
from core.versioned import Versioned, VersionedQuerySet
from governance.models import Body
from progress.querysets import EscalationQuerySet


class Escalation(Versioned):
    """A question on one or more actions, raised by one body and put to another."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    question = models.CharField(
        "vraag", max_length=300, help_text="Wat moet er besloten worden? In één zin."
    )
    explanation = models.TextField("toelichting", blank=True)
    raised_by = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name="gesteld door"
    )
    raised_date = models.DateField("gesteld op")
    to_body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name="gesteld aan"
    )
    closed_date = models.DateField("afgerond op", null=True, blank=True)
    feedback = models.TextField(
        "terugkoppeling", blank=True, help_text="Wat hoort de werkgroep terug?"
    )
    is_fictitious = models.BooleanField(
        "fictief", default=False, editable=False, help_text="Verzonnen voor de demo."
    )

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = "opschaling"
        verbose_name_plural = "opschalingen"
        constraints = [
            models.CheckConstraint(
                name="progress_escalation_other_body",
                condition=~Q(raised_by=models.F("to_body")),
                violation_error_message="Een groep stelt de vraag niet aan zichzelf.",
            ),
            models.CheckConstraint(
                name="progress_escalation_has_question",
                condition=Q(question__gt=""),
                violation_error_message="Een opschaling heeft een vraag.",
            ),
            models.CheckConstraint(
                name="progress_escalation_closed_with_feedback",
                condition=Q(closed_date__isnull=True)
                | Q(
                    closed_date__gte=models.F("raised_date"),
                    feedback__gt="",
                ),
                violation_error_message=(
                    "Een opschaling wordt afgerond met een terugkoppeling, niet vóór "
                    "de dag waarop zij begon."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def age_days(self, *, on: date) -> int:
        """Return how many calendar days the question waits, or waited."""
        return ((self.closed_date or on) - self.raised_date).days


class EscalationAction(Versioned):
    """An action that an escalation is about."""

    escalation = models.ForeignKey(
        Escalation, models.PROTECT, related_name="actions", verbose_name="opschaling"
    )
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="escalations", verbose_name="actie"
    )

    objects = VersionedQuerySet.as_manager()

    shown_by = ("escalation", "action")

    class Meta:
        verbose_name = "actie bij een opschaling"
        verbose_name_plural = "acties bij een opschaling"
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "action"],
                name="progress_escalationaction_once",
                violation_error_message="Deze actie staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.action)

    def check_across(self) -> None:
        """Refuse an action of another programme."""
        if self.action.programme_id != self.escalation.programme_id:
            raise ValidationError(
                {"action": "Deze actie hoort bij een ander programma."},
                code="programme",
            )
