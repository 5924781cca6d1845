"""What was published stays what it was, whatever changes after it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Chapter
from core import writes
from core.imprecise_dates import parse_imprecise_date
from reporting.files import actor_of_rendering, render_missing
from reporting.models import Overview, OverviewFile
from tests.factories.actors import SYSTEM
from tests.reporting.world import AFTER_Q2, AFTER_Q3, Q2, Q3, World

pytestmark = pytest.mark.slow

CHANGED = 10
CONTENT: dict[str, dict[str, object]] = {
    # All were green and halfway: five get worse, five get further.
    **{
        f"1.1.{number}": {"rag": "amber", "bottlenecks": "Te weinig mensen."}
        for number in range(1, 6)
    },
    **{f"6.1.{number}": {"progress_pct": 70} for number in range(1, 6)},
}


def snapshot(world: World, overview: Overview) -> dict[str, Any]:
    """Return everything that a reader can get of a published overview."""
    client = Client()
    client.force_login(world.reader)
    pages = {}
    shown: list[tuple[str, Sequence[object]]] = [
        ("overview-edition", []),
        ("overview-plain", []),
        ("overview-chapter", [1]),
        ("overview-chapter", [6]),
        ("overview-json", []),
        *(("overview-file", [file.format]) for file in overview.files.all()),
    ]
    for name, arguments in shown:
        address = reverse(f"pages:{name}", args=[Q2, overview.edition, *arguments])
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.content
        if b"<html" in content:
            # Of each session its own.
            content = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)
        pages[address] = content
    row = Overview.objects.get(pk=overview.pk)
    return {
        "pages": pages,
        "payload": row.payload,
        "sha256": row.sha256,
        "files": {
            file.format: (bytes(file.content), file.sha256)
            for file in OverviewFile.objects.filter(overview=overview, chapter=0)
        },
    }


def turn_everything_over(world: World) -> None:
    """Rename, deactivate, change money and dates, and edit ten actions."""
    world.programme.refresh_from_db()
    for body in (world.werkgroep, world.regiegroep):
        writes.write(body, {"name": f"Nieuwe naam van {body.pk}"}, by=SYSTEM)
    writes.write(world.office_user, {"is_active": False}, by=SYSTEM)
    writes.write(world.budget, {"agreed": Decimal("777.00")}, by=SYSTEM)
    # Accepting a report wrote the day on all above the action.
    world.programme.refresh_from_db()
    writes.write(world.programme, {"title": "Een ander programma"}, by=SYSTEM)
    chapter = Chapter.objects.get(programme=world.programme, number=1)
    chapter.refresh_from_db()
    writes.write(chapter, {"title": "Een ander hoofdstuk"}, by=SYSTEM)
    milestone = world.actions[0].milestones.get()
    achieved = parse_imprecise_date("augustus 2026")
    writes.write(milestone, {"achieved": achieved}, by=SYSTEM)
    for action in world.actions[:CHANGED]:
        action.refresh_from_db()
        writes.write(action, {"title": f"Anders: {action.title}"}, by=SYSTEM)


def test_published_quarter_stays_what_it_was_and_the_next_shows_the_movements(
    reported: World,
) -> None:
    second = reported.publish(Q2)
    render_missing(second, by=actor_of_rendering(AFTER_Q2))
    before = snapshot(reported, second)

    turn_everything_over(reported)
    reported.report(Q3, on=AFTER_Q3, content=CONTENT)
    writes.write(reported.office_user, {"is_active": True}, by=SYSTEM)
    third = reported.publish(Q3)

    assert snapshot(reported, second) == before
    assert hashlib.sha256(before["payload"].encode()).hexdigest() == before["sha256"]
    for content, sha256 in before["files"].values():
        assert hashlib.sha256(content).hexdigest() == sha256
    payload = json.loads(third.payload)
    assert {row["code"]: row["kind"] for row in payload["movements"]} == {
        **{f"1.1.{number}": "worse" for number in range(1, 6)},
        **{f"6.1.{number}": "progress" for number in range(1, 6)},
    }
    assert len(payload["movements"]) == CHANGED
    assert payload["movement"]["worse"] == 5
    assert payload["headline"]["budgetOfYear"] == "777.00"
    assert payload["chapters"][0]["werkgroep"].startswith("Nieuwe naam")


def test_correction_leaves_the_files_of_the_first_version_alone(
    reported: World,
) -> None:
    first = reported.publish(Q2)
    render_missing(first, by=actor_of_rendering(AFTER_Q2))
    before = {f.format: bytes(f.content) for f in first.files.all()}
    writes.write(reported.budget, {"agreed": Decimal("5.00")}, by=SYSTEM)

    second = reported.correct("Het bedrag was fout.", on=AFTER_Q2 + timedelta(days=9))
    render_missing(second, by=actor_of_rendering(AFTER_Q2))

    assert {f.format: bytes(f.content) for f in first.files.all()} == before
    assert {f.format for f in second.files.all()} == set(before)
    assert bytes(second.files.get(format="csv").content) != before["csv"]
