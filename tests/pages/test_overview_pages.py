"""The pages of the quarterly overview: who sees what, in how many statements."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.actor import as_actor
from pages.overview.published import editions
from reporting import files
from reporting.files import actor_of_rendering, render_missing
from reporting.models import FileFormat, Overview, OverviewFile
from reporting.render import CONTENT_TYPES, MissingLibrary
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM, acting
from tests.reporting.world import AFTER_Q2, Q2, Q3, World, make_reported_world

EDITION = ["2026-Q2", 1]


@pytest.fixture
def world(db: None) -> World:
    """Make a programme with the second quarter reported on."""
    with as_actor(SYSTEM):
        return make_reported_world()


@pytest.fixture
def overview(world: World) -> Overview:
    """Publish the second quarter."""
    return world.publish()


@pytest.fixture
def quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make files of a few bytes."""
    monkeypatch.setattr(
        files, "render", lambda kind, *args, chapter=0: f"{kind}{chapter}".encode()
    )


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reader(world: World) -> Client:
    """Give a browser in which a regiegroep member is signed in."""
    return client_of(world.reader)


@pytest.fixture
def office(world: World) -> Client:
    """Give a browser in which the programme office is signed in."""
    return client_of(world.office_user)


def text_of(response: Any) -> str:
    return str(response.content.decode())


# --- statements ---


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("overview", ["2026-Q2"]),
        ("overview-edition", EDITION),
        ("overview-chapter", [*EDITION, 1]),
        ("overview-plain", EDITION),
        ("overview-json", EDITION),
        ("overview-progress", EDITION),
    ],
)
def test_published_overview_takes_three_statements(
    reader: Client, overview: Overview, name: str, arguments: list[Any]
) -> None:
    address = reverse_by_text(name, arguments)
    reader.get(address)

    with CaptureQueriesContext(connection) as captured:
        response = reader.get(address)

    assert response.status_code == 200
    # The session, the user, and the overview with all there is to know of it.
    assert len(captured) == 3, [query["sql"] for query in captured]


def reverse_by_text(name: str, arguments: list[Any]) -> str:
    """Return an address, with the quarter as it is written."""
    return reverse(
        f"pages:{name}",
        args=[Q2 if argument == "2026-Q2" else argument for argument in arguments],
    )


def test_list_takes_four_statements_however_many_there_are(
    reader: Client, world: World, overview: Overview
) -> None:
    world.correct("Een tikfout.")
    world.publish(Q3)

    with CaptureQueriesContext(connection) as captured:
        reader.get(reverse("pages:overviews"))

    # The session, the user, the versions, the closed rounds.
    assert len(captured) == 4


@pytest.mark.parametrize(
    ("name", "query", "number"),
    [
        # The session, the user, the versions, and the texts of the two.
        ("overview-compare", "?van=2026-Q2-v1&tot=2026-Q2-v2", 4),
        # The session, the user, the programme, the rounds, the versions.
        ("overview-publish", "", 5),
        # The session, the user, the programme, the rounds, and all it is made of.
        ("overview-preview", "", 4 + 15),
        ("overview-preview-plain", "", 4 + 15),
    ],
)
def test_other_pages_ask_a_fixed_number_of_things(
    office: Client, world: World, overview: Overview, name: str, query: str, number: int
) -> None:
    world.correct("Een tikfout.")
    address = reverse(f"pages:{name}") + query
    found = []

    for more in (lambda: None, lambda: world.publish(Q3)):
        more()
        with CaptureQueriesContext(connection) as captured:
            assert office.get(address).status_code == 200
        found.append(len(captured))

    assert found == [number, number]


def test_page_does_not_ask_more_when_there_are_more_versions_and_files(
    reader: Client, world: World, overview: Overview, quick_files: None
) -> None:
    render_missing(overview, by=actor_of_rendering(AFTER_Q2))
    world.correct("Een tikfout.")

    with CaptureQueriesContext(connection) as captured:
        reader.get(reverse("pages:overview-edition", args=[Q2, 1]))

    assert len(captured) == 3


# --- what the page says ---


def test_page_says_what_it_is(reader: Client, overview: Overview) -> None:
    page = text_of(reader.get(reverse("pages:overview", args=[Q2])))

    assert "<h1>Kwartaaloverzicht tweede kwartaal 2026</h1>" in page
    assert overview.sha256 in page
    assert "Stand op 20 juli 2026" in page
    assert "Van de 12 acties is er nog geen klaar." in page
    assert "Komt er geld voor het netwerk?" in page


