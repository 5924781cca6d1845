"""Lists whose filters stand in the address, and what happens to a wrong choice."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from actions.models import Action, Programme, TrekkerRole
from core.imprecise_dates import parse_imprecise_date
from governance.models import Organisation
from pages import paging
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    ContradictionFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.governance import BodyFactory, OrganisationFactory


def codes(text: str) -> list[str]:
    """Return the codes of the actions in the table, in its order."""
    return re.findall(r'rowheader"><a href="/acties/([^/]+)/"', text)


def titles(text: str) -> list[str]:
    """Return the titles of the milestones in the tables, in their order."""
    return re.findall(r'rowheader">\s*([^<]+?)\s*<', text)


@pytest.fixture
def vgn() -> Organisation:
    return OrganisationFactory.create(
        name="Vereniging Gehandicaptenzorg Nederland", abbreviation="VGN"
    )


@pytest.fixture
def actions(programme: Programme, vgn: Organisation) -> list[Action]:
    """Make three actions in two chapters, led by VGN, by a body, and by nobody."""
    first = SpearheadFactory.create(
        chapter=ChapterFactory.create(programme=programme, number=1), number=1
    )
    second = SpearheadFactory.create(
        chapter=ChapterFactory.create(programme=programme, number=2), number=1
    )
    late = {"reported_date": date(2026, 7, 1)}
    state = {"status": "in_progress", "rag": "red", "quarter": "2026-Q2"}
    one = ActionFactory.create(spearhead=first, code="1.1", title="Zorg", **late)
    two = ActionFactory.create(spearhead=first, code="1.2", title="Wonen", **state)
    three = ActionFactory.create(spearhead=second, code="2.1", title="Créatief zorgen")
    TrekkerFactory.create(action=one, organisation=vgn)
    TrekkerFactory.create(action=two, body=BodyFactory.create(name="Werkgroep X"))
    TrekkerFactory.create(action=two, organisation=vgn, role=TrekkerRole.PARTNER)
    return [one, two, three]


# --- actions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["1.1", "1.2", "2.1"]),
        ("hoofdstuk=2", ["2.1"]),
        ("organisatie=VGN", ["1.1"]),
        ("organisatie=Werkgroep X", ["1.2"]),
        ("organisatie=geen", ["2.1"]),
        ("stand=knelt", ["1.2"]),
        ("stand=geen-bericht", ["1.1", "2.1"]),
        ("tekst=zorg", ["1.1", "2.1"]),
        ("tekst=CREATIEF ZORGEN", ["2.1"]),
        ("tekst=zorg&hoofdstuk=1", ["1.1"]),
        ("tekst=?!", []),
    ],
)
def test_actions_meet_every_choice(
    reader: Client, actions: list[Action], query: str, expected: list[str]
) -> None:
    response = reader.get(f"/acties/?{query}")

    assert response.status_code == 200
    assert codes(response.text) == expected


def test_choice_stays_in_the_form(reader: Client, actions: list[Action]) -> None:
    text = reader.get("/acties/?organisatie=VGN&tekst=zorg").text

    assert '<option value="VGN" selected>' in text
    assert 'name="tekst" value="zorg"' in text
    assert ">Alles tonen</a>" in text


@pytest.mark.parametrize(
    "address",
    [
        "/acties/?hoofdstuk=9",
        "/acties/?hoofdstuk=een",
        "/acties/?organisatie=Niemand",
        "/acties/?stand=rood",
        "/acties/?tekst=" + 201 * "a",
        "/mijlpalen/?jaar=1999",
        "/te-laat/?organisatie=Niemand",
        "/organisaties/?soort=club",
        "/tegenspraken/?hoofdstuk=9",
        "/zoeken/?tekst=" + 201 * "a",
    ],
)
def test_choice_that_does_not_exist_is_told(
    reader: Client, actions: list[Action], address: str
) -> None:
    response = reader.get(address)

    assert response.status_code == 400
    assert 'role="alert" tabindex="-1" autofocus' in response.text
    assert "<title>Fout: " in response.text
    assert codes(response.text) == []


def test_long_list_comes_in_parts_that_keep_the_choice(
    reader: Client, actions: list[Action], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)

    first = reader.get("/acties/?hoofdstuk=1").text
    second = reader.get("/acties/?hoofdstuk=1&pagina=2").text

    assert (codes(first), codes(second)) == (["1.1"], ["1.2"])
    assert "<b>2</b> acties" in first
    assert 'href="?hoofdstuk=1&amp;pagina=2"' in first
    for number in ("0", "3", "een", "-1"):
        response = reader.get(f"/acties/?hoofdstuk=1&pagina={number}")
        assert response.status_code == 404


# --- milestones and what is late ----------------------------------------------------


@pytest.fixture
def milestones(actions: list[Action], vgn: Organisation) -> None:
    """Make one that is late, two without report, one to come and one without end."""
    one, two, three = actions
    for action, words, title in (
        (one, "eind 2024", "te laat"),
        (two, "2023", "zonder bericht"),
        (three, "2025", "van VGN"),
        (three, "2027", "komt nog"),
        (three, "komende jaren", "ooit"),
    ):
        date_words = parse_imprecise_date(words)
        made = MilestoneFactory.create(
            action=action, title=title, original=date_words, agreed=date_words
        )
        if title == "van VGN":
            MilestoneOwnerFactory.create(milestone=made, organisation=vgn)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["zonder bericht", "te laat", "van VGN", "komt nog", "ooit"]),
        ("jaar=2024", ["te laat"]),
        ("jaar=geen", ["ooit"]),
        ("stand=te-laat", ["te laat"]),
        ("stand=nog-niet-over-bericht", ["zonder bericht", "van VGN"]),
        ("stand=komt-nog", ["komt nog"]),
        ("stand=zonder-einddatum", ["ooit"]),
        ("stand=bereikt", []),
        ("hoofdstuk=2&jaar=2025", ["van VGN"]),
        ("organisatie=VGN", ["te laat", "van VGN"]),
    ],
)
def test_milestones_meet_every_choice(
    reader: Client, milestones: None, query: str, expected: list[str]
) -> None:
    assert titles(reader.get(f"/mijlpalen/?{query}").text) == expected


def test_late_and_unreported_stand_apart(reader: Client, milestones: None) -> None:
    late, unreported = reader.get("/te-laat/").text.split('id="nog-niet-over-bericht"')

    assert titles(late) == ["te laat"]
    assert titles(unreported) == ["zonder bericht", "van VGN"]
    assert "ruim 18 maanden voorbij" in late
    assert 'trekker: <a href="/organisaties/' in late


def test_late_list_of_an_organisation_has_what_it_leads_and_owns(
    reader: Client, milestones: None
) -> None:
    text = reader.get("/te-laat/?organisatie=VGN").text

    assert titles(text) == ["te laat", "van VGN"]
    assert "die <strong>VGN</strong> leidt" in text


def test_milestones_of_chapter_include_those_of_its_spearheads(
    reader: Client, actions: list[Action]
) -> None:
    spearhead = actions[0].spearhead
    MilestoneFactory.create(spearhead=spearhead, title="van het speerpunt")
    MilestoneFactory.create(chapter=spearhead.chapter, title="van het hoofdstuk")
    MilestoneFactory.create(programme=spearhead.chapter.programme, title="van alles")

    found = titles(reader.get("/mijlpalen/?hoofdstuk=1").text)

    assert sorted(found) == ["van het hoofdstuk", "van het speerpunt"]


# --- contradictions -----------------------------------------------------------------


def test_contradictions_of_one_chapter(reader: Client, programme: Programme) -> None:
    chapter = ChapterFactory.create(programme=programme, number=3)
    ContradictionFactory.create(programme=programme, subject="Over alles")
    ContradictionFactory.create(
        programme=programme, chapter=chapter, subject="Over drie"
    )

    everything = reader.get("/tegenspraken/").text
    third = reader.get("/tegenspraken/?hoofdstuk=3").text

    assert everything.index("Over alles") < everything.index("Over drie")
    assert "Over drie" in third
    assert "Over alles" not in third
