"""Milestones against both yardsticks, on the day of the overview (design 4.1).

A milestone past its end and not achieved is *late* when its place was reported on
after that end, and *unreported* otherwise: nobody was asked yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.imprecise_dates import ImpreciseDate
from reporting.overview import Goal, LateCounts, LateMilestone, Pace
from reporting.rows import ActionRow, Gathered, MilestoneRow, SpearheadRow

# Sorts after every chapter, spearhead and action.
LAST = 1_000_000


@dataclass(frozen=True)
class Judged:
    """A milestone with what the day says about it."""

    row: MilestoneRow
    place: str
    chapter: int | None
    order: tuple[int, int, int]
    late: bool
    late_original: bool
    unreported: bool
    is_due: bool


class Yardsticks:
    """The milestones of the programme, each judged once, in programme order."""

    def __init__(self, rows: Gathered, as_of: date) -> None:
        self.as_of = as_of
        self.previous_late = (
            rows.previous_late if rows.previous_edition is not None else None
        )
        self.places = _Places(rows.spearheads, rows.actions)
        # Sorting is stable: within one place they stay in the order of their ends.
        self.judged = sorted(
            (self._judge(row) for row in rows.milestones), key=lambda m: m.order
        )
        self.of_chapter: dict[int | None, list[Judged]] = defaultdict(list)
        for milestone in self.judged:
            self.of_chapter[milestone.chapter].append(milestone)

    def late_of_actions(self) -> dict[int, int]:
        """Return how many milestones of an action itself are late, by its id."""
        found: dict[int, int] = defaultdict(int)
        for milestone in self.judged:
            if milestone.late and milestone.row.action_id is not None:
                found[milestone.row.action_id] += 1
        return found

    def late_milestones(self) -> tuple[LateMilestone, ...]:
        """Return what is late against the agreed or the original plan."""
        return tuple(
            self._late(milestone)
            for milestone in self.judged
            if milestone.late or milestone.late_original
        )

    def counts(self, milestones: Iterable[Judged]) -> LateCounts:
        """Return how many of these are late, and against which yardstick."""
        milestones = list(milestones)
        late = [milestone for milestone in milestones if milestone.late]
        return LateCounts(
            late=len(late),
            late_original=sum(milestone.late_original for milestone in milestones),
            unreported=sum(milestone.unreported for milestone in milestones),
            new=(
                None
                if self.previous_late is None
                else sum(bool(self._is_new(milestone)) for milestone in late)
            ),
        )

    def pace(self, chapter: int) -> Pace:
        """Return what became of the milestones whose agreed end has come."""
        due = [milestone for milestone in self.of_chapter[chapter] if milestone.is_due]
        return Pace(
            due=len(due),
            achieved=sum(milestone.row.achieved is not None for milestone in due),
            late=sum(milestone.late for milestone in due),
            unreported=sum(milestone.unreported for milestone in due),
        )

    def goals(self, chapter: int) -> tuple[Goal, ...]:
        """Return the results aimed at for the end of the programme."""
        return tuple(
            Goal(
                title=milestone.row.title,
                place=milestone.place,
                agreed=milestone.row.agreed,
                achieved=milestone.row.achieved is not None,
            )
            for milestone in self.of_chapter[chapter]
            if milestone.row.kind == "result"
        )

    def _judge(self, row: MilestoneRow) -> Judged:
        place, chapter, order = self.places.of(row)
        past = self._is_past(row, row.agreed)
        return Judged(
            row=row,
            place=place,
            chapter=chapter,
            order=order,
            late=past and _was_reported_after(row, row.agreed),
            late_original=self._is_past(row, row.original)
            and _was_reported_after(row, row.original),
            unreported=past and not _was_reported_after(row, row.agreed),
            is_due=self._has_come(row.agreed),
        )

    def _has_come(self, promised: ImpreciseDate | None) -> bool:
        end = promised.end if promised is not None else None
        return end is not None and end < self.as_of

    def _is_past(self, row: MilestoneRow, promised: ImpreciseDate | None) -> bool:
        return row.achieved is None and self._has_come(promised)

    def _is_new(self, milestone: Judged) -> bool | None:
        if self.previous_late is None:
            return None
        known = (milestone.place, milestone.row.title) in self.previous_late
        return milestone.late and not known

    def _late(self, milestone: Judged) -> LateMilestone:
        row = milestone.row
        return LateMilestone(
            title=row.title,
            place=milestone.place,
            chapter=milestone.chapter,
            owners=row.owners,
            original=row.original,
            agreed=row.agreed,
            expected=row.expected,
            late=milestone.late,
            late_original=milestone.late_original,
            days_late=self._days(row.agreed) if milestone.late else 0,
            days_late_original=(
                self._days(row.original) if milestone.late_original else 0
            ),
            shifts=row.shifts,
            is_new=self._is_new(milestone),
            source=row.source,
        )

    def _days(self, promised: ImpreciseDate | None) -> int:
        end = promised.end if promised is not None else None
        return (self.as_of - end).days if end is not None else 0


class _Places:
    """Where a milestone stands, in words and in the order of the programme."""

    def __init__(
        self, spearheads: Sequence[SpearheadRow], actions: Sequence[ActionRow]
    ) -> None:
        self.spearheads = {spearhead.id: spearhead for spearhead in spearheads}
        self.actions = {
            action.id: (position, action) for position, action in enumerate(actions)
        }

    def of(self, row: MilestoneRow) -> tuple[str, int | None, tuple[int, int, int]]:
        """Return the words, the chapter, and what to sort by."""
        if row.action_id is not None:
            position, action = self.actions[row.action_id]
            spearhead = self.spearheads[action.spearhead_id]
            order = (action.chapter, spearhead.number, position)
            return action.code, action.chapter, order
        if row.spearhead_id is not None:
            spearhead = self.spearheads[row.spearhead_id]
            words = f"speerpunt {spearhead.chapter}.{spearhead.number}"
            order = (spearhead.chapter, spearhead.number, LAST)
            return words, spearhead.chapter, order
        if row.chapter is not None:
            return f"hoofdstuk {row.chapter}", row.chapter, (row.chapter, LAST, LAST)
        return "programma", None, (LAST, LAST, LAST)


def _was_reported_after(row: MilestoneRow, promised: ImpreciseDate | None) -> bool:
    end = promised.end if promised is not None else None
    return end is not None and row.reported is not None and row.reported > end
