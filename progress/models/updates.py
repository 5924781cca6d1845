"""A status update: what a secretary reports on an action for a quarter."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from actions.models import Action
from actions.workflow import Rag, Status
from core.versioned import Versioned, VersionedQuerySet
from progress.models.rounds import ReportingRound
from progress.querysets import StatusUpdateQuerySet
from progress.workflow import BorgingState, Confidence, Step, UpdateState

# What a secretary writes. Frozen once submitted; copied into the next draft.
CONTENT = (
    "status",
    "rag",
    "progress_pct",
    "confidence",
    "risk",
    "state_of_affairs",
    "results",
    "borging",
    "borging_state",
    "bottlenecks",
    "next_steps",
    "plain_language",
)

# Without these an update cannot be submitted.
REQUIRED = ("status", "rag", "progress_pct", "confidence", "state_of_affairs")


class StatusUpdate(Versioned):
    """One report on one action in one round; several when returned or corrected."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="updates", verbose_name="actie"
    )
    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="updates", verbose_name="ronde"
    )
    sequence = models.PositiveSmallIntegerField("volgnummer", editable=False)
    state = models.CharField(
        "stand van het bericht",
        max_length=10,
        choices=UpdateState.choices,
        default=UpdateState.DRAFT,
        editable=False,
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="verbetert",
        editable=False,
    )
    prefilled_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="overgenomen uit",
        editable=False,
    )
    status = models.CharField(
        "status", max_length=20, choices=Status.choices, blank=True
    )
    rag = models.CharField("stand", max_length=10, choices=Rag.choices, blank=True)
    progress_pct = models.PositiveSmallIntegerField(
        "voortgang in procenten", null=True, blank=True
    )
    confidence = models.CharField(
        "vertrouwen in het doel van 2026",
        max_length=10,
        choices=Confidence.choices,
        blank=True,
    )
    risk = models.CharField(
        "belangrijkste risico", max_length=200, blank=True, help_text="In één regel."
    )
    state_of_affairs = models.TextField(
        "stand van zaken", blank=True, help_text="Wat is er dit kwartaal gebeurd?"
    )
    results = models.TextField(
        "resultaten", blank=True, help_text="Wat is er klaar en voor wie?"
    )
    borging = models.TextField(
        "borging", blank=True, help_text="Hoe blijft het resultaat na 2026 bestaan?"
    )
    borging_state = models.CharField(
        "stand van de borging",
        max_length=15,
        choices=BorgingState.choices,
        blank=True,
    )
    bottlenecks = models.TextField(
        "knelpunten",
        blank=True,
        help_text="Verplicht als de stand niet “op koers” is. Wie is er nodig?",
    )
    next_steps = models.TextField(
        "volgende stappen", blank=True, help_text="Wat gebeurt er volgend kwartaal?"
    )
    plain_language = models.CharField(
        "in gewone taal",
        max_length=300,
        blank=True,
        help_text="Eén zin die iedereen begrijpt. Deze zin komt in het overzicht.",
    )
    override_reason = models.TextField(
        "toch zo ingediend, omdat",
        blank=True,
        help_text="Als iets niet lijkt te kloppen: waarom klopt het toch?",
    )
    submitted_date = models.DateField(
        "ingediend op", null=True, blank=True, editable=False
    )
    decided_date = models.DateField(
        "vastgesteld of teruggestuurd op", null=True, blank=True, editable=False
    )
    is_fictitious = models.BooleanField(
        "fictief", default=False, editable=False, help_text="Verzonnen voor de demo."
    )

    objects = StatusUpdateQuerySet.as_manager()

    shown_by = ("action",)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "round", "sequence"],
                name="progress_update_sequence_unique",
                violation_error_message="Dit bericht bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["action", "round"],
                condition=Q(state__in=("draft", "submitted")),
                name="progress_update_one_open",
                violation_error_message=(
                    "Voor deze actie staat in deze ronde al een bericht open."
                ),
            ),
            models.CheckConstraint(
                name="progress_update_state_known",
                condition=Q(state__in=UpdateState.values),
                violation_error_message="Deze stand van een bericht bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_update_status_known",
                condition=Q(status__in=["", *Status.values]),
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_update_rag_known",
                condition=Q(rag__in=["", *Rag.values]),
                violation_error_message="Deze stand bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_update_confidence_known",
                condition=Q(confidence__in=["", *Confidence.values]),
                violation_error_message="Kies groot, redelijk of klein.",
            ),
            models.CheckConstraint(
                name="progress_update_borging_state_known",
                condition=Q(borging_state__in=["", *BorgingState.values]),
                violation_error_message="Deze stand van de borging bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_update_progress_pct_possible",
                condition=Q(progress_pct__isnull=True) | Q(progress_pct__lte=100),
                violation_error_message="De voortgang ligt tussen 0 en 100 procent.",
            ),
            models.CheckConstraint(
                name="progress_update_complete_when_submitted",
                condition=Q(state="draft")
                | Q(
                    status__gt="",
                    rag__gt="",
                    progress_pct__isnull=False,
                    confidence__gt="",
                    state_of_affairs__gt="",
                ),
                violation_error_message=(
                    "Vul eerst status, stand, voortgang, vertrouwen en stand van "
                    "zaken in."
                ),
            ),
            models.CheckConstraint(
                name="progress_update_bottleneck_when_not_green",
                condition=Q(state="draft") | Q(rag="green") | Q(bottlenecks__gt=""),
                violation_error_message=(
                    "Beschrijf het knelpunt als de stand niet “op koers” is."
                ),
            ),
            models.CheckConstraint(
                name="progress_update_dates_with_state",
                condition=Q(state="draft", decided_date__isnull=True)
                | Q(
                    state="submitted",
                    submitted_date__isnull=False,
                    decided_date__isnull=True,
                )
                | Q(
                    state__in=("accepted", "returned"),
                    submitted_date__isnull=False,
                    decided_date__isnull=False,
                ),
                violation_error_message=(
                    "De dagen van indienen en vaststellen passen niet bij de stand."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["action", "round"], name="progress_update_latest"),
            models.Index(fields=["round", "state"], name="progress_update_of_round"),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}, {self.round.quarter}"

    def check_across(self) -> None:
        """Refuse an action of another programme, or a correction of another action."""
        if self.action.programme_id != self.round.programme_id:
            raise ValidationError(
                "De actie en de ronde horen bij verschillende programma’s.",
                code="programme",
            )
        corrected = self.corrects
        if corrected is not None and (
            corrected.action_id != self.action_id
            or corrected.state != UpdateState.ACCEPTED
        ):
            raise ValidationError(
                "Een verbetering hoort bij een vastgesteld bericht over deze actie.",
                code="corrects",
            )

    def missing(self) -> list[str]:
        """Return the fields that must still be filled before submitting."""
        names = [name for name in REQUIRED if self._is_blank(name)]
        if self.rag in (Rag.AMBER, Rag.RED) and not self.bottlenecks.strip():
            names.append("bottlenecks")
        return names

    def _is_blank(self, name: str) -> bool:
        value = getattr(self, name)
        return value is None or (isinstance(value, str) and not value.strip())

    @property
    def is_unchanged(self) -> bool:
        """Tell whether it says in everything what an earlier quarter said.

        Reads `prefilled_from`; select it when asking for many.
        """
        origin = self.prefilled_from
        return (
            origin is not None
            and origin.round_id != self.round_id
            and origin.content() == self.content()
        )

    def content(self) -> dict[str, object]:
        """Return what the secretary wrote, by field."""
        return {name: getattr(self, name) for name in CONTENT}


class UpdateEvent(Versioned):
    """One step of a status update: who, when, why. Only ever added."""

    update = models.ForeignKey(
        StatusUpdate, models.PROTECT, related_name="events", verbose_name="bericht"
    )
    step = models.CharField("stap", max_length=10, choices=Step.choices)
    by_name = models.CharField("wie", max_length=200)
    happened_at = models.DateTimeField("wanneer")
    reason = models.TextField("reden", blank=True)

    objects = VersionedQuerySet.as_manager()

    # Not shown_by: each step makes a version of the update in the same transaction.

    class Meta:
        verbose_name = "stap van een bericht"
        verbose_name_plural = "stappen van een bericht"
        constraints = [
            models.CheckConstraint(
                name="progress_updateevent_step_known",
                condition=Q(step__in=Step.values),
                violation_error_message="Deze stap bestaat niet.",
            ),
            models.CheckConstraint(
                name="progress_updateevent_return_has_reason",
                condition=~Q(step="return") | Q(reason__gt=""),
                violation_error_message="Terugsturen heeft een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} door {self.by_name}"
