"""What the pages of the real programme are made of: no inline style, no dead ends."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client

from baseline.loading import load
from baseline.reading import DOCUMENTS, read_programme
from pages.queries.reading import SLUG
from tests.factories.actors import SYSTEM
from tests.pages.addresses import every_page


class Markup(HTMLParser):
    """Notes what a page holds: ids, links within the site, and what is forbidden."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a":
            self.links.add(given.get("href", ""))
        if tag in ("script", "style"):
            self.wrong.append(tag)
        self.wrong += [
            name for name in given if name == "style" or name.startswith("on")
        ]
        for value in given.values():
            if value.startswith(("data:", "javascript:", "http:")):
                self.wrong.append(value)

    @property
    def doubles(self) -> list[str]:
        """Ids that occur more than once."""
        return [name for name, number in self.ids.items() if number > 1]


@pytest.fixture
def markup(reader: Client) -> dict[str, Markup]:
    """Read every page of the real programme."""
    load(read_programme(DOCUMENTS / SLUG), by=SYSTEM)
    return {path: Markup(reader.get(path).text) for path in every_page().values()}


def test_pages_hold_nothing_inline_no_double_ids_and_no_dead_ends(
    reader: Client, markup: dict[str, Markup]
) -> None:
    problems = [
        (path, page.wrong or page.doubles)
        for path, page in markup.items()
        if page.wrong or page.doubles
    ]
    links = {
        (path, href)
        for path, page in markup.items()
        for href in page.links
        if not href.startswith("/beheer/")
    }
    known = {path: set(page.ids) for path, page in markup.items()}
    dead = set()
    for path, href in sorted(links):
        target = urlsplit(href)
        page = target.path or path.partition("?")[0]
        if target.query:
            page = f"{page}?{target.query}"
        elif not target.path:
            page = path
        if page not in known:
            response = reader.get(page)
            if response.status_code != 200:
                dead.add((path, href, str(response.status_code)))
            known[page] = set(re.findall(r' id="([^"]+)"', response.text))
        if target.fragment and target.fragment not in known[page]:
            dead.add((path, href, "no such place on the page"))

    assert problems == []
    assert dead == set()
