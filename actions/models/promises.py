"""What is promised for when: milestones with their three yardsticks."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from actions.models.programme import Action, Chapter, Programme, Spearhead
from actions.models.work import Party, one_party_condition
from actions.querysets import MilestoneQuerySet
from core.imprecise_date_columns import (
    ImpreciseDateColumns,
    imprecise_date_constraints,
)
from core.search import Searched
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet


class MilestoneKind(models.TextChoices):
    """A start, something done, or a result aimed at for the end of the programme."""

    START = "start", "start"
    DONE = "done", "gereed"
    RESULT = "result", "resultaat"


class Certainty(models.TextChoices):
    """How firmly the document promises it."""

    FIXED = "fixed", "vast"
    INTENDED = "intended", "beoogd"
    CONDITIONAL = "conditional", "onder voorwaarde"


AT_MOST_ONE_PLACE = (
    Q(action__isnull=True, spearhead__isnull=True)
    | Q(action__isnull=True, chapter__isnull=True)
    | Q(spearhead__isnull=True, chapter__isnull=True)
)


class Placed(models.Model):
    """A row of an action, a spearhead, a chapter, or of the programme as a whole.

    The programme is always filled; at most one of the other three is.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="hoofdstuk",
    )
    spearhead = models.ForeignKey(
        Spearhead,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="speerpunt",
    )
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="actie",
    )

    class Meta:
        abstract = True

    @property
    def place(self) -> Action | Spearhead | Chapter | Programme:
        """Return what this row belongs to."""
        return self.action or self.spearhead or self.chapter or self.programme

    def check_place(self) -> None:
        """Raise ValidationError when the place lies in another programme."""
        place = self.place
        if isinstance(place, Action | Chapter):
            programme_id = place.programme_id
        elif isinstance(place, Spearhead):
            programme_id = place.chapter.programme_id
        else:
            programme_id = place.pk
        if programme_id != self.programme_id:
            raise ValidationError(
                {"programme": "Dit ligt in een ander programma."}, code="programme"
            )


class Milestone(Placed, Searched, Sourced, Versioned):
    """A promise with a date: original, agreed, expected and achieved.

    `original` comes from the programme document and never changes but by a correction
    of its transcription. `agreed` changes only by an amendment.
    """

    assigned_spearhead = models.ForeignKey(
        Spearhead,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_milestones",
        verbose_name="toegewezen aan speerpunt",
        help_text="Alleen bij een resultaat van een hoofdstuk.",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    kind = models.CharField("soort", max_length=10, choices=MilestoneKind.choices)
    title = models.CharField("titel", max_length=250)
    external = models.BooleanField(
        "buiten de partijen om",
        default=False,
        help_text="Bijvoorbeeld een wet of een besluit van het kabinet.",
    )
    certainty = models.CharField(
        "zekerheid", max_length=15, choices=Certainty.choices, default=Certainty.FIXED
    )
    condition = models.CharField("voorwaarde", max_length=300, blank=True)
    original = ImpreciseDateColumns("oorspronkelijk")
    agreed = ImpreciseDateColumns("afgesproken")
    expected = ImpreciseDateColumns("verwacht")
    achieved = ImpreciseDateColumns("bereikt")
    shifts = models.PositiveSmallIntegerField(
        "keer verschoven", default=0, editable=False
    )

    # Not the programme: every write below would queue for its one row.
    shown_by = ("action", "spearhead", "chapter", "assigned_spearhead")
    searched = ("title", "condition")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_milestone_one_place",
                condition=AT_MOST_ONE_PLACE,
                violation_error_message=(
                    "Een mijlpaal hoort bij één actie, één speerpunt, één hoofdstuk of "
                    "het hele programma."
                ),
            ),
            models.CheckConstraint(
                name="actions_milestone_kind_known",
                condition=Q(kind__in=MilestoneKind.values),
                violation_error_message="Dit soort mijlpaal bestaat niet.",
            ),
            models.CheckConstraint(
                name="actions_milestone_condition_in_words",
                condition=Q(certainty="conditional", condition__gt="")
                | Q(certainty__in=("fixed", "intended"), condition=""),
                violation_error_message=(
                    "Alleen een mijlpaal onder voorwaarde noemt een voorwaarde."
                ),
            ),
            models.CheckConstraint(
                name="actions_milestone_assigned_from_chapter",
                condition=Q(assigned_spearhead__isnull=True)
                | Q(chapter__isnull=False, kind="result"),
                violation_error_message=(
                    "Alleen een resultaat van een hoofdstuk krijgt een speerpunt "
                    "toegewezen."
                ),
            ),
            models.CheckConstraint(
                name="actions_milestone_has_original",
                condition=~Q(original_text=""),
                violation_error_message="Een mijlpaal heeft een oorspronkelijke datum.",
            ),
            *imprecise_date_constraints("actions_milestone", "original"),
            *imprecise_date_constraints("actions_milestone", "agreed"),
            *imprecise_date_constraints("actions_milestone", "expected"),
            *imprecise_date_constraints("actions_milestone", "achieved"),
            source_constraint("actions_milestone"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["programme", "agreed_end", "id"], name="actions_milestone_due"
            ),
            models.Index(fields=["agreed_end", "id"], name="actions_milestone_agreed"),
        ]

    def __str__(self) -> str:
        return self.title

    def check_across(self) -> None:
        """Refuse a place in another programme, a spearhead of another chapter."""
        self.check_place()
        spearhead = self.assigned_spearhead
        if spearhead is not None and spearhead.chapter_id != self.chapter_id:
            raise ValidationError(
                {"assigned_spearhead": "Dit speerpunt hoort bij een ander hoofdstuk."},
                code="assigned_spearhead",
            )

    def is_past(self, *, on: date) -> bool:
        """Tell whether the agreed end lies before this day and nothing was achieved."""
        return (
            self.achieved is None
            and self.agreed is not None
            and self.agreed.is_over(on)
        )

    def is_late(self, *, on: date) -> bool:
        """Tell whether it is past, and an update was accepted after its agreed end.

        Twin of `MilestoneQuerySet.late`.
        """
        reported = self.place.reported_date
        return (
            self.is_past(on=on)
            and reported is not None
            and self.agreed is not None
            and self.agreed.is_over(reported)
        )


class MilestoneOwner(Party, Versioned):
    """Who must deliver a milestone, where the document says so."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="owners", verbose_name="mijlpaal"
    )

    shown_by = ("milestone",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "eigenaar van een mijlpaal"
        verbose_name_plural = "eigenaars van een mijlpaal"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_milestoneowner_one_party",
                condition=one_party_condition(required=True),
                violation_error_message="Een eigenaar is één organisatie of één groep.",
            ),
            models.UniqueConstraint(
                fields=["milestone", "organisation"],
                condition=Q(organisation__isnull=False),
                name="actions_milestoneowner_organisation_once",
                violation_error_message="Deze organisatie is al eigenaar.",
            ),
            models.UniqueConstraint(
                fields=["milestone", "body"],
                condition=Q(body__isnull=False),
                name="actions_milestoneowner_body_once",
                violation_error_message="Deze groep is al eigenaar.",
            ),
        ]

    def __str__(self) -> str:
        return self.party_label
