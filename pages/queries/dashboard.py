"""The first page: how the programme stands, in figures that lead further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from actions.models import Chapter, Contradiction, Spearhead, Trekker
from actions.workflow import Status
from core.quarters import Quarter
from finance.models import BudgetLine, FundingLine
from finance.querysets import unallocated_per_year
from pages.addresses import Ref, to_action, to_body, to_chapter
from pages.overview.published import visible as visible_overviews
from pages.queries.actions import actions_of
from pages.queries.milestones import YearRow, milestones_per_year
from pages.queries.reading import Reading
from pages.states import ACTION_STATES, action_state, told
from progress.models import Escalation, EscalationAction, ReportingRound

# Who has ended owes no more reports, unless it ended in the quarter itself.
ENDED = (Status.COMPLETED, Status.STOPPED)


@dataclass(frozen=True, kw_only=True)
class ChapterRow:
    """One line about a chapter; `counts` by the keys of the action states."""

    ref: Ref
    number: int
    werkgroep: Ref | None
    is_established: bool
    spearheads: int
    counts: Mapping[str, int]

    @property
    def actions(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """A question that waits for an answer; `days` are calendar days."""

    question: str
    raised_by: Ref
    to_body: Ref
    raised_date: date
    days: int
    actions: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """The newest reporting round; `reported` counts accepted updates only."""

    quarter: Quarter
    due_date: date
    is_open: bool
    owed: int
    reported: int

    @property
    def missing(self) -> int:
        """Actions that still owe an accepted update."""
        return self.owed - self.reported


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Everything on the first page. Amounts in euros; None where nothing is known."""

    overview: Quarter | None  # of which the newest overview is
    round: RoundRow | None
    questions: tuple[QuestionRow, ...]  # the oldest first
    late_actions: int  # actions with at least one late milestone
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
    def late_original(self) -> int:
        """Milestones that are late against the original plan."""
        return sum(row.late_original for row in self.milestones)

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
    """Return the first page. Eleven queries, however large the programme."""
    actor, programme = reading.actor, reading.programme
    groups = _groups(reading)
    chapters = _chapters(reading, _states_per_chapter(groups))
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
        overview=_newest_overview(reading),
        round=_newest_round(reading, groups),
        questions=_questions(reading),
        late_actions=sum(group.late for group in groups),
        year=year,
        chapters=chapters,
        counts=_sum(row.counts for row in chapters),
        actions=sum(row.actions for row in chapters),
        with_lead=sum(group.with_lead for group in groups),
        milestones=milestones,
        milestone_counts=_sum(row.counts for row in milestones),
        budget=budget.get(year),
        budget_total=sum(budget.values(), Decimal()),
        first_year=min(budget, default=None),
        last_year=max(budget, default=None),
        unallocated=unallocated.get(year),
        contradictions=contradictions.count(),
    )


class _Group(NamedTuple):
    """Actions of one chapter with the same state and the same last quarter."""

    chapter: int
    status: str
    rag: str
    quarter: str
    number: int
    with_lead: int
    late: int


def _groups(reading: Reading) -> list[_Group]:
    actions = actions_of(reading)
    visible = Trekker.objects.visible_to(reading.actor)
    leads = visible.leading().filter(action=OuterRef("pk"))
    found = (
        actions.order_by()
        .values_list("spearhead__chapter_id", "status", "rag", "quarter")
        .annotate(
            number=Count("pk"),
            led=Count("pk", filter=Exists(leads)),
            late=Count("pk", filter=actions.lateness(reading.today)),
        )
    )
    return [_Group(*row) for row in found]


def _states_per_chapter(groups: Iterable[_Group]) -> Mapping[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(_no_actions)
    for group in groups:
        key = action_state(group.status, group.rag).key
        counts[group.chapter][key] += group.number
    return counts


def _newest_overview(reading: Reading) -> Quarter | None:
    newest = visible_overviews(reading.actor).newest_first()
    quarter = newest.values_list("quarter", flat=True).first()
    return Quarter.parse(quarter) if quarter else None


def _newest_round(reading: Reading, groups: Iterable[_Group]) -> RoundRow | None:
    found = (
        ReportingRound.objects.visible_to(reading.actor)
        .filter(programme=reading.programme, opens_date__lte=reading.today)
        .in_order()
        .first()
    )
    if found is None:
        return None
    owing = [
        group
        for group in groups
        if group.status not in ENDED or group.quarter >= found.quarter
    ]
    return RoundRow(
        quarter=found.period,
        due_date=found.due_date,
        is_open=found.is_open(on=reading.today),
        owed=sum(group.number for group in owing),
        reported=sum(g.number for g in owing if g.quarter == found.quarter),
    )


def _questions(reading: Reading) -> tuple[QuestionRow, ...]:
    found = list(
        Escalation.objects.visible_to(reading.actor)
        .filter(programme=reading.programme)
        .open_on(reading.today)
        .select_related("raised_by", "to_body")
        .order_by("raised_date", "id")
    )
    about: dict[int, list[Ref]] = defaultdict(list)
    # Which questions may be seen was asked above.
    for escalation, code, title in (
        EscalationAction.objects.visible_to(reading.actor)
        .filter(escalation__in=[row.pk for row in found])
        .order_by("action__code")
        .values_list("escalation_id", "action__code", "action__title")
    ):
        about[escalation].append(to_action(code, title))
    return tuple(
        QuestionRow(
            question=row.question,
            raised_by=to_body(row.raised_by),
            to_body=to_body(row.to_body),
            raised_date=row.raised_date,
            days=row.age_days(on=reading.today),
            actions=tuple(about[row.pk]),
        )
        for row in found
    )


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
