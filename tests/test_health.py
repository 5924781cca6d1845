"""The pages for machines: reachable without a login, and honest."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_health_with_database_is_ok(client: Client) -> None:
    response = client.get("/gezondheid")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_health_without_database_is_unavailable(client: Client) -> None:
    with patch("toekomstagenda.views.connection") as connection:
        connection.cursor.side_effect = OperationalError("gone")
        response = client.get("/gezondheid")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}


def test_health_over_plain_http_is_not_redirected(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/gezondheid").status_code == 200
    assert client.get("/inloggen/").status_code == 301


def test_health_refuses_other_methods(client: Client) -> None:
    assert client.post("/gezondheid").status_code == 405


def test_security_txt_names_the_contact_and_expires_within_a_year(
    client: Client, settings: Settings
) -> None:
    settings.SECURITY_CONTACT = "mailto:veilig@example.nl"

    response = client.get("/.well-known/security.txt")

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:veilig@example.nl"
    now = datetime.now(UTC)
    expires = datetime.fromisoformat(fields["Expires"])
    assert now < expires < now + timedelta(days=365)


def test_start_page_asks_for_a_login(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/inloggen/?next=/"
