"""The public edition: off it does not exist, on it holds nothing it should not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.actor import as_actor
from tests.factories.actors import SYSTEM
from tests.reporting.world import World, make_reported_world

ADDRESSES = [
    "/openbaar/",
    "/openbaar/2026-Q2/",
    "/openbaar/2026-Q2/versie/1/",
    "/openbaar/2026-Q2/versie/1/overzicht.json",
    "/openbaar/2026-Q2/versie/1/hoofdstuk/1/",
]


@pytest.fixture
def published(db: None) -> World:
    """Publish the second quarter."""
    with as_actor(SYSTEM):
        world = make_reported_world()
    world.publish()
    return world


@pytest.fixture
def public(settings: Any) -> None:
    """Switch the public edition on."""
    settings.PUBLIC_OVERVIEWS = True


def test_public_edition_is_off_unless_asked_for(settings: Any) -> None:
    assert settings.PUBLIC_OVERVIEWS is False


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_off_means_that_it_does_not_exist(
    published: World, address: str, method: str
) -> None:
    assert getattr(Client(), method)(address).status_code == 404
    signed_in = Client()
    signed_in.force_login(published.reader)
    assert getattr(signed_in, method)(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_off_answers_no_tag_of_before(
    published: World, address: str, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True
    tag = Client().get(address).headers.get("ETag", "*")
    settings.PUBLIC_OVERVIEWS = False

    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Wed, 01 Jan 2098 00:00:00 GMT"},
    ):
        assert Client().get(address, headers=headers).status_code == 404


def test_off_asks_the_database_nothing(published: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        Client().get("/openbaar/2026-Q2/")

    assert len(captured) == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_everybody_reads_it(published: World, public: None, address: str) -> None:
    response = Client().get(address)

    assert response.status_code == 200
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/openbaar/2026-Q3/",
        "/openbaar/2026-Q2/versie/2/",
        "/openbaar/2026-Q2/versie/1/hoofdstuk/9/",
        "/openbaar/voorlopig/",
    ],
)
def test_on_what_is_not_published_does_not_exist(
    published: World, public: None, address: str
) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_there_are_no_names_drafts_or_texts_for_the_regiegroep(
    published: World, public: None, address: str
) -> None:
    published.start_draft("Dit is nog geheim.")

    told = Client().get(address).content.decode()

    for secret in (
        # The person who published, and by which name.
        "bureau",
        "Petra de Vries",
        "Dit is nog geheim.",
        "Komt er geld voor het netwerk?",
        "Zonder geld stopt het.",
        "Het loopt zoals afgesproken.",
        "wordt geschreven",
    ):
        assert secret not in told, secret


def test_on_the_page_holds_the_figures_and_the_plain_words(
    published: World, public: None
) -> None:
    page = Client().get("/openbaar/2026-Q2/").content.decode()

    assert "Van de 12 acties is er nog geen klaar." in page
    assert "Wij maken een wegwijzer." in page
    assert 'href="/acties/' not in page
    assert 'href="/openbaar/2026-Q2/versie/1/hoofdstuk/1/"' in page


def test_on_the_page_takes_one_statement(published: World, public: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        Client().get("/openbaar/2026-Q2/")

    assert len(captured) == 1


def test_on_the_data_holds_an_allow_list(published: World, public: None) -> None:
    told = json.loads(Client().get("/openbaar/2026-Q2/versie/1/overzicht.json").content)

    assert "questions" not in told
    assert "overrides" not in told
    (chapter, _) = told["chapters"]
    assert set(chapter["spearheads"][0]["actions"][0]) == {
        "borgingState",
        "code",
        "lateMilestones",
        "leads",
        "plainLanguage",
        "previous",
        "report",
        "state",
        "title",
    }


def test_on_files_and_the_rest_stay_behind_the_login(
    published: World, public: None
) -> None:
    for path in (
        "/overzicht/",
        "/overzicht/2026-Q2/",
        "/overzicht/2026-Q2/versie/1/overzicht.pdf",
        "/overzicht/2026-Q2/versie/1/overzicht.json",
    ):
        assert Client().get(path).status_code == 302, path


def test_on_a_replaced_version_says_so(published: World, public: None) -> None:
    published.correct("Het bedrag was fout.")

    first = Client().get("/openbaar/2026-Q2/versie/1/").content.decode()
    newest = Client().get("/openbaar/2026-Q2/").content.decode()

    assert "Er is een verbeterde versie." in first
    assert "Het bedrag was fout." in newest
