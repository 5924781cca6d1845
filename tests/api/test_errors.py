"""Every error is a problem in Dutch, whoever makes it, and tells nothing of inside."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.tokens import revoke
from core.api import views
from tests.api.client import BASE, ApiClient, client_of, problem
from tests.api.world import change
from tests.factories.actions import ActionFactory
from tests.factories.actors import SYSTEM

pytestmark = pytest.mark.django_db

INSIDE = ("django", "python", "traceback", "sqlite", "postgres", "rest_framework")


def test_without_a_login_the_answer_is_401_and_no_redirect(client: Client) -> None:
    response = client.get(f"{BASE}/actions")

    assert problem(response, 401)["title"] == "Niet ingelogd"
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer tat_onbekend", "bearer x", "Bearer " + "t" * 5000],
)
def test_token_that_opens_nothing_is_401(client: Client, header: str) -> None:
    response = client.get(f"{BASE}/actions", headers={"authorization": header})

    assert "token" in problem(response, 401)["detail"]


@pytest.mark.parametrize("key", ["token", "access_token", "api_key"])
def test_token_in_the_address_is_not_taken(
    client: Client, reader: ApiClient, key: str
) -> None:
    response = client.get(f"{BASE}/actions", {key: reader.token})

    problem(response, 401)
    problem(reader.get(f"/actions?{key}=x"), 400)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/actions/",
        "/acties",
        "/actions/x",
        "/actions/1/x",
        "/openapi.yaml",
        "/../",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_unknown_address_is_404_for_everybody(
    client: Client, path: str, method: str
) -> None:
    response = client.generic(method, BASE + path)

    assert "bestaat niet" in problem(response, 404)["detail"]


@pytest.mark.parametrize("pk", ["0", "999999", "9223372036854775808", "9" * 40])
def test_missing_object_is_404(reader: ApiClient, pk: str) -> None:
    problem(reader.get(f"/actions/{pk}"), 404)
    problem(reader.get(f"/actions/{pk}/history"), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_method_that_is_not_there_is_405_with_the_ones_that_are(
    reader: ApiClient, method: str
) -> None:
    response = reader.request(method, f"{BASE}/actions")

    problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_tells_the_methods(reader: ApiClient) -> None:
    response = reader.request("OPTIONS", f"{BASE}/actions/1")

    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, PATCH, HEAD, OPTIONS"


def test_head_has_no_body(reader: ApiClient) -> None:
    action = ActionFactory.create()

    response = reader.request("HEAD", f"{BASE}/actions/{action.pk}")

    assert response.status_code == 200
    assert response.headers["ETag"]
    assert response.content == b""


def test_other_form_than_json_is_406(reader: ApiClient) -> None:
    problem(reader.get("/actions", accept="text/html"), 406)
    assert reader.get("/actions", accept="text/html, */*").status_code == 200


def test_token_without_the_scope_to_read_is_403(lezer: User) -> None:
    action = ActionFactory.create()
    writer = client_of(lezer, ["status:write"])

    problem(writer.get("/actions"), 403)
    problem(writer.get(f"/actions/{action.pk}"), 403)


def test_change_from_a_browser_without_csrf_token_is_403(lezer: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lezer)
    action = ActionFactory.create()

    response = browser.patch(
        f"{BASE}/actions/{action.pk}", data=b"{}", content_type="application/json"
    )

    assert "CSRF" in problem(response, 403)["detail"]


def test_wrong_csrf_cookie_on_an_unknown_address_is_a_problem(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    problem(strict.post(f"{BASE}/nergens", data={}), 404)


def test_refused_host_is_a_problem(client: Client) -> None:
    problem(client.get(f"{BASE}/actions", headers={"host": "elders.example"}), 400)


def test_unexpected_error_is_500_and_tells_nothing(
    reader: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("geheim van de binnenkant")

    monkeypatch.setattr(views, "read_page", fail)

    response = reader.get("/actions")

    assert "geheim" not in str(problem(response, 500))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OverflowError("too large"), 400),
        (RecursionError("too deep"), 400),
    ],
)
def test_trouble_of_the_database_is_told_as_what_it_means(
    reader: ApiClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*args: Any) -> None:
        raise error

    monkeypatch.setattr(views, "read_page", fail)

    response = reader.get("/actions")

    problem(response, status)
    assert ("Retry-After" in response.headers) == (status == 503)


def test_too_many_requests_is_429_with_how_long_to_wait(
    reader: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttle = type(
        "Throttle",
        (),
        {"allow_request": lambda *_: False, "wait": lambda _: 7.0},
    )
    monkeypatch.setattr(views.CollectionView, "throttle_classes", [throttle])

    response = reader.get("/actions")

    problem(response, 429)
    assert response.headers["Retry-After"] == "7"


def test_errors_say_nothing_of_what_the_service_is_made_of(
    client: Client, reader: ApiClient
) -> None:
    answers = [
        client.get(f"{BASE}/actions"),
        client.get(f"{BASE}/nergens"),
        reader.get("/actions?x__startswith=1"),
        reader.get("/actions/0"),
        reader.request("POST", f"{BASE}/actions"),
    ]

    for answer in answers:
        text = (answer.text + str(dict(answer.headers))).lower()
        assert not any(word in text for word in INSIDE)


def test_user_who_is_switched_off_is_out_at_once(
    lezer: User, reader: ApiClient
) -> None:
    assert reader.get("/actions").status_code == 200

    change(lezer, is_active=False)

    problem(reader.get("/actions"), 401)


def test_token_that_is_revoked_is_out_at_once(reader: ApiClient) -> None:
    assert reader.get("/actions").status_code == 200

    revoke(ApiToken.objects.get(), at=timezone.now(), by=SYSTEM)

    problem(reader.get("/actions"), 401)
