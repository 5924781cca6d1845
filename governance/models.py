"""Who takes part, in which bodies, and in which role (design 4.3)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.search import Searched
from core.sources import Sourced, source_constraint
from core.versioned import Versioned, VersionedQuerySet
from governance.querysets import BodyQuerySet, MembershipQuerySet, OrganisationQuerySet


class OrganisationKind(models.TextChoices):
    """What an organisation is; COLLECTIVE stands for many at once (gemeenten)."""

    MINISTRY = "ministry", "ministerie"
    DIRECTORATE = "directorate", "directie"
    AGENCY = "agency", "uitvoering en toezicht"
    BRANCH = "branch", "brancheorganisatie"
    PROFESSION = "profession", "beroepsvereniging"
    CLIENTS = "clients", "cliëntenorganisatie"
    KNOWLEDGE = "knowledge", "kennisorganisatie"
    CARE_OFFICE = "care_office", "zorgkantoor"
    INSURER = "insurer", "zorgverzekeraar"
    PROVIDER = "provider", "zorgaanbieder"
    GOVERNMENT = "government", "overheid"
    EDUCATION = "education", "onderwijs"
    COLLECTIVE = "collective", "verzameling"
    OTHER = "other", "overig"


class Organisation(Searched, Sourced, Versioned):
    """A party named in the programme, or a collective such as "gemeenten"."""

    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField(
        "afkorting", max_length=60, blank=True, help_text="Zoals gedrukt."
    )
    kind = models.CharField("soort", max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="onderdeel van",
    )

    searched = ("name", "abbreviation")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"],
                name="governance_organisation_name_unique",
                violation_error_message="Deze organisatie staat er al in.",
            ),
            models.UniqueConstraint(
                fields=["abbreviation"],
                condition=~Q(abbreviation=""),
                name="governance_organisation_abbreviation_unique",
                violation_error_message="Deze afkorting hoort al bij een organisatie.",
            ),
            models.CheckConstraint(
                name="governance_organisation_kind_known",
                condition=Q(kind__in=OrganisationKind.values),
                violation_error_message="Dit soort organisatie bestaat niet.",
            ),
            models.CheckConstraint(
                name="governance_organisation_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="Een organisatie is geen deel van zichzelf.",
            ),
            source_constraint("governance_organisation"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the printed abbreviation, else the name; twin of `with_label`."""
        return self.abbreviation or self.name


