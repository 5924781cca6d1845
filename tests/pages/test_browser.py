"""Every page in Chromium: accessible, light and dark, on a telephone, with keys only.

The real programme is loaded once per test, and each test walks all pages: what is
wrong is collected and told at once, by the name of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from baseline.loading import load
from baseline.reading import DOCUMENTS, read_programme
from pages.queries.reading import SLUG
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM
from tests.pages.addresses import every_page

pytestmark = pytest.mark.browser

AXE_RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "resultTypes": ["violations"],
}
Scheme = Literal["light", "dark"]

PASSWORD = "een lang wachtwoord"
TELEPHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# A4 less its margins (print.css), in pixels of 1/96 inch.
PAPER = {"width": 688, "height": 994}


@pytest.fixture
def site(live_server: LiveServer, page: Page) -> Site:
    """Load the real programme and sign in."""
    load(read_programme(DOCUMENTS / SLUG), by=SYSTEM)
    user = UserFactory.create(role=Role.LEZER, password=PASSWORD)
    site = Site(page, live_server.url)
    site.open("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(user.username)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    assert page.title() == "Stand nu – Toekomstagenda"
    return site


class Site:
    """A browser on the site, which remembers what the console complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " event => console.log('CSP: ' + event.violatedDirective))"
        )

    def open(self, path: str) -> Response:
        """Go to a page and see that it came."""
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        assert response.status == 200, path
        assert self.page.title().endswith("– Toekomstagenda"), path
        return response

    def emulate(self, scheme: Scheme, size: dict[str, int]) -> None:
        """Read from now on in this colour scheme and at this size."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size(size)  # type: ignore[arg-type]

    def widths_on_paper(self, paths: Iterable[str]) -> dict[str, int]:
        """Return how wide each page is when printed, in pixels."""
        self.emulate("light", PAPER)
        widths = {}
        for path in paths:
            self.page.emulate_media(media="screen")
            self.open(path)
            self.page.emulate_media(media="print")
            widths[path] = self.page.evaluate("document.documentElement.scrollWidth")
        return widths


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", TELEPHONE)])
def test_every_page_is_accessible_and_keeps_the_content_policy(
    site: Site, scheme: Scheme, size: dict[str, int]
) -> None:
    violations: dict[str, Any] = {}

    site.emulate(scheme, size)
    for name, path in every_page().items():
        site.open(path)
        found = Axe().run(site.page, options=AXE_RULES).response["violations"]
        if found:
            violations[name] = [
                (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]])
                for rule in found
            ]

    assert violations == {}
    assert site.complaints == []


def test_size_of_what_one_must_hit_is_among_what_is_checked(site: Site) -> None:
    site.open("/")

    found = Axe().run(
        site.page, options={"runOnly": AXE_RULES["runOnly"], "resultTypes": ["passes"]}
    )

    # 24 px or room around it (WCAG 2.5.8): a rule that axe leaves out by default.
    assert "target-size" in {rule["id"] for rule in found.response["passes"]}


@pytest.mark.slow
def test_no_page_scrolls_sideways_at_320_px_or_at_200_percent(site: Site) -> None:
    too_wide: dict[str, int] = {}

    for width in (320, 640):
        # 640 px is what a page of 1280 px has left at 200 percent.
        site.emulate("light", {"width": width, "height": 640})
        for name, path in every_page().items():
            site.open(path)
            site.page.evaluate(
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            found = site.page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                too_wide[f"{name} at {width}"] = found

    assert too_wide == {}


@pytest.mark.slow
def test_no_page_is_wider_than_paper(site: Site) -> None:
    widths = site.widths_on_paper(every_page().values())

    assert widths
    # One table too wide makes the browser shrink all there is, or cut it off.
    assert {path: w for path, w in widths.items() if w > PAPER["width"]} == {}


@pytest.mark.slow
def test_every_page_has_landmarks_headings_and_named_regions(site: Site) -> None:
    wrong: dict[str, list[str]] = {}

    for name, path in every_page().items():
        site.open(path)
        tree = site.page.locator("body").aria_snapshot()
        problems = [
            landmark
            for landmark in (
                "- banner:",
                '- navigation "Hoofdmenu":',
                "- main:",
                "- contentinfo:",
                '- search "Hele site":',
            )
            if landmark not in tree
        ]
        levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", tree)]
        if levels.count(1) != 1 or levels[0] != 1:
            problems.append(f"h1: {levels}")
        if any(later > earlier + 1 for earlier, later in pairwise(levels)):
            problems.append(f"a level is skipped: {levels}")
        problems += re.findall(
            r"^\s*- (?:table|region|img|link|button)(?::|$)", tree, re.M
        )
        if problems:
            wrong[name] = problems

    assert wrong == {}


def test_charts_and_tables_tell_in_words_what_they_show(site: Site) -> None:
    site.open("/")
    chapters = site.page.get_by_role(
        "table", name="De stand van de acties per hoofdstuk"
    )
    first = chapters.get_by_role("row").nth(1)

    assert chapters.get_by_role("columnheader").count() == 11
    assert first.get_by_role("rowheader").inner_text().startswith("1. Complexe zorg")
    chart = first.get_by_role("img", name="Stand van de acties")
    assert chart.locator("desc").text_content() == "12 nog geen bericht"

    site.open("/acties/1.2.1/")
    band = site.page.get_by_role("img", name="Mijlpalen in de tijd")
    assert band.locator("desc").text_content() == (
        "8 mijlpalen, van 2022 tot en met 2026: 7 nog niet over bericht, 1 zonder "
        "einddatum. De tabel hieronder noemt ze allemaal met de data."
    )


def test_on_a_telephone_cards_are_still_a_table_for_who_listens(site: Site) -> None:
    site.emulate("light", TELEPHONE)
    site.open("/acties/1.2.1/")

    table = site.page.get_by_role("table", name="Wat wanneer klaar moet zijn")

    assert table.get_by_role("row").count() == 9
    assert table.get_by_role("rowheader").count() == 8
    # All eight columns of each row, also those that the cards leave out of sight.
    assert table.get_by_role("row").nth(1).get_by_role("cell").count() == 7


def test_keyboard_alone_reaches_content_filters_and_sources(site: Site) -> None:
    page = site.page
    site.open("/te-laat/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "organisatie"
    page.keyboard.type("VGN")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/te-laat/?organisatie=VGN&hoofdstuk=")

    page.locator("main summary").first.focus()
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
    assert not page.locator("main details").first.locator("p").is_visible()
    page.keyboard.press("Enter")
    assert page.locator("main details").first.locator("p").is_visible()


def test_wrong_choice_in_an_address_takes_the_focus(site: Site) -> None:
    page = site.page

    response = page.goto(f"{site.address}/acties/?hoofdstuk=99")

    assert response is not None
    assert response.status == 400
    assert page.title() == "Fout: Acties – Toekomstagenda"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert "Hoofdstuk: “99” kennen wij niet." in page.get_by_role("alert").inner_text()


def test_wrong_password_takes_the_focus(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/inloggen/")
    page.get_by_label("Gebruikersnaam").fill("iemand")
    page.get_by_label("Wachtwoord").fill("geen idee")
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_selector("[role=alert]:focus")

    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_on_paper_sources_are_open_and_menus_are_gone(site: Site) -> None:
    site.open("/acties/1.2.1/")

    site.page.emulate_media(media="print")

    assert not site.page.get_by_role("navigation", name="Hoofdmenu").is_visible()
    assert site.page.locator(".source p").first.is_visible()
    assert site.page.get_by_text("Stand op").is_visible()
    header = "getComputedStyle(document.querySelector('thead')).display"
    assert site.page.evaluate(header) == "table-header-group"
