"""The pages about one thing: chapter, action, organisation, body, programme."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.roles import Role
from actions.models import (
    Action,
    ActivityKind,
    Certainty,
    ChapterKind,
    LinkKind,
    MilestoneKind,
    PartyRole,
    Programme,
    TrekkerRole,
)
from core.imprecise_dates import parse_imprecise_date
from core.policy import policy_for
from core.sources import Source
from governance.models import BodyKind, MembershipRole
from pages.queries.action import action_page
from pages.queries.bodies import body_page
from pages.queries.chapter import chapter_page
from pages.queries.links import READ_BACK
from pages.queries.organisations import organisation_page
from pages.queries.programme import programme_page
from pages.queries.reading import Reading
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ActivityPartyFactory,
    ChapterFactory,
    ContradictionFactory,
    ContradictionSourceFactory,
    LinkFactory,
    MilestoneFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.governance import (
    BodyFactory,
    CompositionPartFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.factories.monitoring import TargetFactory


def words(response_text: str) -> str:
    """Return the text of a page without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response_text).split())


@pytest.fixture
def action(programme: Programme) -> Action:
    chapter = ChapterFactory.create(programme=programme, number=1, title="Zorg")
    spearhead = SpearheadFactory.create(chapter=chapter, number=2, title="Kennis")
    return ActionFactory.create(
        spearhead=spearhead,
        code="1.2.3",
        printed_code="2.3",
        title="Leren",
        source=Source("000", "Hoofdstuk 1", 100, 120),
    )


# --- action -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/acties/9.9.9/",
        "/hoofdstukken/9/",
        "/organisaties/999/",
        "/groepen/999/",
        "/acties/1.2.3/../../etc",
    ],
)
def test_what_does_not_exist_is_not_found(
    reader: Client, programme: Programme, path: str
) -> None:
    response = reader.get(path)

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.text


