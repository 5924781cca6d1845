"""The overview in Chromium: accessible, light and dark, on a telephone, with keys only.

A small programme is published anew for each test; each test walks all pages of the
overview, as those of other pages do.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from core.actor import as_actor
from reporting import files
from tests.factories.actors import SYSTEM
from tests.pages.test_browser import (
    AXE_RULES,
    DESK,
    PAPER,
    PASSWORD,
    TELEPHONE,
    Site,
)
from tests.reporting.world import AFTER_Q2, AFTER_Q3, Q2, Q3, make_reported_world

pytestmark = pytest.mark.browser

# What nobody can find without a name.
NAMED = "table|region|img|link|button|combobox|textbox"


@pytest.fixture
def site(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Publish two quarters and a correction, and sign in as the programme office."""
    monkeypatch.setattr(
        files, "render", lambda kind, *args, chapter=0: f"{kind}{chapter}".encode()
    )
    with as_actor(SYSTEM):
        world = make_reported_world()
        world.report(
            Q3,
            on=AFTER_Q3,
            content={
                "1.1.1": {"rag": "red", "bottlenecks": "Geen geld."},
                "1.1.2": {"status": "completed", "progress_pct": 100},
                "6.1.1": {"plain_language": "Conform de governance."},
                "6.1.2": {"is_fictitious": True, "progress_pct": 60},
            },
            only={"1.1.1", "1.1.2", "1.1.3", "6.1.1", "6.1.2"},
        )
    world.publish(Q2)
    world.correct("Het bedrag was fout.", on=AFTER_Q2)
    world.publish(Q3)
    world.office_user.set_password(PASSWORD)
    with as_actor(SYSTEM):
        world.office_user.save()
    site = Site(page, live_server.url)
    site.open("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(world.office_user.username)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(lambda url: "/inloggen" not in url)
    return site


def pages() -> dict[str, str]:
    """Return every page of the overview, by a name for in messages."""
    return {
        "list": reverse("pages:overviews"),
        "overview": reverse("pages:overview", args=[Q3]),
        "corrected": reverse("pages:overview-edition", args=[Q2, 2]),
        "replaced": reverse("pages:overview-edition", args=[Q2, 1]),
        "chapter": reverse("pages:overview-chapter", args=[Q3, 1, 1]),
        "plain": reverse("pages:overview-plain", args=[Q3, 1]),
        "preview": reverse("pages:overview-preview"),
        "preview of a chapter": reverse("pages:overview-preview-chapter", args=[6]),
        "preview in plain words": reverse("pages:overview-preview-plain"),
        "publish": reverse("pages:overview-publish"),
        "compare": f"{reverse('pages:overview-compare')}?van=2026-Q2&tot=2026-Q3",
        "action": reverse("pages:action", args=["1.1.1"]),
    }


def unfold(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_keeps_the_content_policy(
    site: Site, scheme: Literal["light", "dark"]
) -> None:
    violations: dict[str, Any] = {}

    for size in (DESK, TELEPHONE):
        site.emulate(scheme, size)
        for name, path in pages().items():
            site.open(path)
            unfold(site.page)
            found = Axe().run(site.page, options=AXE_RULES).response["violations"]
            if found:
                violations[f"{name} at {size['width']}"] = [
                    (rule["id"], [node["html"][:160] for node in rule["nodes"][:3]])
                    for rule in found
                ]

    assert violations == {}
    assert site.complaints == []


@pytest.mark.slow
def test_no_page_scrolls_sideways_at_320_px_or_at_200_percent(site: Site) -> None:
    too_wide: dict[str, int] = {}

    for width in (320, 640):
        site.emulate("light", {"width": width, "height": 640})
        for name, path in pages().items():
            site.open(path)
            unfold(site.page)
            found = site.page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                too_wide[f"{name} at {width}"] = found

    assert too_wide == {}


@pytest.mark.slow
def test_every_page_has_one_title_headings_in_order_and_named_parts(
    site: Site,
) -> None:
    wrong: dict[str, list[str]] = {}

    for name, path in pages().items():
        site.open(path)
        unfold(site.page)
        tree = site.page.locator("main").aria_snapshot()
        levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", tree)]
        problems = re.findall(rf"^\s*- (?:{NAMED})(?::|$)", tree, re.M)
        if levels.count(1) != 1 or levels[0] != 1:
            problems.append(f"h1: {levels}")
        if any(later > earlier + 1 for earlier, later in pairwise(levels)):
            problems.append(f"a level is skipped: {levels}")
        ids = site.page.evaluate(
            "[...document.querySelectorAll('[id]')].map(node => node.id)"
        )
        problems += [f"id twice: {i}" for i in set(ids) if ids.count(i) > 1]
        if problems:
            wrong[name] = problems

    assert wrong == {}


def test_whole_overview_is_read_with_the_keyboard_only(site: Site) -> None:
    page = site.page
    site.open(reverse("pages:overview", args=[Q3]))
    reached: list[str] = []

    for _ in range(400):
        page.keyboard.press("Tab")
        told: dict[str, Any] = page.evaluate(
            """() => {
                const node = document.activeElement;
                const box = node.getBoundingClientRect();
                return {
                    text: node.textContent.trim(),
                    tag: node.tagName,
                    isSeen: box.bottom > 0 && box.top < innerHeight,
                    outline: getComputedStyle(node).outlineStyle,
                };
            }"""
        )
        if told["tag"] == "BODY":
            break
        assert told["isSeen"], told
        assert told["outline"] == "solid", told
        if told["tag"] == "SUMMARY":
            page.keyboard.press("Enter")
        reached.append(told["text"])

    for words in (
        "1. Complexe zorg",
        "Komt er geld voor het netwerk?",
        "Hoe is dit geteld?",
        "1.1.1 Actie 1.1",
    ):
        assert any(words in text for text in reached), words


def test_figure_at_the_top_leads_to_what_must_be_decided(site: Site) -> None:
    page = site.page
    site.open(reverse("pages:overview", args=[Q3]))

    page.get_by_role("link", name="vraag om een besluit").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**#besluiten")
    heading = page.get_by_role("heading", name="Wat de regiegroep moet besluiten")
    assert heading.is_visible()


def test_charts_say_in_words_what_they_show(site: Site) -> None:
    site.open(reverse("pages:overview", args=[Q3]))
    table = site.page.get_by_role("table", name="Hoe de acties ervoor staan")

    first = table.get_by_role("row").nth(1)

    chart = first.get_by_role("img", name="1. Complexe zorg")
    assert chart.locator("desc").text_content() == (
        "1 klaar, 1 op koers, 1 knelt, 3 geen bericht"
    )
    assert first.get_by_role("cell").count() == 8


def test_band_of_a_milestone_says_in_words_what_it_shows(site: Site) -> None:
    site.open(reverse("pages:overview-chapter", args=[Q3, 1, 1]))

    band = site.page.get_by_role("img", name="Wegwijzer klaar, in de tijd")

    assert band.locator("desc").text_content() == (
        "oorspronkelijk 2025; afgesproken eind 2025; verwacht niet bekend"
    )


@pytest.mark.slow
def test_no_page_is_wider_than_paper(site: Site) -> None:
    widths = site.widths_on_paper(pages().values())

    assert widths
    assert {path: w for path, w in widths.items() if w > PAPER["width"]} == {}


def test_on_paper_everything_is_open_and_the_preview_says_what_it_is(
    site: Site,
) -> None:
    site.open(reverse("pages:overview-preview"))
    page = site.page
    watermark = page.locator(".watermark")
    assert not watermark.is_visible()

    page.emulate_media(media="print")

    assert watermark.is_visible()
    assert not page.get_by_role("navigation", name="Hoofdmenu").is_visible()
    folded = page.locator("details.fold:not(.how) table").all()
    assert folded
    assert all(table.is_visible() for table in folded)


def test_publishing_in_the_browser_lands_on_the_overview(site: Site) -> None:
    page = site.page
    site.open(reverse("pages:overview-publish"))
    page.get_by_label("Kwartaal").select_option("2026-Q3")
    page.get_by_label("Wat is er verbeterd?").fill("Een tikfout.")

    page.get_by_role("button", name="Publiceren").click()

    page.wait_for_url("**/overzicht/2026-Q3/versie/2/")
    assert page.get_by_text("Een tikfout.").is_visible()
    assert site.complaints == []


def test_while_it_is_published_the_form_says_how_far_it_is(site: Site) -> None:
    page = site.page
    site.open(reverse("pages:overview-publish"))
    # The answer never comes; what is asked meanwhile does. The page itself must not
    # wait for it, or nothing on it could be read.
    page.evaluate("addEventListener('submit', (event) => event.preventDefault(), true)")
    told = {"published": True, "files": 2, "of": 5}
    page.route("**/voortgang", lambda route: route.fulfill(json=told))

    page.get_by_label("Kwartaal").select_option("2026-Q3")
    page.get_by_role("button", name="Publiceren").click(no_wait_after=True)

    status = page.get_by_role("status")
    status.get_by_text("Het overzicht staat vast. 2 van 5 bestanden klaar.").wait_for()
    assert page.get_by_role("button", name="Publiceren").is_disabled()


def test_refused_publishing_takes_the_focus(site: Site) -> None:
    page = site.page
    site.open(reverse("pages:overview-publish"))

    page.get_by_label("Kwartaal").select_option("2026-Q3")
    page.get_by_role("button", name="Publiceren").click()

    page.wait_for_selector("[role=alert]")
    assert page.title() == "Fout: Overzicht publiceren – Toekomstagenda"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
