"""The first page: how the programme stands, in figures that lead further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from actions.models import Chapter, ChapterKind, Contradiction, Spearhead
from finance.models import BudgetLine, FundingLine
from finance.querysets import unallocated_per_year
from pages.addresses import Ref, to_body, to_chapter
from pages.queries.actions import actions_of
from pages.queries.milestones import YearRow, milestones_per_year
from pages.queries.reading import Reading
from pages.states import ACTION_STATES, action_state, told


@dataclass(frozen=True, kw_only=True)
class ChapterRow:
    """One line about a chapter; `counts` by the keys of the action states."""

    ref: Ref
    number: int
    kind: str
    werkgroep: Ref | None
    is_established: bool
    spearheads: int
    counts: Mapping[str, int]

    @property
    def actions(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Everything on the first page. Amounts in euros; None where nothing is known."""

    year: int
    chapters: tuple[ChapterRow, ...]
    counts: Mapping[str, int]  # of all actions, by state
    actions: int
    with_lead: int
    milestones: tuple[YearRow, ...]
    milestone_counts: Mapping[str, int]
    budget: Decimal | None  # of this year
    budget_total: Decimal
    first_year: int | None
    last_year: int | None
    unallocated: Decimal | None  # of this year
    unallocated_total: Decimal
    unallocated_years: tuple[int, ...]
    contradictions: int

    @property
    def spearheads(self) -> int:
        """All of them."""
        return sum(chapter.spearheads for chapter in self.chapters)

    @property
    def milestones_total(self) -> int:
        """All of them, also those without an end."""
        return sum(row.total for row in self.milestones)

    @property
    def most_milestones(self) -> int:
        """The number in the fullest year: the scale of the bars."""
        return max((row.total for row in self.milestones), default=0)

    @property
    def this_year(self) -> YearRow | None:
        """The milestones that end in the year of this page."""
        return next((row for row in self.milestones if row.year == self.year), None)

    @property
    def reported(self) -> int:
        """Actions on which somebody reported."""
        return self.actions - self.counts["none"]

    @property
    def told(self) -> str:
        """How the actions go on which somebody reported, in a sentence."""
        return told(self.counts)

    @property
    def without_lead(self) -> int:
        """Actions without a lead line in the document."""
        return self.actions - self.with_lead

    @property
    def without_werkgroep(self) -> tuple[ChapterRow, ...]:
        """Chapters whose werkgroep is not there yet."""
        return tuple(row for row in self.chapters if not row.is_established)


def dashboard(reading: Reading) -> Dashboard:
    """Return the first page. Eight queries, however large the programme."""
    actor, programme = reading.actor, reading.programme
    counts = _states_per_chapter(reading)
    chapters = _chapters(reading, counts)
    milestones = milestones_per_year(reading)
    budget = (
        BudgetLine.objects.visible_to(actor)
        .filter(programme=programme)
        .in_total()
        .agreed_per_year()
    )
    funding = (
        FundingLine.objects.visible_to(actor)
        .filter(programme=programme)
        .in_total()
        .per_year()
    )
    unallocated = unallocated_per_year(funding, budget)
    contradictions = Contradiction.objects.visible_to(actor).filter(programme=programme)
    year = reading.today.year
    return Dashboard(
        year=year,
        chapters=chapters,
        counts=_sum(row.counts for row in chapters),
        actions=sum(row.actions for row in chapters),
        with_lead=actions_of(reading).with_lead().count(),
        milestones=milestones,
        milestone_counts=_sum(row.counts for row in milestones),
        budget=budget.get(year),
        budget_total=sum(budget.values(), Decimal()),
        first_year=min(budget, default=None),
        last_year=max(budget, default=None),
        unallocated=unallocated.get(year),
        unallocated_total=sum(unallocated.values(), Decimal()),
        unallocated_years=tuple(sorted(unallocated)),
        contradictions=contradictions.count(),
    )


def _states_per_chapter(reading: Reading) -> Mapping[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(_no_actions)
    for chapter, status, rag, number in (
        actions_of(reading)
        .order_by()
        .values_list("spearhead__chapter_id", "status", "rag")
        .annotate(number=Count("pk"))
    ):
        counts[chapter][action_state(status, rag).key] += number
    return counts


def _no_actions() -> dict[str, int]:
    return {state.key: 0 for state in ACTION_STATES}


def _chapters(
    reading: Reading, counts: Mapping[int, Mapping[str, int]]
) -> tuple[ChapterRow, ...]:
    actor = reading.actor
    spearheads = dict(
        Spearhead.objects.visible_to(actor)
        .filter(chapter__programme=reading.programme)
        .order_by()
        .values_list("chapter_id")
        .annotate(number=Count("pk"))
    )
    chapters = (
        Chapter.objects.visible_to(actor)
        .filter(programme=reading.programme)
        .select_related("werkgroep")
        .order_by("number")
    )
    return tuple(
        ChapterRow(
            ref=to_chapter(chapter.number, chapter.title),
            number=chapter.number,
            kind=ChapterKind(chapter.kind).label,
            werkgroep=to_body(chapter.werkgroep) if chapter.werkgroep else None,
            is_established=bool(chapter.werkgroep and chapter.werkgroep.established),
            spearheads=spearheads.get(chapter.pk, 0),
            counts=counts.get(chapter.pk) or _no_actions(),
        )
        for chapter in chapters
    )


def _sum(rows: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: dict[str, int] = defaultdict(int)
    for row in rows:
        for key, number in row.items():
            total[key] += number
    return total
