"""Makes the overview of a quarter out of plain rows. No ORM, no clock.

Rows are indexed once; then the programme is walked chapter, spearhead, action. What is
not known stays None or empty, never 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from core.quarters import Quarter
from reporting.compose_milestones import Yardsticks
from reporting.compose_minute import one_minute
from reporting.compose_money import ComposedMoney, compose_money, money_of_chapter
from reporting.compose_states import (
    ENDED,
    confidence_before,
    count_before,
    count_borging,
    count_confidence,
    count_movement,
    count_states,
    current_state,
    movement_kind,
    state_of,
)
from reporting.overview import (
    SCHEMA_VERSION,
    ActionLine,
    ActionState,
    ChapterPart,
    Contribution,
    Counts,
    Headline,
    Movement,
    Override,
    Overview,
    PlainLanguage,
    PlainSentence,
    Question,
    Reporting,
    SpearheadPart,
)
from reporting.rows import (
    ActionRow,
    ChapterRow,
    EscalationRow,
    Gathered,
    SpearheadRow,
    UpdateRow,
)

HANDED_IN = ("accepted", "submitted")


def compose(
    rows: Gathered, *, quarter: Quarter, as_of: date, edition: int, erratum: str = ""
) -> Overview:
    """Return the overview of the quarter as it stands on `as_of`."""
    return _Composer(rows, quarter, as_of).overview(edition, erratum)


class _Composer:
    def __init__(self, rows: Gathered, quarter: Quarter, as_of: date) -> None:
        self.rows = rows
        self.quarter = quarter
        self.quarter_before = str(quarter.previous)
        self.as_of = as_of
        self.updates: dict[int, list[UpdateRow]] = defaultdict(list)
        for update in rows.updates:
            self.updates[update.action_id].append(update)
        self.open_updates = dict(rows.open_updates)
        self.published = dict(rows.previous)
        self.yardsticks = Yardsticks(rows, as_of)
        self.late_of_actions = self.yardsticks.late_of_actions()
        self.lines = {action.id: self._line(action) for action in rows.actions}
        self.actions_of: dict[int, list[ActionLine]] = defaultdict(list)
        self.lines_of_chapter: dict[int, list[ActionLine]] = defaultdict(list)
        for action in rows.actions:
            line = self.lines[action.id]
            self.actions_of[action.spearhead_id].append(line)
            self.lines_of_chapter[action.chapter].append(line)
        self.spearheads_of: dict[int, list[SpearheadRow]] = defaultdict(list)
        for spearhead in rows.spearheads:
            self.spearheads_of[spearhead.chapter].append(spearhead)

    def overview(self, edition: int, erratum: str) -> Overview:
        rows, lines = self.rows, list(self.lines.values())
        money = compose_money(rows.budget, rows.funding, rows.years)
        before = count_before(lines)
        compared = self.quarter_before if before is not None else ""
        chapters = tuple(self._chapter(row) for row in rows.chapters)
        movement = count_movement(lines)
        questions = tuple(self._question(row) for row in rows.escalations)
        reporting = self._reporting()
        counts = count_states(line.state for line in lines)
        headline = self._headline(counts, before, money, questions, reporting)
        return Overview(
            schema_version=SCHEMA_VERSION,
            programme=rows.programme_slug,
            programme_title=rows.programme_title,
            quarter=str(self.quarter),
            quarter_label=self.quarter.label,
            edition=edition,
            erratum=erratum,
            as_of=self.as_of,
            compared_quarter=compared,
            compared_edition=rows.previous_edition,
            is_fictitious=_is_fictitious(rows),
            headline=headline,
            in_one_minute=one_minute(
                headline=headline,
                movement=movement,
                compared_quarter=compared,
                chapters=chapters,
                reporting=reporting,
                questions=questions,
            ),
            counts=counts,
            previous_counts=before,
            movement=movement,
            confidence=count_confidence(line.state for line in lines),
            previous_confidence=confidence_before(lines),
            chapters=chapters,
            movements=tuple(self._movements()),
            late_milestones=self.yardsticks.late_milestones(),
            questions=questions,
            overrides=tuple(
                Override(line.code, line.title, line.override_reason)
                for line in lines
                if line.override_reason
            ),
            reporting=reporting,
            money=money.money,
            plain_language=_plain_language(lines),
        )

    def _headline(
        self,
        counts: Counts,
        before: Counts | None,
        money: ComposedMoney,
        questions: tuple[Question, ...],
        reporting: Reporting,
    ) -> Headline:
        late = self.yardsticks.counts(self.yardsticks.judged)
        return Headline(
            actions=counts.total,
            chapters=len(self.rows.chapters),
            completed=counts.completed,
            completed_before=before.completed if before is not None else None,
            completed_more=(
                counts.completed - before.completed if before is not None else None
            ),
            late_milestones=late.late,
            late_milestones_original=late.late_original,
            late_milestones_new=late.new,
            unreported_milestones=late.unreported,
            questions=len(questions),
            oldest_question_days=max(
                (question.age_days for question in questions), default=None
            ),
            **money.of_year(self.quarter.year),
            budget_total=money.money.grand_total,
            budget_total_original=money.money.grand_total_original,
            reported=reporting.accepted,
            owed=reporting.owed,
        )

    # --- one action ---

    def _current_and_earlier(
        self, action_id: int
    ) -> tuple[UpdateRow | None, UpdateRow | None]:
        quarter, current = str(self.quarter), None
        for update in self.updates.get(action_id, ()):
            if update.quarter == quarter:
                current = update
            elif update.quarter < quarter:
                return current, update
        return current, None

    def _line(self, action: ActionRow) -> ActionLine:
        current, earlier = self._current_and_earlier(action.id)
        told = current or UpdateRow(action.id, str(self.quarter), "", "", 0, "")
        return ActionLine(
            code=action.code,
            title=action.title,
            leads=action.leads,
            state=current_state(current, earlier),
            previous=self._previous(action, earlier),
            report=self._report(action, current, earlier),
            risk=told.risk,
            state_of_affairs=told.state_of_affairs,
            results=told.results,
            borging=told.borging,
            borging_state=told.borging_state,
            bottlenecks=told.bottlenecks,
            next_steps=told.next_steps,
            plain_language=told.plain_language,
            override_reason=told.override_reason,
            late_milestones=self.late_of_actions.get(action.id, 0),
            is_fictitious=told.is_fictitious,
        )

    def _previous(
        self, action: ActionRow, earlier: UpdateRow | None
    ) -> ActionState | None:
        """Return how the action stood before: as published, or else as accepted."""
        if self.rows.previous_edition is not None:
            published = self.published.get(action.code)
            return state_of(published) if published is not None else None
        if earlier is None:
            return None
        if earlier.quarter == self.quarter_before:
            return state_of(earlier)
        return current_state(None, earlier)

    def _report(
        self, action: ActionRow, current: UpdateRow | None, earlier: UpdateRow | None
    ) -> str:
        if current is not None:
            return "accepted"
        if earlier is not None and earlier.status in ENDED:
            return "not_owed"
        return self.open_updates.get(action.id, "none")

    def _movements(self) -> Iterable[Movement]:
        for action in self.rows.actions:
            line = self.lines[action.id]
            if line.report != "accepted" or line.previous is None:
                continue
            kind = movement_kind(line.previous, line.state)
            if kind:
                yield Movement(
                    code=line.code,
                    title=line.title,
                    chapter=action.chapter,
                    kind=kind,
                    before=line.previous,
                    after=line.state,
                )

    # --- a chapter ---

    def _chapter(self, row: ChapterRow) -> ChapterPart:
        lines = self.lines_of_chapter[row.number]
        milestones = self.yardsticks
        return ChapterPart(
            number=row.number,
            title=row.title,
            kind=row.kind,
            werkgroep=row.werkgroep,
            established=row.established,
            counts=count_states(line.state for line in lines),
            previous_counts=count_before(lines),
            movement=count_movement(lines),
            late=milestones.counts(milestones.of_chapter[row.number]),
            goal=milestones.goals(row.number),
            pace=milestones.pace(row.number),
            contribution=tuple(
                Contribution(line.code, line.results) for line in lines if line.results
            ),
            confidence=count_confidence(line.state for line in lines),
            previous_confidence=confidence_before(lines),
            borging=count_borging(lines),
            money=money_of_chapter(self.rows.budget, row.number, self.rows.years),
            spearheads=tuple(
                SpearheadPart(
                    number=spearhead.number,
                    title=spearhead.title,
                    actions=tuple(self.actions_of[spearhead.id]),
                )
                for spearhead in self.spearheads_of[row.number]
            ),
        )

    # --- questions and reporting ---

    def _question(self, row: EscalationRow) -> Question:
        return Question(
            question=row.question,
            explanation=row.explanation,
            raised_by=row.raised_by,
            raised_date=row.raised_date,
            to_body=row.to_body,
            action_codes=row.action_codes,
            age_days=(self.as_of - row.raised_date).days,
            is_fictitious=row.is_fictitious,
        )

    def _reporting(self) -> Reporting:
        by_report: dict[str, list[str]] = defaultdict(list)
        for line in self.lines.values():
            by_report[line.report].append(line.code)
        return Reporting(
            owed=len(self.lines) - len(by_report["not_owed"]),
            accepted=len(by_report["accepted"]),
            submitted=tuple(by_report["submitted"]),
            drafts=tuple(by_report["draft"]),
            unreported=tuple(by_report["none"]),
            silent=tuple(self._silent()),
        )

    def _silent(self) -> Iterable[str]:
        round_ = self.rows.round
        if round_ is None:
            return
        extended = dict(round_.extended)
        for chapter in self.rows.chapters:
            due = extended.get(chapter.werkgroep, round_.due_date)
            owed = [
                line
                for line in self.lines_of_chapter[chapter.number]
                if line.report != "not_owed"
            ]
            if (
                owed
                and due < self.as_of
                and not any(line.report in HANDED_IN for line in owed)
            ):
                yield chapter.werkgroep or f"hoofdstuk {chapter.number}"


def _is_fictitious(rows: Gathered) -> bool:
    """Tell whether anything that people report on here was made up for the demo."""
    return (
        any(update.is_fictitious for update in rows.updates)
        or any(escalation.is_fictitious for escalation in rows.escalations)
        or (rows.round is not None and rows.round.is_fictitious)
    )


def _plain_language(lines: Iterable[ActionLine]) -> PlainLanguage:
    lines = list(lines)
    return PlainLanguage(
        sentences=tuple(
            PlainSentence(line.code, line.title, line.plain_language)
            for line in lines
            if line.plain_language
        ),
        missing=tuple(
            line.code
            for line in lines
            if line.report == "accepted" and not line.plain_language
        ),
    )
