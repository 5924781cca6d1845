"""Published overviews over the API: the stored text, unchanged and cheap."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from core import writes
from reporting import services
from reporting.canonical import canonical_json
from reporting.models import Overview
from reporting.payload import as_payload
from reporting.sources import READ, gather
from tests.api.client import BASE, ApiClient, client_of, problem
from tests.factories.actors import SYSTEM
from tests.factories.reporting import OverviewFactory
from tests.reporting.world import AFTER_Q3, Q2, Q3, World


@pytest.fixture
def overview(reported: World) -> Overview:
    """Publish the second quarter."""
    return reported.publish()


@pytest.fixture
def reader(reported: World) -> ApiClient:
    """Ask as a member of the regiegroep, with a token that was used before."""
    client = client_of(reported.reader)
    client.get("/programmes")
    return client


def test_stored_text_comes_byte_for_byte(reader: ApiClient, overview: Overview) -> None:
    body = reader.get(f"/overviews/{overview.pk}").content

    stored = overview.payload.encode()
    assert body.count(stored) == 1
    start = body.index(b'"payload":') + len(b'"payload":')
    assert body[start : start + len(stored)] == stored
    assert hashlib.sha256(stored).hexdigest() == overview.sha256


@pytest.mark.django_db
def test_text_is_not_read_and_written_again(reader: ApiClient) -> None:
    # White space and the order of keys would not survive that.
    stored = '{ "b": 1.50,\n "a": "\\u00e9" }'
    odd = OverviewFactory.create(quarter="2025-Q4", payload=stored)

    body = reader.get(f"/overviews/{odd.pk}").content

    assert f'"payload":{stored}'.encode() in body


def test_keys_beside_the_text(reader: ApiClient, overview: Overview) -> None:
    item = reader.get(f"/overviews/{overview.pk}").json()

    payload = item.pop("payload")
    assert payload["quarter"] == "2026-Q2"
    assert item.pop("changedAt").endswith("Z")
    assert item.pop("publishedAt").endswith("Z")
    assert item == {
        "id": overview.pk,
        "programme": "toekomstagenda",
        "quarter": "2026-Q2",
        "version": 1,
        "sha256": overview.sha256,
        "erratum": None,
        "isFictitious": False,
    }


def test_list_has_no_text_and_does_not_give_it_either(
    reader: ApiClient, overview: Overview
) -> None:
    (row,) = reader.results("/overviews")

    assert "payload" not in row
    assert overview.payload not in str(row)
    (error,) = problem(reader.get("/overviews?fields=payload"), 400)["errors"]
    assert error["pointer"] == "#/fields"


def test_every_version_is_listed_with_what_it_corrects(
    reported: World, reader: ApiClient, overview: Overview
) -> None:
    reported.correct("Het bedrag was fout.")
    reported.publish(Q3)

    rows = reader.results("/overviews?ordering=-quarter,-version")

    assert [(r["quarter"], r["version"], r["erratum"]) for r in rows] == [
        (str(Q3), 1, None),
        (str(Q2), 2, "Het bedrag was fout."),
        (str(Q2), 1, None),
    ]


def test_one_statement_and_who_asks(
    reader: ApiClient,
    overview: Overview,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    path = f"/overviews/{overview.pk}"
    tag = reader.get(path).headers["ETag"]

    # 1. token with its user  2. the row
    with django_assert_num_queries(2):
        assert reader.get(path).status_code == 200
    with django_assert_num_queries(2):
        response = reader.get(path, if_none_match=tag)

    assert (response.status_code, response.content) == (304, b"")


def test_only_the_keys_that_are_asked(reader: ApiClient, overview: Overview) -> None:
    head = reader.get(f"/overviews/{overview.pk}?fields=sha256,version").json()
    whole = reader.get(f"/overviews/{overview.pk}?fields=payload").json()

    assert head == {"version": 1, "sha256": overview.sha256}
    assert list(whole) == ["payload"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
@pytest.mark.parametrize("who", ["office", "reader"])
def test_nobody_changes_or_removes_it(
    reported: World, overview: Overview, method: str, who: str
) -> None:
    user = reported.office_user if who == "office" else reported.reader
    before = Overview.objects.values().get()
    history = Overview.history.count()

    response = client_of(user).request(
        method, f"{BASE}/overviews/{overview.pk}", if_match='"1"'
    )

    problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert Overview.objects.values().get() == before
    assert Overview.history.count() == history


def test_missing_one_is_404(reader: ApiClient, overview: Overview) -> None:
    problem(reader.get(f"/overviews/{overview.pk + 1}"), 404)


def test_token_without_the_scope_to_read_reads_nothing(
    reported: World, overview: Overview
) -> None:
    client = client_of(reported.office_user, ["overviews:publish"])

    for path in ("", f"/{overview.pk}", "/preview?quarter=2026-Q3"):
        problem(client.get(f"/overviews{path}"), 403)


# --- the running quarter -----------------------------------------------------------


def preview_of(client: ApiClient, query: str) -> dict[str, Any]:
    """Return the body of a preview."""
    response = client.get(f"/overviews/preview?{query}")
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    return body


def test_preview_says_loudly_what_it_is(reported: World, reader: ApiClient) -> None:
    body = preview_of(reader, "quarter=2026-Q2")

    assert body["preview"] is True
    assert body["notice"].startswith("VOORLOPIG")
    assert (body["programme"], body["quarter"]) == ("toekomstagenda", "2026-Q2")
    assert body["payload"]["edition"] == 0
    assert "sha256" not in body
    assert "publishedAt" not in body
    assert not Overview.objects.exists()


def test_preview_tells_what_would_be_published(
    reported: World, reader: ApiClient
) -> None:
    seen = preview_of(reader, "quarter=2026-Q2&programme=toekomstagenda")["payload"]

    published = reported.publish(on=date.fromisoformat(seen["asOf"]))
    stored = reader.get(f"/overviews/{published.pk}").json()["payload"]

    assert {**stored, "edition": 0} == seen


def test_preview_takes_as_many_statements_however_much_there_is(
    reported: World, reader: ApiClient, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        preview_of(reader, "quarter=2026-Q2")


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("", "#/quarter", "required"),
        ("quarter=", "#/quarter", "empty"),
        ("quarter=2026-Q5", "#/quarter", "invalid"),
        ("quarter=0000-Q1", "#/quarter", "invalid"),
        ("quarter=2026-Q2&chapter=1", "#/chapter", "unknown"),
    ],
)
def test_preview_of_what_cannot_be_is_400(
    reported: World, reader: ApiClient, query: str, pointer: str, code: str
) -> None:
    errors = problem(reader.get(f"/overviews/preview?{query}"), 400)["errors"]

    assert (pointer, code) in [(e["pointer"], e["code"]) for e in errors]


def test_preview_of_another_programme_is_404(
    reported: World, reader: ApiClient
) -> None:
    problem(reader.get("/overviews/preview?quarter=2026-Q2&programme=nergens"), 404)


def test_preview_that_did_not_change_is_304_and_composed_once(
    reported: World, reader: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/overviews/preview?quarter=2026-Q2"
    first = reader.get(path)
    composed = []
    original = services.preview

    def counting(*args: Any, **kwargs: Any) -> Any:
        composed.append(args)
        return original(*args, **kwargs)

    monkeypatch.setattr(services, "preview", counting)

    again = reader.get(path)
    unchanged = reader.get(path, if_none_match=first.headers["ETag"])

    assert again.content == first.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert composed == []


def organisation_renamed(world: World) -> None:
    organisation = world.actions[0].trekkers.get().organisation
    assert organisation is not None
    writes.write(organisation, {"abbreviation": "ANDERS"}, by=SYSTEM)


CHANGES: dict[str, Callable[[World], object]] = {
    "an action": lambda world: writes.write(
        fresh(world.actions[3]), {"title": "Anders"}, by=SYSTEM
    ),
    "a body": lambda world: writes.write(
        fresh(world.werkgroep), {"name": "Anders"}, by=SYSTEM
    ),
    "an organisation": organisation_renamed,
    "money": lambda world: writes.write(
        fresh(world.budget), {"agreed": Decimal("7.00")}, by=SYSTEM
    ),
    "a draft": lambda world: world.start_draft("Nog niet klaar."),
    "what was published": lambda world: world.publish(),
}


def fresh(row: Any) -> Any:
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("what", CHANGES)
def test_preview_after_a_change_is_made_anew(
    reported: World, reader: ApiClient, what: str
) -> None:
    # A draft is of the third quarter, which compares itself with the second.
    path = "/overviews/preview?quarter=2026-Q3"
    before = reader.get(path)

    CHANGES[what](reported)
    after = reader.get(path, if_none_match=before.headers["ETag"])

    assert after.status_code == 200
    composed = services.preview(
        reported.programme, Q3, on=date.fromisoformat(after.json()["payload"]["asOf"])
    )
    assert after.json()["payload"] == json.loads(canonical_json(as_payload(composed)))
    assert after.content != before.content


def test_preview_knows_every_table_that_is_read(reported: World) -> None:
    reported.publish()
    with CaptureQueriesContext(connection) as captured:
        gather(reported.programme, Q3, as_of=AFTER_Q3)

    asked = {
        table
        for query in captured.captured_queries
        for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    assert asked <= {model._meta.db_table for model in READ}
