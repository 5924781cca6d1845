"""What the design rules ask of every answer: version, headers, other sites, UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.client import BASE, ApiClient
from tests.api.resources import RESOURCES
from tests.factories.actions import ActionFactory

pytestmark = pytest.mark.django_db

ORIGIN = "https://dashboard.example.nl"


def test_every_answer_names_the_version_and_may_not_be_kept(
    reader: ApiClient, client: Client
) -> None:
    action = ActionFactory.create()
    tag = reader.get(f"/actions/{action.pk}").headers["ETag"]
    answers = [
        reader.get("/actions"),
        reader.get(f"/actions/{action.pk}"),
        reader.get(f"/actions/{action.pk}", if_none_match=tag),
        reader.get("/actions?x=1"),
        reader.get("/nergens"),
        reader.request("DELETE", f"{BASE}/actions"),
        reader.request("OPTIONS", f"{BASE}/actions"),
        client.get(f"{BASE}/actions"),
        client.get(f"{BASE}/openapi.json"),
        client.get(BASE),
        client.get("/api/v1/"),
        client.get("/api/"),
        client.get(f"{BASE}/actions", headers={"host": "elders.example"}),
    ]

    for answer in answers:
        headers = answer.headers
        assert headers["API-Version"] == "1.0.0", answer
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_pages_outside_the_api_do_not_name_its_version(client: Client) -> None:
    assert "API-Version" not in client.get("/gezondheid").headers
    assert "API-Version" not in client.get("/api-pagina").headers


def test_json_is_announced_as_json(reader: ApiClient) -> None:
    ActionFactory.create()

    assert reader.get("/actions").headers["Content-Type"] == "application/json"


def test_machine_gets_no_cookie(reader: ApiClient) -> None:
    assert not reader.get("/actions").cookies


def test_moments_are_in_utc(reader: ApiClient) -> None:
    ActionFactory.create()

    for path in RESOURCES:
        for row in reader.results(f"/{path}"):
            moment = row["changedAt"]
            assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}(\.[0-9]{1,6})?Z", moment)
            read = datetime.fromisoformat(moment)
            assert abs((datetime.now(UTC) - read).total_seconds()) < 60


def test_other_sites_may_read_the_document_only(
    reader: ApiClient, client: Client
) -> None:
    document = client.get(f"{BASE}/openapi.json", headers={"origin": ORIGIN})
    actions = reader.get("/actions", origin=ORIGIN)
    preflight = client.options(
        f"{BASE}/actions",
        headers={"origin": ORIGIN, "access-control-request-method": "GET"},
    )

    assert document.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in actions.headers
    assert "Access-Control-Allow-Origin" not in preflight.headers
    assert preflight.status_code == 401


def test_site_that_is_allowed_may_ask_with_a_token(
    reader: ApiClient, client: Client, settings: Settings
) -> None:
    settings.API_CORS_ORIGINS = [ORIGIN]

    preflight = client.options(
        f"{BASE}/actions",
        headers={
            "origin": ORIGIN,
            "access-control-request-method": "GET",
            "access-control-request-headers": "authorization",
        },
    )
    actions = reader.get("/actions", origin=ORIGIN)
    other = reader.get("/actions", origin="https://elders.example")
    error = reader.get("/actions?x=1", origin=ORIGIN)

    assert preflight.status_code == 204
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    for answer in (preflight, actions, error):
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Origin" in answer.headers["Vary"]
    assert "ETag" in actions.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in other.headers
    assert "Origin" in other.headers["Vary"]


def test_address_with_a_slash_at_the_end_is_404_and_no_redirect(
    reader: ApiClient,
) -> None:
    for path in RESOURCES:
        assert reader.get(f"/{path}/").status_code == 404
        assert reader.get(f"/{path}").status_code == 200


def test_reading_writes_nothing(reader: ApiClient) -> None:
    action = ActionFactory.create()
    before = reader.get(f"/actions/{action.pk}").json()

    for _ in range(2):
        reader.get("/actions?include=milestones,activities")
        reader.get(f"/actions/{action.pk}/history")

    assert reader.get(f"/actions/{action.pk}").json() == before
