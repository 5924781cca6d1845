"""The words for how it goes, and the queries that pick them."""

from __future__ import annotations

from datetime import date

import pytest

from actions.models import Milestone, Programme
from actions.workflow import Rag, Status
from core.imprecise_dates import parse_imprecise_date
from pages.queries.milestones import milestones_of
from pages.queries.reading import Reading
from pages.states import (
    ACTION_STATES,
    MILESTONE,
    action_pairs,
    action_state,
    told,
)
from tests.factories.actions import ActionFactory, MilestoneFactory, SpearheadFactory
from tests.factories.actors import TODAY


@pytest.mark.parametrize(
    ("status", "rag", "word"),
    [
        ("", "", "nog geen bericht"),
        (Status.IN_PROGRESS, Rag.GREEN, "op koers"),
        (Status.NOT_STARTED, Rag.AMBER, "aandacht"),
        (Status.IN_PROGRESS, Rag.RED, "knelt"),
        (Status.COMPLETED, Rag.GREEN, "klaar"),
        (Status.COMPLETED, Rag.RED, "klaar"),
        (Status.STOPPED, Rag.RED, "gestopt"),
    ],
)
def test_status_and_rag_become_one_word(status: str, rag: str, word: str) -> None:
    assert action_state(status, rag).word == word


def test_every_pair_of_status_and_rag_belongs_to_one_state() -> None:
    pairs = [pair for state in ACTION_STATES for pair in action_pairs(state)]

    assert len(pairs) == len(set(pairs)) == (len(Status) + 1) * (len(Rag) + 1)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, ""),
        ({"none": 9}, ""),
        ({"ok": 1}, "1 is op koers"),
        ({"done": 2, "red": 1, "none": 3}, "1 loopt vast en 2 zijn klaar"),
        (
            {"ok": 31, "amber": 30, "red": 7, "done": 3, "stopped": 2},
            "31 zijn op koers, 30 vragen aandacht, 7 lopen vast, 3 zijn klaar en 2 "
            "zijn gestopt",
        ),
    ],
)
def test_counts_are_told_in_a_sentence(counts: dict[str, int], expected: str) -> None:
    assert told(counts) == expected


# What an agreed end, a report and an achievement make of a milestone on 1 August 2026.
MILESTONES = [
    ("eind 2024", None, None, "unreported"),
    ("eind 2024", date(2024, 12, 31), None, "unreported"),
    ("eind 2024", date(2025, 1, 1), None, "late"),
    ("eind 2024", date(2025, 1, 1), "2025", "achieved"),
    ("31 juli 2026", None, None, "unreported"),
    ("1 augustus 2026", None, None, "open"),
    ("eind 2026", date(2026, 7, 1), None, "open"),
    ("na 2025", date(2026, 7, 1), None, "undated"),
    ("komende jaren", date(2026, 7, 1), None, "undated"),
    ("komende jaren", None, "2025", "achieved"),
]


@pytest.mark.parametrize(("agreed", "reported", "achieved", "state"), MILESTONES)
def test_milestone_has_one_state(
    reading: Reading,
    programme: Programme,
    agreed: str,
    reported: date | None,
    achieved: str | None,
    state: str,
) -> None:
    spearhead = SpearheadFactory.create(
        chapter__programme=programme, reported_date=reported
    )
    MilestoneFactory.create(
        spearhead=spearhead,
        agreed=parse_imprecise_date(agreed),
        achieved=parse_imprecise_date(achieved) if achieved else None,
    )

    assert milestones_of(reading).get().state == state
    assert state in MILESTONE
    # The QuerySet methods that the API and the overview ask say the same.
    assert Milestone.objects.late(TODAY).exists() is (state == "late")
    assert Milestone.objects.unreported(TODAY).exists() is (state == "unreported")


def test_report_on_another_action_does_not_count(
    reading: Reading, programme: Programme
) -> None:
    spearhead = SpearheadFactory.create(chapter__programme=programme)
    silent = ActionFactory.create(spearhead=spearhead)
    ActionFactory.create(spearhead=spearhead, reported_date=date(2026, 7, 1))
    MilestoneFactory.create(action=silent, agreed=parse_imprecise_date("2024"))

    assert milestones_of(reading).get().state == "unreported"
