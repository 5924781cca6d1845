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

from accounts.models import User
from actions.models import Action, Chapter, Milestone, Programme
from actions.reports import Report, record_report
from baseline import demo_texts as texts
from baseline.demo_accounts import ACCOUNTS
from baseline.demo_texts import marked, pick
from core import writes
from core.actor import Actor
from core.errors import DomainError
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

# How it goes per quarter: green, amber, red.
COURSES = (
    "gggg", "ggga", "gaag", "aagg", "agga", "garr",
    "gggg", "raag", "aaaa", "ggar", "rrag", "gagg",
)  # fmt: skip
RAG = {"g": "green", "a": "amber", "r": "red"}
CONFIDENCE = {
    "green": ("high", "high", "medium"),
    "amber": ("medium", "medium", "low"),
    "red": ("low", "medium", "low"),
}
BORGING_STATES = ("none", "planned", "planned", "arranged", "not_needed")

# What becomes of an action in the open round. Of chapters that the office reports on
# itself the first four only.
NEWEST = (
    "accepted", "submitted", "draft", "none", "returned",
    "same", "withdrawn", "none", "half draft", "correction",
)  # fmt: skip
OF_THE_SILENT = ("none", "draft", "half draft")


class DemoIncomplete(DomainError):
    """The demo needs the programme and the accounts first."""

    code = "demo_incomplete"


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


@dataclass(frozen=True)
class _Story:
    """What is told about one action; `index` is its place in the programme."""

    action: Action
    index: int

    @property
    def chapter(self) -> Chapter:
        return self.action.spearhead.chapter

    def has_ended(self, number: int) -> bool:
        """Tell whether it ended in a round before this one."""
        return any(self.status(n) in ("completed", "stopped") for n in range(number))

    def is_reported(self, number: int) -> bool:
        """Tell whether there is an update in this closed round: some forget."""
        return not self.has_ended(number) and (self.index + 5 * number) % 11 != 3

    def was_sent_back(self, number: int) -> bool:
        return (self.index + number) % 26 == 6

    def was_corrected(self, number: int) -> bool:
        return (self.index + 2 * number) % 34 == 9

    def has_detours(self, number: int) -> bool:
        """Tell whether more happened than writing, handing in and accepting."""
        return self.was_sent_back(number) or self.was_corrected(number)

    def status(self, number: int) -> str:
        if self.index % 24 == 5 and number >= 2:
            return "completed"
        if self.index % 36 == 11 and number >= 1:
            return "stopped"
        if self.index % 9 == 4 and number <= self.index % 3:
            return "not_started"
        return "in_progress"

    def progress_pct(self, number: int) -> int:
        status = self.status(number)
        if status in ("completed", "not_started"):
            return 100 if status == "completed" else 0
        grown = 5 + self.index * 17 % 35 + number * (6 + self.index % 4 * 3)
        # A few counted again, and came out lower.
        return grown - 12 if self.index % 19 == 7 and number == 2 else grown

    def rag(self, number: int, *, has_past_milestone: bool) -> str:
        if self.status(number) == "completed":
            return "green"
        rag = RAG[COURSES[self.index % len(COURSES)][number]]
        # Green with a milestone past its date needs a reason; a few give one.
        doubtful = rag == "green" and has_past_milestone and self.index % 3
        return "amber" if doubtful else rag

    def content(self, number: int, *, has_past_milestone: bool) -> dict[str, Any]:
        """Return what the secretary writes in this round."""
        turn = self.index * 5 + number * 3
        status = self.status(number)
        rag = self.rag(number, has_past_milestone=has_past_milestone)
        borging = BORGING_STATES[(self.index + number // 2) % len(BORGING_STATES)]
        return {
            "status": status,
            "rag": rag,
            "progress_pct": self.progress_pct(number),
            "confidence": CONFIDENCE[rag][turn % 3],
            "risk": pick(texts.RISKS, turn),
            "state_of_affairs": pick(texts.STATE_OF_AFFAIRS[status], turn),
            "results": pick(texts.RESULTS, turn),
            "borging": pick(texts.BORGING[borging], turn),
            "borging_state": borging,
            "bottlenecks": pick(texts.BOTTLENECKS[rag], turn),
            "next_steps": pick(texts.NEXT_STEPS, turn),
            "plain_language": pick(texts.PLAIN_LANGUAGE[rag], turn),
        }

    def override_reason(self, number: int) -> str:
        """Return why it holds all the same; dropped when nothing is doubted."""
        if self.status(number) in ("completed", "stopped"):
            kind = "ended"
        elif number and self.progress_pct(number) < self.progress_pct(number - 1):
            kind = "down"
        elif number and not self.is_reported(number - 1):
            kind = "silence"
        else:
            kind = "milestone"
        return marked(texts.OVERRIDES[kind])


class _Cast:
    """The accounts of the demo as they act on a day."""

    def __init__(self, programme: Programme) -> None:
        users = {user.username: user for user in User.objects.all()}
        missing = [a.username for a in ACCOUNTS if a.username not in users]
        if missing:
            raise DemoIncomplete(
                "Maak eerst de accounts: manage.py create_demo_accounts"
            )
        self._office = users["programmabureau"]
        self._secretaries = {
            account.chapter: users[account.username]
            for account in ACCOUNTS
            if account.chapter is not None
        }
        self._known: dict[tuple[int, date], Actor] = {}

    def office(self, on: date) -> Actor:
        return self._acting(self._office, on)

    def reporter(self, chapter: Chapter, on: date) -> Actor:
        """Return who reports on a chapter: its secretary, else the office."""
        werkgroep = chapter.werkgroep
        if werkgroep is None or not werkgroep.established:
            return self.office(on)
        return self._acting(self._secretaries[chapter.number], on)

    def _acting(self, user: User, on: date) -> Actor:
        key = user.pk, on
        if key not in self._known:
            self._known[key] = Actor(
                name=str(user),
                role=user.role,
                user_id=user.pk,
                today=on,
                route="opdracht create_demo_reporting",
            )
        return self._known[key]


class _Demo:
    """Writes the rounds one after the other."""

    def __init__(self, programme: Programme, today: date) -> None:
        self.programme = programme
        self.today = today
        self.cast = _Cast(programme)
        quarters = [Quarter.containing(today).previous]
        while len(quarters) < ROUNDS:
            quarters.insert(0, quarters[0].previous)
        self.quarters = quarters
        self.latest: dict[int, StatusUpdate] = {}

    @cached_property
    def stories(self) -> list[_Story]:
        actions = (
            Action.objects.filter(programme=self.programme)
            .select_related("spearhead__chapter__werkgroep")
            .in_order()
        )
        return [_Story(action, index) for index, action in enumerate(actions)]

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
        stories: list[_Story],
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
        story: _Story,
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
        story: _Story,
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

    def _hand_in_again(
        self, story: _Story, round_: ReportingRound, *, on: date
    ) -> bool:
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

    def _half_a_draft(self, story: _Story, round_: ReportingRound, *, on: date) -> None:
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
        story: _Story,
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
        self, story: _Story, update: StatusUpdate, number: int, *, on: date
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
        self, story: _Story, round_: ReportingRound, number: int, *, on: date
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
