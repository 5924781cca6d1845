"""No page shows a total that differs from its parts without saying why.

Every table of the real programme with a foot is added up, as a reader with a pencil
would; and every figure that leads to a list is the number of rows in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from baseline.demo_accounts import create_demo_accounts
from baseline.demo_reporting import create_demo_reporting
from baseline.loading import load
from baseline.reading import DOCUMENTS, read_programme
from core.actor import as_actor
from pages.queries.reading import SLUG
from tests.factories.actors import SYSTEM

DAY = date(2026, 11, 20)


@dataclass
class Row:
    """A row of a table: its head, the remark under it, and its numbers by column."""

    head: str = ""
    remark: str = ""
    is_share: bool = False  # a part of the row above, never added
    numbers: dict[str, int] = field(default_factory=dict)


class Tables(HTMLParser):
    """Reads the tables of a page: body and foot, each with rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[dict[str, list[Row]]] = []
        self.part = ""
        self.row = Row()
        self.column = ""
        self.words: list[str] = []
        self.inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.tables.append({"tbody": [], "tfoot": []})
        elif tag in ("thead", "tbody", "tfoot"):
            self.part = tag
        elif tag == "tr":
            self.row = Row(is_share=given.get("class") == "share")
        elif tag in ("td", "th"):
            self.column = (given.get("data-label") or "") if tag == "td" else "head"
            self.words = []
        elif tag in ("small", "span", "details", "svg"):
            hidden = tag == "span" and given.get("class") != "sr"
            self.inside.append("" if hidden else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("small", "span", "details", "svg") and self.inside:
            self.inside.pop()
        elif tag in ("td", "th") and self.column == "head":
            self.row.head = " ".join(" ".join(self.words).split())
        elif tag == "td" and self.column:
            text = "".join(self.words).replace("€", "").strip().replace(".", "")
            if text.lstrip("-").isdigit():
                self.row.numbers[self.column] = int(text)
        elif tag == "tr" and self.part in ("tbody", "tfoot"):
            self.tables[-1][self.part].append(self.row)

    def handle_data(self, data: str) -> None:
        if not any(self.inside):
            self.words.append(data)
        elif self.inside[-1] == "small" and self.column == "head":
            self.row.remark += data


@pytest.fixture
def reported(db: None) -> None:
    """Load the real programme, with the fictitious reports of the demo."""
    load(read_programme(DOCUMENTS / SLUG), by=SYSTEM)
    create_demo_accounts("een lang wachtwoord", programme=SLUG, by=SYSTEM)
    with time_machine.travel(f"{DAY}T12:00:00+01:00", tick=False), as_actor(SYSTEM):
        create_demo_reporting(programme=SLUG, today=DAY)


def tables_of(reader: Client, path: str) -> list[dict[str, list[Row]]]:
    response = reader.get(path)
    assert response.status_code == 200, path
    return Tables(response.text).tables


def differences(path: str, table: dict[str, list[Row]]) -> list[str]:
    """Return where a foot is not the sum of the rows above it and does not say why."""
    (first, *_) = table["tfoot"]
    if first.remark and "waarvan" not in first.remark:
        return []
    return [
        f"{path}: {first.head}, {column}: {total} is not {parts}"
        for column, total in first.numbers.items()
        if total
        != (
            parts := sum(
                row.numbers.get(column, 0) for row in table["tbody"] if not row.is_share
            )
        )
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("reported")
def test_every_total_is_the_sum_of_its_parts_or_says_why() -> None:
    reader = Client()
    reader.force_login(User.objects.get(username="regiegroep"))
    chapters = [reverse("pages:chapter", args=[n]) for n in range(1, 7)]

    with time_machine.travel(f"{DAY}T12:00:00+01:00", tick=False):
        read = {
            path: tables_of(reader, path)
            for path in (
                "/",
                "/geld/",
                "/te-laat/",
                "/overzicht/voorlopig/",
                *chapters,
            )
        }
        first_page = reader.get("/").text
        counted = {
            (path, figure): reader.get(path).text
            for path, figure in re.findall(
                r'<a href="(/(?:acties|mijlpalen|te-laat)/[^"]*)">(?:<b>)?(\d+)'
                # Not a year, which is a link as well.
                r"(?:</b>|<span| actie| mijlpa)",
                first_page.replace("&amp;", "&"),
            )
            if "#" not in path
        }
        shown = {path: reader.get(path).text for path in chapters}
        late = {
            number: reader.get(f"/te-laat/?hoofdstuk={number}").text
            for number in range(1, 7)
        }

    footed = {
        path: [table for table in tables if table["tfoot"]]
        for path, tables in read.items()
    }
    assert len(footed["/"]) == 2
    assert len(footed["/geld/"]) == 2
    assert len(footed["/overzicht/voorlopig/"]) >= 4
    assert [
        wrong
        for path, tables in footed.items()
        for table in tables
        for wrong in differences(path, table)
    ] == []
    # Each figure of the first page is the length of the list that it leads to.
    assert len(counted) > 40
    assert [
        (path, figure)
        for (path, figure), text in counted.items()
        if not re.search(rf"<b>{figure}</b>|\({figure}\)", text)
    ] == []
    for number, path in enumerate(chapters, start=1):
        told = re.search(r"hoofdstuk=\d\">(\d+) mijlpa", shown[path])
        assert told, path
        assert f"Te laat</span> ({told[1]})" in late[number], path
