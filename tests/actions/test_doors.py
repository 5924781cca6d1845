"""Whichever door: who is late is refused, nothing is lost, all is on record alike."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations_with_replacement, product
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from actions.models import Activity
from tests.actions.doors import DOORS
from tests.api.client import client_of
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActivityFactory

# The command reads and writes in one go, so it is never late.
LATE = ("form", "inline", "API", "task")
PAIRINGS = list(combinations_with_replacement(("form", "API", "task"), 2))
ROUNDS = 8


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory.create(description="Eerst.")


@pytest.fixture
def office() -> User:
    return UserFactory.create(username="bureau", role=Role.PROGRAMMABUREAU)


def described(activity: Activity) -> list[str]:
    """Return every description that the history has, the oldest first."""
    rows = Activity.history.filter(id=activity.pk).order_by("history_id")
    return list(rows.values_list("description", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), list(product(LATE, repeat=2)))
def test_second_of_two_that_saw_the_same_is_refused_and_nothing_is_lost(
    activity: Activity, office: User, first: str, second: str
) -> None:
    early, late = (DOORS[name](activity, office) for name in (first, second))
    seen_early, seen_late = early.read(), late.read()

    assert early.write(seen_early, "Van de eerste.")
    assert not late.write(seen_late, "Van de tweede.")

    assert described(activity) == ["Eerst.", "Van de eerste."]
    # Having seen it, the second one may write.
    assert late.write(late.read(), "Van de tweede.")
    assert described(activity)[2:] == ["Van de tweede."]
    assert Activity.objects.get().version == 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "other"), PAIRINGS)
def test_two_doors_at_the_same_moment_let_one_through(
    activity: Activity, office: User, one: str, other: str
) -> None:
    doors = [DOORS[name](activity, office) for name in (one, other)]
    taken: list[str] = []

    for number in range(ROUNDS):
        seen = [door.read() for door in doors]
        texts = [f"{one} links, {number}", f"{other} rechts, {number}"]
        start = Barrier(2)

        def write(
            side: int,
            seen: list[object] = seen,
            texts: list[str] = texts,
            start: Barrier = start,
        ) -> bool:
            try:
                start.wait(timeout=10)
                return doors[side].write(seen[side], texts[side])
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=2) as pool:
            outcomes = list(pool.map(write, range(2)))

        assert Counter(outcomes) == {True: 1, False: 1}
        taken.append(texts[outcomes.index(True)])

    assert described(activity) == ["Eerst.", *taken]
    assert Activity.objects.get().version == ROUNDS + 1


@pytest.mark.django_db
def test_one_field_changed_by_every_door_gives_equal_entries(
    activity: Activity, office: User
) -> None:
    began = timezone.now()

    for name, make in DOORS.items():
        door = make(activity, office)
        assert door.write(door.read(), f"Door {name}.")

    entries = client_of(office).results(f"/activities/{activity.pk}/history")
    entries.reverse()
    names = list(DOORS)
    before = ["Eerst.", *(f"Door {name}." for name in names)]
    assert [entry["change"] for entry in entries] == ["created", *["changed"] * 5]
    for number, (name, entry) in enumerate(zip(names, entries[1:], strict=True)):
        kind = DOORS[name]
        assert list(entry) == list(entries[1])
        assert entry["version"] == number + 2
        assert entry["changes"] == [
            {"field": "description", "from": before[number], "to": f"Door {name}."}
        ]
        assert entry["by"] == kind.by
        assert entry["role"] == (
            "programmabureau" if kind.by == "bureau" else "systeem"
        )
        assert entry["route"] == kind.route.format(
            activity=activity.pk, action=activity.action_id
        )
        assert bool(entry["token"]) == (name == "API")
    stored = Activity.history.filter(id=activity.pk, history_type="~")
    for row in stored:
        assert began - timedelta(seconds=1) < row.history_date <= timezone.now()
