"""What one may ask of the programme; every filter is named as the key it looks at."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from actions.models import (
    Action,
    ActivityKind,
    Certainty,
    Chapter,
    ChapterKind,
    LinkKind,
    Milestone,
    MilestoneKind,
    MilestoneOwner,
    PartyRole,
    TrekkerRole,
)
from actions.models.work import ActivityParty
from actions.querysets import late_condition, party_called, unreported_condition
from actions.workflow import ActivityState, Rag, Status
from core.api.columns import whether
from core.api.filters import (
    Choice,
    Day,
    Period,
    ResourceFilterSet,
    TrueOrFalse,
    WholeNumber,
    Words,
)
from governance.models import BodyKind, Membership, Organisation

Rows = QuerySet[Any, Any]

PROGRAMME = "Korte naam van het programma, zoals toekomstagenda."
CHAPTER = "Nummer van het hoofdstuk."
SPEARHEAD = "Nummer van het speerpunt, binnen zijn hoofdstuk."
WERKGROEP = (
    "De werkgroep: het nummer van een hoofdstuk waar zij over gaat, of haar naam."
)
LED_BY = (
    "Afkorting, naam of andere schrijfwijze van de organisatie (of naam van de groep) "
    "die trekker is van de actie."
)


def werkgroep_condition(value: str, path: str) -> Q:
    """Return the condition on the werkgroep at `path`, by number or by name."""
    if value.isdecimal() and len(value) < 5:
        kept = Chapter.objects.filter(number=int(value)).values("werkgroep")
        return Q(**{f"{path}werkgroep__in": kept})
    return Q(**{f"{path}werkgroep__name": value})


class ProgrammeFilters(ResourceFilterSet):
    programme = Words(field_name="slug", label=PROGRAMME)
    slug = Words(label=PROGRAMME)


class ChapterFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    number = WholeNumber(label=CHAPTER)
    chapter = WholeNumber(field_name="number", label=CHAPTER)
    kind = Choice(choices=ChapterKind.choices, label="Soort hoofdstuk.")
    werkgroep = Words(method="of_werkgroep", label=WERKGROEP)

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the chapters of this werkgroep."""
        return queryset.filter(werkgroep_condition(value, ""))


class SpearheadFilters(ResourceFilterSet):
    programme = Words(field_name="chapter__programme__slug", label=PROGRAMME)
    chapter = WholeNumber(field_name="chapter__number", label=CHAPTER)
    number = WholeNumber(label=SPEARHEAD)
    spearhead = WholeNumber(field_name="number", label=SPEARHEAD)
    werkgroep = Words(method="of_werkgroep", label=WERKGROEP)

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the spearheads of the chapters of this werkgroep."""
        return queryset.filter(werkgroep_condition(value, "chapter__"))


DUE = {"dueBefore": "due_before", "dueAfter": "due_after", "dueIn": "due_in"}


class DueFilters(ResourceFilterSet):
    """All bounds at once, so that they hold for one and the same date."""

    due_before = Day(
        method="due", label="Afgesproken einde vóór deze dag (de dag zelf niet)."
    )
    due_after = Day(
        method="due", label="Afgesproken einde na deze dag (de dag zelf niet)."
    )
    due_in = Period(
        method="due", label="Afgesproken einde in dit jaar of kwartaal: 2026, 2026-Q3."
    )

    def due(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Keep what is due when all of them say; once, however many are asked."""
        if name != next(DUE[key] for key in DUE if key in self.values):
            return queryset
        return queryset.filter(self.due_condition(self.between()))

    def between(self) -> Q:
        """Return the condition on the agreed end."""
        condition = Q()
        if "dueBefore" in self.values:
            condition &= Q(agreed_end__lt=self.values["dueBefore"])
        if "dueAfter" in self.values:
            condition &= Q(agreed_end__gt=self.values["dueAfter"])
        if "dueIn" in self.values:
            condition &= Q(agreed_end__range=self.values["dueIn"])
        return condition

    def due_condition(self, between: Q) -> Q:
        """Return it for the rows of this resource."""
        return between


