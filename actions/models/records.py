"""How parts of programmes hang together, and where the document contradicts itself."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from actions.models.programme import Action, Chapter, Programme, Spearhead
from actions.models.promises import AT_MOST_ONE_PLACE, Placed
from actions.querysets import ContradictionQuerySet, LinkQuerySet
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet


class LinkKind(models.TextChoices):
    """What one part has to do with another; read from left to right."""

    CONTINUES = "continues", "vervolgt"
    CONTRIBUTES_TO = "contributes_to", "draagt bij aan"
    DEPENDS_ON = "depends_on", "hangt af van"
    REPORTS_ON = "reports_on", "bericht over"
    REACTS_TO = "reacts_to", "reageert op"
    RELATED = "related", "hangt samen met"


def _one_target() -> Q:
    names = (
        "target_programme",
        "target_chapter",
        "target_spearhead",
        "target_action",
    )
    one = Q()
    for chosen in (*names, "outside"):
        alternative = Q(outside__gt="") if chosen == "outside" else Q(outside="")
        for name in names:
            alternative &= Q(**{f"{name}__isnull": name != chosen})
        one |= alternative
    return one


class Link(Placed, Sourced, Versioned):
    """A tie from a part of the programme to another part or an outside programme."""

    kind = models.CharField("soort", max_length=20, choices=LinkKind.choices)
    target_programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="naar programma",
    )
    target_chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="naar hoofdstuk",
    )
    target_spearhead = models.ForeignKey(
        Spearhead,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="naar speerpunt",
    )
    target_action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="links_here",
        verbose_name="naar actie",
    )
    outside = models.CharField("naar buiten", max_length=200, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)

    shown_by = ("action", "spearhead", "chapter")

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "verband"
        verbose_name_plural = "verbanden"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_link_one_place",
                condition=AT_MOST_ONE_PLACE,
                violation_error_message="Een verband begint op één plek.",
            ),
            models.CheckConstraint(
                name="actions_link_one_target",
                condition=_one_target(),
                violation_error_message="Een verband wijst naar één ding.",
            ),
            models.CheckConstraint(
                name="actions_link_kind_known",
                condition=Q(kind__in=LinkKind.values),
                violation_error_message="Dit soort verband bestaat niet.",
            ),
            source_constraint("actions_link"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.get_kind_display()} {self.target_label}"

    @property
    def target_label(self) -> str:
        """Return what it points to, in words."""
        target = (
            self.target_action
            or self.target_spearhead
            or self.target_chapter
            or self.target_programme
        )
        return str(target) if target is not None else self.outside

    def check_across(self) -> None:
        """Refuse a place in another programme and a link to itself."""
        self.check_place()
        if self.place in (
            self.target_action,
            self.target_spearhead,
            self.target_chapter,
            self.target_programme,
        ):
            raise ValidationError("Een verband wijst niet naar zichzelf.", code="self")


class Contradiction(Sourced, Versioned):
    """Where the document says two things: which one is loaded, and why."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="programma"
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contradictions",
        verbose_name="hoofdstuk",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    subject = models.CharField("onderwerp", max_length=200)
    loaded = models.CharField("wat wij volgen", max_length=300)
    why = models.TextField("waarom")

    shown_by = ("programme",)

    objects = ContradictionQuerySet.as_manager()

    class Meta:
        verbose_name = "tegenspraak"
        verbose_name_plural = "tegenspraken"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "subject"],
                name="actions_contradiction_subject_unique",
                violation_error_message="Deze tegenspraak staat er al in.",
            ),
            models.CheckConstraint(
                name="actions_contradiction_explained",
                condition=Q(loaded__gt="", why__gt=""),
                violation_error_message="Zeg wat wij volgen en waarom.",
            ),
            source_constraint("actions_contradiction"),
        ]

    def __str__(self) -> str:
        return self.subject


class ContradictionSource(Sourced, Versioned):
    """One of the places that disagree, and what it says."""

    contradiction = models.ForeignKey(
        Contradiction,
        models.PROTECT,
        related_name="sources",
        verbose_name="tegenspraak",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    says = models.CharField("zegt", max_length=300)

    shown_by = ("contradiction",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "plek die iets anders zegt"
        verbose_name_plural = "plekken die iets anders zeggen"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_contradictionsource_says_something",
                condition=Q(says__gt=""),
                violation_error_message="Zeg wat hier staat.",
            ),
            source_constraint("actions_contradictionsource"),
        ]

    def __str__(self) -> str:
        return self.says
