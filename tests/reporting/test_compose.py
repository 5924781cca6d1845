"""The overview as a whole, from hand-written rows: totals, and what is told where."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.overview import Counts
from reporting.rows import PreviousState, RoundRow, UpdateRow
from tests.reporting.rows import (
    ACTIONS,
    ESCALATIONS,
    GATHERED,
    NOW,
    UPDATES,
    composed,
    update,
)


def test_headline_tells_the_figures_at_the_top() -> None:
    line = composed().headline

    assert (line.actions, line.chapters) == (5, 2)
    assert (line.completed, line.completed_before, line.completed_more) == (1, 0, 1)
    assert line.questions == 1
    # 1 May up to 20 July.
    assert line.oldest_question_days == 80
    assert (line.reported, line.owed) == (2, 4)


def test_counts_add_up_per_chapter_and_for_the_whole() -> None:
    overview = composed()

    assert overview.counts == Counts(
        total=5, completed=1, green=0, amber=0, red=1, stopped=1, no_report=2
    )
    per_chapter = [astuple(chapter.counts) for chapter in overview.chapters]
    assert [sum(column) for column in zip(*per_chapter, strict=True)] == list(
        astuple(overview.counts)
    )


states = st.builds(
    update,
    st.sampled_from([action.id for action in ACTIONS]),
    st.sampled_from(["2025-Q4", "2026-Q1", NOW]),
    status=st.sampled_from(["not_started", "in_progress", "completed", "stopped"]),
    rag=st.sampled_from(["green", "amber", "red"]),
    progress_pct=st.integers(0, 100),
    confidence=st.sampled_from(["high", "medium", "low"]),
)


@given(st.lists(states, unique_by=lambda row: (row.action_id, row.quarter)))
def test_parts_always_add_up_whatever_was_reported(rows: list[UpdateRow]) -> None:
    newest_first = tuple(sorted(rows, key=lambda row: row.quarter, reverse=True))

    overview = composed(updates=newest_first, open_updates=())

    for counts in (overview.counts, *(c.counts for c in overview.chapters)):
        total, *parts = astuple(counts)
        assert sum(parts) == total
    reporting = overview.reporting
    not_owed = len(ACTIONS) - reporting.owed
    lists = (reporting.submitted, reporting.drafts, reporting.unreported)
    assert reporting.accepted + sum(map(len, lists)) + not_owed == len(ACTIONS)
    for chapter in overview.chapters:
        pace = chapter.pace
        assert pace.achieved + pace.late + pace.unreported == pace.due
    moved = overview.movement
    of_state = [
        m for m in overview.movements if m.kind not in ("progress", "confidence")
    ]
    assert len(of_state) == (
        moved.completed + moved.better + moved.worse + moved.stopped + moved.started
    )


def test_order_is_chapter_spearhead_action() -> None:
    overview = composed()

    codes = [
        line.code
        for chapter in overview.chapters
        for spearhead in chapter.spearheads
        for line in spearhead.actions
    ]
    assert codes == ["1.1.1", "1.1.2", "1.2.1", "6.1.1", "6.1.2"]


def test_each_way_of_not_having_reported_is_apart() -> None:
    reporting = composed().reporting

    assert reporting.submitted == ("6.1.2",)
    assert reporting.unreported == ("1.2.1",)
    assert reporting.drafts == ()
    assert reporting.silent == ()


def test_who_hands_in_nothing_is_silent_only_after_the_last_day() -> None:
    nothing = {"updates": (), "open_updates": ()}

    assert composed(**nothing).reporting.silent == (
        "Werkgroep complexe zorg",
        "hoofdstuk 6",
    )
    on_time = RoundRow(date(2026, 7, 20), None, False)
    assert composed(**nothing, round=on_time).reporting.silent == ()
    assert composed(**nothing, round=None).reporting.silent == ()


def test_who_was_given_more_time_is_not_silent_before_it_ends() -> None:
    extended = RoundRow(
        date(2026, 7, 15),
        None,
        False,
        extended=(("Werkgroep complexe zorg", date(2026, 7, 25)),),
    )

    silent = composed(updates=(), open_updates=(), round=extended).reporting.silent

    assert silent == ("hoofdstuk 6",)


def test_draft_tells_that_somebody_writes_and_nothing_of_what() -> None:
    overview = composed(open_updates=((3, "draft"),))

    assert overview.reporting.drafts == ("1.2.1",)
    line = overview.chapters[0].spearheads[1].actions[0]
    assert (line.report, line.state_of_affairs, line.state.category) == (
        "draft",
        "",
        "no_report",
    )


def test_texts_of_an_earlier_quarter_are_not_told_again() -> None:
    silent_now = (update(1, "2026-Q1", results="Van toen.", plain_language="Toen."),)

    line = composed(updates=silent_now).chapters[0].spearheads[0].actions[0]

    assert (line.results, line.plain_language) == ("", "")


def test_override_is_shown_with_its_reason() -> None:
    (override,) = composed().overrides

    assert (override.code, override.reason) == ("1.1.2", "Het geld komt in juli.")


def test_plain_language_names_the_reported_actions_that_miss_a_sentence() -> None:
    plain = composed().plain_language

    assert [said.sentence for said in plain.sentences] == ["De wegwijzer is klaar."]
    assert plain.missing == ("1.1.2",)


def test_contribution_holds_the_results_of_this_quarter() -> None:
    first, second = composed().chapters

    assert [(c.code, c.results) for c in first.contribution] == [
        ("1.1.1", "De wegwijzer is er.")
    ]
    assert second.contribution == ()


def test_borging_counts_reported_actions_only() -> None:
    borging = composed().chapters[0].borging

    assert (borging.arranged, borging.unknown) == (1, 1)
    assert (borging.planned, borging.none, borging.not_needed) == (0, 0, 0)


def test_confidence_stands_apart_and_moves() -> None:
    overview = composed()

    assert astuple(overview.confidence) == (1, 0, 1)
    assert overview.previous_confidence is not None
    assert astuple(overview.previous_confidence) == (2, 1, 0)


def test_without_anything_known_before_there_is_no_movement() -> None:
    only_now = tuple(row for row in UPDATES if row.quarter == NOW)

    overview = composed(updates=only_now)

    assert overview.compared_quarter == ""
    assert overview.previous_counts is None
    assert overview.headline.completed_more is None
    assert overview.movements == ()


def test_movement_is_measured_from_what_was_published() -> None:
    published = (
        ("1.1.1", PreviousState("in_progress", "green", 80, "high")),
        ("1.1.2", PreviousState("in_progress", "red", 50, "low")),
        ("1.2.1", PreviousState("", "", None, "")),
    )

    overview = composed(previous_edition=2, previous=published)

    # The update of the quarter before says amber; what was published says red.
    assert [(m.code, m.kind) for m in overview.movements] == [("1.1.1", "completed")]
    assert (overview.compared_quarter, overview.compared_edition) == ("2026-Q1", 2)


def test_action_unknown_to_the_published_overview_did_not_move() -> None:
    overview = composed(previous_edition=1, previous=())

    assert overview.movements == ()
    assert overview.compared_quarter == ""


@pytest.mark.parametrize(
    "made_up",
    [
        {"updates": (replace(UPDATES[-1], is_fictitious=True),)},
        {"escalations": (replace(ESCALATIONS[0], is_fictitious=True),)},
        {"round": RoundRow(date(2026, 7, 15), None, True)},
    ],
    ids=["bericht", "vraag", "ronde"],
)
def test_anything_made_up_makes_the_overview_made_up(
    made_up: dict[str, object],
) -> None:
    assert not composed().is_fictitious
    assert composed(**made_up).is_fictitious


def test_empty_programme_gives_an_empty_overview() -> None:
    overview = composed(
        chapters=(),
        spearheads=(),
        actions=(),
        updates=(),
        open_updates=(),
        milestones=(),
        escalations=(),
        budget=(),
        funding=(),
        years=(),
        round=None,
    )

    assert overview.headline.actions == 0
    assert overview.headline.oldest_question_days is None
    assert overview.headline.budget_of_year is None


def test_compose_changes_nothing_of_what_it_gets() -> None:
    before = repr(GATHERED)

    composed()

    assert repr(GATHERED) == before
