"""Questions about updates that other tests do not ask."""

from __future__ import annotations

import pytest

from actions.models import Action
from progress.models import ReportingRound, StatusUpdate
from tests.factories.actions import ActionFactory
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def updates(action: Action, round_: ReportingRound) -> dict[str, StatusUpdate]:
    """Give updates on two actions in two quarters by a name."""
    winter = ReportingRoundFactory.create(programme=round_.programme, quarter="2026-Q1")
    other = ActionFactory.create(spearhead=action.spearhead)
    rows = {
        "winter": (action, winter, 1, "accepted"),
        "first": (action, round_, 1, "returned"),
        "second": (action, round_, 2, "accepted"),
        "third": (action, round_, 3, "filled"),
        "other winter": (other, winter, 1, "accepted"),
        "other": (other, round_, 1, "submitted"),
    }
    return {
        name: StatusUpdateFactory.create(
            action=of_action, round=of_round, sequence=sequence, **{state: True}
        )
        for name, (of_action, of_round, sequence, state) in rows.items()
    }


def names(found: object, updates: dict[str, StatusUpdate]) -> list[str]:
    """Return the names of the updates found, in their order."""
    by_id = {update.pk: name for name, update in updates.items()}
    return [by_id[update.pk] for update in found]  # type: ignore[attr-defined]


def test_updates_by_state(updates: dict[str, StatusUpdate]) -> None:
    objects = StatusUpdate.objects.order_by("pk")

    assert names(objects.accepted(), updates) == ["winter", "second", "other winter"]
    assert names(objects.drafts(), updates) == ["third"]
    assert names(objects.submitted(), updates) == ["other"]


def test_updates_before_a_quarter(updates: dict[str, StatusUpdate]) -> None:
    found = StatusUpdate.objects.before("2026-Q2").order_by("pk")

    assert names(found, updates) == ["winter", "other winter"]


def test_latest_first_orders_by_quarter_and_sequence(
    action: Action, updates: dict[str, StatusUpdate]
) -> None:
    found = StatusUpdate.objects.filter(action=action).latest_first()

    assert names(found, updates) == ["third", "second", "first", "winter"]


def test_latest_per_action_looks_within_its_own_set(
    updates: dict[str, StatusUpdate],
) -> None:
    everything = StatusUpdate.objects.latest_per_action().order_by("pk")
    accepted = StatusUpdate.objects.accepted().latest_per_action().order_by("pk")

    assert names(everything, updates) == ["third", "other"]
    assert names(accepted, updates) == ["second", "other winter"]
