"""Milestones as the pages show them: both yardsticks, the state, who owns them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import ExtractYear

from actions.models import Certainty, Milestone, MilestoneKind, MilestoneOwner, Trekker
from actions.querysets import MilestoneQuerySet, late_condition, past_condition
from core.imprecise_dates import ImpreciseDate
from pages.addresses import Ref, to_party, to_place
from pages.queries.parties import PartyKey
from pages.queries.reading import Reading, SourceRow, source_row
from pages.states import MILESTONE, State


def with_state(milestones: MilestoneQuerySet, on: date) -> MilestoneQuerySet:
    """Add `state` (a key of MILESTONE) and `year`, the year of the agreed end."""
    annotated: MilestoneQuerySet = milestones.annotate(
        state=Case(
            When(~Q(achieved_text=""), then=Value("achieved")),
            When(agreed_end__isnull=True, then=Value("undated")),
            When(late_condition(on), then=Value("late")),
            When(past_condition(on), then=Value("unreported")),
            default=Value("open"),
            output_field=CharField(),
        ),
        year=ExtractYear("agreed_end"),
    )
    return annotated


def milestones_of(reading: Reading) -> MilestoneQuerySet:
    """Return the milestones of the programme that the reader may see, with `state`."""
    visible = Milestone.objects.visible_to(reading.actor)
    return with_state(visible.filter(programme=reading.programme), reading.today)


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """A milestone; dates are None where nobody gave one."""

    id: int
    title: str
    kind: str
    is_result: bool
    certainty: str  # empty when fixed
    condition: str
    external: bool
    place: Ref
    spearhead_id: int | None  # of the spearhead itself, or assigned to it
    owners: tuple[Ref, ...]
    leads: tuple[Ref, ...]  # of the action that it belongs to
    original: ImpreciseDate | None
    agreed: ImpreciseDate | None
    expected: ImpreciseDate | None
    achieved: ImpreciseDate | None
    state: State
    days_past: int | None  # calendar days since the agreed end, when late or unreported
    shifts: int
    source: SourceRow | None

    @property
    def is_as_planned(self) -> bool:
        """Tell whether what is agreed is still what the document said."""
        return self.agreed == self.original

    @property
    def later_than_original(self) -> int | None:
        """Days by which the best known end lies after the original one, if it does."""
        return self._later_than(self.original)

    @property
    def later_than_agreed(self) -> int | None:
        """Days by which the best known end lies after the agreed one, if it does."""
        return self._later_than(self.agreed)

    def _later_than(self, yardstick: ImpreciseDate | None) -> int | None:
        best = self.achieved or self.expected
        if best is None or yardstick is None:
            return None
        if best.end is None or yardstick.end is None or best.end <= yardstick.end:
            return None
        return (best.end - yardstick.end).days


def milestone_rows(
    reading: Reading, milestones: MilestoneQuerySet
) -> tuple[MilestoneRow, ...]:
    """Return the rows of a queryset with `state`, in its order. Three queries."""
    found = list(
        milestones.select_related(
            "action", "spearhead__chapter", "chapter", "programme"
        )
    )
    owners = _owners(reading, [milestone.pk for milestone in found])
    leads = _leads(reading, [milestone.action_id for milestone in found])
    return tuple(
        _row(
            milestone,
            owners.get(milestone.pk, ()),
            leads.get(milestone.action_id, ()),
            reading,
        )
        for milestone in found
    )


def _owners(reading: Reading, ids: Iterable[int]) -> Mapping[int, tuple[Ref, ...]]:
    found: dict[int, list[Ref]] = defaultdict(list)
    owners = MilestoneOwner.objects.visible_to(reading.actor)
    for owner in (
        owners.filter(milestone__in=list(ids))
        .select_related("organisation", "body")
        .order_by("position", "id")
    ):
        party = to_party(owner)
        if party is not None:
            found[owner.milestone_id].append(party)
    return {key: tuple(parties) for key, parties in found.items()}


def _leads(
    reading: Reading, ids: Iterable[int | None]
) -> Mapping[int | None, tuple[Ref, ...]]:
    found: dict[int | None, list[Ref]] = defaultdict(list)
    trekkers = Trekker.objects.visible_to(reading.actor).leading()
    actions = {key for key in ids if key is not None}
    for trekker in (
        trekkers.filter(action__in=actions)
        .select_related("organisation", "body")
        .order_by("position", "id")
    ):
        found[trekker.action_id].append(to_party(trekker) or Ref(trekker.as_printed))
    return {key: tuple(parties) for key, parties in found.items()}


def _row(
    milestone: Any, owners: tuple[Ref, ...], leads: tuple[Ref, ...], reading: Reading
) -> MilestoneRow:
    state: str = milestone.state
    is_past = state in ("late", "unreported")
    certainty = Certainty(milestone.certainty)
    return MilestoneRow(
        id=milestone.pk,
        title=milestone.title,
        kind=MilestoneKind(milestone.kind).label,
        is_result=milestone.kind == MilestoneKind.RESULT,
        certainty="" if certainty == Certainty.FIXED else certainty.label,
        condition=milestone.condition,
        external=milestone.external,
        place=to_place(milestone.place),
        spearhead_id=milestone.assigned_spearhead_id or milestone.spearhead_id,
        owners=owners,
        leads=leads,
        original=milestone.original,
        agreed=milestone.agreed,
        expected=milestone.expected,
        achieved=milestone.achieved,
        state=MILESTONE[state],
        days_past=((reading.today - milestone.agreed_end).days if is_past else None),
        shifts=milestone.shifts,
        source=source_row(milestone, reading),
    )


@dataclass(frozen=True)
class YearRow:
    """How many milestones end in a year, per state; `year` is None without an end."""

    year: int | None
    counts: Mapping[str, int]  # by the keys of MILESTONE, each one there
    late_original: int  # late against the original end, which may be another year

    @property
    def name(self) -> str:
        """A name for the ids of its chart."""
        return f"jaar-{self.year or 'geen'}"

    @property
    def place(self) -> str:
        """Which milestones these are, for who only hears of a chart."""
        return self.about or "zonder einddatum"

    @property
    def about(self) -> str:
        """The year behind a state; without one the state says it already."""
        return f"in {self.year}" if self.year else ""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def milestones_per_year(reading: Reading) -> tuple[YearRow, ...]:
    """Return a row per year in which milestones end, the ones without end last."""
    counted: dict[int | None, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(MILESTONE, 0)
    )
    original: dict[int | None, int] = defaultdict(int)
    late_original = late_condition(reading.today, against="original")
    for year, state, number, late in (
        milestones_of(reading)
        .order_by()
        .values_list("year", "state")
        .annotate(number=Count("pk"), late=Count("pk", filter=late_original))
    ):
        counted[year][state] = number
        original[year] += late
    return tuple(
        YearRow(year, counted[year], original[year])
        for year in sorted(counted, key=lambda year: (year is None, year or 0))
    )


def concerns(reading: Reading, party: PartyKey) -> Q:
    """Return the condition: of an action that a party leads, or owned by that party."""
    leads = Trekker.objects.visible_to(reading.actor).leading()
    owners = MilestoneOwner.objects.visible_to(reading.actor)
    return Q(
        Exists(leads.filter(party.condition, action=OuterRef("action")))
        | Exists(owners.filter(party.condition, milestone=OuterRef("pk")))
    )
