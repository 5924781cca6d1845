"""Four quarters of reporting for the demo: made up, and marked so in every text.

Written by the accounts of the demo through the services, as people would, so that
every screen has something to show: all states, gaps, corrections, doubts, questions.
Nothing here is random: the same programme and day give the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from actions.models import Action, Milestone, Programme
from actions.reports import Report, record_report
from baseline import demo_texts as texts
from baseline.demo_cast import Cast, DemoIncomplete
from baseline.demo_story import Story
from baseline.demo_texts import marked, pick
from core import writes
from core.actor import Actor
from core.imprecise_dates import parse_imprecise_date
from core.quarters import Quarter
from progress.facts import doubts_of, doubts_of_each
from progress.models import Escalation, ReportingRound, StatusUpdate, UpdateEvent
from progress.services import (
    accept_update,
    close_round,
    edit_update,
    extend_round,
    hand_in_unchanged,
    latest_update,
    open_round,
    raise_escalation,
    reopen_round,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.workflow import Step, UpdateState

ROUNDS = 4
# Days after the first day of a round that is closed by now.
DUE, ACCEPTED, CORRECTED, CLOSED = 20, 27, 30, 34
# The open round was due yesterday; one werkgroep got more days, one said nothing.
EXTRA_DAYS = 8
WITH_MORE_TIME, SILENT = 3, 4

# What becomes of an action in the open round. Of chapters that the office reports on
# itself the first four only.
NEWEST = (
    "accepted", "submitted", "draft", "none", "returned",
    "same", "withdrawn", "none", "half draft", "correction",
)  # fmt: skip
OF_THE_SILENT = ("none", "draft", "half draft")


@dataclass(frozen=True)
class Made:
    """What was added; all zero when the demo was there already."""

    rounds: int = 0
    updates: int = 0
    escalations: int = 0
    milestones: int = 0


def create_demo_reporting(*, programme: str, today: date) -> Made:
    """Write the last four complete quarters before this day, unless there are rounds.

    All or nothing. Raise DemoIncomplete without the programme or the accounts.
    """
    found = Programme.objects.filter(slug=programme).first()
    if found is None:
        raise DemoIncomplete("Laad eerst het programma: manage.py load_programme")
    if ReportingRound.objects.filter(programme=found).exists():
        return Made()
    demo = _Demo(found, today)
    with transaction.atomic():
        milestones = demo.write_milestones()
        rounds = [demo.write_closed_round(number) for number in range(ROUNDS - 1)]
        demo.record_states()
        demo.reopen_once(rounds[1])
        demo.write_open_round()
        escalations = demo.write_escalations()
    return Made(
        rounds=ROUNDS,
        updates=StatusUpdate.objects.filter(round__programme=found).count(),
        escalations=escalations,
        milestones=milestones,
    )


class _Demo:
    """Writes the rounds one after the other."""

    def __init__(self, programme: Programme, today: date) -> None:
        self.programme = programme
        self.today = today
        self.cast = Cast(programme)
        quarters = [Quarter.containing(today).previous]
        while len(quarters) < ROUNDS:
            quarters.insert(0, quarters[0].previous)
        self.quarters = quarters
        self.latest: dict[int, StatusUpdate] = {}

    @cached_property
    def stories(self) -> list[Story]:
        actions = (
            Action.objects.filter(programme=self.programme)
            .select_related("spearhead__chapter__werkgroep")
            .in_order()
        )
        return [Story(action, index) for index, action in enumerate(actions)]

    # --- rounds ---

    def write_closed_round(self, number: int) -> ReportingRound:
        """Write a round that went by: everything handed in was accepted."""
        opens = self.quarters[number].end
        accepted = opens + timedelta(days=ACCEPTED)
        round_ = self._open(number, due=opens + timedelta(days=DUE))
        past = self._with_past_milestone(opens)
        told = [story for story in self.stories if story.is_reported(number)]
        plain = [story for story in told if not story.has_detours(number)]
        self._write_accepted(plain, round_, number, past, on=accepted)
        for story in told:
            if story in plain:
                continue
            on = opens + timedelta(days=6 + story.index % 14)
            content = story.content(number, has_past_milestone=story.action.pk in past)
            update = self._hand_in(story, round_, content, number, on=on)
            if story.was_sent_back(number):
                update = self._send_back_and_again(story, update, number, on=on)
            accept_update(update, by=self.cast.office(accepted), on=accepted)
            if story.was_corrected(number):
                corrected = opens + timedelta(days=CORRECTED)
                self._correct(story, round_, number, on=corrected)
        closed = opens + timedelta(days=CLOSED)
        return close_round(round_, on=closed, by=self.cast.office(closed))

    def _write_accepted(
        self,
        stories: list[Story],
        round_: ReportingRound,
        number: int,
        past: set[int],
        *,
        on: date,
    ) -> None:
        """Write what went without detours, all at once and as it ended.

        Step by step the demo would take twice as long or more. The steps are on record
        with the days on which they would have been taken.
        """
        before = self._last_accepted(round_)
        updates = [
            StatusUpdate(
                action=story.action,
                round=round_,
                sequence=1,
                state=UpdateState.ACCEPTED,
                prefilled_from=before.get(story.action.pk),
                submitted_date=round_.opens_date + timedelta(days=6 + story.index % 14),
                decided_date=on,
                is_fictitious=True,
                **story.content(number, has_past_milestone=story.action.pk in past),
            )
            for story in stories
        ]
        doubted = doubts_of_each(updates, on=on)
        for story, update, doubts in zip(stories, updates, doubted, strict=True):
            update.override_reason = story.override_reason(number) if doubts else ""
        office = self.cast.office(on)
        for reporter, theirs in groupby(
            updates, lambda row: self.cast.reporter(row.action.spearhead.chapter, on)
        ):
            stored = writes.append(list(theirs), by=reporter)
            for step, by in (
                (Step.START, reporter),
                (Step.SUBMIT, reporter),
                (Step.ACCEPT, office),
            ):
                writes.append([_event(row, step, by) for row in stored], by=by)
            self.latest |= {row.action_id: row for row in stored}

    def record_states(self) -> None:
        """Write to the actions what was last accepted of all that was written at once.

        Their own history begins there; the updates tell what came before.
        """
        for row in self.latest.values():
            assert row.decided_date is not None
            assert row.progress_pct is not None
            record_report(
                row.action,
                Report(row.round.quarter, row.status, row.rag, row.progress_pct),
                on=row.decided_date,
                by=self.cast.office(row.decided_date),
            )

    def _last_accepted(self, round_: ReportingRound) -> dict[int, StatusUpdate]:
        rows = StatusUpdate.objects.accepted().before(round_.quarter)
        return {row.action_id: row for row in rows.latest_per_action()}

    def reopen_once(self, round_: ReportingRound) -> None:
        """Open a closed round again for one correction, and close it."""
        assert round_.closed_date is not None
        on = round_.closed_date + timedelta(days=10)
        office = self.cast.office(on)
        reopen_round(round_, reason=marked(texts.REOPENING_REASON), by=office)
        number = self.quarters.index(round_.period)
        story = next(s for s in self.stories if s.is_reported(number))
        self._correct(story, round_, number, on=on)
        close_round(round_, on=on, by=office)

    def write_open_round(self) -> ReportingRound:
        """Write the running round, with an update in every state."""
        number = ROUNDS - 1
        opens = self.quarters[number].end
        due = max(opens, self.today - timedelta(days=1))
        round_ = self._open(number, due=due)
        past = self._with_past_milestone(self.today)
        owing = [story for story in self.stories if not story.has_ended(number)]
        for place, story in enumerate(owing):
            is_offices = self.cast.reporter(
                story.chapter, self.today
            ) == self.cast.office(self.today)
            choices: tuple[str, ...] = NEWEST[:4] if is_offices else NEWEST
            if story.chapter.number == SILENT:
                choices = OF_THE_SILENT
            content = story.content(number, has_past_milestone=story.action.pk in past)
            self._bring_to(choices[place % len(choices)], story, round_, content)
        third = next(s for s in self.stories if s.chapter.number == WITH_MORE_TIME)
        extend_round(
            round_,
            due=round_.due_date + timedelta(days=EXTRA_DAYS),
            reason=marked(texts.EXTENSION_REASON),
            by=self.cast.office(self.today),
            werkgroep=third.chapter.werkgroep,
        )
        return round_

    def _open(self, number: int, *, due: date) -> ReportingRound:
        opens = self.quarters[number].end
        return open_round(
            programme=self.programme,
            quarter=self.quarters[number],
            opens=opens,
            due=due,
            by=self.cast.office(opens),
            is_fictitious=True,
        )

    # --- updates ---

    def _bring_to(
        self,
        state: str,
        story: Story,
        round_: ReportingRound,
        content: Mapping[str, Any],
    ) -> None:
        """Take the update on an action to this point of the open round."""
        number = ROUNDS - 1
        on = max(round_.opens_date, self.today - timedelta(days=1 + story.index % 9))
        if state == "none":
            return
        if state == "same" and self._hand_in_again(story, round_, on=on):
            return
        if state == "half draft":
            self._half_a_draft(story, round_, on=on)
            return
        if state == "draft":
            self._start(story, round_, content, on=on)
            return
        update = self._hand_in(story, round_, content, number, on=on)
        reporter, office = (
            self.cast.reporter(story.chapter, on),
            self.cast.office(self.today),
        )
        if state == "withdrawn":
            withdraw_update(update, by=reporter, on=on)
        elif state == "returned":
            reason = pick(texts.RETURN_REASONS, story.index)
            return_update(update, reason=reason, by=office, on=self.today)
        elif state in ("accepted", "correction"):
            accept_update(update, by=office, on=self.today)
        if state == "correction":
            self._start(
                story,
                round_,
                {"state_of_affairs": marked(texts.CORRECTION)},
                on=self.today,
            )

    def _start(
        self,
        story: Story,
        round_: ReportingRound,
        content: Mapping[str, Any],
        *,
        on: date,
    ) -> StatusUpdate:
        return start_update(
            action=story.action,
            round_=round_,
            by=self.cast.reporter(story.chapter, on),
            on=on,
            content=content,
            is_fictitious=True,
        )

    def _hand_in_again(self, story: Story, round_: ReportingRound, *, on: date) -> bool:
        """Say the same as last time, where that can go without an explanation."""
        latest = latest_update(story.action, round_)
        if latest is None:
            return False
        again = StatusUpdate(action=story.action, round=round_, **latest.content())
        if doubts_of(again, on=on):
            return False
        hand_in_unchanged(
            action=story.action,
            round_=round_,
            seen=latest.pk,
            by=self.cast.reporter(story.chapter, on),
            on=on,
            is_fictitious=True,
        )
        return True

    def _half_a_draft(self, story: Story, round_: ReportingRound, *, on: date) -> None:
        """Begin with the texts of last time, and get stuck at the bottleneck."""
        draft = self._start(story, round_, {}, on=on)
        edit_update(
            draft,
            {"rag": "red", "confidence": "", "bottlenecks": ""},
            by=self.cast.reporter(story.chapter, on),
            on=on,
        )

    def _hand_in(
        self,
        story: Story,
        round_: ReportingRound,
        content: Mapping[str, Any],
        number: int,
        *,
        on: date,
    ) -> StatusUpdate:
        draft = self._start(story, round_, content, on=on)
        return submit_update(
            draft,
            by=self.cast.reporter(story.chapter, on),
            on=on,
            override_reason=story.override_reason(number),
        )

    def _send_back_and_again(
        self, story: Story, update: StatusUpdate, number: int, *, on: date
    ) -> StatusUpdate:
        reporter = self.cast.reporter(story.chapter, on)
        draft = return_update(
            update,
            reason=pick(texts.RETURN_REASONS, story.index),
            by=self.cast.office(on),
            on=on,
        )
        edit_update(draft, {"results": pick(texts.RESULTS, number)}, by=reporter, on=on)
        return submit_update(
            draft, by=reporter, on=on, override_reason=story.override_reason(number)
        )

    def _correct(
        self, story: Story, round_: ReportingRound, number: int, *, on: date
    ) -> None:
        content = {"state_of_affairs": marked(texts.CORRECTION)}
        update = self._hand_in(story, round_, content, number, on=on)
        accept_update(update, by=self.cast.office(on), on=on)

    # --- milestones and questions ---

    def _with_past_milestone(self, on: date) -> set[int]:
        rows = Milestone.objects.past(on).filter(programme=self.programme)
        return {pk for pk in rows.values_list("action_id", flat=True) if pk is not None}

    def write_milestones(self) -> int:
        """Say of a few past milestones that they came, or when they will.

        A milestone has no column that says it was made up, so the words of the date do.
        """
        opens = self.quarters[0].end
        rows = (
            Milestone.objects.past(opens)
            .filter(programme=self.programme, action__isnull=False)
            .select_related("action__spearhead__chapter__werkgroep")
            .in_order()
        )
        written = 0
        for place, milestone in enumerate(rows):
            name = {0: "achieved", 2: "expected", 3: "achieved"}.get(place % 6)
            if name is None:
                continue
            words = _last_month(milestone) if name == "achieved" else "eind 2026"
            assert milestone.action is not None
            writes.write(
                milestone,
                {name: parse_imprecise_date(words, printed=f"[fictief] {words}")},
                by=self.cast.reporter(milestone.action.spearhead.chapter, opens),
                reason="demo: verzonnen datum",
            )
            written += 1
        return written

    def write_escalations(self) -> int:
        """Put three questions: one that waits long, a new one, one with an answer."""
        first, second = self.quarters[0].end, self.quarters[1].end
        self._ask(
            5,
            "Wie betaalt de scholing na 2025?",
            "De afspraak over het geld loopt af. Zonder besluit stopt de scholing.",
            on=first + timedelta(days=12),
        )
        self._ask(
            1,
            "Mag de proef een jaar langer duren?",
            "De proef is later begonnen. De meting is daardoor nog niet klaar.",
            on=max(self.quarters[-1].end, self.today - timedelta(days=9)),
        )
        answered = self._ask(
            3,
            "Geldt de afspraak ook voor kleine gemeenten?",
            "Kleine gemeenten zeggen dat zij dit niet kunnen uitvoeren.",
            on=second + timedelta(days=12),
        )
        closed = second + timedelta(days=60)
        writes.write(
            answered,
            {
                "closed_date": closed,
                "feedback": marked("Ja. De VNG helpt kleine gemeenten hierbij."),
            },
            by=self.cast.office(closed),
        )
        return 3

    def _ask(
        self, number: int, question: str, explanation: str, *, on: date
    ) -> Escalation:
        those = [s for s in self.stories if s.chapter.number == number][:2]
        werkgroep = those[0].chapter.werkgroep
        assert werkgroep is not None
        return raise_escalation(
            actions=[story.action for story in those],
            question=marked(question),
            explanation=marked(explanation),
            by=self.cast.reporter(those[0].chapter, on),
            on=on,
            raised_by=werkgroep,
            is_fictitious=True,
        )


def _event(update: StatusUpdate, step: Step, by: Actor) -> UpdateEvent:
    """Return a step as it would have been taken: in the morning of its day."""
    day = update.decided_date if step == Step.ACCEPT else update.submitted_date
    assert day is not None
    hour = {Step.START: 9, Step.SUBMIT: 10, Step.ACCEPT: 11}[step]
    return UpdateEvent(
        update=update,
        step=step,
        by_name=by.name,
        happened_at=timezone.make_aware(datetime.combine(day, time(hour))),
    )


MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def _last_month(milestone: Milestone) -> str:
    """Return the words of the month in which the milestone had to be there."""
    assert milestone.agreed is not None
    end = milestone.agreed.end
    assert end is not None
    return f"{MONTHS[end.month - 1]} {end.year}"
