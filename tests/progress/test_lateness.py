"""A milestone past its date is late only after somebody reported since (design 4.1).

Through acceptance, the one place that says that somebody reported.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actions.models import Action, Milestone
from core import writes
from core.actor import Actor
from core.imprecise_dates import parse_imprecise_date
from progress.models import ReportingRound
from progress.services import accept_update, start_update, submit_update
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import StatusUpdateFactory

pytestmark = pytest.mark.django_db

END = date(2026, 7, 31)
AGREED = parse_imprecise_date("juli 2026")
assert AGREED.end == END


def report(action: Action, round_: ReportingRound, office: Actor, on: date) -> None:
    """Have an update on the action accepted on this day."""
    draft = start_update(
        action=action,
        round_=round_,
        by=office,
        on=on,
        content={
            "status": "in_progress",
            "rag": "amber",
            "progress_pct": 10,
            "confidence": "low",
            "state_of_affairs": "Het loopt.",
            "bottlenecks": "Tijd.",
        },
    )
    submit_update(draft, by=office, on=on)
    accept_update(draft, by=office, on=on)


def standing(milestone: Milestone, on: date = TODAY) -> str:
    """Return how the milestone stands by the queries, and check its twin."""
    rows = Milestone.objects.filter(pk=milestone.pk)
    found = [
        name
        for name, query in [
            ("late", rows.late(on)),
            ("unreported", rows.unreported(on)),
            ("achieved", rows.exclude(achieved_text="")),
        ]
        if query.exists()
    ]
    assert len(found) <= 1, found
    fresh = Milestone.objects.get(pk=milestone.pk)
    assert fresh.is_late(on=on) == (found == ["late"])
    return found[0] if found else "to come"


def test_past_milestone_is_unreported_until_an_update_was_accepted_after_its_end(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    milestone = MilestoneFactory.create(action=action, agreed=AGREED)
    assert standing(milestone, on=END) == "to come"
    assert standing(milestone) == "unreported"

    report(action, round_, office, on=END)
    assert standing(milestone) == "unreported"
    report(action, round_, office, on=END + timedelta(days=1))

    assert standing(milestone) == "late"


@pytest.mark.parametrize("state", ["filled", "submitted", "returned"])
def test_update_that_was_not_accepted_makes_nothing_late(
    action: Action, round_: ReportingRound, state: str
) -> None:
    milestone = MilestoneFactory.create(action=action, agreed=AGREED)

    StatusUpdateFactory.create(action=action, round=round_, **{state: True})

    assert standing(milestone) == "unreported"


def test_achieved_milestone_is_not_late(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    milestone = MilestoneFactory.create(action=action, agreed=AGREED)
    report(action, round_, office, on=TODAY)

    writes.write(
        milestone, {"achieved": parse_imprecise_date("augustus 2026")}, by=SYSTEM
    )

    assert standing(milestone) == "achieved"


def test_update_on_another_action_makes_an_actions_milestone_not_late(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    milestone = MilestoneFactory.create(action=action, agreed=AGREED)
    sibling = ActionFactory.create(spearhead=action.spearhead)

    report(sibling, round_, office, on=TODAY)

    assert standing(milestone) == "unreported"


@pytest.mark.parametrize("place", ["spearhead", "chapter", "programme"])
def test_any_update_below_counts_for_a_milestone_higher_up(
    action: Action, round_: ReportingRound, office: Actor, place: str
) -> None:
    chapter = action.spearhead.chapter
    places: dict[str, dict[str, Any]] = {
        "spearhead": {"spearhead": action.spearhead},
        "chapter": {"chapter": chapter},
        "programme": {"programme": action.programme},
    }
    milestone = MilestoneFactory.create(agreed=AGREED, **places[place])
    assert standing(milestone) == "unreported"

    report(ActionFactory.create(spearhead=action.spearhead), round_, office, on=TODAY)

    assert standing(milestone) == "late"


@pytest.mark.parametrize("place", ["spearhead", "chapter"])
def test_update_beside_does_not_count_for_a_milestone_higher_up(
    action: Action, round_: ReportingRound, office: Actor, place: str
) -> None:
    chapter = ChapterFactory.create(programme=action.programme)
    places: dict[str, dict[str, Any]] = {
        "spearhead": {
            "spearhead": SpearheadFactory.create(chapter=action.spearhead.chapter)
        },
        "chapter": {"chapter": chapter},
    }
    milestone = MilestoneFactory.create(agreed=AGREED, **places[place])

    report(action, round_, office, on=TODAY)

    assert standing(milestone) == "unreported"


@pytest.mark.parametrize(
    ("original", "agreed", "late", "late_original"),
    [
        ("juli 2026", "juli 2026", True, True),
        # Moved later by an amendment: in time for what is agreed now.
        ("juli 2026", "eind 2026", False, True),
        # Brought forward: late for what is agreed, not for the document.
        ("eind 2026", "juli 2026", True, False),
        ("eind 2026", "eind 2026", False, False),
        ("komende jaren", "juli 2026", True, False),
    ],
)
def test_late_is_told_against_both_yardsticks(
    action: Action,
    round_: ReportingRound,
    office: Actor,
    original: str,
    agreed: str,
    *,
    late: bool,
    late_original: bool,
) -> None:
    MilestoneFactory.create(
        action=action,
        original=parse_imprecise_date(original),
        agreed=parse_imprecise_date(agreed),
    )
    assert not Milestone.objects.late(TODAY).exists()
    assert not Milestone.objects.late_against_original(TODAY).exists()

    report(action, round_, office, on=TODAY)

    assert Milestone.objects.late(TODAY).exists() == late
    assert Milestone.objects.late_against_original(TODAY).exists() == late_original


def test_action_is_late_when_one_of_its_milestones_is(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    MilestoneFactory.create(action=action, agreed=AGREED)
    sibling = ActionFactory.create(spearhead=action.spearhead)
    MilestoneFactory.create(spearhead=action.spearhead, agreed=AGREED)

    report(action, round_, office, on=TODAY)
    report(sibling, round_, office, on=TODAY)

    lateness = dict(Action.objects.with_lateness(TODAY).values_list("pk", "is_late"))
    assert lateness == {action.pk: True, sibling.pk: False}
