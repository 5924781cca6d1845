"""Who leads an action, and what is done in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from actions.models.programme import Action
from actions.querysets import ActivityQuerySet, TrekkerQuerySet
from actions.workflow import ActivityState
from core.search import Searched
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet
from governance.models import Body, Organisation


def one_party_condition(*, required: bool) -> Q:
    """Return the rule that a party is an organisation or a body, never both."""
    neither = Q(organisation__isnull=True, body__isnull=True)
    one = Q(organisation__isnull=False, body__isnull=True) | Q(
        organisation__isnull=True, body__isnull=False
    )
    return one if required else one | neither


class Party(models.Model):
    """An organisation or a body that has a part in something."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="organisatie",
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="groep",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        abstract = True

    @property
    def party_label(self) -> str:
        """Return the abbreviation of the organisation or the name of the body."""
        if self.organisation is not None:
            return self.organisation.label
        return self.body.name if self.body is not None else ""


class TrekkerRole(models.TextChoices):
    """A trekker leads, and comes from a lead line only; a partner is named there."""

    TREKKER = "trekker", "trekker"
    PARTNER = "partner", "partner"


class Trekker(Party, Sourced, Versioned):
    """Who leads an action: an organisation, a body, or only words as printed."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="trekkers", verbose_name="actie"
    )
    role = models.CharField("rol", max_length=10, choices=TrekkerRole.choices)
    as_printed = models.CharField("zoals gedrukt", max_length=300)

    shown_by = ("action",)

    objects = TrekkerQuerySet.as_manager()

    class Meta:
        verbose_name = "trekker"
        verbose_name_plural = "trekkers"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_trekker_one_party",
                condition=one_party_condition(required=False),
                violation_error_message="Een trekker is een organisatie of een groep.",
            ),
            models.CheckConstraint(
                name="actions_trekker_role_known",
                condition=Q(role__in=TrekkerRole.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
            models.UniqueConstraint(
                fields=["action", "organisation"],
                condition=Q(organisation__isnull=False),
                name="actions_trekker_organisation_once",
                violation_error_message="Deze organisatie staat al bij deze actie.",
            ),
            models.UniqueConstraint(
                fields=["action", "body"],
                condition=Q(body__isnull=False),
                name="actions_trekker_body_once",
                violation_error_message="Deze groep staat al bij deze actie.",
            ),
            source_constraint("actions_trekker"),
        ]

    def __str__(self) -> str:
        return self.party_label or self.as_printed


class ActivityKind(models.TextChoices):
    """Work, a condition for the work, or a remark (planning, parties, status, aim)."""

    ACTIVITY = "activity", "activiteit"
    PRECONDITION = "precondition", "voorwaarde"
    NOTE = "note", "notitie"


class Activity(Searched, Sourced, Versioned):
    """A bullet, sub-bullet or committing sentence of an action."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="activities", verbose_name="actie"
    )
    ordinal = models.PositiveSmallIntegerField("volgnummer")
    level = models.PositiveSmallIntegerField(
        "niveau", default=1, help_text="2 voor een deelpunt."
    )
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)
    kind = models.CharField("soort", max_length=20, choices=ActivityKind.choices)
    state = models.CharField(
        "stand", max_length=10, choices=ActivityState.choices, default="open"
    )

    shown_by = ("action",)
    searched = ("title", "description")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "ordinal"],
                name="actions_activity_ordinal_unique",
                violation_error_message="Dit volgnummer is al in gebruik.",
            ),
            models.CheckConstraint(
                name="actions_activity_level_possible",
                condition=Q(level__in=(1, 2)),
                violation_error_message="Het niveau is 1 of 2.",
            ),
            models.CheckConstraint(
                name="actions_activity_kind_known",
                condition=Q(kind__in=ActivityKind.values),
                violation_error_message="Dit soort activiteit bestaat niet.",
            ),
            models.CheckConstraint(
                name="actions_activity_state_known",
                condition=Q(state__in=ActivityState.values),
                violation_error_message="Deze stand bestaat niet.",
            ),
            source_constraint("actions_activity"),
        ]

    def __str__(self) -> str:
        return self.title


class PartyRole(models.TextChoices):
    """What a party does in an activity."""

    DOES = "does", "voert uit"
    COMMISSIONS = "commissions", "geeft opdracht"
    PAYS = "pays", "betaalt"
    INVOLVED = "involved", "is betrokken"


class ActivityParty(Party, Versioned):
    """A party with its part in an activity."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="parties", verbose_name="activiteit"
    )
    role = models.CharField("rol", max_length=20, choices=PartyRole.choices)

    shown_by = ("activity",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "partij bij een activiteit"
        verbose_name_plural = "partijen bij een activiteit"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="actions_activityparty_one_party",
                condition=one_party_condition(required=True),
                violation_error_message="Een partij is één organisatie of één groep.",
            ),
            models.CheckConstraint(
                name="actions_activityparty_role_known",
                condition=Q(role__in=PartyRole.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
            models.UniqueConstraint(
                fields=["activity", "organisation", "role"],
                condition=Q(organisation__isnull=False),
                name="actions_activityparty_organisation_once",
                violation_error_message="Deze partij heeft deze rol al.",
            ),
            models.UniqueConstraint(
                fields=["activity", "body", "role"],
                condition=Q(body__isnull=False),
                name="actions_activityparty_body_once",
                violation_error_message="Deze groep heeft deze rol al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_label} {self.get_role_display()}"
