"""The rules of the programme that reach over more than one row, and its labels."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from actions.models import Link, Milestone, Trekker
from core import writes
from core.versioned import Versioned
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ActivityPartyFactory,
    ChapterFactory,
    ContradictionFactory,
    ContradictionSourceFactory,
    LinkFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    ProgrammeFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.base import VersionedFactory
from tests.factories.governance import BodyFactory, OrganisationFactory
from tests.factories.monitoring import TargetFactory

pytestmark = pytest.mark.django_db

PLACED = [MilestoneFactory, LinkFactory, TargetFactory]


def place(level: str) -> Versioned:
    """Make a place of this level in a programme of its own."""
    factories: dict[str, type[VersionedFactory[Any]]] = {
        "action": ActionFactory,
        "spearhead": SpearheadFactory,
        "chapter": ChapterFactory,
    }
    row: Versioned = factories[level].create()
    return row


@pytest.mark.parametrize("factory", PLACED, ids=lambda f: f._meta.model.__name__)
@pytest.mark.parametrize("level", ["action", "spearhead", "chapter"])
def test_row_lies_in_the_programme_of_its_place(
    factory: type[VersionedFactory[Any]], level: str
) -> None:
    where = place(level)

    row = factory.create(**{level: where})

    assert row.place == where


@pytest.mark.parametrize("factory", PLACED, ids=lambda f: f._meta.model.__name__)
@pytest.mark.parametrize("level", ["action", "spearhead", "chapter"])
def test_row_in_another_programme_than_its_place_is_refused(
    factory: type[VersionedFactory[Any]], level: str
) -> None:
    elsewhere = ProgrammeFactory.create()

    with pytest.raises(ValidationError) as refused:
        factory.create(**{level: place(level), "programme": elsewhere})

    assert refused.value.message_dict == {
        "programme": ["Dit ligt in een ander programma."]
    }


@pytest.mark.parametrize("factory", PLACED, ids=lambda f: f._meta.model.__name__)
def test_row_without_a_place_belongs_to_the_programme(
    factory: type[VersionedFactory[Any]],
) -> None:
    programme = ProgrammeFactory.create()

    row = factory.create(programme=programme)

    assert row.place == programme


def test_milestone_that_moves_to_another_programme_is_refused() -> None:
    milestone = MilestoneFactory.create(action=ActionFactory.create())

    with pytest.raises(ValidationError):
        writes.write(milestone, {"programme": ProgrammeFactory.create()}, by=SYSTEM)


def test_result_of_a_chapter_is_assigned_to_a_spearhead_of_it() -> None:
    spearhead = SpearheadFactory.create()

    milestone = MilestoneFactory.create(
        chapter=spearhead.chapter, kind="result", assigned_spearhead=spearhead
    )

    assert Milestone.objects.get(pk=milestone.pk).assigned_spearhead == spearhead


def test_result_of_a_chapter_is_not_assigned_to_a_spearhead_of_another() -> None:
    chapter = ChapterFactory.create()
    elsewhere = SpearheadFactory.create(chapter__programme=chapter.programme)

    with pytest.raises(ValidationError) as refused:
        MilestoneFactory.create(
            chapter=chapter, kind="result", assigned_spearhead=elsewhere
        )

    assert refused.value.message_dict == {
        "assigned_spearhead": ["Dit speerpunt hoort bij een ander hoofdstuk."]
    }


@pytest.mark.parametrize("level", ["action", "spearhead", "chapter"])
def test_link_to_itself_is_refused(level: str) -> None:
    where = place(level)
    link = LinkFactory.build(**{level: where, f"target_{level}": where, "outside": ""})

    with pytest.raises(ValidationError, match="Een verband wijst niet naar zichzelf"):
        writes.add(link, by=SYSTEM)


@pytest.mark.parametrize("level", ["action", "spearhead", "chapter"])
def test_link_to_another_is_stored_and_tells_to_what(level: str) -> None:
    here, there = place(level), place(level)

    link = LinkFactory.create(**{level: here, f"target_{level}": there, "outside": ""})

    assert link.target_label == str(there)
    assert str(link) == f"{here} hangt samen met {there}"


def test_link_of_a_programme_to_itself_is_refused() -> None:
    programme = ProgrammeFactory.create()
    link = LinkFactory.build(
        programme=programme, target_programme=programme, outside=""
    )

    with pytest.raises(ValidationError, match="Een verband wijst niet naar zichzelf"):
        writes.add(link, by=SYSTEM)


def test_link_to_outside_tells_its_words() -> None:
    programme = ProgrammeFactory.create(title="Hier")
    link = LinkFactory.create(programme=programme, outside="Volwaardig leven")

    stored = Link.objects.get(pk=link.pk)
    assert str(stored) == "Hier hangt samen met Volwaardig leven"


def test_party_is_shown_by_organisation_body_or_the_words_as_printed() -> None:
    organisation = OrganisationFactory.create(name="Vereniging", abbreviation="VGN")
    body = BodyFactory.create(name="Werkgroep 1")

    by_organisation = TrekkerFactory.create(organisation=organisation)
    by_body = TrekkerFactory.create(body=body)
    by_words = TrekkerFactory.create(as_printed="alle partijen")

    shown = [str(trekker) for trekker in (by_organisation, by_body, by_words)]
    assert shown == ["VGN", "Werkgroep 1", "alle partijen"]
    assert by_words.party_label == ""
    assert Trekker.objects.count() == 3


def test_rows_are_shown_by_their_number_and_title() -> None:
    programme = ProgrammeFactory.create(title="Toekomstagenda")
    chapter = ChapterFactory.create(programme=programme, number=3, title="Zorg")
    spearhead = SpearheadFactory.create(chapter=chapter, number=1, title="Passend")
    action = ActionFactory.create(spearhead=spearhead, code="3.1a", title="Doen")
    party = OrganisationFactory.create(name="VGN")

    assert str(programme) == "Toekomstagenda"
    assert str(chapter) == "3. Zorg"
    assert str(spearhead) == "3.1 Passend"
    assert str(action) == "3.1a Doen"
    assert str(ActivityFactory.create(title="Een stap")) == "Een stap"
    doing = ActivityPartyFactory.create(organisation=party)
    assert str(doing) == "VGN voert uit"
    assert str(MilestoneFactory.create(title="Klaar")) == "Klaar"
    assert str(MilestoneOwnerFactory.create(organisation=party)) == "VGN"
    assert str(ContradictionFactory.create(subject="Bedrag")) == "Bedrag"
    assert str(ContradictionSourceFactory.create(says="Anders")) == "Anders"
    assert str(TargetFactory.create(what="Aanbieders")) == "Aanbieders"
