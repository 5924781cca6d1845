"""Searching the whole programme."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.roles import Role
from actions.models import Action, Programme
from core.policy import policy_for
from pages.queries import search as searching
from pages.queries.reading import Reading
from pages.queries.search import search
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.governance import (
    BodyFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)


@pytest.fixture
def everything(programme: Programme) -> None:
    """Make one of each kind of thing, each with the word in it."""
    chapter = ChapterFactory.create(
        programme=programme, number=3, title="Cliëntondersteuning"
    )
    spearhead = SpearheadFactory.create(
        chapter=chapter, number=1, title="Betere cliëntondersteuning"
    )
    action = ActionFactory.create(
        spearhead=spearhead, code="3.1a", title="Cliëntondersteuning volgen"
    )
    ActivityFactory.create(action=action, title="Cliëntondersteuning meten")
    MilestoneFactory.create(spearhead=spearhead, title="Cliëntondersteuning klaar")
    OrganisationFactory.create(name="Cliëntondersteuning Plus")
    BodyFactory.create(name="Werkgroep cliëntondersteuning")


def found(reading: Reading, text: str) -> dict[str, list[str]]:
    return {
        group.slug: [hit.ref.text for hit in group.hits]
        for group in search(reading, text)
    }


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    "text", ["clientondersteuning", "CLIËNTONDERSTEUNING", "client-ondersteuning"]
)
def test_every_kind_of_thing_is_found(reading: Reading, text: str) -> None:
    assert found(reading, text) == {
        "hoofdstukken": ["3. Cliëntondersteuning"],
        "speerpunten": ["3.1 Betere cliëntondersteuning"],
        "acties": ["3.1a Cliëntondersteuning volgen"],
        "activiteiten": ["Cliëntondersteuning meten"],
        "mijlpalen": ["Cliëntondersteuning klaar"],
        "organisaties": ["Cliëntondersteuning Plus"],
        "groepen": ["Werkgroep cliëntondersteuning"],
    }


@pytest.mark.usefixtures("everything")
def test_every_word_must_occur(reading: Reading) -> None:
    assert found(reading, "plus cliëntondersteuning") == {
        "organisaties": ["Cliëntondersteuning Plus"]
    }


def test_organisation_is_found_by_another_spelling_once(reading: Reading) -> None:
    organisation = OrganisationFactory.create(name="Ieder(in)")
    for alias in ("Iederin het netwerk", "Ieder(In) samen"):
        OrganisationAliasFactory.create(organisation=organisation, alias=alias)

    # One word of the name, one of an alias.
    assert found(reading, "ieder netwerk") == {"organisaties": ["Ieder(in)"]}


def test_words_of_the_glossary_are_found(reading: Reading) -> None:
    assert "agendalid" in found(reading, "agendalid")["begrippen"]


def test_what_one_may_not_see_is_neither_found_nor_counted(
    reading: Reading, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    ActionFactory.create(
        spearhead__chapter__programme=programme, code="1.1", title="Geheim"
    )
    assert found(reading, "geheim") == {"acties": ["1.1 Geheim"]}
    monkeypatch.setattr(policy_for(Action), "table", {Role.PROGRAMMABUREAU: {}})

    assert search(reading, "geheim") == ()


def test_rows_of_another_programme_are_not_found(reading: Reading) -> None:
    ActionFactory.create(title="Elders")

    assert search(reading, "elders") == ()


@pytest.mark.parametrize("text", ["", "   ", "?!", "%", "_"])
def test_nothing_is_found_without_words(reading: Reading, text: str) -> None:
    OrganisationFactory.create(name="VGN")

    assert search(reading, text) == ()


def test_first_few_of_many_lead_to_all_of_them(
    reader: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FIRST", 2)
    monkeypatch.setattr(searching, "PAGE", 2)
    for number in range(5):
        BodyFactory.create(name=f"Groep {number}")

    first = reader.get("/zoeken/?tekst=groep").text
    third = reader.get("/zoeken/?tekst=groep&soort=groepen&pagina=3").text

    assert "Groepen (5)" in first
    assert 'href="?tekst=groep&amp;soort=groepen">Toon alle 5 groepen</a>' in first
    assert "Deel 3 van 3" in third
    assert re.findall(r">(Groep \d)</a>", third) == ["Groep 4"]


@pytest.mark.parametrize(
    "query",
    [
        "tekst=groep&soort=raar",
        "tekst=groep&soort=groepen&pagina=9",
        "tekst=groep&pagina=0",
        "tekst=groep&pagina=x",
        "tekst=groep&pagina=²",
    ],
)
def test_address_that_leads_nowhere_is_not_found(
    reader: Client, programme: Programme, query: str
) -> None:
    BodyFactory.create(name="Groep")

    assert reader.get(f"/zoeken/?{query}").status_code == 404


def test_query_is_shown_as_text(reader: Client, programme: Programme) -> None:
    text = reader.get("/zoeken/?tekst=<b>x</b>").text

    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "<b>x</b>" not in text
