"""Logging in: the page itself, and what happens to somebody who guesses."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from tests.factories.accounts import UserFactory

AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


@pytest.mark.django_db
def test_login_page_is_dutch_and_labels_its_fields(client: Client) -> None:
    response = client.get("/inloggen/")

    assert '<html lang="nl">' in response.text
    assert '<label for="id_username">Gebruikersnaam</label>' in response.text
    assert '<label for="id_password">Wachtwoord</label>' in response.text
    assert "style=" not in response.text
    assert "<script" not in response.text


@pytest.mark.django_db
def test_logging_out_leads_back_to_the_login_page(client: Client) -> None:
    assert client.post("/uitloggen/").headers["Location"] == "/inloggen/"
    assert client.get("/uitloggen/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "wanted", "first"),
    [
        (Role.SECRETARIS, "", "/beheer/werklijst/"),
        (Role.SECRETARIS, "/beheer/", "/beheer/werklijst/"),
        (Role.SECRETARIS, "/beheer/werklijst/1.1.1/", "/beheer/werklijst/1.1.1/"),
        (Role.PROGRAMMABUREAU, "/beheer/", "/beheer/ronde/"),
        (Role.BEHEERDER, "/beheer/", "/beheer/"),
        (Role.LEZER, "", "/"),
    ],
)
def test_each_role_begins_where_its_work_is(
    client: Client, role: Role, wanted: str, first: str
) -> None:
    user = UserFactory.create(role=role, password="een lang wachtwoord")

    answer = client.post(
        "/inloggen/",
        {
            "username": user.username,
            "password": "een lang wachtwoord",
            "next": wanted,
        },
    )

    assert answer.headers["Location"] == first


@pytest.mark.django_db
@pytest.mark.parametrize("page_address", ["/inloggen/", "/beheer/login/"])
def test_guessing_locks_the_account_from_every_address(
    client: Client, settings: Settings, page_address: str
) -> None:
    settings.AXES_ENABLED = True

    answers = [
        client.post(
            page_address,
            {"username": "iemand", "password": f"gok {number}"},
            REMOTE_ADDR=f"127.0.0.{number}",
        )
        for number in range(1, settings.AXES_FAILURE_LIMIT + 2)
    ]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Inloggen kan even niet" in answers[-1].text
    other = client.post(page_address, {"username": "ander", "password": "gok"})
    assert other.status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_login_page_in_the_browser_is_accessible(
    live_server: LiveServer, page: Page, scheme: str
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    response = page.goto(f"{live_server.url}/inloggen/")
    assert response is not None
    assert response.status == 200
    page.get_by_label("Gebruikersnaam").fill("iemand")
    page.get_by_label("Wachtwoord").fill("geen idee")
    page.get_by_role("button", name="Inloggen").click()

    assert page.get_by_role("alert").is_visible()
    assert page.title() == "Fout: Inloggen – Toekomstagenda"
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    # Nothing may stick out at the width of a small telephone (WCAG 1.4.10).
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