def test_page_escapes_what_people_wrote(world: World, reader: Client) -> None:
    with as_actor(SYSTEM):
        world.report(
            Q3,
            on=AFTER_Q2,
            content={"1.1.1": {"state_of_affairs": "<script>alert(1)</script>"}},
        )
    world.publish(Q3)

    page = text_of(reader.get(reverse("pages:overview-chapter", args=[Q3, 1, 1])))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_links_lead_to_what_was_published(reader: Client, overview: Overview) -> None:
    page = text_of(reader.get(reverse("pages:overview", args=[Q2])))

    assert 'href="/overzicht/2026-Q2/versie/1/hoofdstuk/1/#actie-1.1.1"' in page
    chapter = text_of(reader.get(reverse("pages:overview-chapter", args=[Q2, 1, 1])))
    assert 'id="actie-1.1.1"' in chapter
    assert 'href="/acties/1.1.1/"' in chapter


def test_quarter_without_a_version_shows_the_newest(
    reader: Client, world: World, overview: Overview
) -> None:
    world.correct("De tweede.")

    page = text_of(reader.get(reverse("pages:overview", args=[Q2])))

    assert "De tweede." in page


def test_corrected_version_leads_to_the_one_before_and_back(
    reader: Client, world: World, overview: Overview
) -> None:
    world.correct("Het bedrag was fout.")

    first = text_of(reader.get(reverse("pages:overview-edition", args=[Q2, 1])))
    second = text_of(reader.get(reverse("pages:overview-edition", args=[Q2, 2])))

    assert "Er is een verbeterde versie." in first
    assert 'href="/overzicht/2026-Q2/versie/2/"' in first
    assert "Het bedrag was fout." not in first
    assert "Verbeterde versie.</strong> Het bedrag was fout." in second
    assert 'href="/overzicht/2026-Q2/versie/1/"' in second


def test_made_up_is_said_loudly(world: World, reader: Client) -> None:
    with as_actor(SYSTEM):
        world.report(Q3, on=AFTER_Q2, content={"1.1.1": {"is_fictitious": True}})
    world.publish(Q3)

    for name, arguments in (
        ("overview", [Q3]),
        ("overview-chapter", [Q3, 1, 1]),
        ("overview-plain", [Q3, 1]),
        ("overviews", []),
    ):
        page = text_of(reader.get(reverse(f"pages:{name}", args=arguments)))
        assert "Verzonnen gegevens voor de demo." in page, name


@pytest.mark.parametrize(
    "path",
    [
        "/overzicht/2026-Q3/",
        "/overzicht/2026-Q2/versie/9/",
        "/overzicht/2026-Q2/versie/1/hoofdstuk/9/",
        "/overzicht/2026-Q2/versie/1/hoofdstuk/9/overzicht.csv",
        "/overzicht/2026-Q5/",
        "/overzicht/0000-Q1/",
        "/overzicht/2026-Q2/versie/1/overzicht.docx",
    ],
)
def test_what_is_not_there_is_not_found(
    reader: Client, overview: Overview, path: str
) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("name", ["overviews", "overview-preview", "overview-compare"])
def test_page_without_anything_published_says_so(reader: Client, name: str) -> None:
    assert reader.get(reverse(f"pages:{name}")).status_code == 200


def test_closed_quarter_that_is_not_published_is_named(
    reader: Client, world: World
) -> None:
    page = text_of(reader.get(reverse("pages:overviews")))

    assert "Gesloten, maar nog niet gepubliceerd" in page
    world.publish()
    assert "Gesloten, maar" not in text_of(reader.get(reverse("pages:overviews")))


def test_everything_is_behind_the_login(overview: Overview) -> None:
    for name, arguments in (
        ("overviews", []),
        ("overview", ["2026-Q2"]),
        ("overview-edition", EDITION),
        ("overview-plain", EDITION),
        ("overview-json", EDITION),
        ("overview-progress", EDITION),
        ("overview-file", [*EDITION, FileFormat.PDF]),
        ("overview-preview", []),
        ("overview-preview-plain", []),
        ("overview-publish", []),
        ("overview-compare", []),
    ):
        response = Client().get(reverse_by_text(name, arguments))
        assert response.status_code == 302, name
        assert response.headers["Location"].startswith("/inloggen/"), name


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_what_was_published(overview: Overview, role: Role) -> None:
    client = client_of(UserFactory.create(role=role))

    assert client.get(reverse("pages:overview", args=[Q2])).status_code == 200


@pytest.mark.parametrize("name", ["overviews", "overview-preview", "overview-compare"])
def test_pages_are_for_reading_only(reader: Client, name: str) -> None:
    assert reader.post(reverse(f"pages:{name}")).status_code == 405


