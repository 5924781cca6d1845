"""Comparing two published overviews: what changed, with both texts."""

from __future__ import annotations

import copy

from reporting.compare import Change, compare
from tests.reporting.payloads import action_of, golden, with_action


def test_same_overview_has_no_changes() -> None:
    found = compare(golden(), golden())

    assert (found.actions, found.figures) == ((), ())
    assert found.unchanged == 5


def test_changed_text_is_told_with_both_texts() -> None:
    after = with_action("1.1.2", bottlenecks="Er is geld.", nextSteps="Beginnen.")

    (row,) = compare(golden(), after).actions

    assert (row.code, row.chapter, row.direction) == ("1.1.2", 1, "same")
    assert row.changes == (
        Change("Knelpunten", "Geen geld.", "Er is geld."),
        Change("Volgende stappen", "–", "Beginnen."),
    )


def test_changed_state_is_told_with_its_direction() -> None:
    after = copy.deepcopy(golden())
    state = action_of(after, "1.1.2")["state"]
    state.update(category="green", rag="green", confidence="high", progressPct=60)

    (row,) = compare(golden(), after).actions

    assert row.direction == "up"
    assert row.before is not None
    assert row.after is not None
    assert (row.before.text, row.after.text) == ("knelt", "op koers")
    assert row.changes == (
        Change("Stand", "knelt", "op koers"),
        Change("Vertrouwen", "klein", "groot"),
        Change("Voortgang", "50%", "60%"),
    )
    (back,) = compare(after, golden()).actions
    assert back.direction == "down"


def test_report_that_came_and_report_that_went() -> None:
    silent = copy.deepcopy(golden())
    action_of(silent, "1.1.2")["state"] = action_of(silent, "1.2.1")["state"]

    (came,) = compare(silent, golden()).actions
    (went,) = compare(golden(), silent).actions

    assert (came.direction, went.direction) == ("up", "down")


def test_completed_is_always_forward() -> None:
    after = copy.deepcopy(golden())
    action_of(after, "1.1.2")["state"]["category"] = "completed"

    (row,) = compare(golden(), after).actions

    assert row.direction == "up"


def test_action_that_is_in_one_only_is_told() -> None:
    less = copy.deepcopy(golden())
    del less["chapters"][1]

    new = compare(less, golden())
    gone = compare(golden(), less)

    assert [(row.code, row.direction) for row in new.actions] == [
        ("6.1.1", "new"),
        ("6.1.2", "new"),
    ]
    assert [(row.code, row.direction) for row in gone.actions] == [
        ("6.1.1", "gone"),
        ("6.1.2", "gone"),
    ]


def test_title_leads_borging_and_lateness_are_compared_too() -> None:
    after = with_action(
        "1.1.1",
        title="Kompas",
        leads=["VGN"],
        borgingState="planned",
        lateMilestones=2,
    )

    (row,) = compare(golden(), after).actions

    assert row.changes == (
        Change("Titel", "Wegwijzer", "Kompas"),
        Change("Trekkers", "VGN, ZN", "VGN"),
        Change("Stand van de borging", "geregeld", "gepland"),
        Change("Mijlpalen te laat", "0", "2"),
    )


def test_figures_that_differ_are_told() -> None:
    after = golden()
    after["headline"]["completed"] = 3

    assert compare(golden(), after).figures == (Change("Klaar", "1", "3"),)
