"""Design section 6, for the programme as agreed.

Everybody who signs in reads it. What was agreed changes by an amendment only, so
nobody sets those fields here. A secretary writes below the chapters of the own
werkgroep: activities, and expected and achieved dates of milestones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from actions.models import Action, Chapter, Milestone, Programme
from core import policy, writes
from core.actor import Actor
from core.versioned import Versioned
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ActivityPartyFactory,
    ChapterFactory,
    ContradictionFactory,
    ContradictionSourceFactory,
    LinkFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import BodyFactory
from tests.rights import fields, people, rights

pytestmark = pytest.mark.django_db


def action_in(chapter: Chapter) -> Action:
    """Make an action in this chapter."""
    return ActionFactory.create(spearhead__chapter=chapter)


def milestone_in(chapter: Chapter) -> Milestone:
    """Make a milestone of an action in this chapter."""
    return MilestoneFactory.create(action=action_in(chapter))


MAKE: dict[str, Callable[[Chapter], Versioned]] = {
    "programme": lambda chapter: chapter.programme,
    "chapter": lambda chapter: chapter,
    "spearhead": lambda chapter: SpearheadFactory.create(chapter=chapter),
    "action": action_in,
    "trekker": lambda chapter: TrekkerFactory.create(action=action_in(chapter)),
    "activity": lambda chapter: ActivityFactory.create(action=action_in(chapter)),
    "party": lambda chapter: ActivityPartyFactory.create(
        activity__action=action_in(chapter)
    ),
    "milestone of action": milestone_in,
    "milestone of spearhead": lambda chapter: MilestoneFactory.create(
        spearhead=SpearheadFactory.create(chapter=chapter)
    ),
    "milestone of chapter": lambda chapter: MilestoneFactory.create(chapter=chapter),
    "milestone of programme": lambda chapter: MilestoneFactory.create(
        programme=chapter.programme
    ),
    "owner": lambda chapter: MilestoneOwnerFactory.create(
        milestone=milestone_in(chapter)
    ),
    "link": lambda chapter: LinkFactory.create(chapter=chapter),
    "contradiction": lambda chapter: ContradictionFactory.create(
        programme=chapter.programme, chapter=chapter
    ),
    "contradiction source": lambda chapter: ContradictionSourceFactory.create(
        contradiction__programme=chapter.programme
    ),
}

# Per row: the programme office, the secretary of its chapter, another secretary.
# Readers and the beheerder view, whoever is not signed in sees nothing.
EXPECTED = {
    "programme": ("view change", "view", "view"),
    "chapter": ("view change", "view", "view"),
    "spearhead": ("view change", "view", "view"),
    "action": ("view change", "view", "view"),
    "trekker": ("view", "view", "view"),
    "activity": ("view add change", "view add change", "view"),
    "party": ("view", "view", "view"),
    "milestone of action": ("view change", "view change", "view"),
    "milestone of spearhead": ("view change", "view change", "view"),
    "milestone of chapter": ("view change", "view change", "view"),
    "milestone of programme": ("view change", "view", "view"),
    "owner": ("view", "view", "view"),
    "link": ("view", "view", "view"),
    "contradiction": ("view", "view", "view"),
    "contradiction source": ("view", "view", "view"),
}

FORECAST = {
    "expected_start",
    "expected_end",
    "expected_precision",
    "expected_text",
    "achieved_start",
    "achieved_end",
    "achieved_precision",
    "achieved_text",
}
# Which fields who changes may set; rows not named here nobody changes.
FIELDS: dict[tuple[str, str], set[str]] = {
    ("programme", "programmabureau"): {"description"},
    ("chapter", "programmabureau"): {"description", "werkgroep"},
    ("spearhead", "programmabureau"): {"description"},
    ("action", "programmabureau"): {"description"},
    ("activity", "programmabureau"): {"state", "description"},
    ("activity", "secretaris"): {"state", "description"},
    **{
        (f"milestone of {place}", role): FORECAST
        for place in ("action", "spearhead", "chapter", "programme")
        for role in ("programmabureau", "secretaris")
    },
}


@dataclass(frozen=True)
class Situation:
    """Somebody of every role, and a chapter of the secretary's and of another's."""

    people: dict[str, Actor]
    own: Chapter
    foreign: Chapter


@pytest.fixture
def situation() -> Situation:
    """Give two chapters with a werkgroep each, of which the secretary keeps one."""
    own = ChapterFactory.create(werkgroep=BodyFactory.create())
    assert own.werkgroep is not None
    return Situation(
        people=people(keeping=[own.werkgroep]),
        own=own,
        foreign=ChapterFactory.create(werkgroep=BodyFactory.create()),
    )


@pytest.mark.parametrize("name", MAKE)
def test_rights_per_role_and_werkgroep(name: str, situation: Situation) -> None:
    own = MAKE[name](situation.own)
    foreign = MAKE[name](situation.foreign)

    allowed = {role: rights(who, own) for role, who in situation.people.items()}
    allowed["andere secretaris"] = rights(situation.people["secretaris"], foreign)

    office, secretary, other = EXPECTED[name]
    assert allowed == {
        "lezer": "view",
        "secretaris": secretary,
        "andere secretaris": other,
        "programmabureau": office,
        "beheerder": "view",
        "anoniem": "",
    }


@pytest.mark.parametrize("name", MAKE)
def test_fields_per_role(name: str, situation: Situation) -> None:
    row = MAKE[name](situation.own)

    for role, who in situation.people.items():
        assert fields(who, row) == FIELDS.get((name, role), set())


def test_chapter_without_werkgroep_is_kept_by_no_secretary(
    situation: Situation,
) -> None:
    of_nobody = ChapterFactory.create()
    secretary = situation.people["secretaris"]

    for name, make in MAKE.items():
        assert rights(secretary, make(of_nobody)) == "view", name


def test_programme_is_nobodys_own(situation: Situation) -> None:
    secretary = situation.people["secretaris"]
    own = policy.policy_for(Programme).scope_q(secretary, "own")

    assert not Programme.objects.filter(own).exists()


def test_chapter_that_changes_hands_takes_the_rights_along(
    situation: Situation,
) -> None:
    activity = ActivityFactory.create(action=action_in(situation.foreign))
    secretary = situation.people["secretaris"]
    assert rights(secretary, activity) == "view"

    writes.write(situation.foreign, {"werkgroep": situation.own.werkgroep}, by=SYSTEM)

    assert rights(secretary, activity) == "view add change"


@pytest.mark.parametrize(
    ("name", "fields_of_report"),
    [
        ("programme", {"reported_date"}),
        ("chapter", {"reported_date"}),
        ("spearhead", {"reported_date"}),
        ("action", {"reported_date", "quarter", "status", "rag", "progress_pct"}),
    ],
)
def test_state_is_set_by_the_step_of_accepting_only(
    name: str, fields_of_report: set[str], situation: Situation
) -> None:
    row = MAKE[name](situation.own)

    may = {
        role for role, who in situation.people.items() if policy.can(who, "report", row)
    }

    assert may == {"programmabureau"}
    office = situation.people["programmabureau"]
    assert fields(office, row, "report") == fields_of_report
    assert not fields_of_report & (fields(office, row) or set())
