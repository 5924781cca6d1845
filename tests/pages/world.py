"""A programme with some of everything, which can be made larger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from actions.models import Action, ActivityKind, MilestoneKind, Programme, TrekkerRole
from core.imprecise_dates import parse_imprecise_date
from core.sources import Source
from governance.models import Body, MembershipRole, Organisation
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
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FinanceNoteFactory,
    FundingLineFactory,
    PrintedTotalFactory,
)
from tests.factories.governance import (
    BodyFactory,
    CompositionPartFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)
from tests.factories.monitoring import TargetFactory
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    ReportingRoundFactory,
)

SOURCE = Source("000", "Hoofdstuk 1", 10, 12, ((40, 41),))
REPORTED = date(2026, 7, 1)
DATE_2024 = parse_imprecise_date("eind 2024")
DATE_2026 = parse_imprecise_date("eind 2026")


def make_party(name: str) -> tuple[Organisation, Body]:
    """Make an organisation that sits in a werkgroep of its own."""
    organisation = OrganisationFactory.create(name=name, source=SOURCE)
    OrganisationAliasFactory.create(organisation=organisation, alias=f"de {name}")
    OrganisationFactory.create(name=f"Deel van {name}", parent=organisation)
    body = BodyFactory.create(name=f"Werkgroep {name}", secretariat=organisation)
    CompositionPartFactory.create(body=body)
    MembershipFactory.create(body=body, organisation=organisation)
    MembershipFactory.create(
        body=body, organisation=organisation, role=MembershipRole.AGENDALID
    )
    MembershipFactory.create(body=body, secretary=True)
    BodyFactory.create(name=f"Onder {name}", escalates_to=body)
    return organisation, body


def make_action(action: Action, organisation: Organisation, body: Body) -> None:
    """Hang one of everything from an action; twice what a list holds of itself."""
    TrekkerFactory.create(action=action, organisation=organisation)
    TrekkerFactory.create(action=action, body=body, role=TrekkerRole.PARTNER)
    for level in (1, 2):
        activity = ActivityFactory.create(
            action=action, level=level, kind=ActivityKind.NOTE, source=SOURCE
        )
        ActivityPartyFactory.create(activity=activity, organisation=organisation)
    for words in (DATE_2024, DATE_2026):
        milestone = MilestoneFactory.create(
            action=action, original=words, agreed=words, source=SOURCE
        )
        MilestoneOwnerFactory.create(milestone=milestone, organisation=organisation)
    TargetFactory.create(action=action, value=Decimal(40), source=SOURCE)
    LinkFactory.create(action=action, source=SOURCE)


def make_chapter(programme: Programme, number: int) -> None:
    """Make a chapter with some of everything that a programme has."""
    organisation, body = make_party(f"Partij {number}")
    chapter = ChapterFactory.create(
        programme=programme, number=number, werkgroep=body, source=SOURCE
    )
    spearhead = SpearheadFactory.create(chapter=chapter, number=1, source=SOURCE)
    # On the first one somebody reported after 2024, on the second nobody did.
    for letter, reported in (("A", REPORTED), ("B", None)):
        action = ActionFactory.create(
            spearhead=spearhead,
            code=f"{number}.1{letter}",
            reported_date=reported,
            source=SOURCE,
        )
        make_action(action, organisation, body)
    LinkFactory.create(chapter=chapter, target_action=action, outside="")
    LinkFactory.create(spearhead=spearhead, target_chapter=chapter, outside="")
    MilestoneFactory.create(programme=programme, agreed=DATE_2026)
    MilestoneFactory.create(spearhead=spearhead, agreed=DATE_2026)
    MilestoneFactory.create(
        chapter=chapter, kind=MilestoneKind.RESULT, assigned_spearhead=spearhead
    )
    TargetFactory.create(programme=programme)
    TargetFactory.create(spearhead=spearhead)
    LinkFactory.create(programme=programme)
    question = EscalationFactory.create(programme=programme, raised_by=body)
    EscalationActionFactory.create(escalation=question, action=action)
    ReportingRoundFactory.create(programme=programme, quarter=f"2025-Q{number}")
    contradiction = ContradictionFactory.create(programme=programme, chapter=chapter)
    for _ in range(2):
        ContradictionSourceFactory.create(contradiction=contradiction, source=SOURCE)
    ContradictionFactory.create(programme=programme)
    for year in (2024, 2025):
        line = BudgetLineFactory.create(
            programme=programme, chapter=chapter, label=f"Regel {number}", year=year
        )
        EarmarkFactory.create(budget_line=line, action=action)
        for in_total in (True, False):
            FundingLineFactory.create(
                programme=programme,
                chapter=chapter,
                label=f"Middelen {number} {in_total}",
                year=year,
                amount=Decimal(2000),
                in_total=in_total,
            )
    PrintedTotalFactory.create(programme=programme, year=2000 + number)
    FinanceNoteFactory.create(programme=programme)
