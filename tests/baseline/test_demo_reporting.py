"""The made-up reporting of the demo: complete, marked, and made only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from actions.models import Action, Milestone, Programme
from baseline.demo_accounts import create_demo_accounts
from baseline.demo_cast import DemoIncomplete
from baseline.demo_reporting import Made, create_demo_reporting
from baseline.loading import load
from baseline.reading import DOCUMENTS, read_programme
from progress.models import (
    CONTENT,
    Escalation,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.plausibility import Doubt
from progress.work_items import ItemState, WorkItem
from progress.worklist import office_list
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    ProgrammeFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import BodyFactory
from tests.factories.progress import ReportingRoundFactory

DAY = date(2026, 11, 21)
TEXTS = [
    name
    for name in (*CONTENT, "override_reason")
    if StatusUpdate._meta.get_field(name).get_internal_type() == "TextField"
    or name in ("risk", "plain_language")
]


@dataclass(frozen=True)
class Demo:
    """What the demo wrote on the real programme, read back as plain rows."""

    made: Made
    made_again: Made
    counts: dict[str, int]
    counts_again: dict[str, int]
    actions: dict[int, dict[str, Any]]
    rounds: list[dict[str, Any]]
    round_events: list[dict[str, Any]]
    updates: list[dict[str, Any]]
    update_events: list[dict[str, Any]]
    escalations: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    milestone_reasons: set[str | None]
    items: list[WorkItem]
    doubts: set[str]


MODELS = (ReportingRound, RoundEvent, StatusUpdate, UpdateEvent, Escalation, Milestone)


def row_counts() -> dict[str, int]:
    """Return how many rows and history rows there are of what the demo writes."""
    return {
        name: rows.count()
        for model in MODELS
        for name, rows in [
            (model.__name__, model._default_manager.all()),
            (f"history of {model.__name__}", model.history.all()),
        ]
    }


def rows_of(model: Any, **only: Any) -> list[dict[str, Any]]:
    """Return the rows of a model in the order in which they were made."""
    return list(model.objects.filter(**only).order_by("pk").values())


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """Write the demo once for all tests here, and take it away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(read_programme(DOCUMENTS / "toekomstagenda"), by=SYSTEM)
        create_demo_accounts("een wachtwoord", programme="toekomstagenda", by=SYSTEM)
        before = Milestone.history.count()
        made = create_demo_reporting(programme="toekomstagenda", today=DAY)
        counts = row_counts()
        made_again = create_demo_reporting(programme="toekomstagenda", today=DAY)
        newest = ReportingRound.objects.in_order()[0]
        found = office_list(newest, DAY)
        open_items = [*found.to_accept, *found.returned, *found.drafts]
        yield Demo(
            made=made,
            made_again=made_again,
            counts=counts,
            counts_again=row_counts(),
            actions={row["id"]: row for row in rows_of(Action)},
            rounds=rows_of(ReportingRound),
            round_events=rows_of(RoundEvent),
            updates=rows_of(StatusUpdate),
            update_events=rows_of(UpdateEvent),
            escalations=rows_of(Escalation),
            milestones=rows_of(Milestone),
            milestone_reasons=set(
                Milestone.history.order_by("history_id").values_list(
                    "history_change_reason", flat=True
                )[before:]
            ),
            items=open_items,
            doubts=_codes(doubt for item in open_items for doubt in item.doubts),
        )
        transaction.set_rollback(True)


def _codes(doubts: Iterator[Doubt]) -> set[str]:
    return {doubt.code for doubt in doubts}


def updates_of(demo: Demo, number: int) -> list[dict[str, Any]]:
    """Return the updates of the round with this number, the oldest is 0."""
    return [row for row in demo.updates if row["round_id"] == demo.rounds[number]["id"]]


# --- complete ----------------------------------------------------------------------


@pytest.mark.slow
def test_rounds_are_the_last_four_complete_quarters(demo: Demo) -> None:
    assert [row["quarter"] for row in demo.rounds] == [
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    ]
    *closed, newest = demo.rounds
    assert all(row["closed_date"] is not None for row in closed)
    assert newest["closed_date"] is None
    # The day after the due day: that is when the office must hear who was silent.
    assert newest["opens_date"] < newest["due_date"] == date(2026, 11, 20)
    steps = Counter(row["step"] for row in demo.round_events)
    assert steps == {"opened": 4, "closed": 4, "extended": 1, "reopened": 1}