class ActionFilters(DueFilters):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    chapter = WholeNumber(field_name="spearhead__chapter__number", label=CHAPTER)
    spearhead = WholeNumber(field_name="spearhead__number", label=SPEARHEAD)
    code = Words(label="Vaste code, zoals 1.2.1.")
    trekker = Words(method="led_by", label=LED_BY)
    werkgroep = Words(method="of_werkgroep", label=WERKGROEP)
    status = Choice(choices=Status.choices, label="Status, zoals laatst aangenomen.")
    rag = Choice(choices=Rag.choices, label="Stand, zoals laatst aangenomen.")
    quarter = Words(label="Kwartaal van de stand, zoals 2026-Q3.")
    late = TrueOrFalse(method="is_late", label="Een eigen mijlpaal is te laat.")

    def led_by(self, queryset: Any, name: str, value: str) -> Rows:
        """Keep the actions that this party leads."""
        found: Rows = queryset.led_by(value)
        return found

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the actions in the chapters of this werkgroep."""
        return queryset.filter(werkgroep_condition(value, "spearhead__chapter__"))

    def is_late(self, queryset: Any, name: str, value: bool) -> Rows:
        """Keep the actions that are late today, or those that are not."""
        late = queryset.lateness(self.who.today)
        found: Rows = queryset.filter(late if value else ~late)
        return found

    def due_condition(self, between: Q) -> Q:
        """Return that one milestone of the action is due between the two days."""
        return Q(Exists(Milestone.objects.filter(between, action=OuterRef("pk"))))


class OfActionFilters(ResourceFilterSet):
    """What belongs to an action, found by the action."""

    programme = Words(field_name="action__programme__slug", label=PROGRAMME)
    chapter = WholeNumber(
        field_name="action__spearhead__chapter__number", label=CHAPTER
    )
    spearhead = WholeNumber(field_name="action__spearhead__number", label=SPEARHEAD)
    action_code = Words(field_name="action__code", label="Vaste code van de actie.")
    werkgroep = Words(method="of_werkgroep", label=WERKGROEP)

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep what is in the chapters of this werkgroep."""
        path = "action__spearhead__chapter__"
        return queryset.filter(werkgroep_condition(value, path))


