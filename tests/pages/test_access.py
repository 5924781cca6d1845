"""Who may come in, and by which doors."""

from __future__ import annotations

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
def test_unknown_address_tells_nothing_and_has_no_menu(client: Client) -> None:
    response = client.get("/nergens")

    assert response.status_code == 404
    assert "Hoofdmenu" not in response.text
