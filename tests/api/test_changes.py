"""Following a collection: what changed since a moment, and what is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine

from core import writes
from core.versioned import Versioned
from tests.api.client import BASE, ApiClient
from tests.api.world import change
from tests.factories.actions import (
    ActionFactory,
    LinkFactory,
    MilestoneFactory,
    ProgrammeFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import BodyFactory

pytestmark = pytest.mark.django_db

START = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)


def at(minutes: int) -> time_machine.travel:
    """Set the clock this long after the start."""
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def remove(row: Versioned) -> int:
    """Remove the row and return the id that it had."""
    pk: int = row.pk
    writes.remove(row, by=SYSTEM)
    return pk


def since(minutes: int) -> str:
    return quote((START + timedelta(minutes=minutes)).isoformat())


def test_changed_since_gives_what_changed_in_that_order(reader: ApiClient) -> None:
    with at(0):
        first, second, third = (ActionFactory.create() for _ in range(3))
    with at(10):
        change(third, description="nieuw")
    with at(20):
        change(first, description="nieuw")

    rows = reader.results(f"/actions?changedSince={since(5)}")
    moment = reader.results(f"/actions?changedSince={since(20)}")

    assert [row["id"] for row in rows] == [third.pk, first.pk]
    assert rows[0]["changedAt"].startswith("2026-08-01T12:10:00")
    assert [row["id"] for row in moment] == [first.pk]
    assert second.pk not in {row["id"] for row in rows}


def test_change_below_counts_as_a_change(reader: ApiClient) -> None:
    with at(0):
        action = ActionFactory.create()
    with at(10):
        TrekkerFactory.create(action=action)

    assert [
        row["id"] for row in reader.results(f"/actions?changedSince={since(5)}")
    ] == [action.pk]


def test_removed_row_leaves_a_tombstone(reader: ApiClient) -> None:
    with at(0):
        action = ActionFactory.create()
        gone = LinkFactory.create(action=action)
        kept = LinkFactory.create(action=action)
    with at(10):
        gone_id = remove(gone)
    with at(20):
        change(kept, note="nieuw")

    rows = reader.results(f"/links?changedSince={since(5)}")

    assert rows[0] == {
        "id": gone_id,
        "deleted": True,
        "changedAt": "2026-08-01T12:10:00Z",
    }
    assert rows[1]["id"] == kept.pk
    assert "deleted" not in rows[1]
    assert reader.results(f"/links?changedSince={since(15)}") == rows[1:]


def test_without_changed_since_there_are_no_tombstones(reader: ApiClient) -> None:
    remove(LinkFactory.create())

    assert reader.results("/links") == []


def test_tombstones_are_of_the_programme_that_is_asked(reader: ApiClient) -> None:
    with at(0):
        ours = LinkFactory.create(programme=ProgrammeFactory.create(slug="ons"))
        other = LinkFactory.create(programme=ProgrammeFactory.create(slug="ander"))
    with at(10):
        ours_id = remove(ours)
        remove(other)

    rows = reader.results(f"/links?programme=ons&changedSince={since(5)}")

    assert [row["id"] for row in rows] == [ours_id]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_rows_and_tombstones_are_paged_together(reader: ApiClient, size: int) -> None:
    spearhead = SpearheadFactory.create()
    with at(0):
        milestones = [MilestoneFactory.create(spearhead=spearhead) for _ in range(7)]
    expected = [(row.pk, bool(n % 2)) for n, row in enumerate(milestones, start=1)]
    for minute, milestone in enumerate(milestones, start=1):
        with at(minute):
            if minute % 2:
                remove(milestone)
            else:
                change(milestone, title="nieuw")
    question = f"/milestones?changedSince={since(1)}&pageSize={size}&fields=id"

    forward, body = [], reader.get(question).json()
    while True:
        forward += body["results"]
        if not body["next"]:
            break
        body = reader.get(body["next"].partition(BASE)[2]).json()
    backward = list(reversed(body["results"]))
    while body["previous"]:
        body = reader.get(body["previous"].partition(BASE)[2]).json()
        backward += reversed(body["results"])
    second = reader.get(f"{question}&page=2").json()

    seen = [(row["id"], "deleted" in row) for row in forward]
    assert seen == expected
    assert backward == list(reversed(forward))
    assert second["count"] == 7
    assert second["results"] == forward[size : 2 * size]


def test_werkgroepen_have_no_tombstones_of_other_bodies(reader: ApiClient) -> None:
    with at(0):
        other = BodyFactory.create(kind="other")
        werkgroep = BodyFactory.create()
    with at(10):
        remove(other)
        werkgroep_id = remove(werkgroep)

    rows = reader.results(f"/werkgroepen?changedSince={since(5)}")

    assert [row["id"] for row in rows] == [werkgroep_id]
