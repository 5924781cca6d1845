"""Every address, every method, everybody: the answers are those that were agreed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.template.response import SimpleTemplateResponse

from core.actor import as_actor
from tests.authorisation.document import written
from tests.authorisation.matrix import (
    ADMIN_PAGES,
    METHODS,
    WHO,
    Row,
    admin_rights,
    admin_status,
    answers,
    routes,
)
from tests.authorisation.world import MAKERS, World
from tests.factories.actors import SYSTEM, TODAY

COMMITTED = Path(settings.BASE_DIR) / "docs" / "authorisation.md"
ROUTES = {route.name: route for route in routes()}
ROLES = [who for who in WHO if who != "anonymous"]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with (
        time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False),
        as_actor(SYSTEM),
    ):
        yield World()


def asked(world: World, who: str, row: Row) -> int:
    """Return the status of one request, and undo what it did."""
    route = ROUTES[row.route]
    # Made before the savepoint, or the rollback would take them away.
    world.kwargs(route, row.about)
    world.body(row.method, route, row.about)
    world.client(who)
    with transaction.atomic():
        status = world.ask(who, row.method, route, row.about)
        transaction.set_rollback(True)
    return status


def differences(world: World, rows: list[Row]) -> dict[str, str]:
    """Ask each row as everybody; return what was answered otherwise."""
    found = {}
    for row in rows:
        for who, expected in row.statuses.items():
            status = asked(world, who, row)
            if status == 302 and (expected, row.method) == (200, "POST"):
                # Taken at once, where others show the form again for what is missing.
                status = 200
            if status != expected:
                found[f"{row} as {who}"] = f"{status}, expected {expected}"
    return found


def rows_of(space: str) -> list[Row]:
    """Return the rows of the API, of the pages or of the screens in the admin."""
    return [row for row in answers() if space_of(row.route) == space]


def space_of(name: str) -> str:
    pattern = ROUTES[name].pattern
    return {"api": "api", "beheer": "admin"}.get(
        pattern.lstrip("^").partition("/")[0], "pages"
    )


# --- complete ----------------------------------------------------------------------


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    stated = {row.route for row in answers()}
    models = admin_rights()
    walked = {name for name, route in ROUTES.items() if route.admin_page is None}
    in_admin = {
        route.admin_page[0] for route in ROUTES.values() if route.admin_page is not None
    }

    assert walked - stated == set(), "addresses without a row"
    assert stated - walked == set(), "rows without an address"
    assert (
        set(models)
        == in_admin
        == {model._meta.label_lower for model in admin.site._registry}
    )


def test_no_answer_is_stated_twice() -> None:
    keys = [str(row) for row in answers()]

    assert sorted(set(keys)) == sorted(keys)


def test_walk_sees_an_address_that_has_no_row() -> None:
    assert "actions-detail" in ROUTES
    assert ROUTES["actions-detail"].pattern == "api/v1/actions/<int:pk>"
    assert ROUTES["admin:actions_action_change"].admin_page == (
        "actions.action",
        "change",
    )


@pytest.mark.django_db
def test_method_without_a_row_is_refused(world: World) -> None:
    stated = {(row.route, row.method) for row in answers()}
    about = {row.route: row.about for row in answers() if row.about != "missing"}
    answered = {}
    for name, route in ROUTES.items():
        for method in METHODS:
            page = route.admin_page
            if (name, method) in stated or (page and (page[1], method) in ADMIN_PAGES):
                continue
            row = Row(name, method, about.get(name, "own"), {})
            status = asked(world, "programmabureau", row)
            # Off is off: what is not there has no methods either.
            if status != 405 and not (
                name.startswith("pages:public") and status == 404
            ):
                answered[f"{method} {name}"] = status

    assert answered == {}


# --- the answers -------------------------------------------------------------------


@pytest.mark.django_db
def test_api_answers_as_agreed(world: World) -> None:
    assert differences(world, rows_of("api")) == {}


@pytest.mark.django_db
def test_pages_answer_as_agreed(world: World) -> None:
    assert differences(world, rows_of("pages")) == {}


@pytest.mark.django_db
def test_screens_of_the_admin_answer_as_agreed(world: World) -> None:
    assert differences(world, rows_of("admin")) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["accounts", "governance", "actions", "rest"])
def test_models_in_the_admin_answer_as_agreed(
    world: World, app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is on the pages is for other tests; drawing them takes most of the time.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    apart = {"accounts", "governance", "actions"}
    rows = []
    for route in ROUTES.values():
        if route.admin_page is None:
            continue
        label, page = route.admin_page
        of = label.partition(".")[0]
        if (of if of in apart else "rest") != app:
            continue
        kinds = ["own", "foreign"] if apps.get_model(label) in MAKERS else ["own"]
        for stated, method in ADMIN_PAGES:
            if stated != page:
                continue
            for about in kinds if page in ("change", "history", "delete") else ["own"]:
                statuses = {"anonymous": 302} | {
                    role: admin_status(
                        admin_rights()[label][role], role, page, method, about
                    )
                    for role in ROLES
                }
                rows.append(Row(route.name, method, about, statuses))

    assert rows
    assert differences(world, rows) == {}


# --- the documentation -------------------------------------------------------------


def test_documentation_is_made_from_the_two_tables() -> None:
    """Refresh with `python -m tests.authorisation.document`."""
    assert COMMITTED.read_text(encoding="utf-8") == written()
