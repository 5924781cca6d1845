"""Listening at the events port."""

from __future__ import annotations

import pytest
from django.db import transaction

from core import events
from governance.models import Organisation


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """Collect what the events port is told."""
    heard: list[events.Event] = []
    monkeypatch.setattr(events, "_handlers", [])
    events.register(heard.append)
    return heard


@pytest.fixture
def failing_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the events port fail after a handler that stores something itself."""

    def store(event: events.Event) -> None:
        Organisation(name="Uit de handler", kind="other").save()
        assert transaction.get_connection().in_atomic_block

    def fail(event: events.Event) -> None:
        raise RuntimeError("de handler faalt")

    monkeypatch.setattr(events, "_handlers", [])
    events.register(store)
    events.register(fail)
