"""Who is not signed in: nothing, or the public edition where it is switched on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from reporting.models import Overview
from reporting.render.public import public_edition
from tests.api.client import BASE, client_of, problem
from tests.reporting.world import World

SECRETS = (
    # The person who published, and by which name.
    "bureau",
    "Petra de Vries",
    "Dit is nog geheim.",
    "Komt er geld voor het netwerk?",
    "Zonder geld stopt het.",
    "Het loopt zoals afgesproken.",
)


@pytest.fixture
def overview(reported: World) -> Overview:
    """Publish the second quarter."""
    return reported.publish()


def get(path: str, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(f"{BASE}/overviews{path}", headers=named)


def test_off_everything_asks_for_a_login(overview: Overview) -> None:
    for path in ("", f"/{overview.pk}", "/999999", "/preview?quarter=2026-Q3"):
        problem(get(path), 401)


def test_off_answers_no_tag_of_before(overview: Overview, settings: Any) -> None:
    settings.PUBLIC_OVERVIEWS = True
    tag = get(f"/{overview.pk}").headers["ETag"]
    assert get(f"/{overview.pk}", if_none_match=tag).status_code == 304
    settings.PUBLIC_OVERVIEWS = False

    for known in (tag, "*"):
        problem(get(f"/{overview.pk}", if_none_match=known), 401)


def test_on_everybody_reads_a_part_of_it(
    reported: World, overview: Overview, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True

    (row,) = get("").json()["results"]
    item = get(f"/{overview.pk}").json()

    whole = client_of(reported.reader).get(f"/overviews/{overview.pk}").json()
    assert item.pop("payload") == public_edition(whole.pop("payload"))
    assert item == row == whole


def test_on_there_are_no_names_drafts_or_texts_for_the_regiegroep(
    reported: World, overview: Overview, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True
    reported.start_draft("Dit is nog geheim.")

    told = get("").content.decode() + get(f"/{overview.pk}").content.decode()

    assert "Wij maken een wegwijzer." in told
    for secret in SECRETS:
        assert secret not in told, secret


def test_on_what_is_not_published_still_asks_for_a_login(
    overview: Overview, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True

    problem(get("/preview?quarter=2026-Q3"), 401)
    problem(get("/999999"), 404)
    for method in ("post", "put", "patch", "delete"):
        for path in ("", f"/{overview.pk}"):
            response = getattr(Client(), method)(f"{BASE}/overviews{path}")
            problem(response, 401)
    assert Client().get(f"{BASE}/actions").status_code == 401


def test_on_a_token_that_is_not_valid_is_still_refused(
    overview: Overview, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True

    problem(get("", authorization="Bearer tat_onzin"), 401)


def test_what_the_public_reads_is_not_what_a_reader_gets_from_a_cache(
    reported: World, overview: Overview, settings: Any
) -> None:
    settings.PUBLIC_OVERVIEWS = True
    public = get(f"/{overview.pk}").headers["ETag"]

    mine = client_of(reported.reader).get(
        f"/overviews/{overview.pk}", if_none_match=public
    )

    assert mine.status_code == 200
