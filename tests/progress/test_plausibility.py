"""Each rule on facts that it must doubt and on facts that it must not."""

from __future__ import annotations

from typing import Any

import pytest

from progress.plausibility import Facts, doubts

SOUND: dict[str, Any] = {
    "status": "in_progress",
    "rag": "green",
    "progress_pct": 50,
    "previous_progress_pct": 40,
}

PAST = ("Start van de proef",)

CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    # A draft that is not filled in yet.
    ({"status": "", "rag": "", "progress_pct": None}, []),
    # Green with a milestone past its date.
    ({"past_milestones": PAST}, ["green_with_past_milestone"]),
    ({"past_milestones": PAST, "rag": "amber"}, []),
    ({"past_milestones": PAST, "rag": "red"}, []),
    ({"past_milestones": PAST, "rag": ""}, []),
    # Completed with activities that are open.
    (
        {"status": "completed", "progress_pct": 100, "open_activities": 1},
        ["completed_with_open_activities"],
    ),
    ({"status": "completed", "progress_pct": 100, "open_activities": 0}, []),
    ({"status": "in_progress", "open_activities": 9}, []),
    ({"status": "stopped", "open_activities": 9}, []),
    # Progress that goes down.
    ({"progress_pct": 39}, ["progress_down"]),
    ({"progress_pct": 0}, ["progress_down"]),
    ({"progress_pct": 40}, []),
    ({"progress_pct": 41}, []),
    ({"progress_pct": None}, []),
    ({"progress_pct": 0, "previous_progress_pct": None}, []),
    ({"progress_pct": 0, "previous_progress_pct": 0}, []),
    # Completed, but not wholly.
    ({"status": "completed", "progress_pct": 99}, ["completed_below_100"]),
    ({"status": "completed", "progress_pct": 100}, []),
    ({"status": "completed", "progress_pct": None}, []),
    ({"status": "in_progress", "progress_pct": 100}, []),
    ({"status": "stopped", "progress_pct": 60}, []),
    # Not started, but on its way.
    (
        {"status": "not_started", "previous_progress_pct": None, "progress_pct": 1},
        ["not_started_with_progress"],
    ),
    ({"status": "not_started", "previous_progress_pct": 0, "progress_pct": 0}, []),
    ({"status": "not_started", "progress_pct": None}, []),
    # Silence.
    ({"missed_quarters": 1}, ["silence"]),
    ({"missed_quarters": 3}, ["silence"]),
    ({"missed_quarters": 0}, []),
    # Everything that can be at once, in a fixed order.
    (
        {
            "status": "completed",
            "progress_pct": 30,
            "past_milestones": PAST,
            "open_activities": 2,
            "missed_quarters": 2,
        },
        [
            "green_with_past_milestone",
            "completed_with_open_activities",
            "progress_down",
            "completed_below_100",
            "silence",
        ],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), CASES)
def test_doubts(changes: dict[str, Any], codes: list[str]) -> None:
    facts = Facts(**{**SOUND, **changes})

    assert [doubt.code for doubt in doubts(facts)] == codes


def test_cases_hold_every_rule() -> None:
    assert {code for _, codes in CASES for code in codes} == {
        "green_with_past_milestone",
        "completed_with_open_activities",
        "progress_down",
        "completed_below_100",
        "not_started_with_progress",
        "silence",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"past_milestones": ("Start", "Proef klaar")},
            "De stand is “op koers”, maar de datum is voorbij van: Start; Proef klaar.",
        ),
        (
            {"status": "completed", "progress_pct": 100, "open_activities": 1},
            "De actie is “afgerond”, maar 1 activiteit staat nog open.",
        ),
        (
            {"status": "completed", "progress_pct": 100, "open_activities": 4},
            "De actie is “afgerond”, maar 4 activiteiten staan nog open.",
        ),
        ({"progress_pct": 15}, "De voortgang was 40 procent en is nu 15 procent."),
        (
            {"status": "completed"},
            "De actie is “afgerond”, maar de voortgang is 50 procent.",
        ),
        (
            {"status": "not_started"},
            "De actie is “niet begonnen”, maar de voortgang is 50 procent.",
        ),
        (
            {"missed_quarters": 1},
            "Over deze actie is het vorige kwartaal niet bericht.",
        ),
        ({"missed_quarters": 2}, "Over deze actie is 2 kwartalen niet bericht."),
    ],
)
def test_doubt_says_in_dutch_what_does_not_add_up(
    changes: dict[str, Any], message: str
) -> None:
    found = doubts(Facts(**{**SOUND, **changes}))

    assert [doubt.message for doubt in found] == [message]
