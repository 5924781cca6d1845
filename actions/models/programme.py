"""Programme, chapter, spearhead, action: the tree that everything hangs in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from actions.querysets import ActionQuerySet, ChapterQuerySet, SpearheadQuerySet
from actions.workflow import Rag, Status
from core.search import Searched
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet
from governance.models import Body

# What a page or a request is about when it does not say. Others on record are
# predecessors or accords.
DEFAULT_PROGRAMME = "toekomstagenda"
QUARTER_PATTERN = r"^[0-9]{4}-Q[1-4]$"


class Programme(Sourced, Versioned):
    """A programme and the document that states it."""

    slug = models.SlugField("korte naam", max_length=50)
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)
    start_year = models.PositiveSmallIntegerField("eerste jaar")
    end_year = models.PositiveSmallIntegerField("laatste jaar")
    document = models.CharField("document", max_length=20, blank=True)
    document_title = models.CharField("titel van het document", max_length=200)
    document_sha256 = models.CharField(
        "SHA-256 van het document", max_length=64, blank=True
    )
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voorganger",
    )
    chapter_word = models.CharField("woord voor hoofdstuk", max_length=50)
    spearhead_word = models.CharField("woord voor speerpunt", max_length=50)
    action_word = models.CharField("woord voor actie", max_length=50)
    reported_date = models.DateField(
        "laatst bericht op", null=True, blank=True, editable=False
    )

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "programma"
        verbose_name_plural = "programma’s"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"],
                name="actions_programme_slug_unique",
                violation_error_message="Dit programma staat er al in.",
            ),
            models.CheckConstraint(
                name="actions_programme_years_in_order",
                condition=Q(end_year__gte=F("start_year")),
                violation_error_message="Het laatste jaar ligt vóór het eerste.",
            ),
            source_constraint("actions_programme"),
        ]

    def __str__(self) -> str:
        return self.title


class ChapterKind(models.TextChoices):
    """Whether a chapter is about people or about conditions."""

    DOELGROEP = "doelgroep", "doelgroep"
    RANDVOORWAARDE = "randvoorwaarde", "randvoorwaarde"


class Chapter(Searched, Sourced, Versioned):
    """A chapter of the programme; its werkgroep reports on its actions."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="chapters", verbose_name="programma"
    )
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    heading = models.CharField("kop zoals gedrukt", max_length=200, blank=True)
    kind = models.CharField("soort", max_length=20, choices=ChapterKind.choices)
    description = models.TextField("omschrijving", blank=True)
    werkgroep = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="werkgroep",
    )
    reported_date = models.DateField(
        "laatst bericht op", null=True, blank=True, editable=False
    )

    shown_by = ("programme",)
    searched = ("title", "heading", "description")

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="actions_chapter_number_unique",
                violation_error_message="Dit hoofdstuknummer is al in gebruik.",
            ),
            models.CheckConstraint(
                name="actions_chapter_number_positive",
                condition=Q(number__gte=1),
                violation_error_message="Een hoofdstuknummer begint bij 1.",
            ),
            models.CheckConstraint(
                name="actions_chapter_kind_known",
                condition=Q(kind__in=ChapterKind.values),
                violation_error_message="Dit soort hoofdstuk bestaat niet.",
            ),
            source_constraint("actions_chapter"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Spearhead(Searched, Sourced, Versioned):
    """A spearhead (speerpunt) of a chapter."""

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, related_name="spearheads", verbose_name="hoofdstuk"
    )
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)
    societal_goal = models.TextField("maatschappelijk doel", blank=True)
    reported_date = models.DateField(
        "laatst bericht op", null=True, blank=True, editable=False
    )

    shown_by = ("chapter",)
    searched = ("title", "description", "societal_goal")

    objects = SpearheadQuerySet.as_manager()

    class Meta:
        verbose_name = "speerpunt"
        verbose_name_plural = "speerpunten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chapter", "number"],
                name="actions_spearhead_number_unique",
                violation_error_message="Dit speerpuntnummer is al in gebruik.",
            ),
            models.CheckConstraint(
                name="actions_spearhead_number_positive",
                condition=Q(number__gte=1),
                violation_error_message="Een speerpuntnummer begint bij 1.",
            ),
            source_constraint("actions_spearhead"),
        ]

    def __str__(self) -> str:
        return f"{self.chapter.number}.{self.number} {self.title}"


class Action(Searched, Sourced, Versioned):
    """The smallest thing that is agreed and reported on.

    The state columns (status, rag, progress, confidence, quarter, reported_date) hold
    the last accepted report and have one writer, in `progress`.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    spearhead = models.ForeignKey(
        Spearhead, models.PROTECT, related_name="actions", verbose_name="speerpunt"
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    code = models.CharField(
        "code",
        max_length=20,
        help_text="Hoofdstuk, speerpunt, nummer: blijft gelijk, overal.",
    )
    printed_code = models.CharField("code zoals gedrukt", max_length=20, blank=True)
    title = models.CharField("titel", max_length=200)
    group = models.CharField("tussenkop", max_length=200, blank=True)
    description = models.TextField("omschrijving", blank=True)
    status = models.CharField(
        "status", max_length=20, choices=Status.choices, blank=True, editable=False
    )
    rag = models.CharField(
        "stand", max_length=10, choices=Rag.choices, blank=True, editable=False
    )
    progress_pct = models.PositiveSmallIntegerField(
        "voortgang in procenten", null=True, blank=True, editable=False
    )
    quarter = models.CharField(
        "kwartaal van de stand", max_length=7, blank=True, editable=False
    )
    reported_date = models.DateField(
        "laatst bericht op", null=True, blank=True, editable=False
    )

    shown_by = ("spearhead",)
    searched = ("code", "printed_code", "title", "group", "description")

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="actions_action_code_unique",
                violation_error_message="Deze actiecode is al in gebruik.",
            ),
            models.CheckConstraint(
                name="actions_action_status_known",
                condition=Q(status__in=["", *Status.values]),
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                name="actions_action_rag_known",
                condition=Q(rag__in=["", *Rag.values]),
                violation_error_message="Deze stand bestaat niet.",
            ),
            models.CheckConstraint(
                name="actions_action_progress_pct_possible",
                condition=Q(progress_pct__isnull=True) | Q(progress_pct__lte=100),
                violation_error_message="De voortgang ligt tussen 0 en 100 procent.",
            ),
            models.CheckConstraint(
                name="actions_action_state_has_quarter",
                condition=Q(status="", quarter="")
                | (~Q(status="") & Q(quarter__regex=QUARTER_PATTERN)),
                violation_error_message=(
                    "Een status hoort bij een kwartaal, zoals 2026-Q3."
                ),
            ),
            source_constraint("actions_action"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["spearhead", "position", "id"], name="actions_action_order"
            ),
            # The unique rule begins with the programme, which a question may leave out.
            models.Index(fields=["code", "id"], name="actions_action_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