class OrganisationAlias(Searched, Versioned):
    """Another spelling of an organisation: Ieder(In) and Iederin for Ieder(in)."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="aliases",
        verbose_name="organisatie",
    )
    alias = models.CharField("andere schrijfwijze", max_length=200)

    shown_by = ("organisation",)
    searched = ("alias",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "andere schrijfwijze"
        verbose_name_plural = "andere schrijfwijzen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["alias"],
                name="governance_alias_unique",
                violation_error_message="Deze schrijfwijze is al in gebruik.",
            ),
        ]

    def __str__(self) -> str:
        return self.alias


class BodyKind(models.TextChoices):
    """The levels of section 9 of the programme document, and groups in a chapter."""

    BESTUURLIJK_OVERLEG = "bestuurlijk_overleg", "bestuurlijk overleg"
    REGIEGROEP = "regiegroep", "regiegroep"
    BREED_OVERLEG = "breed_overleg", "breed overleg"
    KLANKBORDGROEP = "klankbordgroep", "klankbordgroep"
    WERKGROEP = "werkgroep", "werkgroep"
    OTHER = "other", "andere groep"


class Body(Searched, Sourced, Versioned):
    """A group that meets: werkgroep, regiegroep, klankbordgroep and so on."""

    name = models.CharField("naam", max_length=200)
    heading = models.CharField("kop zoals gedrukt", max_length=200, blank=True)
    kind = models.CharField("soort", max_length=20, choices=BodyKind.choices)
    description = models.TextField("omschrijving", blank=True)
    meetings_per_year = models.PositiveSmallIntegerField(
        "keer per jaar",
        null=True,
        blank=True,
        help_text="Leeg als de groep dit zelf bepaalt.",
    )
    frequency = models.CharField("hoe vaak, zoals gedrukt", max_length=200, blank=True)
    secretariat = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="secretariaat",
    )
    escalates_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="schaalt op naar",
    )
    via = models.CharField("via een bestaande tafel", max_length=200, blank=True)
    membership_text = models.CharField(
        "wie deelneemt, in woorden", max_length=300, blank=True
    )
    established = models.BooleanField("ingesteld", default=True)

    searched = ("name", "heading", "description", "via", "membership_text")

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "groep"
        verbose_name_plural = "groepen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"],
                name="governance_body_name_unique",
                violation_error_message="Deze groep staat er al in.",
            ),
            models.CheckConstraint(
                name="governance_body_kind_known",
                condition=Q(kind__in=BodyKind.values),
                violation_error_message="Dit soort groep bestaat niet.",
            ),
            models.CheckConstraint(
                name="governance_body_meetings_possible",
                condition=Q(meetings_per_year__isnull=True)
                | Q(meetings_per_year__gte=1, meetings_per_year__lte=52),
                violation_error_message=(
                    "Een groep komt 1 tot 52 keer per jaar bij elkaar, of bepaalt dit "
                    "zelf (leeg)."
                ),
            ),
            models.CheckConstraint(
                name="governance_body_not_own_escalation",
                condition=Q(escalates_to__isnull=True) | ~Q(escalates_to=F("id")),
                violation_error_message="Een groep schaalt niet op naar zichzelf.",
            ),
            source_constraint("governance_body"),
        ]

    def __str__(self) -> str:
        return self.name


class CompositionPart(Versioned):
    """One part of a body's composition rule: 1/3 naasten. Counts, never persons."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="composition", verbose_name="groep"
    )
    part = models.CharField("deel", max_length=100)
    numerator = models.PositiveSmallIntegerField("teller")
    denominator = models.PositiveSmallIntegerField("noemer")

    shown_by = ("body",)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "samenstelling"
        verbose_name_plural = "samenstelling"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "part"],
                name="governance_composition_part_unique",
                violation_error_message="Dit deel staat al bij deze groep.",
            ),
            models.CheckConstraint(
                name="governance_composition_share_possible",
                condition=Q(numerator__gte=1, denominator__gte=F("numerator")),
                violation_error_message="Een deel is meer dan nul en hooguit alles.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator} {self.part}"


class MembershipRole(models.TextChoices):
    """In which role somebody takes part; an agendalid is invited where relevant."""

    LID = "lid", "lid"
    AGENDALID = "agendalid", "agendalid"
    VOORZITTER = "voorzitter", "voorzitter"
    SECRETARIS = "secretaris", "secretaris"
    VERVANGER = "vervanger", "vervangend secretaris"


# These roles give the right to edit what is under the body.
KEEPING_ROLES = (MembershipRole.SECRETARIS, MembershipRole.VERVANGER)


class Membership(Sourced, Versioned):
    """An organisation or a user in a body. A secretary's right to edit hangs here."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="memberships", verbose_name="groep"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="organisatie",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gebruiker",
    )
    role = models.CharField("rol", max_length=20, choices=MembershipRole.choices)
    valid_from_date = models.DateField("vanaf", null=True, blank=True)
    valid_to_date = models.DateField("tot en met", null=True, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    shown_by = ("body",)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="governance_membership_one_member",
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False),
                violation_error_message=(
                    "Een lidmaatschap hoort bij één organisatie of bij één gebruiker."
                ),
            ),
            models.CheckConstraint(
                name="governance_membership_role_known",
                condition=Q(role__in=MembershipRole.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
            models.CheckConstraint(
                name="governance_membership_secretary_is_person",
                condition=~Q(role__in=[role.value for role in KEEPING_ROLES])
                | Q(user__isnull=False),
                violation_error_message="Een secretaris is een gebruiker.",
            ),
            models.CheckConstraint(
                name="governance_membership_from_before_to",
                condition=Q(valid_from_date__isnull=True)
                | Q(valid_to_date__isnull=True)
                | Q(valid_to_date__gte=F("valid_from_date")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["body", "organisation", "role"],
                condition=Q(organisation__isnull=False, valid_to_date__isnull=True),
                name="governance_membership_organisation_once",
                violation_error_message=(
                    "Deze organisatie heeft deze rol al in deze groep."
                ),
            ),
            models.UniqueConstraint(
                fields=["body", "user", "role"],
                condition=Q(user__isnull=False, valid_to_date__isnull=True),
                name="governance_membership_user_once",
                violation_error_message=(
                    "Deze gebruiker heeft deze rol al in deze groep."
                ),
            ),
            source_constraint("governance_membership"),
        ]

    def __str__(self) -> str:
        who = self.organisation if self.organisation_id else self.user
        return f"{who}, {self.get_role_display()} van {self.body}"
