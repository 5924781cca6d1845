"""The plain rows that cross from the database into the overview.

Every field says what it counts or where it comes from; nothing here knows the ORM.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.imprecise_dates import ImpreciseDate


@dataclass(frozen=True)
class ChapterRow:
    """A chapter and who works on it."""

    number: int
    title: str
    kind: str
    werkgroep: str
    established: bool


@dataclass(frozen=True)
class SpearheadRow:
    """A spearhead of a chapter."""

    id: int
    chapter: int
    number: int
    title: str


@dataclass(frozen=True)
class ActionRow:
    """An action in its place; `leads` as printed abbreviations, in printed order."""

    id: int
    code: str
    title: str
    spearhead_id: int
    chapter: int
    leads: tuple[str, ...]


@dataclass(frozen=True)
class UpdateRow:
    """An accepted update; of this quarter with texts, of earlier ones without."""

    action_id: int
    quarter: str
    status: str
    rag: str
    progress_pct: int
    confidence: str
    borging_state: str = ""
    risk: str = ""
    state_of_affairs: str = ""
    results: str = ""
    borging: str = ""
    bottlenecks: str = ""
    next_steps: str = ""
    plain_language: str = ""
    override_reason: str = ""
    is_fictitious: bool = False


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its yardsticks; `reported` is when its place last reported."""

    id: int
    title: str
    kind: str
    chapter: int | None
    spearhead_id: int | None
    action_id: int | None
    assigned_spearhead_id: int | None
    owners: tuple[str, ...]
    original: ImpreciseDate | None
    agreed: ImpreciseDate | None
    expected: ImpreciseDate | None
    achieved: ImpreciseDate | None
    reported: date | None
    shifts: int
    source: str


@dataclass(frozen=True)
class EscalationRow:
    """A question without an answer on the day of the overview."""

    question: str
    explanation: str
    raised_by: str
    raised_date: date
    to_body: str
    action_codes: tuple[str, ...]
    is_fictitious: bool


@dataclass(frozen=True)
class MoneyRow:
    """One cell of the money table; euros, None where the document has no cell."""

    label: str
    chapter: int | None
    year: int
    original: Decimal | None
    agreed: Decimal | None
    in_total: bool


@dataclass(frozen=True)
class RoundRow:
    """The round of the quarter; None in `Gathered` when there was none."""

    due_date: date
    closed_date: date | None
    is_fictitious: bool
    # Last day per name of a werkgroep that was given more time.
    extended: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class PreviousState:
    """How an action stood in the overview that this one is compared with."""

    status: str
    rag: str
    progress_pct: int | None
    confidence: str


@dataclass(frozen=True)
class Gathered:
    """Everything the overview is made of, in the order of the programme."""

    programme_slug: str
    programme_title: str
    years: tuple[int, ...]
    chapters: tuple[ChapterRow, ...]
    spearheads: tuple[SpearheadRow, ...]
    actions: tuple[ActionRow, ...]
    # Accepted, up to and including the quarter; per action the newest first.
    updates: tuple[UpdateRow, ...]
    # Actions with an update of this round that is not accepted: state per action.
    open_updates: tuple[tuple[int, str], ...]
    milestones: tuple[MilestoneRow, ...]
    escalations: tuple[EscalationRow, ...]
    budget: tuple[MoneyRow, ...]
    funding: tuple[MoneyRow, ...]
    round: RoundRow | None
    # The published overview of the previous quarter, if there is one: its edition and
    # the state per action code.
    previous_edition: int | None
    previous: tuple[tuple[str, PreviousState], ...]
    # Place and title of what was late there against the agreed plan.
    previous_late: frozenset[tuple[str, str]] = frozenset()
