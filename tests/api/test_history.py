"""The history of an action: every step, the newest first, with what it changed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.api.client import BASE, ApiClient, problem
from tests.api.world import change
from tests.factories.actions import ActionFactory, SpearheadFactory

pytestmark = pytest.mark.django_db


def test_each_step_tells_what_it_changed(reader: ApiClient) -> None:
    action = ActionFactory.create(title="een", printed_code="1")
    other = SpearheadFactory.create(chapter=action.spearhead.chapter)
    change(action, title="twee", printed_code="2")
    change(action, spearhead=other)

    third, second, first = reader.results(f"/actions/{action.pk}/history")

    assert [step["version"] for step in (third, second, first)] == [3, 2, 1]
    assert second["changes"] == [
        {"field": "printedCode", "from": "1", "to": "2"},
        {"field": "title", "from": "een", "to": "twee"},
    ]
    assert [item["field"] for item in third["changes"]] == ["spearheadId"]
    assert (first["change"], first["changes"]) == ("created", [])
    assert first["by"] == "tests"


def test_pages_compare_with_the_step_before_the_page(reader: ApiClient) -> None:
    action = ActionFactory.create(title="0")
    for number in range(1, 5):
        change(action, title=str(number))
    path = f"/actions/{action.pk}/history"

    seen = []
    body = reader.get(f"{path}?pageSize=2").json()
    while True:
        seen += [
            (item["from"], item["to"])
            for step in body["results"]
            for item in step["changes"]
        ]
        if not body["next"]:
            break
        last, body = body, reader.get(body["next"].partition(BASE)[2]).json()
    back = reader.get(body["previous"].partition(BASE)[2]).json()

    assert seen == [("3", "4"), ("2", "3"), ("1", "2"), ("0", "1")]
    assert back["results"] == last["results"]
    assert reader.get(f"{path}?page=1").json()["count"] == 5


def test_history_costs_the_same_however_long_it_is(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    action = ActionFactory.create()
    for number in range(4):
        change(action, title=str(number))

    # 1. token  2. may it be seen  3. which steps  4. their values
    with django_assert_num_queries(4):
        reader.get(f"/actions/{action.pk}/history")


def test_history_is_strict_and_closed(reader: ApiClient, client: Client) -> None:
    action = ActionFactory.create()

    problem(reader.get(f"/actions/{action.pk}/history?ordering=id"), 400)
    problem(reader.get(f"/actions/{action.pk}/history/"), 404)
    problem(client.get(f"{BASE}/actions/{action.pk}/history"), 401)
