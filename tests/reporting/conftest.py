"""Programmes to report on, to publish, and to look at."""

from __future__ import annotations

import pytest

from core.actor import as_actor
from reporting.api.preview import composed_text
from tests.factories.actors import SYSTEM
from tests.reporting.world import World, make_reported_world, make_world


@pytest.fixture(autouse=True)
def nothing_composed_before() -> None:
    """Forget the previews of another test: a rollback gives ids out again."""
    composed_text.cache_clear()


@pytest.fixture
def world(db: None) -> World:
    """Make a programme on which nobody reported."""
    with as_actor(SYSTEM):
        return make_world()


@pytest.fixture
def reported(db: None) -> World:
    """Make a programme with the second quarter reported on, and not published."""
    with as_actor(SYSTEM):
        return make_reported_world()