@pytest.mark.slow
def test_closed_rounds_hold_accepted_updates_gaps_returns_and_corrections(
    demo: Demo,
) -> None:
    for number in range(3):
        rows = updates_of(demo, number)
        states = Counter(row["state"] for row in rows)
        assert set(states) == {"accepted", "returned"}
        assert any(row["corrects_id"] for row in rows)
        reported = {row["action_id"] for row in rows}
        assert 5 <= len(demo.actions) - len(reported) <= 15


@pytest.mark.slow
def test_newest_round_has_every_state(demo: Demo) -> None:
    rows = updates_of(demo, 3)
    states = Counter(row["state"] for row in rows)
    assert set(states) == {"draft", "submitted", "accepted", "returned"}
    newest = {row["id"] for row in rows}
    withdrawn = {
        row["update_id"] for row in demo.update_events if row["step"] == "withdraw"
    }
    assert withdrawn
    assert withdrawn <= newest
    assert any(row["override_reason"] and row["state"] == "submitted" for row in rows)
    assert any(row["corrects_id"] and row["state"] == "draft" for row in rows)
    # Some have not begun.
    ended = {
        row["id"]
        for row in demo.actions.values()
        if row["status"] in ("completed", "stopped")
    }
    assert len(demo.actions) - len(ended) > len({row["action_id"] for row in rows})
    assert {item.state for item in demo.items} == {
        ItemState.DRAFT,
        ItemState.RETURNED,
        ItemState.SUBMITTED,
    }
    assert any(item.missing for item in demo.items)
    assert {"silence", "green_with_past_milestone"} <= demo.doubts


@pytest.mark.slow
def test_it_goes_up_and_down_between_quarters(demo: Demo) -> None:
    accepted = [row for row in demo.updates if row["state"] == "accepted"]
    assert {row["rag"] for row in accepted} == {"green", "amber", "red"}
    assert {row["status"] for row in accepted} == {
        "not_started",
        "in_progress",
        "completed",
        "stopped",
    }
    assert {row["confidence"] for row in accepted} == {"high", "medium", "low"}
    assert {row["borging_state"] for row in accepted} == {
        "none",
        "planned",
        "arranged",
        "not_needed",
    }
    moves: Counter[tuple[str | None, str]] = Counter()
    latest: dict[int, str] = {}
    for row in accepted:
        before = latest.get(row["action_id"])
        if before not in (None, row["rag"]):
            moves[(before, row["rag"])] += 1
        latest[row["action_id"]] = row["rag"]
    assert {("green", "amber"), ("amber", "green"), ("amber", "red")} <= set(moves)


@pytest.mark.slow
def test_each_chapter_is_reported_by_its_own_people(demo: Demo) -> None:
    chapter_of = {row["id"]: row["code"].split(".")[0] for row in demo.actions.values()}
    action_of = {row["id"]: row["action_id"] for row in demo.updates}
    submitted: dict[str, set[str]] = {}
    for row in demo.update_events:
        if row["step"] == "submit":
            chapter = chapter_of[action_of[row["update_id"]]]
            submitted.setdefault(chapter, set()).add(row["by_name"])

    assert submitted == {
        **{
            str(number): {f"Demo secretaris hoofdstuk {number}"}
            for number in range(1, 6)
        },
        "6": {"Demo programmabureau"},
    }
    deciders = {
        row["by_name"]
        for row in demo.update_events
        if row["step"] in ("accept", "return")
    }
    assert deciders == {"Demo programmabureau"}


@pytest.mark.slow
def test_steps_are_taken_while_their_round_is_open(demo: Demo) -> None:
    rounds = {row["id"]: row for row in demo.rounds}
    for row in demo.updates:
        round_ = rounds[row["round_id"]]
        last = round_["closed_date"] or DAY
        for day in (row["submitted_date"], row["decided_date"]):
            if day is not None:
                assert round_["opens_date"] <= day <= last


@pytest.mark.slow
def test_questions_are_old_new_and_answered(demo: Demo) -> None:
    waiting = [row for row in demo.escalations if row["closed_date"] is None]
    ages = sorted((DAY - row["raised_date"]).days for row in waiting)

    assert len(demo.escalations) == 3
    assert len(waiting) == 2
    assert ages[0] < 30
    assert ages[1] > 200


@pytest.mark.slow
def test_acceptance_reached_the_actions(demo: Demo) -> None:
    quarters = Counter(row["quarter"] for row in demo.actions.values())

    assert quarters["2026-Q3"] == len(
        {row["action_id"] for row in updates_of(demo, 3) if row["state"] == "accepted"}
    )
    assert set(quarters) <= {"2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"}


# --- marked ------------------------------------------------------------------------


@pytest.mark.slow
def test_every_row_says_that_it_is_fictitious(demo: Demo) -> None:
    for rows in (demo.rounds, demo.updates, demo.escalations):
        assert all(row["is_fictitious"] for row in rows)


