"""Pages: by cursor, in both directions and under changes, and by number."""

from __future__ import annotations

from typing import Any

import pytest

from core import writes
from core.imprecise_dates import parse_imprecise_date
from tests.api.client import BASE, ApiClient
from tests.factories.actions import ActionFactory, MilestoneFactory, SpearheadFactory
from tests.factories.actors import SYSTEM

pytestmark = pytest.mark.django_db


def follow(reader: ApiClient, path: str, direction: str = "next") -> list[Any]:
    """Return the pages, each as its list of rows, following the links."""
    pages = []
    while path:
        body = reader.get(path).json()
        pages.append(body["results"])
        path = (body[direction] or "").partition(BASE)[2]
        assert len(pages) < 50
    return pages


def test_cursor_visits_every_row_once(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    codes = [ActionFactory.create(spearhead=spearhead).code for _ in range(7)]

    pages = follow(reader, "/actions?pageSize=3&fields=code")

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["code"] for page in pages for row in page] == codes


def test_page_that_is_just_full_has_no_next(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    for _ in range(3):
        ActionFactory.create(spearhead=spearhead)

    body = reader.get("/actions?pageSize=3").json()

    assert (body["count"], body["next"], body["previous"]) == (None, None, None)
    assert len(body["results"]) == 3


def test_previous_leads_back_over_the_same_pages(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    for _ in range(7):
        ActionFactory.create(spearhead=spearhead)
    first = reader.get("/actions?pageSize=3&fields=id").json()
    second = reader.get(first["next"].partition(BASE)[2]).json()
    third = reader.get(second["next"].partition(BASE)[2]).json()

    back = reader.get(third["previous"].partition(BASE)[2]).json()
    begin = reader.get(back["previous"].partition(BASE)[2]).json()
    forth = reader.get(begin["next"].partition(BASE)[2]).json()

    assert back["results"] == second["results"] == forth["results"]
    assert begin["results"] == first["results"]
    assert begin["previous"] is None
    assert third["next"] is None


def test_cursor_is_not_moved_by_rows_that_come_and_go(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    actions = [ActionFactory.create(spearhead=spearhead) for _ in range(5)]
    ids = [action.pk for action in actions]
    first = reader.get("/actions?pageSize=2&fields=id").json()

    writes.remove(actions[0], by=SYSTEM)
    writes.remove(actions[1], by=SYSTEM)
    added = ActionFactory.create(spearhead=spearhead)
    rest = follow(reader, first["next"].partition(BASE)[2])

    seen = [row["id"] for row in first["results"]] + [
        row["id"] for page in rest for row in page
    ]
    assert seen == [*ids, added.pk]


@pytest.mark.parametrize("ordering", ["agreed", "-agreed", "agreed,-id", "-agreed,-id"])
@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_order_with_empty_and_equal_values_is_walked_both_ways(
    reader: ApiClient, ordering: str, size: int
) -> None:
    dates = ["2024", "komende jaren", "2023", "2024", "op korte termijn", "2022"]
    for words in dates:
        date = parse_imprecise_date(words)
        MilestoneFactory.create(original=date, agreed=date)
    query = f"/milestones?ordering={ordering}&pageSize={size}&fields=id,agreed"

    pages = follow(reader, query)

    walked = [row for page in pages for row in page]
    ends = [row["agreed"]["end"] for row in walked]
    dated = [end for end in ends if end]
    assert len(walked) == len({row["id"] for row in walked}) == len(dates)
    assert dated == sorted(dated, reverse=ordering.startswith("-"))
    # Without a day: at the end, in either direction.
    assert ends[-2:] == [None, None]
    last = f"{query}&page={len(pages)}"
    assert reader.results(last) == pages[-1]

    if len(pages) > 1:
        end = reader.get(query).json()
        while end["next"]:
            end = reader.get(end["next"].partition(BASE)[2]).json()
        back = follow(reader, end["previous"].partition(BASE)[2], "previous")
        assert [row for page in reversed(back) for row in page] == [
            row for page in pages[:-1] for row in page
        ]


def test_cursor_of_another_order_is_refused(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    for _ in range(3):
        ActionFactory.create(spearhead=spearhead)
    cursor = reader.get("/actions?pageSize=1").json()["next"].partition("cursor=")[2]

    assert reader.get(f"/actions?pageSize=1&cursor={cursor}").status_code == 200
    response = reader.get(f"/actions?pageSize=1&ordering=code&cursor={cursor}")

    assert response.status_code == 400


def test_number_gives_a_count_and_numbers_beside_it(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    for _ in range(5):
        ActionFactory.create(spearhead=spearhead)

    body = reader.get("/actions?page=2&pageSize=2").json()
    beyond = reader.get("/actions?page=9&pageSize=2").json()

    assert body["count"] == 5
    assert len(body["results"]) == 2
    assert body["next"] == f"http://testserver{BASE}/actions?page=3&pageSize=2"
    assert body["previous"] == f"http://testserver{BASE}/actions?page=1&pageSize=2"
    assert (beyond["count"], beyond["results"], beyond["next"]) == (5, [], None)


def test_links_keep_the_rest_of_the_question(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    for _ in range(2):
        ActionFactory.create(spearhead=spearhead)

    link = reader.get("/actions?pageSize=1&fields=id,code&ordering=-code").json()[
        "next"
    ]

    assert "fields=id,code" in link
    assert "ordering=-code" in link
    assert "pageSize=1" in link


def test_default_order_is_that_of_the_document_as_loaded(reader: ApiClient) -> None:
    spearhead = SpearheadFactory.create()
    codes = [
        ActionFactory.create(spearhead=spearhead, code=code).code
        for code in ("1.2", "1.10", "1.1")
    ]

    assert [row["code"] for row in reader.results("/actions")] == codes
