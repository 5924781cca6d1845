"""One row of every resource with every key filled, and one with as little as can be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from actions.models import Action, ChapterKind, LinkKind, MilestoneKind
from core import writes
from core.imprecise_dates import parse_imprecise_date
from core.sources import Source
from finance.models import BudgetLine
from governance.models import Body
from monitoring.models import Operator
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
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FundingLineFactory,
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
    RoundEventFactory,
    StatusUpdateFactory,
    UpdateEventFactory,
)
from tests.factories.reporting import OverviewFactory
from tests.remembered import remembered

SOURCE = Source("000", "Hoofdstuk 1", 10, 12, ((40, 40), (50, 51)))


@remembered
def make_full() -> dict[str, Any]:
    """Make one row of each resource with everything filled; return them by path."""
    source: dict[str, Any] = {"source": SOURCE}
    parent = OrganisationFactory.create(abbreviation="VWS", **source)
    organisation = OrganisationFactory.create(
        name="Vereniging Gehandicaptenzorg Nederland",
        abbreviation="VGN",
        parent=parent,
        **source,
    )
    OrganisationAliasFactory.create(organisation=organisation, alias="de VGN")
    above = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    body = BodyFactory.create(
        name="Werkgroep LVB",
        heading="2. Werkgroep LVB",
        description="Werkt hoofdstuk 1 uit.",
        meetings_per_year=4,
        frequency="vier maal per jaar",
        secretariat=parent,
        escalates_to=above,
        via="een tafel",
        membership_text="aanvulling waar nodig",
        **source,
    )
    MembershipFactory.create(body=body, organisation=organisation)
    CompositionPartFactory.create(body=body)
    programme = ProgrammeFactory.create(
        slug="toekomstagenda",
        description="Een programma.",
        document="000",
        document_sha256="0" * 64,
        predecessor=ProgrammeFactory.create(slug="volwaardig-leven"),
        **source,
    )
    chapter = ChapterFactory.create(
        programme=programme,
        number=1,
        heading="Hoofdstuk 1. Complexe zorg",
        kind=ChapterKind.DOELGROEP,
        description="Over zorg.",
        werkgroep=body,
        **source,
    )
    spearhead = SpearheadFactory.create(
        chapter=chapter,
        number=2,
        description="Over kennis.",
        societal_goal="Beter leven.",
        **source,
    )
    action = ActionFactory.create(
        spearhead=spearhead,
        code="1.2.1",
        printed_code="2.1",
        group="1.1 Tussenkop",
        description="Wat er gebeurt.",
        status="in_progress",
        rag="amber",
        progress_pct=40,
        quarter="2026-Q2",
        reported_date=date(2026, 7, 1),
        **source,
    )
    trekker = TrekkerFactory.create(
        action=action, organisation=organisation, as_printed="VGN", **source
    )
    activity = ActivityFactory.create(
        action=action, level=2, description="Meer.", **source
    )
    ActivityPartyFactory.create(activity=activity, organisation=organisation)
    milestone = MilestoneFactory.create(
        action=action,
        certainty="conditional",
        condition="Als het kan.",
        external=True,
        original=parse_imprecise_date("najaar 2022"),
        agreed=parse_imprecise_date("eind 2024"),
        expected=parse_imprecise_date("2026"),
        shifts=1,
        **source,
    )
    MilestoneOwnerFactory.create(milestone=milestone, organisation=organisation)
    assigned = MilestoneFactory.create(
        chapter=chapter,
        assigned_spearhead=spearhead,
        kind=MilestoneKind.RESULT,
        title="Een resultaat",
        achieved=parse_imprecise_date("1 juni 2025"),
    )
    link = LinkFactory.create(
        action=action,
        kind=LinkKind.DEPENDS_ON,
        target_spearhead=spearhead,
        outside="",
        note="Hoort erbij.",
        **source,
    )
    contradiction = ContradictionFactory.create(
        programme=programme, chapter=chapter, **source
    )
    ContradictionSourceFactory.create(contradiction=contradiction, **source)
    budget_line: BudgetLine = BudgetLineFactory.create(
        programme=programme,
        chapter=chapter,
        label="1. Complexe zorg",
        original=Decimal("3210000.00"),
        agreed=Decimal("3210000.50"),
        **source,
    )
    EarmarkFactory.create(budget_line=budget_line, action=action, **source)
    funding_line = FundingLineFactory.create(
        programme=programme, chapter=chapter, amount=Decimal("15000000.00"), **source
    )
    target = TargetFactory.create(
        action=action,
        value=Decimal("40.50"),
        operator=Operator.AT_LEAST,
        due=parse_imprecise_date("2026"),
        reservation="indien gewenst",
        baseline_value=Decimal("3"),
        **source,
    )
    return {
        **_make_full_reporting(action, body, above),
        "programmes": programme,
        "chapters": chapter,
        "spearheads": spearhead,
        "actions": action,
        "activities": activity,
        "milestones": milestone,
        "trekkers": trekker,
        "links": link,
        "contradictions": contradiction,
        "organisations": organisation,
        "bodies": body,
        "werkgroepen": body,
        "funding-lines": funding_line,
        "budget-lines": budget_line,
        "targets": target,
        "overviews": OverviewFactory.create(
            programme=programme, edition=2, erratum="Het bedrag."
        ),
        "assigned": assigned,
    }


def _make_full_reporting(action: Action, body: Body, above: Body) -> dict[str, Any]:
    round_ = ReportingRoundFactory.create(
        programme=action.programme, closed_date=date(2026, 8, 20)
    )
    RoundEventFactory.create(
        round=round_,
        step="extended",
        werkgroep=body,
        due_date=date(2026, 8, 15),
        reason="Vakantie.",
    )
    first = StatusUpdateFactory.create(action=action, round=round_, accepted=True)
    update = StatusUpdateFactory.create(
        action=action,
        round=round_,
        sequence=2,
        accepted=True,
        corrects=first,
        prefilled_from=first,
        risk="Geld.",
        results="Twaalf plekken.",
        borging="In de wet.",
        borging_state="planned",
        bottlenecks="Geen.",
        next_steps="Verder.",
        plain_language="Het gaat goed.",
        override_reason="Het klopt.",
    )
    UpdateEventFactory.create(update=update, step="return", reason="Te kort.")
    escalation = EscalationFactory.create(
        programme=action.programme,
        raised_by=body,
        to_body=above,
        explanation="Het geld is op.",
        closed_date=date(2026, 8, 20),
        feedback="VWS betaalt.",
    )
    EscalationActionFactory.create(escalation=escalation, action=action)
    return {
        "reporting-rounds": round_,
        "status-updates": update,
        "escalations": escalation,
    }


@remembered
def make_sparse() -> dict[str, Any]:
    """Make one row of each resource with what is required only."""
    return {
        "programmes": ProgrammeFactory.create(),
        "chapters": ChapterFactory.create(),
        "spearheads": SpearheadFactory.create(),
        "actions": ActionFactory.create(),
        "activities": ActivityFactory.create(),
        "milestones": MilestoneFactory.create(),
        "trekkers": TrekkerFactory.create(),
        "links": LinkFactory.create(),
        "contradictions": ContradictionFactory.create(),
        "organisations": OrganisationFactory.create(),
        "bodies": BodyFactory.create(),
        "werkgroepen": BodyFactory.create(),
        "funding-lines": FundingLineFactory.create(),
        "budget-lines": BudgetLineFactory.create(),
        "targets": TargetFactory.create(),
        "overviews": OverviewFactory.create(),
        "reporting-rounds": ReportingRoundFactory.create(),
        # A reader sees what was accepted.
        "status-updates": StatusUpdateFactory.create(accepted=True),
        "escalations": EscalationFactory.create(),
    }


def change(row: Any, **changes: Any) -> None:
    """Change a row through the write path."""
    row.refresh_from_db()
    writes.write(row, changes, by=SYSTEM)