class ActivityFilters(OfActionFilters):
    trekker = Words(method="led_by", label=LED_BY)
    kind = Choice(choices=ActivityKind.choices, label="Soort.")
    state = Choice(choices=ActivityState.choices, label="Stand.")
    organisation = Words(
        method="by_party", label="Een partij bij de activiteit, in elke rol."
    )
    role = Choice(
        method="by_party", choices=PartyRole.choices, label="De rol van die partij."
    )

    def led_by(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the activities of actions that this party leads."""
        return queryset.filter(action__in=Action.objects.led_by(value))

    def by_party(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the activities with one party that has both this name and this role."""
        parties = ActivityParty.objects.all()
        if "organisation" in self.values:
            called = self.values["organisation"]
            parties = parties.filter(party_called(ActivityParty, called))
        if "role" in self.values:
            parties = parties.filter(role=self.values["role"])
        return queryset.filter(pk__in=parties.values("activity"))


class TrekkerFilters(OfActionFilters):
    trekker = Words(method="called", label="Afkorting, naam of andere schrijfwijze.")
    organisation = Words(method="called", label="Hetzelfde als trekker.")
    role = Choice(choices=TrekkerRole.choices, label="Rol.")

    def called(self, queryset: Any, name: str, value: str) -> Rows:
        """Keep those that are this organisation or body."""
        found: Rows = queryset.called(value)
        return found


class PlacedFilters(ResourceFilterSet):
    """What belongs to an action, a spearhead, a chapter or the whole programme."""

    programme = Words(field_name="programme__slug", label=PROGRAMME)
    chapter = WholeNumber(
        method="in_chapter", label=f"{CHAPTER} Ook wat bij een actie daarvan hoort."
    )
    spearhead = WholeNumber(
        method="in_spearhead", label=f"{SPEARHEAD} Ook wat bij een actie daarvan hoort."
    )
    action_code = Words(field_name="action__code", label="Vaste code van de actie.")
    trekker = Words(method="led_by", label=LED_BY)
    werkgroep = Words(method="of_werkgroep", label=WERKGROEP)

    def in_chapter(self, queryset: Rows, name: str, value: int) -> Rows:
        """Keep what is anywhere in this chapter."""
        return queryset.filter(
            Q(chapter__number=value)
            | Q(spearhead__chapter__number=value)
            | Q(action__spearhead__chapter__number=value)
        )

    def in_spearhead(self, queryset: Rows, name: str, value: int) -> Rows:
        """Keep what is anywhere in this spearhead."""
        return queryset.filter(
            Q(spearhead__number=value) | Q(action__spearhead__number=value)
        )

    def led_by(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep what belongs to actions that this party leads."""
        return queryset.filter(action__in=Action.objects.led_by(value))

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep what is in the chapters of this werkgroep."""
        return queryset.filter(
            werkgroep_condition(value, "chapter__")
            | werkgroep_condition(value, "spearhead__chapter__")
            | werkgroep_condition(value, "action__spearhead__chapter__")
        )


class MilestoneFilters(PlacedFilters, DueFilters):
    kind = Choice(choices=MilestoneKind.choices, label="Soort.")
    certainty = Choice(choices=Certainty.choices, label="Hoe zeker.")
    owner = Words(method="owned_by", label="Wie de mijlpaal moet halen.")
    late = TrueOrFalse(method="is_late", label="Te laat op de afgesproken datum.")
    late_original = TrueOrFalse(
        method="is_late", label="Te laat op de oorspronkelijke datum."
    )
    unreported = TrueOrFalse(
        method="is_late", label="De datum is voorbij, maar er is nog niets gemeld."
    )
    achieved = TrueOrFalse(method="is_achieved", label="Bereikt.")

    def owned_by(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the milestones that this party owns."""
        owners = MilestoneOwner.objects.filter(party_called(MilestoneOwner, value))
        return queryset.filter(pk__in=owners.values("milestone"))

    def is_late(self, queryset: Rows, name: str, value: bool) -> Rows:
        """Keep the milestones of which this holds today, or the others."""
        today = self.who.today
        condition = {
            "late": late_condition(today),
            "late_original": late_condition(today, against="original"),
            "unreported": unreported_condition(today),
        }[name]
        # Of what was never reported on the bare condition is neither true nor false.
        return queryset.filter(condition if value else ~Q(whether(condition)))

    def is_achieved(self, queryset: Rows, name: str, value: bool) -> Rows:
        """Keep what was achieved, or what was not."""
        not_yet = Q(achieved_text="")
        return queryset.filter(~not_yet if value else not_yet)


class LinkFilters(PlacedFilters):
    kind = Choice(choices=LinkKind.choices, label="Soort verband.")
    outside = Words(label="Naam van iets buiten het programma.")


class ContradictionFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    chapter = WholeNumber(field_name="chapter__number", label=CHAPTER)


class BodyFilters(ResourceFilterSet):
    name = Words(label="Naam van de groep.")
    kind = Choice(choices=BodyKind.choices, label="Soort groep.")
    established = TrueOrFalse(label="Ingesteld, of nog niet.")
    chapter = WholeNumber(method="of_chapter", label=CHAPTER)
    organisation = Words(
        method="with_member", label="Een organisatie die lid of agendalid is."
    )

    def of_chapter(self, queryset: Rows, name: str, value: int) -> Rows:
        """Keep the werkgroep of this chapter."""
        kept = Chapter.objects.filter(number=value).values("werkgroep")
        return queryset.filter(pk__in=kept)

    def with_member(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the groups that this organisation is in today."""
        same = Organisation.objects.called(value)
        members = Membership.objects.valid(self.who.today).filter(organisation__in=same)
        return queryset.filter(pk__in=members.values("body"))
