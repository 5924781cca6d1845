"""The overview of the demo: one, of what was closed, and loudly made up."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from baseline.demo_cast import DemoIncomplete
from baseline.demo_overview import create_demo_overview
from core.actor import as_actor
from pages.queries.reading import SLUG
from progress.services import open_round
from reporting.models import Overview
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory
from tests.reporting.world import Q3, World, make_world

CLOSED = date(2026, 8, 4)


@pytest.fixture
def demo(db: None) -> World:
    """Make a closed and an open round with fictitious updates, as the demo has."""
    with as_actor(SYSTEM):
        world = make_world()
        UserFactory.create(username="programmabureau", role=Role.PROGRAMMABUREAU)
        closed = ReportingRoundFactory.create(
            programme=world.programme, closed_date=CLOSED, is_fictitious=True
        )
        StatusUpdateFactory.create(
            action=world.actions[0], round=closed, accepted=True, is_fictitious=True
        )
        open_round(
            programme=world.programme,
            quarter=Q3,
            opens=date(2026, 10, 1),
            due=date(2026, 10, 20),
            by=SYSTEM,
            is_fictitious=True,
        )
    return world


def test_last_closed_quarter_is_published_as_it_stood_then(demo: World) -> None:
    made = create_demo_overview(programme=SLUG)

    assert made is not None
    assert (made.quarter, made.edition) == ("2026-Q2", 1)
    assert made.published_by == "programmabureau"
    assert json.loads(made.payload)["asOf"] == "2026-08-04"


def test_it_says_that_it_is_made_up(demo: World) -> None:
    made = create_demo_overview(programme=SLUG)

    assert made is not None
    assert made.is_fictitious
    assert json.loads(made.payload)["isFictitious"] is True


def test_second_time_nothing_is_published(demo: World) -> None:
    create_demo_overview(programme=SLUG)

    assert create_demo_overview(programme=SLUG) is None
    assert Overview.objects.count() == 1


@pytest.mark.django_db
def test_without_programme_account_or_reporting_it_says_what_is_missing() -> None:
    with pytest.raises(DemoIncomplete, match="programma"):
        create_demo_overview(programme=SLUG)
    with as_actor(SYSTEM):
        make_world()
    with pytest.raises(DemoIncomplete, match="accounts"):
        create_demo_overview(programme=SLUG)
    UserFactory.create(username="programmabureau", role=Role.PROGRAMMABUREAU)
    with pytest.raises(DemoIncomplete, match="create_demo_reporting"):
        create_demo_overview(programme=SLUG)
    assert not Overview.objects.exists()


def command() -> str:
    """Run the command, and return what it says."""
    out = StringIO()
    call_command("create_demo_overview", stdout=out)
    return out.getvalue()


def test_command_publishes_once(demo: World, settings: Any) -> None:
    settings.DEMO = True

    assert "tweede kwartaal 2026, versie 1" in command()
    assert "er is niets gepubliceerd" in command()


def test_command_is_for_the_demo_only(demo: World) -> None:
    with pytest.raises(CommandError, match="Alleen in de demo"):
        command()

    assert not Overview.objects.exists()