# --- the text and the files ---


def test_text_is_served_as_it_is_stored(reader: Client, overview: Overview) -> None:
    response = reader.get(reverse("pages:overview-json", args=[Q2, 1]))

    assert response.content == overview.payload.encode()
    assert hashlib.sha256(response.content).hexdigest() == overview.sha256
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="kwartaaloverzicht-2026-Q2-v1.json"'
    )
    assert response.headers["Cache-Control"] == "no-store"


def test_who_has_these_bytes_gets_none(reader: Client, overview: Overview) -> None:
    address = reverse("pages:overview-json", args=[Q2, 1])
    tag = reader.get(address).headers["ETag"]

    response = reader.get(address, headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("kind", FileFormat)
def test_file_comes_with_its_type_and_name(
    reader: Client, overview: Overview, quick_files: None, kind: FileFormat
) -> None:
    render_missing(overview, by=actor_of_rendering(AFTER_Q2))

    response = reader.get(reverse("pages:overview-file", args=[Q2, 1, kind]))

    assert response.content == f"{kind}0".encode()
    assert response.headers["Content-Type"] == CONTENT_TYPES[kind]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="kwartaaloverzicht-2026-Q2-v1.{kind.value}"'
    )
    stored = OverviewFile.objects.get(format=kind)
    assert response.headers["ETag"] == f'"{stored.sha256}"'


def test_file_that_is_still_being_made_says_so(
    reader: Client, overview: Overview
) -> None:
    response = reader.get(reverse("pages:overview-file", args=[Q2, 1, FileFormat.PDF]))
    page = text_of(reader.get(reverse("pages:overview", args=[Q2])))

    assert response.status_code == 404
    assert "wordt nog gemaakt" in text_of(response)
    assert "wordt gemaakt" in page
    assert "0 van 5 bestanden klaar." in page


