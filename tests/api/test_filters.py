"""Each filter, with a row that must not match."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from actions.models import MilestoneKind, TrekkerRole
from core.imprecise_dates import parse_imprecise_date
from tests.api.client import ApiClient
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ActivityPartyFactory,
    ChapterFactory,
    ContradictionFactory,
    LinkFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    ProgrammeFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import TODAY
from tests.factories.finance import BudgetLineFactory, FundingLineFactory
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)
from tests.factories.monitoring import TargetFactory
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    ReportingRoundFactory,
    StatusUpdateFactory,
)
from tests.factories.reporting import OverviewFactory
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> dict[str, Any]:
    """Make two programmes that differ in everything, and return the rows to find."""
    return make_pair()


@remembered
def make_pair() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, (slug, name) in enumerate((("een", "VGN"), ("twee", "ZN")), start=1):
        is_first = number == 1
        organisation = OrganisationFactory.create(
            name=f"Vereniging {name}",
            abbreviation=name,
            kind="branch" if is_first else "insurer",
        )
        OrganisationAliasFactory.create(organisation=organisation, alias=f"de {name}")
        part = OrganisationFactory.create(name=f"Deel van {name}", parent=organisation)
        body = BodyFactory.create(name=f"Werkgroep {slug}", established=is_first)
        MembershipFactory.create(body=body, organisation=organisation)
        programme = ProgrammeFactory.create(slug=slug)
        chapter = ChapterFactory.create(
            programme=programme,
            number=number,
            werkgroep=body,
            kind="doelgroep" if is_first else "randvoorwaarde",
            title="Complexe zorg" if is_first else "Arbeidsmarkt",
        )
        spearhead = SpearheadFactory.create(
            chapter=chapter,
            number=number + 10,
            title="Kennisinfrastructuur" if is_first else "Opleiding",
        )
        action = ActionFactory.create(
            spearhead=spearhead,
            code=f"{number}.1",
            title="Cliëntondersteuning" if is_first else "Techniek",
            status="in_progress" if is_first else "stopped",
            rag="green" if is_first else "red",
            quarter="2026-Q1" if is_first else "2026-Q2",
            # The agreed end lies before it for the first one only.
            reported_date=date(2026, 7, 1),
        )
        trekker = TrekkerFactory.create(action=action, organisation=organisation)
        activity = ActivityFactory.create(
            action=action,
            kind="activity" if is_first else "note",
            state="open" if is_first else "done",
        )
        ActivityPartyFactory.create(
            activity=activity,
            organisation=organisation,
            role="does" if is_first else "pays",
        )
        agreed = parse_imprecise_date("juni 2025" if is_first else "2027")
        milestone = MilestoneFactory.create(
            action=action,
            kind=MilestoneKind.DONE if is_first else MilestoneKind.START,
            certainty="fixed" if is_first else "intended",
            original=agreed,
            agreed=agreed,
        )
        MilestoneOwnerFactory.create(milestone=milestone, organisation=organisation)
        round_ = ReportingRoundFactory.create(
            programme=programme,
            quarter=f"2026-Q{number}",
            closed_date=None if is_first else TODAY,
        )
        escalation = EscalationFactory.create(
            programme=programme,
            raised_by=body,
            to_body=BodyFactory.create(name=f"Regiegroep {number}", established=False),
            closed_date=None if is_first else TODAY,
            feedback="" if is_first else "Ja.",
        )
        EscalationActionFactory.create(escalation=escalation, action=action)
        rows = {
            "reporting-rounds": round_,
            "status-updates": StatusUpdateFactory.create(
                action=action,
                round=round_,
                submitted_date=TODAY,
                decided_date=TODAY,
                state="accepted" if is_first else "returned",
                status="in_progress" if is_first else "stopped",
                rag="green" if is_first else "red",
                progress_pct=10,
                confidence="high",
                state_of_affairs="Het loopt.",
                bottlenecks="Geld.",
            ),
            "escalations": escalation,
            "programmes": programme,
            "chapters": chapter,
            "spearheads": spearhead,
            "actions": action,
            "activities": activity,
            "milestones": milestone,
            "trekkers": trekker,
            "links": LinkFactory.create(
                action=action,
                kind="related" if is_first else "depends_on",
                outside=f"Programma {slug}",
            ),
            "contradictions": ContradictionFactory.create(
                programme=programme, chapter=chapter
            ),
            "organisations": organisation,
            "parts": part,
            "bodies": body,
            "werkgroepen": body,
            "funding-lines": FundingLineFactory.create(
                programme=programme,
                chapter=chapter,
                label=f"Dekking {slug}",
                year=2020 + number,
                in_total=is_first,
            ),
            "budget-lines": BudgetLineFactory.create(
                programme=programme,
                chapter=chapter,
                label=f"Begroting {slug}",
                year=2020 + number,
                in_total=is_first,
            ),
            "targets": TargetFactory.create(
                action=action,
                operator=">=" if is_first else "<=",
                unit="zorgaanbieders" if is_first else "mensen",
            ),
            "overviews": OverviewFactory.create(
                programme=programme,
                quarter=f"2026-Q{number}",
                edition=number,
                erratum="" if is_first else "Het bedrag.",
                is_fictitious=is_first,
            ),
        }
        found = found or rows
    return found


OF_PROGRAMME = ["programme=een"]
OF_CHAPTER = [*OF_PROGRAMME, "chapter=1", "werkgroep=1", "werkgroep=Werkgroep een"]
OF_ACTION = [*OF_CHAPTER, "spearhead=11", "actionCode=1.1"]
LED = ["trekker=VGN", "trekker=Vereniging VGN", "trekker=de VGN"]
DUE = [
    "dueBefore=2025-07-01",
    "dueBefore=2025-07-01&dueAfter=2025-06-29",
    "dueAfter=2025-06-29&dueBefore=2026-12-31",
    "dueIn=2025",
    "dueIn=2025-Q2",
    "dueIn=2025&dueAfter=2025-06-29",
]
ONLY_THE_FIRST: dict[str, list[str]] = {
    "programmes": ["programme=een", "slug=een"],
    "chapters": [
        *OF_CHAPTER,
        "number=1",
        "kind=doelgroep",
        "search=complexe",
        "search=ZORG com",
    ],
    "spearheads": [*OF_CHAPTER, "spearhead=11", "number=11", "search=infra"],
    "actions": [
        *OF_CHAPTER,
        *LED,
        *DUE,
        "spearhead=11",
        "code=1.1",
        "status=in_progress",
        "rag=green",
        "quarter=2026-Q1",
        "late=true",
        "search=clientondersteuning",
        "chapter=1&trekker=VGN&late=true&status=in_progress",
    ],
    "activities": [
        *OF_ACTION,
        *LED,
        "kind=activity",
        "state=open",
        "organisation=VGN",
        "organisation=de VGN&role=does",
        "role=does",
    ],
    "milestones": [
        *OF_ACTION,
        *LED,
        *DUE,
        "kind=done",
        "certainty=fixed",
        "owner=VGN",
        "late=true",
        "lateOriginal=true",
    ],
    "trekkers": [*OF_ACTION, *LED, "organisation=de VGN"],
    "links": [*OF_ACTION, *LED, "kind=related", "outside=Programma een"],
    "contradictions": [*OF_PROGRAMME, "chapter=1"],
    "organisations": [
        "abbreviation=VGN",
        "name=Vereniging VGN",
        "kind=branch",
        "organisation=de VGN",
        "search=vereniging vgn",
    ],
    "bodies": [
        "name=Werkgroep een",
        "established=true",
        "chapter=1",
        "organisation=de VGN",
        "search=een",
    ],
    "werkgroepen": ["established=true", "chapter=1", "organisation=VGN"],
    "funding-lines": [
        *OF_PROGRAMME,
        "chapter=1",
        "label=Dekking een",
        "year=2021",
        "inTotal=true",
    ],
    "budget-lines": [
        *OF_PROGRAMME,
        "chapter=1",
        "label=Begroting een",
        "year=2021",
        "inTotal=true",
    ],
    "targets": [*OF_ACTION, *LED, "operator=>%3D", "unit=zorgaanbieders"],
    "overviews": [
        *OF_PROGRAMME,
        "quarter=2026-Q1",
        "version=1",
        "isFictitious=true",
    ],
    "reporting-rounds": [*OF_PROGRAMME, "quarter=2026-Q1", "open=true"],
    "status-updates": [
        *OF_ACTION,
        *LED,
        "quarter=2026-Q1",
        "state=accepted",
        "status=in_progress",
        "rag=green",
    ],
    "escalations": [
        *OF_CHAPTER,
        "actionCode=1.1",
        "chapter=1&actionCode=1.1",
        "raisedBy=Werkgroep een",
        "toBody=Regiegroep 1",
        "open=true",
    ],
}


@pytest.mark.parametrize("path", ONLY_THE_FIRST)
def test_filter_keeps_the_one_and_drops_the_other(
    office: ApiClient, pair: dict[str, Any], path: str
) -> None:
    with time_machine.travel(TODAY):
        assert len(office.results(f"/{path}")) >= 2

        for query in ONLY_THE_FIRST[path]:
            found = [row["id"] for row in office.results(f"/{path}?{query}")]
            assert found == [pair[path].pk], query


def test_other_value_of_yes_or_no_and_the_id_of_a_round_find_the_other(
    office: ApiClient, pair: dict[str, Any]
) -> None:
    for path in ("reporting-rounds", "escalations"):
        (row,) = office.results(f"/{path}?open=false")
        assert row["id"] != pair[path].pk
    rows = office.results(f"/status-updates?round={pair['reporting-rounds'].pk}")
    assert [row["id"] for row in rows] == [pair["status-updates"].pk]


def test_filters_that_name_nothing_give_nothing(
    reader: ApiClient, pair: dict[str, Any]
) -> None:
    for query in (
        "programme=drie",
        "trekker=Niemand",
        "werkgroep=9",
        "werkgroep=Nergens",
        "search=nergens",
        "search=!!!",
    ):
        assert reader.results(f"/actions?{query}") == []


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("late", "actions"),
        ("late", "milestones"),
        ("lateOriginal", "milestones"),
        ("unreported", "milestones"),
        ("achieved", "milestones"),
    ],
)
def test_true_and_false_together_are_everything(
    reader: ApiClient, pair: dict[str, Any], key: str, path: str
) -> None:
    MilestoneFactory.create(original=parse_imprecise_date("komende jaren"))
    MilestoneFactory.create(
        original=parse_imprecise_date("2023"),
        agreed=parse_imprecise_date("2023"),
        achieved=parse_imprecise_date("2023"),
    )
    MilestoneFactory.create(
        original=parse_imprecise_date("2023"), agreed=parse_imprecise_date("2023")
    )

    with time_machine.travel(TODAY):
        yes = reader.results(f"/{path}?{key}=true")
        no = reader.results(f"/{path}?{key}=false")
        everything = reader.results(f"/{path}")

    assert yes
    assert no
    assert sorted(row["id"] for row in [*yes, *no]) == [row["id"] for row in everything]
    if key != "achieved":
        assert {row[key] for row in yes} == {True}
        assert {row[key] for row in no} == {False}


def test_due_bounds_are_exclusive_and_hold_for_one_milestone(reader: ApiClient) -> None:
    action = ActionFactory.create()
    for words in ("31 december 2024", "1 januari 2026"):
        day = parse_imprecise_date(words)
        MilestoneFactory.create(action=action, original=day, agreed=day)

    in_2025 = "dueAfter=2024-12-31&dueBefore=2026-01-01"

    assert reader.results(f"/milestones?{in_2025}") == []
    assert reader.results("/milestones?dueIn=2025") == []
    assert len(reader.results("/milestones?dueIn=2024-Q4")) == 1
    assert len(reader.results("/milestones?dueIn=2026")) == 1
    # One is due before and the other after, but neither is due between.
    assert reader.results(f"/actions?{in_2025}") == []
    assert len(reader.results("/milestones?dueAfter=2024-12-30")) == 2
    assert len(reader.results("/milestones?dueBefore=2026-01-02")) == 2


def test_partner_is_no_trekker(reader: ApiClient) -> None:
    organisation = OrganisationFactory.create(abbreviation="LFB")
    TrekkerFactory.create(organisation=organisation, role=TrekkerRole.PARTNER)

    assert reader.results("/actions?trekker=LFB") == []
    assert len(reader.results("/trekkers?trekker=LFB")) == 1


def test_body_can_lead(reader: ApiClient) -> None:
    body = BodyFactory.create(name="Werkgroep LVB")
    trekker = TrekkerFactory.create(body=body)

    found = reader.results("/actions?trekker=Werkgroep LVB")

    assert [row["id"] for row in found] == [trekker.action_id]
    assert found[0]["trekkers"][0]["organisation"] is None
    assert found[0]["trekkers"][0]["body"] == "Werkgroep LVB"


@pytest.mark.parametrize("place", ["spearhead", "chapter", "action"])
def test_promises_are_found_by_chapter_wherever_they_hang(
    reader: ApiClient, place: str
) -> None:
    action = ActionFactory.create(spearhead__number=2, spearhead__chapter__number=3)
    spearhead = action.spearhead
    where: dict[str, Any] = {
        "action": {"action": action},
        "spearhead": {"spearhead": spearhead},
        "chapter": {"chapter": spearhead.chapter},
    }
    milestone = MilestoneFactory.create(**where[place])
    MilestoneFactory.create()

    (row,) = reader.results("/milestones?chapter=3")

    assert row["id"] == milestone.pk
    assert row["chapter"] == 3
    assert row["spearhead"] == (None if place == "chapter" else 2)
    assert (row["actionCode"] is None) == (place != "action")


def test_werkgroep_filter_of_milestones_reaches_every_level(reader: ApiClient) -> None:
    body = BodyFactory.create(name="Werkgroep LVB")
    action = ActionFactory.create(spearhead__chapter__werkgroep=body)
    spearhead = action.spearhead
    rows = [
        MilestoneFactory.create(action=action),
        MilestoneFactory.create(spearhead=spearhead),
        MilestoneFactory.create(chapter=spearhead.chapter),
    ]
    MilestoneFactory.create(action=ActionFactory.create())

    found = reader.results("/milestones?werkgroep=Werkgroep LVB")

    assert [row["id"] for row in found] == [row.pk for row in rows]
