"""Twenty at the same moment: one publishes, nineteen are told that it is done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reporting import tasks
from reporting.models import Overview
from reporting.services import AlreadyPublished, publish
from tests.reporting.world import AFTER_Q2, Q2, World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT_ONCE = 20


def publish_at_once(world: World, erratum: str = "") -> list[str]:
    """Publish so many times in the same moment; return what became of each."""
    start = Barrier(AT_ONCE)
    by = world.office

    def attempt(_: int) -> str:
        try:
            start.wait(timeout=30)
            overview = publish(
                programme=world.programme,
                quarter=Q2,
                by=by,
                on=AFTER_Q2,
                erratum=erratum,
            )
        except AlreadyPublished:
            return "already published"
        else:
            return f"version {overview.edition}"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(attempt, range(AT_ONCE)))


@pytest.fixture(autouse=True)
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the files out: they are not what twenty compete for."""
    monkeypatch.setattr(tasks.render_overview_files, "delay", lambda **kwargs: None)


def test_one_of_twenty_publishes_and_the_others_are_told(reported: World) -> None:
    outcomes = publish_at_once(reported)

    assert outcomes == ["already published"] * (AT_ONCE - 1) + ["version 1"]
    assert Overview.objects.count() == 1
    assert Overview.history.count() == 1


def test_corrections_at_once_get_numbers_without_gaps(reported: World) -> None:
    reported.publish()

    outcomes = publish_at_once(reported, erratum="Een tikfout.")

    made = [outcome for outcome in outcomes if outcome.startswith("version")]
    assert made
    editions = sorted(Overview.objects.values_list("edition", flat=True))
    assert editions == list(range(1, len(made) + 2))
