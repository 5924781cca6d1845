"""The overview as a value: what compose makes and what the payload holds.

The field names are the keys of the payload, written in camelCase there. What each
figure means stands in `reporting.definitions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.imprecise_dates import ImpreciseDate

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Counts:
    """How many actions stand where; the parts add up to `total`."""

    total: int
    completed: int
    green: int
    amber: int
    red: int
    stopped: int
    no_report: int


@dataclass(frozen=True)
class Levels:
    """How many reported actions have each level of confidence."""

    high: int
    medium: int
    low: int


@dataclass(frozen=True)
class Borging:
    """How many reported actions have each state of borging."""

    arranged: int
    planned: int
    none: int
    not_needed: int
    unknown: int


@dataclass(frozen=True)
class ActionState:
    """How an action stood at one moment; `category` is a key of Counts."""

    category: str
    status: str
    rag: str
    progress_pct: int | None
    confidence: str


@dataclass(frozen=True)
class ActionLine:
    """An action in the overview, with the texts of its accepted update, if any."""

    code: str
    title: str
    leads: tuple[str, ...]
    state: ActionState
    previous: ActionState | None
    # accepted | submitted | draft | none | not_owed
    report: str
    risk: str
    state_of_affairs: str
    results: str
    borging: str
    borging_state: str
    bottlenecks: str
    next_steps: str
    plain_language: str
    override_reason: str
    late_milestones: int
    is_fictitious: bool


@dataclass(frozen=True)
class SpearheadPart:
    """A spearhead with its actions in order."""

    number: int
    title: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Movement:
    """An action that was reported on and stands elsewhere than before.

    kind: completed | better | worse | stopped | started | progress | confidence.
    """

    code: str
    title: str
    chapter: int
    kind: str
    before: ActionState
    after: ActionState


@dataclass(frozen=True)
class MovementCounts:
    """How many actions moved which way; an action counts once.

    `silent`: reported on in the quarter before, not in this one. `back`: the reverse.
    """

    completed: int
    better: int
    worse: int
    stopped: int
    started: int
    silent: int
    back: int


@dataclass(frozen=True)
class LateCounts:
    """How many milestones are late, against which yardstick, and how many newly so.

    `new` is None where no overview of the quarter before was published.
    """

    late: int
    late_original: int
    unreported: int
    new: int | None


@dataclass(frozen=True)
class Goal:
    """A result aimed at for the end of the programme."""

    title: str
    place: str
    agreed: ImpreciseDate | None
    achieved: bool


@dataclass(frozen=True)
class Pace:
    """Milestones whose agreed end has come: the other three add up to `due`."""

    due: int
    achieved: int
    late: int
    unreported: int


@dataclass(frozen=True)
class Contribution:
    """Results that an action reported this quarter."""

    code: str
    results: str


@dataclass(frozen=True)
class YearMoney:
    """Euros of one year."""

    year: int
    original: Decimal
    agreed: Decimal


@dataclass(frozen=True)
class ChapterPart:
    """A chapter: status, movement, goal, pace, contribution, money, actions."""

    number: int
    title: str
    kind: str
    werkgroep: str
    established: bool
    counts: Counts
    previous_counts: Counts | None
    movement: MovementCounts
    late: LateCounts
    goal: tuple[Goal, ...]
    pace: Pace
    contribution: tuple[Contribution, ...]
    confidence: Levels
    previous_confidence: Levels | None
    borging: Borging
    money: tuple[YearMoney, ...]
    spearheads: tuple[SpearheadPart, ...]


@dataclass(frozen=True)
class LateMilestone:
    """A milestone that is late against the agreed or the original plan, or both."""

    title: str
    place: str
    chapter: int | None
    owners: tuple[str, ...]
    original: ImpreciseDate | None
    agreed: ImpreciseDate | None
    expected: ImpreciseDate | None
    late: bool
    late_original: bool
    days_late: int
    days_late_original: int
    shifts: int
    # Not late in the overview of the quarter before; None where there is none.
    is_new: bool | None
    source: str


@dataclass(frozen=True)
class Question:
    """An open escalation: what must be decided, and how long it waits."""

    question: str
    explanation: str
    raised_by: str
    raised_date: date
    to_body: str
    action_codes: tuple[str, ...]
    age_days: int
    is_fictitious: bool


@dataclass(frozen=True)
class Override:
    """An update that did not seem to add up, and why it was handed in all the same."""

    code: str
    title: str
    reason: str


@dataclass(frozen=True)
class Reporting:
    """Who reported and who did not; codes of actions, each in one list only."""

    owed: int
    accepted: int
    submitted: tuple[str, ...]
    drafts: tuple[str, ...]
    unreported: tuple[str, ...]
    # Bodies none of whose actions was handed in, the day after they had to be.
    silent: tuple[str, ...]


@dataclass(frozen=True)
class MoneyLine:
    """A row of the money table; amounts per year, None where there is no cell."""

    label: str
    chapter: int | None
    in_total: bool
    amounts: tuple[Decimal | None, ...]
    original_amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Money:
    """The money per year. Lines outside the total are not in any total."""

    years: tuple[int, ...]
    budget: tuple[MoneyLine, ...]
    budget_totals: tuple[Decimal, ...]
    budget_original_totals: tuple[Decimal, ...]
    funding: tuple[MoneyLine, ...]
    # Funding in the total less budget; None in a year without such funding.
    unallocated: tuple[Decimal | None, ...]
    grand_total: Decimal
    grand_total_original: Decimal


@dataclass(frozen=True)
class PlainSentence:
    """What an action says in plain language."""

    code: str
    title: str
    sentence: str


@dataclass(frozen=True)
class PlainLanguage:
    """The plain-language edition, with the reported actions that miss a sentence."""

    sentences: tuple[PlainSentence, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Headline:
    """The figures at the top."""

    actions: int
    chapters: int
    completed: int
    completed_before: int | None
    # The difference of the two; None when nothing is known of before.
    completed_more: int | None
    late_milestones: int
    late_milestones_original: int
    late_milestones_new: int | None
    unreported_milestones: int
    questions: int
    oldest_question_days: int | None
    year: int
    budget_of_year: Decimal | None
    budget_of_year_original: Decimal | None
    budget_total: Decimal
    budget_total_original: Decimal
    unallocated_of_year: Decimal | None
    reported: int
    owed: int


@dataclass(frozen=True)
class Overview:
    """The overview of one quarter as it stood on `as_of`."""

    schema_version: int
    programme: str
    programme_title: str
    quarter: str
    quarter_label: str
    edition: int
    erratum: str
    as_of: date
    # The quarter that movements are measured from; empty when nothing is known of it.
    compared_quarter: str
    # None: no overview of that quarter was published, so its accepted updates count.
    compared_edition: int | None
    is_fictitious: bool
    headline: Headline
    in_one_minute: tuple[str, ...]
    counts: Counts
    previous_counts: Counts | None
    movement: MovementCounts
    confidence: Levels
    previous_confidence: Levels | None
    chapters: tuple[ChapterPart, ...]
    movements: tuple[Movement, ...]
    late_milestones: tuple[LateMilestone, ...]
    questions: tuple[Question, ...]
    overrides: tuple[Override, ...]
    reporting: Reporting
    money: Money
    plain_language: PlainLanguage
