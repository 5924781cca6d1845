"""Each write raises the revision of every row that shows the one that was written."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from core import writes
from core.versioned import Versioned
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    ProgrammeFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


def revision_of(row: Versioned) -> int:
    """Return the revision as stored."""
    stored = type(row)._default_manager.values_list("revision", flat=True)
    revision: int = stored.get(pk=row.pk)
    return revision


def raised(rows: dict[str, Versioned], before: dict[str, int]) -> dict[str, int]:
    """Return by how much the revision of each row went up."""
    return {name: revision_of(row) - before[name] for name, row in rows.items()}


def tree() -> dict[str, Any]:
    """Make one of each level, from a programme down to the owner of a milestone."""
    action = ActionFactory.create()
    milestone = MilestoneFactory.create(action=action)
    return {
        "programme": action.programme,
        "chapter": action.spearhead.chapter,
        "spearhead": action.spearhead,
        "action": action,
        "milestone": milestone,
        "owner": MilestoneOwnerFactory.create(milestone=milestone),
    }


LEVELS = ["programme", "chapter", "spearhead", "action", "milestone", "owner"]


@pytest.mark.parametrize("level", LEVELS)
def test_write_raises_all_levels_above_by_one_and_not_its_own(level: str) -> None:
    rows = tree()
    before = {name: revision_of(row) for name, row in rows.items()}
    field, value = ("position", 9) if level in LEVELS[3:] else ("title", "Anders")

    writes.write(rows[level], {field: value}, by=SYSTEM)

    above = LEVELS[: LEVELS.index(level)]
    assert raised(rows, before) == {name: int(name in above) for name in LEVELS}


def test_write_does_not_change_version_or_history_of_what_is_above() -> None:
    rows = tree()

    writes.write(rows["owner"], {"position": 9}, by=SYSTEM)

    for name in LEVELS[:-1]:
        row = rows[name]
        row.refresh_from_db()
        assert (row.version, row.history.count()) == (1, 1)


def test_write_moves_changed_at_of_what_is_above() -> None:
    rows = tree()
    moment = timezone.now()

    writes.write(rows["owner"], {"position": 9}, by=SYSTEM)

    for name in LEVELS[:-1]:
        rows[name].refresh_from_db()
        assert rows[name].changed_at >= moment


def test_write_of_the_same_value_raises_nothing() -> None:
    rows = tree()
    before = {name: revision_of(row) for name, row in rows.items()}

    writes.write(rows["owner"], {"position": 0}, by=SYSTEM)

    assert set(raised(rows, before).values()) == {0}


def test_add_and_remove_raise_what_is_above() -> None:
    rows = tree()
    del rows["owner"], rows["milestone"]
    before = {name: revision_of(row) for name, row in rows.items()}

    activity = ActivityFactory.create(action=rows["action"])
    after_add = raised(rows, before)
    writes.remove(activity, by=SYSTEM)

    assert after_add == dict.fromkeys(rows, 1)
    assert raised(rows, before) == dict.fromkeys(rows, 2)


def test_append_raises_each_row_above_once_however_many_are_added() -> None:
    chapter = ChapterFactory.create()
    one = ActionFactory.create(spearhead__chapter=chapter)
    other = ActionFactory.create(spearhead__chapter=chapter)
    rows: dict[str, Versioned] = {
        "programme": chapter.programme,
        "chapter": chapter,
        "one": one,
        "other": other,
    }
    before = {name: revision_of(row) for name, row in rows.items()}

    writes.append(
        [ActivityFactory.build(action=action) for action in (one, one, other)],
        by=SYSTEM,
    )

    assert raised(rows, before) == dict.fromkeys(rows, 1)


def test_row_of_two_levels_at_once_raises_each_row_above_once() -> None:
    programme = ProgrammeFactory.create()
    spearhead = SpearheadFactory.create(chapter__programme=programme)
    before = revision_of(programme)

    MilestoneFactory.create(spearhead=spearhead)

    assert revision_of(programme) == before + 1


def test_row_that_moves_raises_what_showed_it_before_and_what_shows_it_now() -> None:
    old_action = ActionFactory.create()
    milestone = MilestoneFactory.create(action=old_action)
    new_action = ActionFactory.create(spearhead=old_action.spearhead)
    elsewhere = ActionFactory.create(spearhead=old_action.spearhead)
    rows: dict[str, Versioned] = {
        "old": old_action,
        "new": new_action,
        "elsewhere": elsewhere,
        "programme": old_action.programme,
    }
    before = {name: revision_of(row) for name, row in rows.items()}

    writes.write(milestone, {"action": new_action}, by=SYSTEM)

    assert raised(rows, before) == {"old": 1, "new": 1, "elsewhere": 0, "programme": 1}


def test_write_of_membership_raises_its_body() -> None:
    body = BodyFactory.create()
    before = revision_of(body)

    MembershipFactory.create(body=body)

    assert revision_of(body) == before + 1