def test_file_of_a_chapter_is_made_when_asked_for(
    reader: Client, overview: Overview, quick_files: None
) -> None:
    address = reverse("pages:overview-chapter-file", args=[Q2, 1, 6, FileFormat.CSV])

    response = reader.get(address)

    assert response.content == b"csv6"
    assert OverviewFile.objects.get().chapter == 6
    assert response.headers["Content-Disposition"].endswith(
        '"kwartaaloverzicht-2026-Q2-v1-hoofdstuk-6.csv"'
    )
    again = reader.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_without_pango_the_page_says_which_package(
    reader: Client, overview: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.render.pdf.weasyprint", None)

    def render(kind: FileFormat, *args: Any, chapter: int = 0) -> bytes:
        if kind == FileFormat.PDF:
            raise MissingLibrary("apt-get install libpango-1.0-0")
        return b"x"

    monkeypatch.setattr(files, "render", render)
    render_missing(overview, by=actor_of_rendering(AFTER_Q2))

    page = text_of(reader.get(reverse("pages:overview", args=[Q2])))
    whole = reader.get(reverse("pages:overview-file", args=[Q2, 1, FileFormat.PDF]))
    part = reader.get(
        reverse("pages:overview-chapter-file", args=[Q2, 1, 1, FileFormat.PDF])
    )

    assert "apt-get install libpango-1.0-0" in page
    assert "kan hier niet" in page
    assert (whole.status_code, part.status_code) == (404, 404)
    assert "apt-get install libpango-1.0-0" in text_of(whole)
    csv = reader.get(reverse("pages:overview-file", args=[Q2, 1, FileFormat.CSV]))
    assert csv.status_code == 200


def test_progress_tells_how_far_publishing_is(
    reader: Client, world: World, quick_files: None
) -> None:
    address = reverse("pages:overview-progress", args=[Q2, 1])

    assert reader.get(address).json() == {"published": False, "files": 0, "of": 5}
    overview = world.publish()
    assert reader.get(address).json() == {"published": True, "files": 0, "of": 5}
    render_missing(overview, by=actor_of_rendering(AFTER_Q2))
    assert reader.get(address).json() == {"published": True, "files": 5, "of": 5}


# --- plain language ---


def test_plain_edition_names_actions_without_a_sentence_and_without_a_report(
    world: World, reader: Client
) -> None:
    with as_actor(SYSTEM):
        world.report(
            Q3,
            on=AFTER_Q2,
            content={"1.1.2": {"plain_language": ""}},
            only={"1.1.1", "1.1.2"},
        )
    world.publish(Q3)

    page = text_of(reader.get(reverse("pages:overview-plain", args=[Q3, 1])))

    assert "Wij maken een wegwijzer." in page
    assert "mist een zin in gewone taal: 1.1.2 Actie 1.2." in page
    assert "nog geen bericht: 1.1.3, 1.1.4, 1.1.5, 1.1.6." in page


def test_only_the_office_sees_what_is_hard_to_read(
    world: World, reader: Client, office: Client
) -> None:
    with as_actor(SYSTEM):
        world.report(
            Q3,
            on=AFTER_Q2,
            content={"1.1.1": {"plain_language": "Conform de governance."}},
        )
    world.publish(Q3)
    address = reverse("pages:overview-plain", args=[Q3, 1])

    assert "Liever: volgens." in text_of(office.get(address))
    assert "Liever:" not in text_of(reader.get(address))


# --- preview ---


def test_preview_says_loudly_that_it_is_one(reader: Client, world: World) -> None:
    page = text_of(reader.get(reverse("pages:overview-preview")))

    assert "voorlopig, niet gepubliceerd</h1>" in page
    assert "<strong>Voorlopig, niet gepubliceerd.</strong>" in page
    assert not Overview.objects.exists()


def test_preview_is_of_the_newest_round_or_of_the_quarter_asked_for(
    reader: Client, world: World
) -> None:
    with as_actor(SYSTEM):
        world.report(Q3, on=AFTER_Q2)
    address = reverse("pages:overview-preview")

    assert "derde kwartaal 2026" in text_of(reader.get(address))
    asked = text_of(reader.get(address, {"kwartaal": "2026-Q2"}))
    assert "tweede kwartaal 2026" in asked
    assert reader.get(address, {"kwartaal": "ooit"}).status_code == 404


def test_preview_of_a_chapter_and_in_plain_language(
    reader: Client, world: World
) -> None:
    chapter = reader.get(reverse("pages:overview-preview-chapter", args=[1]))
    none = reader.get(reverse("pages:overview-preview-chapter", args=[9]))
    plain = reader.get(reverse("pages:overview-preview-plain"))

    assert "Het loopt zoals afgesproken." in text_of(chapter)
    assert none.status_code == 404
    assert "Voorlopig, niet gepubliceerd" in text_of(plain)


def test_preview_shows_nothing_of_a_draft(reader: Client, world: World) -> None:
    draft = world.start_draft("Dit is nog geheim.")

    page = text_of(
        reader.get(
            reverse("pages:overview-preview-chapter", args=[1]), {"kwartaal": "2026-Q3"}
        )
    )

    assert draft.action.code in page
    assert "Dit is nog geheim." not in page


# --- publishing ---


def publish_form(client: Client, **data: str) -> Any:
    return client.post(
        reverse("pages:overview-publish"), {"kwartaal": "2026-Q2", **data}
    )


def test_office_publishes_and_lands_on_the_overview(
    office: Client, world: World
) -> None:
    response = publish_form(office)

    assert response.status_code == 302
    assert response.headers["Location"] == "/overzicht/2026-Q2/versie/1/"
    assert Overview.objects.get().published_by == "Petra de Vries"


@pytest.mark.parametrize("role", [r for r in Role if r != Role.PROGRAMMABUREAU])
def test_others_cannot_publish(world: World, role: Role) -> None:
    client = client_of(UserFactory.create(role=role))

    assert client.get(reverse("pages:overview-publish")).status_code == 403
    assert publish_form(client).status_code == 403
    assert not Overview.objects.exists()
    assert "Publiceren</a>" not in text_of(client.get(reverse("pages:overviews")))


def test_publishing_needs_the_token_of_the_form(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.office_user)

    assert publish_form(client).status_code == 403
    assert not Overview.objects.exists()


def test_second_time_is_refused_in_dutch(office: Client, overview: Overview) -> None:
    response = publish_form(office)

    assert response.status_code == 400
    assert "Het overzicht van tweede kwartaal 2026 is al gepubliceerd." in text_of(
        response
    )
    assert "Er is niets gepubliceerd." in text_of(response)


def test_correction_without_anything_to_correct_is_refused_in_dutch(
    office: Client, world: World
) -> None:
    response = publish_form(office, erratum="Een tikfout.")

    assert response.status_code == 400
    assert "nog geen overzicht om te verbeteren" in text_of(response)


def test_correction_is_published_as_the_next_version(
    office: Client, overview: Overview
) -> None:
    response = publish_form(office, erratum="Een tikfout.")

    assert response.headers["Location"] == "/overzicht/2026-Q2/versie/2/"


@pytest.mark.parametrize("quarter", ["2031-Q1", "ooit", ""])
def test_quarter_that_is_no_choice_is_refused(
    office: Client, world: World, quarter: str
) -> None:
    assert publish_form(office, kwartaal=quarter).status_code == 400
    assert not Overview.objects.exists()


def test_form_tells_what_is_published_already(
    office: Client, overview: Overview
) -> None:
    page = text_of(office.get(reverse("pages:overview-publish")))

    assert "2026-Q2 (tweede kwartaal 2026): versie 1 is gepubliceerd" in page


# --- comparing ---


def test_comparison_shows_both_texts(world: World, reader: Client) -> None:
    world.publish(Q2)
    with as_actor(SYSTEM):
        world.report(
            Q3,
            on=AFTER_Q2,
            content={"1.1.1": {"state_of_affairs": "Het ging sneller."}},
        )
    world.publish(Q3)

    page = text_of(reader.get("/overzicht/vergelijk/?van=2026-Q2&tot=2026-Q3"))

    assert "1 actie is anders; 11 zijn gelijk." in page
    assert "Het loopt zoals afgesproken." in page
    assert "Het ging sneller." in page


def test_comparison_without_a_choice_takes_the_two_newest(
    world: World, reader: Client, overview: Overview
) -> None:
    world.publish(Q3)

    page = text_of(reader.get(reverse("pages:overview-compare")))

    assert "<h1>Van 2026-Q2 naar 2026-Q3</h1>" in page


def test_two_versions_of_a_quarter_can_be_compared(
    world: World, reader: Client, overview: Overview
) -> None:
    world.correct("Een tikfout.")

    page = text_of(reader.get("/overzicht/vergelijk/?van=2026-Q2-v1&tot=2026-Q2-v2"))

    assert "versie 1 en 2" in page
    assert "0 acties zijn anders; 12 zijn gelijk." in page


@pytest.mark.parametrize("query", ["?van=2020-Q1", "?tot=<b>", "?van=x&tot=y"])
def test_unknown_choice_is_told(reader: Client, overview: Overview, query: str) -> None:
    response = reader.get(f"/overzicht/vergelijk/{query}")

    assert response.status_code == 400
    assert "is niet gepubliceerd." in text_of(response)
    assert "<b>”" not in text_of(response)


def test_address_without_a_slash_at_the_end_leads_there(reader: Client) -> None:
    response = reader.get("/overzicht/vergelijk?van=2026-Q2")

    assert response.status_code == 301
    assert response.headers["Location"] == "/overzicht/vergelijk/?van=2026-Q2"


# --- an action's quarters ---


def test_page_of_an_action_shows_its_published_quarters(
    world: World, reader: Client, overview: Overview
) -> None:
    with as_actor(SYSTEM):
        world.report(
            Q3,
            on=AFTER_Q2 + timedelta(days=90),
            content={"1.1.1": {"progress_pct": 80}},
        )
    world.publish(Q3)

    page = text_of(reader.get(reverse("pages:action", args=["1.1.1"])))

    assert "Zoals gepubliceerd, per kwartaal" in page
    assert page.index(">2026-Q2<") < page.index(">2026-Q3<")
    assert "2026-Q2: 50 procent. 2026-Q3: 80 procent." in page
    assert 'href="/overzicht/2026-Q3/versie/1/hoofdstuk/1/#actie-1.1.1"' in page


def test_action_that_was_never_published_has_no_quarters(
    world: World, reader: Client
) -> None:
    page = text_of(reader.get(reverse("pages:action", args=["1.1.1"])))

    assert "Zoals gepubliceerd" not in page


def test_quarters_of_a_corrected_overview_are_those_of_the_newest_version(
    world: World, reader: Client, overview: Overview
) -> None:
    world.correct("Een tikfout.")

    page = text_of(reader.get(reverse("pages:action", args=["1.1.1"])))

    assert 'href="/overzicht/2026-Q2/versie/2/hoofdstuk/1/#actie-1.1.1"' in page
    assert page.count('scope="row" role="rowheader"><a href="/overzicht/') == 1


def test_versions_know_their_neighbours(world: World, overview: Overview) -> None:
    world.correct("Een tikfout.")
    world.publish(Q3)

    told = [
        (str(e.quarter), e.edition, e.newest_edition, e.quarter_before)
        for e in editions(acting(world.reader))
    ]

    assert told == [
        ("2026-Q3", 1, 1, "2026-Q2"),
        ("2026-Q2", 2, 2, ""),
        ("2026-Q2", 1, 2, ""),
    ]
    assert json.loads(overview.payload)["quarter"] == "2026-Q2"
