"""Who may come in, and by which doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from actions.models import Programme
from pages.urls import urlpatterns

PLAIN = [
    pattern.name
    for pattern in urlpatterns
    if isinstance(pattern, URLPattern)
    and pattern.name
    and "<" not in str(pattern.pattern)
    and pattern.name != "accessibility"
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PLAIN)
def test_page_is_closed_without_login(client: Client, name: str) -> None:
    path = reverse(f"pages:{name}")

    response = client.get(path)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/inloggen/?next={path}"


@pytest.mark.parametrize("name", PLAIN)
def test_page_is_for_reading_only(
    reader: Client, programme: Programme, name: str
) -> None:
    path = reverse(f"pages:{name}")

    assert reader.post(path).status_code == 405
    assert reader.head(path).status_code == 200
    assert "no-store" in reader.get(path).headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_accessibility_statement_is_for_everybody(
    reader: Client, client: Client, is_signed_in: bool
) -> None:
    page = (reader if is_signed_in else client).get("/toegankelijkheid/").text

    assert "<strong>zelf beoordeeld</strong>" in page
    assert "Wat niet is getest" in page
    assert "nog geen adres ingevuld" in " ".join(page.split())
    for door in ("/inloggen/", "/nergens"):
        assert 'href="/toegankelijkheid/"' in client.get(door).text


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("post@example.nl", "mailto:post@example.nl"),
        ("https://example.nl/hulp", "https://example.nl/hulp"),
    ],
)
def test_accessibility_statement_names_where_to_report(
    client: Client, settings: Any, contact: str, link: str
) -> None:
    settings.ACCESSIBILITY_CONTACT = contact

    page = client.get("/toegankelijkheid/").text

    assert f'<a href="{link}">{contact}</a>' in page


@pytest.mark.django_db
def test_unknown_address_tells_nothing_and_has_no_menu(client: Client) -> None:
    response = client.get("/nergens")

    assert response.status_code == 404
    assert "Hoofdmenu" not in response.text