def test_what_one_may_not_see_answers_as_what_does_not_exist(
    reader: Client, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.get("/acties/1.2.3/").status_code == 200
    monkeypatch.setattr(policy_for(Action), "table", {Role.PROGRAMMABUREAU: {}})

    assert reader.get("/acties/1.2.3/").status_code == 404
    assert "1.2.3" not in reader.get("/hoofdstukken/1/").text


def test_leads_are_shown_with_the_printed_words_once(
    reader: Client, reading: Reading, action: Action
) -> None:
    printed = "VGN & LFB. Samen."
    for name, role in (("VGN", TrekkerRole.TREKKER), ("LFB", TrekkerRole.PARTNER)):
        TrekkerFactory.create(
            action=action,
            organisation=OrganisationFactory.create(name=name),
            role=role,
            as_printed=printed,
        )

    page = action_page(reading, "1.2.3")

    assert page is not None
    assert [lead.party.text for lead in page.leads if lead.party] == ["VGN"]
    assert [lead.party.text for lead in page.partners if lead.party] == ["LFB"]
    assert reader.get("/acties/1.2.3/").text.count("VGN &amp; LFB. Samen.") == 1


def test_lead_known_by_words_only_is_shown_by_those(
    reader: Client, action: Action
) -> None:
    TrekkerFactory.create(action=action, as_printed="alle partijen")

    assert "Trekker alle partijen" in words(reader.get("/acties/1.2.3/").text)


def test_points_hang_below_their_activity(reading: Reading, action: Action) -> None:
    for ordinal, level, title in ((1, 1, "A"), (2, 2, "A1"), (3, 2, "A2"), (4, 1, "B")):
        ActivityFactory.create(action=action, ordinal=ordinal, level=level, title=title)

    page = action_page(reading, "1.2.3")

    assert page is not None
    assert [
        (row.title, [part.title for part in row.parts]) for row in page.activities
    ] == [("A", ["A1", "A2"]), ("B", [])]


def test_activity_names_its_kind_and_parties_by_role(
    reader: Client, action: Action
) -> None:
    activity = ActivityFactory.create(
        action=action, title="Overleg", kind=ActivityKind.PRECONDITION
    )
    for name, role in (
        ("VWS", PartyRole.PAYS),
        ("VGN", PartyRole.DOES),
        ("ZN", PartyRole.DOES),
    ):
        ActivityPartyFactory.create(
            activity=activity,
            organisation=OrganisationFactory.create(name=name),
            role=role,
        )

    text = words(reader.get("/acties/1.2.3/").text)

    assert "voorwaarde Overleg voert uit: VGN , ZN betaalt: VWS" in text


def test_milestone_shows_both_yardsticks_and_the_deviation(
    reader: Client, action: Action
) -> None:
    MilestoneFactory.create(
        action=action,
        title="Advies",
        certainty=Certainty.CONDITIONAL,
        condition="Als het kan.",
        original=parse_imprecise_date("zomer 2024"),
        agreed=parse_imprecise_date("eind 2025"),
        expected=parse_imprecise_date("1 maart 2026"),
        shifts=1,
    )

    text = words(reader.get("/acties/1.2.3/").text)

    assert "zomer 2024 uiterlijk 31 augustus 2024 eind 2025 uiterlijk 31" in text
    assert "1 keer verschoven" in text
    assert "ruim 17 maanden later dan oorspronkelijk" in text
    assert "60 dagen later dan afgesproken" in text
    assert "gereed, onder voorwaarde Voorwaarde: Als het kan." in text


def test_links_are_told_from_both_sides(reader: Client, action: Action) -> None:
    other = ActionFactory.create(
        spearhead=action.spearhead, code="1.2.4", title="Onderzoek"
    )
    LinkFactory.create(
        action=action, kind=LinkKind.DEPENDS_ON, target_action=other, outside=""
    )

    assert "hangt af van 1.2.4 Onderzoek" in words(reader.get("/acties/1.2.3/").text)
    assert "is nodig voor 1.2.3 Leren" in words(reader.get("/acties/1.2.4/").text)


def test_every_kind_of_link_can_be_read_back() -> None:
    assert set(READ_BACK) == set(LinkKind)


def test_contradictions_are_those_that_touch_the_lines_of_the_action(
    reading: Reading, action: Action
) -> None:
    for subject, source in (
        ("raakt", Source("000", "", 120, 130)),
        ("elders", Source("000", "", 121, 130)),
        ("ander document", Source("004", "", 100, 120)),
    ):
        contradiction = ContradictionFactory.create(
            programme=action.programme, subject=subject
        )
        ContradictionSourceFactory.create(contradiction=contradiction, source=source)

    page = action_page(reading, "1.2.3")

    assert page is not None
    assert [row.subject for row in page.contradictions] == ["raakt"]


def test_source_stands_beside_the_fact_the_same_way_everywhere(
    reader: Client, action: Action
) -> None:
    source = Source("000", "Hoofdstuk 1", 12, 14, ((20, 20), (30, 31)))
    MilestoneFactory.create(action=action, title="Advies", source=source)
    ActivityFactory.create(action=action, title="Later bedacht")

    text = words(reader.get("/acties/1.2.3/").text)

    assert (
        "bron van Advies Document 000 , Het programmadocument , Hoofdstuk 1, "
        "regels 12 tot en met 14. Ook regel 20, regels 30 tot en met 31." in text
    )
    assert "Later bedacht later toegevoegd, niet uit het document" in text


def test_target_without_figure_says_so(reader: Client, action: Action) -> None:
    TargetFactory.create(action=action, what="nog te bepalen")
    TargetFactory.create(
        action=action,
        what="met steun",
        operator=">=",
        value=Decimal(3000),
        unit="gezinnen",
        reservation="als er geld is",
    )

    text = words(reader.get("/acties/1.2.3/").text)

    assert "nog geen getal : nog te bepalen" in text
    assert "ten minste 3.000 gezinnen : met steun Voorbehoud: als er geld is" in text


# --- chapter ------------------------------------------------------------------------


def test_results_stand_with_the_spearhead_that_they_are_assigned_to(
    reading: Reading, action: Action
) -> None:
    spearhead, chapter = action.spearhead, action.spearhead.chapter
    SpearheadFactory.create(chapter=chapter, number=1)
    for title, place in (
        ("van het speerpunt", {"spearhead": spearhead}),
        ("toegewezen", {"chapter": chapter, "assigned_spearhead": spearhead}),
        ("van het hoofdstuk", {"chapter": chapter}),
    ):
        MilestoneFactory.create(title=title, kind=MilestoneKind.RESULT, **place)
    MilestoneFactory.create(title="geen resultaat", spearhead=spearhead)
    MilestoneFactory.create(title="van de actie", action=action)

    page = chapter_page(reading, 1)

    assert page is not None
    first, second = page.spearheads
    assert first.results == ()
    assert [row.title for row in second.results] == ["van het speerpunt", "toegewezen"]
    assert [row.title for row in second.milestones] == ["geen resultaat"]
    assert [row.title for row in page.results] == ["van het hoofdstuk"]
    assert [row.code for row in second.actions] == ["1.2.3"]


def test_chapter_says_that_its_werkgroep_is_not_there_yet(
    reader: Client, programme: Programme
) -> None:
    ChapterFactory.create(
        programme=programme,
        number=6,
        kind=ChapterKind.DOELGROEP,
        werkgroep=BodyFactory.create(name="Werkgroep Wmo", established=False),
    )

    text = words(reader.get("/hoofdstukken/6/").text)

    assert "Hoofdstuk 6 · doelgroep" in text
    assert "Werkgroep Wmo nog niet ingesteld" in text


# --- organisations and bodies -------------------------------------------------------


def test_organisation_shows_what_it_does_and_where_it_sits(
    reading: Reading, action: Action
) -> None:
    parent = OrganisationFactory.create(name="VWS")
    organisation = OrganisationFactory.create(name="VWS/LZ", parent=parent)
    TrekkerFactory.create(action=action, organisation=organisation)
    ActivityPartyFactory.create(
        activity=ActivityFactory.create(action=action, title="Betalen"),
        organisation=organisation,
        role=PartyRole.PAYS,
    )
    body = BodyFactory.create(name="Regiegroep")
    MembershipFactory.create(body=body, organisation=organisation)
    MembershipFactory.create(
        body=BodyFactory.create(name="Oud"),
        organisation=organisation,
        valid_to_date=date(2026, 7, 31),
    )

    page = organisation_page(reading, organisation.pk)
    above = organisation_page(reading, parent.pk)

    assert page is not None
    assert above is not None
    assert [row.code for row in page.leads] == ["1.2.3"]
    assert [(group.role, group.tasks[0].title) for group in page.tasks] == [
        ("betaalt", "Betalen")
    ]
    assert [seat.body.text for seat in page.seats] == ["Regiegroep"]
    assert page.parent is not None
    assert page.parent.text == "VWS"
    assert [part.text for part in above.parts] == ["VWS/LZ"]


def test_list_of_organisations_counts_their_parts(
    reader: Client, action: Action
) -> None:
    silent = OrganisationFactory.create(name="Stil")
    active = OrganisationFactory.create(name="Actief")
    TrekkerFactory.create(action=action, organisation=active)
    for role in (PartyRole.DOES, PartyRole.PAYS, PartyRole.INVOLVED):
        ActivityPartyFactory.create(
            activity=ActivityFactory.create(action=action),
            organisation=active,
            role=role,
        )

    text = reader.get("/organisaties/").text
    row = words(text[text.index("Actief</a>") : text.index("Stil</a>")])

    assert row.startswith("Actief overig 1 2 1 0 0")
    assert silent.name in text


def test_agendaleden_stand_apart_and_persons_have_no_name(
    reader: Client, reading: Reading, programme: Programme
) -> None:
    body = BodyFactory.create(name="Werkgroep LVB")
    for name, role in (("VGN", MembershipRole.LID), ("SZW", MembershipRole.AGENDALID)):
        MembershipFactory.create(
            body=body, organisation=OrganisationFactory.create(name=name), role=role
        )
    secretary = UserFactory.create(full_name="Anna de Vries")
    MembershipFactory.create(
        body=body, organisation=None, user=secretary, role=MembershipRole.SECRETARIS
    )

    page = body_page(reading, body.pk)
    text = reader.get(f"/groepen/{body.pk}/").text

    assert page is not None
    assert [
        (group.role, [member.organisation.text for member in group.members])
        for group in page.groups
    ] == [("lid", ["VGN"]), ("agendalid", ["SZW"])]
    assert page.persons == (("secretaris", 1),)
    assert "Anna" not in text


def test_klankbordgroep_shows_shares_and_no_members(
    reader: Client, programme: Programme
) -> None:
    body = BodyFactory.create(name="Klankbordgroep", kind=BodyKind.KLANKBORDGROEP)
    CompositionPartFactory.create(body=body, part="naasten")

    text = words(reader.get(f"/groepen/{body.pk}/").text)

    assert "1 van de 3: naasten" in text
    assert "Het document noemt geen organisaties als lid" not in text


def test_bodies_are_grouped_by_level_with_their_counts(
    reader: Client, programme: Programme
) -> None:
    above = BodyFactory.create(name="Regiegroep", kind=BodyKind.REGIEGROEP)
    body = BodyFactory.create(name="Werkgroep LVB", escalates_to=above)
    MembershipFactory.create(body=body)
    for _ in range(2):
        MembershipFactory.create(body=body, role=MembershipRole.AGENDALID)

    text = words(reader.get("/groepen/").text)

    assert "1 organisatie en 2 agendaleden" in text
    assert "geeft vragen door aan Regiegroep" in text


# --- programme ----------------------------------------------------------------------


def test_programme_page_has_what_belongs_to_no_chapter(
    reading: Reading, programme: Programme, action: Action
) -> None:
    MilestoneFactory.create(programme=programme, title="Congres")
    MilestoneFactory.create(action=action, title="van de actie")
    LinkFactory.create(programme=programme, outside="VN-verdrag")
    LinkFactory.create(action=action, outside="elders")
    ContradictionFactory.create(programme=programme, subject="over alles")
    ContradictionFactory.create(
        programme=programme, chapter=action.spearhead.chapter, subject="over een"
    )

    page = programme_page(reading)

    assert [row.title for row in page.milestones] == ["Congres"]
    assert [row.other.text for row in page.links] == ["VN-verdrag"]
    assert [row.subject for row in page.contradictions] == ["over alles"]
