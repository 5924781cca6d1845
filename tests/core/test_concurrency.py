"""Writers at the same moment, with real connections, on the database of this run.

Each attempt reads first and writes in a transaction of its own afterwards, as a form
or an API client does: on SQLite the write lock would otherwise hide a lost update.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from django.db import connection, models, transaction

from actions.models import Action, Programme
from core import writes
from core.errors import StaleObject
from core.versioned import Versioned
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.finance import BudgetLineFactory, EarmarkFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS = 8
ATTEMPTS = 100


@dataclass
class Tally:
    """What became of the attempts of one writer."""

    accepted: list[str] = field(default_factory=list)
    stale: int = 0
    errors: list[Exception] = field(default_factory=list)


def run_writers(
    attempt: Callable[[int, str], None], *, writers: int, attempts: int
) -> Tally:
    """Run the attempts of all writers side by side, and add up what became of them.

    `attempt` gets the number of its writer and a text that no other attempt has.
    """
    start = Barrier(writers)

    def write_many(writer: int) -> Tally:
        tally = Tally()
        try:
            start.wait(timeout=10)
            for number in range(attempts):
                text = f"schrijver {writer}, poging {number}"
                try:
                    attempt(writer, text)
                except StaleObject:
                    tally.stale += 1
                except Exception as error:  # told in the assertion
                    tally.errors.append(error)
                else:
                    tally.accepted.append(text)
        finally:
            connection.close()
        return tally

    total = Tally()
    with ThreadPoolExecutor(max_workers=writers) as pool:
        for tally in pool.map(write_many, range(writers)):
            total.accepted += tally.accepted
            total.stale += tally.stale
            total.errors += tally.errors
    wait_until_alone()
    return total


def wait_until_alone() -> None:
    """Wait for PostgreSQL to end the connections of the writers.

    It does so a moment after they are closed, and does not drop a test database that
    somebody still seems to use.
    """
    if connection.vendor != "postgresql":
        return
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


def change_title(action_id: int) -> Callable[[int, str], None]:
    """Return an attempt on this action: read it, then write what was read."""

    def attempt(writer: int, text: str) -> None:
        action = Action.objects.get(pk=action_id)
        writes.write(action, {"title": text}, by=SYSTEM)

    return attempt


def test_writers_of_one_row_lose_nothing() -> None:
    action = ActionFactory.create(title="Eerst")

    tally = run_writers(change_title(action.pk), writers=WRITERS, attempts=ATTEMPTS)

    assert tally.errors == []
    assert len(tally.accepted) > 0
    assert len(tally.accepted) + tally.stale == WRITERS * ATTEMPTS
    stored = Action.objects.get(pk=action.pk)
    assert stored.version == 1 + len(tally.accepted)
    rows = list(action.history.order_by("version").values_list("version", "title"))
    assert [version for version, _ in rows] == list(range(1, stored.version + 1))
    assert sorted(title for _, title in rows) == sorted(["Eerst", *tally.accepted])
    assert rows[-1][1] == stored.title
    programme = Programme.objects.get(pk=action.programme_id)
    # Three rows below it were made before.
    assert programme.revision == 1 + 3 + len(tally.accepted)


def test_without_the_guard_the_same_writers_lose_updates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Prove that the test above would see a lost update."""
    monkeypatch.setattr(Versioned, "_do_update", models.Model._do_update)
    action = ActionFactory.create()

    tally = run_writers(change_title(action.pk), writers=WRITERS, attempts=25)

    assert tally.errors == []
    assert len(tally.accepted) == WRITERS * 25
    lost = len(tally.accepted) - (Action.objects.get(pk=action.pk).version - 1)
    assert lost > 0


def test_transactions_of_several_writes_never_wait_in_a_circle() -> None:
    """Let half of the writers go from one action to another, and half back."""
    here, there = ActionFactory.create_batch(2, spearhead=SpearheadFactory.create())
    line = BudgetLineFactory.create(programme=here.programme)
    rows: list[list[tuple[Versioned, str]]] = [
        [
            (MilestoneFactory.create(action=here), "title"),
            (EarmarkFactory.create(action=here, budget_line=line), "label"),
            (ActivityFactory.create(action=there), "title"),
        ]
        for _ in range(4)
    ]

    def attempt(writer: int, text: str) -> None:
        forwards = writer % 2 == 0
        with transaction.atomic():
            for row, name in rows[writer] if forwards else reversed(rows[writer]):
                writes.write(row, {name: text}, by=SYSTEM)

    tally = run_writers(attempt, writers=len(rows), attempts=15)

    assert tally.errors == []
    assert (len(tally.accepted), tally.stale) == (len(rows) * 15, 0)
