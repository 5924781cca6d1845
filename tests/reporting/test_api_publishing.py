"""Publishing over the API: once, by the office, and never by a slip of the pen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.roles import Role
from reporting import tasks
from reporting.models import Overview
from tests.api.client import BASE, ApiClient, client_of, problem
from tests.factories.accounts import UserFactory
from tests.factories.actions import ProgrammeFactory
from tests.reporting.world import AFTER_Q2, World

AT_ONCE = 20


@pytest.fixture(autouse=True)
def on_a_day_after_the_quarter() -> Any:
    """Ask on the day that the world of the tests is about."""
    with time_machine.travel(AFTER_Q2, tick=False):
        yield


@pytest.fixture
def office(reported: World) -> ApiClient:
    """Ask as the programme office."""
    return client_of(reported.office_user)


def test_office_publishes_and_learns_what_and_where(
    office: ApiClient, reported: World
) -> None:
    response = office.post("/overviews", {"quarter": "2026-Q2"})

    assert response.status_code == 201, response.content
    overview = Overview.objects.get()
    body = response.json()
    assert (body["quarter"], body["version"]) == ("2026-Q2", 1)
    assert (body["id"], body["sha256"]) == (overview.pk, overview.sha256)
    address = f"{BASE}/overviews/{overview.pk}"
    assert response.headers["Location"] == f"http://testserver{address}"
    whole = office.get(f"/overviews/{overview.pk}").json()
    assert whole.pop("payload")["asOf"] == AFTER_Q2.isoformat()
    assert whole == body


def test_history_tells_by_which_way_in(office: ApiClient) -> None:
    office.post("/overviews", {"quarter": "2026-Q2"})

    entry = Overview.history.get()

    assert entry.history_actor == "Petra de Vries"
    assert entry.history_route == f"POST {BASE}/overviews"
    assert entry.history_token.startswith("test (tat_")


def test_second_time_is_409_and_changes_nothing(office: ApiClient) -> None:
    office.post("/overviews", {"quarter": "2026-Q2"})

    for erratum in ({}, {"erratum": ""}, {"erratum": None}, {"erratum": "  "}):
        response = office.post("/overviews", {"quarter": "2026-Q2", **erratum})
        (error,) = problem(response, 409)["errors"]
        assert (error["pointer"], error["code"]) == ("#/quarter", "already_published")

    assert Overview.objects.count() == 1


def test_correction_is_the_next_version(office: ApiClient) -> None:
    office.post("/overviews", {"quarter": "2026-Q2"})

    body = {
        "quarter": "2026-Q2",
        "erratum": "Het bedrag was fout.",
        "programme": "toekomstagenda",
    }
    response = office.post("/overviews", body)

    assert response.status_code == 201, response.content
    told = response.json()
    assert (told["version"], told["erratum"]) == (2, "Het bedrag was fout.")


def test_correction_of_nothing_is_409(office: ApiClient) -> None:
    response = office.post("/overviews", {"quarter": "2026-Q2", "erratum": "Fout."})

    (error,) = problem(response, 409)["errors"]
    assert (error["pointer"], error["code"]) == ("#/erratum", "nothing_to_correct")
    assert not Overview.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/quarter"),
        ({"quarter": None}, "#/quarter"),
        ({"quarter": ""}, "#/quarter"),
        ({"quarter": 2026}, "#/quarter"),
        ({"quarter": "2026Q2"}, "#/quarter"),
        ({"quarter": "2026-Q2\n"}, "#/quarter"),
        ({"quarter": "0000-Q1"}, "#/quarter"),
        # Not begun, and from before the programme.
        ({"quarter": "2026-Q4"}, "#/quarter"),
        ({"quarter": "2021-Q4"}, "#/quarter"),
        ({"quarter": "2026-Q2", "erratum": True}, "#/erratum"),
        ({"quarter": "2026-Q2", "erratum": ["x"]}, "#/erratum"),
        ({"quarter": "2026-Q2", "erratum": "x" * 2001}, "#/erratum"),
        ({"quarter": "2026-Q2", "programme": "nergens"}, "#/programme"),
        ({"quarter": "2026-Q2", "programme": None}, "#/programme"),
        ({"quarter": "2026-Q2", "version": 3}, "#/version"),
        ({"quarter": "2026-Q2", "payload": {}}, "#/payload"),
        ([], "#"),
        ("2026-Q2", "#"),
        (b"{", "#"),
    ],
)
def test_body_that_cannot_be_is_400_and_points_at_it(
    office: ApiClient, body: Any, pointer: str
) -> None:
    errors = problem(office.post("/overviews", body), 400)["errors"]

    assert pointer in [error["pointer"] for error in errors]
    assert not Overview.objects.exists()


def test_all_that_is_wrong_comes_at_once(office: ApiClient) -> None:
    answer = office.post("/overviews", {"quarter": "x", "erratum": [], "nergens": 1})

    pointers = {error["pointer"] for error in problem(answer, 400)["errors"]}
    assert pointers == {"#/quarter", "#/erratum", "#/nergens"}


def test_other_programme_is_published_apart(office: ApiClient) -> None:
    ProgrammeFactory.create(slug="volwaardig-leven", title="Ander")

    for slug in ("toekomstagenda", "volwaardig-leven"):
        body = {"quarter": "2026-Q2", "programme": slug}
        assert office.post("/overviews", body).json()["programme"] == slug


@pytest.mark.parametrize("role", [Role.LEZER, Role.SECRETARIS, Role.BEHEERDER])
def test_others_than_the_office_are_403_whatever_they_send(
    reported: World, role: Role
) -> None:
    client = client_of(UserFactory.create(role=role))

    for body in ({"quarter": "2026-Q2"}, {"x": 1}, b"geen json"):
        problem(client.post("/overviews", body), 403)

    assert not Overview.objects.exists()


@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        (["read", "overviews:publish"], 201),
        (["overviews:publish"], 201),
        (["read"], 403),
        (["read", "plan:write", "status:write"], 403),
    ],
)
def test_token_needs_its_scope(reported: World, scopes: list[str], status: int) -> None:
    client = client_of(reported.office_user, scopes)

    response = client.post("/overviews", {"quarter": "2026-Q2"})

    assert response.status_code == status, response.content
    assert Overview.objects.exists() is (status == 201)


def test_scope_gives_no_more_than_the_user_has(reported: World) -> None:
    client = client_of(reported.reader, ["read", "overviews:publish"])

    problem(client.post("/overviews", {"quarter": "2026-Q2"}), 403)


def test_browser_needs_the_csrf_token(reported: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reported.office_user)

    def send(**headers: str) -> Any:
        return browser.post(
            f"{BASE}/overviews",
            data=b'{"quarter": "2026-Q2"}',
            content_type="application/json",
            headers=headers,
        )

    assert send().status_code == 403
    browser.get("/beheer/password_change/")
    token = browser.cookies["csrftoken"].value
    assert send(**{"x-csrftoken": token}).status_code == 201


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_is_201_and_nineteen_are_409(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files are not what twenty compete for.
    monkeypatch.setattr(tasks.render_overview_files, "delay", lambda **kwargs: None)
    client = client_of(reported.office_user)
    client.get("/programmes")
    start = Barrier(AT_ONCE)

    def attempt(_: int) -> int:
        try:
            start.wait(timeout=30)
            mine = ApiClient(client.token)
            return int(mine.post("/overviews", {"quarter": "2026-Q2"}).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = sorted(pool.map(attempt, range(AT_ONCE)))

    assert statuses == [201] + [409] * (AT_ONCE - 1)
    assert Overview.objects.count() == 1