@pytest.mark.slow
def test_every_text_begins_with_the_mark(demo: Demo) -> None:
    assert len(TEXTS) == 8
    texts = [
        *(row[name] for row in demo.updates for name in TEXTS),
        *(row["reason"] for row in demo.update_events),
        *(row["reason"] for row in demo.round_events),
        *(
            row[name]
            for row in demo.escalations
            for name in ("question", "explanation", "feedback")
        ),
    ]

    written = [text for text in texts if text]

    assert len(written) > 1000
    assert [text for text in written if not text.startswith("[Fictief] ")] == []


@pytest.mark.slow
def test_made_up_dates_of_milestones_say_so_in_words_and_history(demo: Demo) -> None:
    words = [
        row[f"{name}_text"]
        for row in demo.milestones
        for name in ("achieved", "expected")
        if row[f"{name}_text"]
    ]

    assert len(words) == demo.made.milestones
    assert 0 < len(words) < len(demo.milestones) / 3
    assert all(text.startswith("[fictief] ") for text in words)
    assert demo.milestone_reasons == {"demo: verzonnen datum"}


# --- once, and only in the demo ----------------------------------------------------


@pytest.mark.slow
def test_second_run_adds_nothing(demo: Demo) -> None:
    assert demo.made.rounds == 4
    assert demo.made.updates == len(demo.updates)
    assert demo.made_again == Made()
    assert demo.counts_again == demo.counts


def small_programme() -> Programme:
    """Return six chapters with an action each; the sixth has no werkgroep yet."""
    programme = ProgrammeFactory.create(slug="toekomstagenda")
    regiegroep = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    for number in range(1, 7):
        chapter = ChapterFactory.create(
            programme=programme,
            number=number,
            werkgroep=BodyFactory.create(
                escalates_to=regiegroep, established=number < 6
            ),
        )
        ActionFactory.create(spearhead__chapter=chapter, code=f"{number}.1.1")
    create_demo_accounts("een wachtwoord", programme="toekomstagenda", by=SYSTEM)
    return programme


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 3, 31)])
def test_demo_can_be_made_on_the_first_and_the_last_day_of_a_quarter(
    today: date,
) -> None:
    small_programme()

    made = create_demo_reporting(programme="toekomstagenda", today=today)

    assert made.rounds == 4
    newest = ReportingRound.objects.in_order()[0]
    assert newest.quarter == "2026-Q4"
    assert newest.is_open(on=today)
    days = StatusUpdate.objects.filter(round=newest).values_list(
        "submitted_date", flat=True
    )
    assert {day for day in days if day is not None} <= {
        date.fromordinal(number)
        for number in range(newest.opens_date.toordinal(), today.toordinal() + 1)
    }


@pytest.mark.django_db
def test_rounds_that_are_there_are_left_alone_also_quarters_later() -> None:
    ReportingRoundFactory.create(programme=small_programme(), quarter="2025-Q1")

    made = create_demo_reporting(programme="toekomstagenda", today=DAY)

    assert made == Made()
    assert ReportingRound.objects.get().quarter == "2025-Q1"
    assert not StatusUpdate.objects.exists()


@pytest.mark.django_db
def test_demo_without_the_programme_is_refused() -> None:
    with pytest.raises(DemoIncomplete, match="load_programme"):
        create_demo_reporting(programme="toekomstagenda", today=DAY)


@pytest.mark.django_db
def test_demo_without_the_accounts_is_refused_and_leaves_nothing() -> None:
    ProgrammeFactory.create(slug="toekomstagenda")

    with pytest.raises(DemoIncomplete, match="create_demo_accounts"):
        create_demo_reporting(programme="toekomstagenda", today=DAY)

    assert not ReportingRound.objects.exists()


@pytest.mark.django_db
def test_command_refuses_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    small_programme()

    with pytest.raises(CommandError, match="Alleen in de demo"):
        call_command("create_demo_reporting")

    assert not ReportingRound.objects.exists()


@pytest.mark.django_db
def test_command_says_what_it_made_and_the_second_time_that_it_made_nothing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    small_programme()

    call_command("create_demo_reporting")
    first = capsys.readouterr().out
    call_command("create_demo_reporting")

    assert "Verzonnen voor de demo: 4 rondes, " in first
    assert capsys.readouterr().out == "Er zijn al rondes: er is niets toegevoegd.\n"


@pytest.mark.django_db
def test_command_says_what_is_missing(settings: Settings) -> None:
    settings.DEMO = True

    with pytest.raises(CommandError, match="Laad eerst het programma"):
        call_command("create_demo_reporting")
