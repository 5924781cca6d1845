"""A small programme in the database, reported on and ready to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.roles import Role
from actions.models import Action, Programme
from actions.reports import Report, record_report
from core.actor import Actor, as_actor
from core.imprecise_dates import parse_imprecise_date
from core.quarters import Quarter
from finance.models import BudgetLine
from governance.models import Body
from pages.queries.reading import SLUG
from progress.models import ReportingRound, StatusUpdate
from progress.services import close_round, open_round, raise_escalation
from progress.workflow import UpdateState
from reporting.models import Overview
from reporting.services import publish
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    MilestoneFactory,
    ProgrammeFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM, acting
from tests.factories.finance import BudgetLineFactory, FundingLineFactory
from tests.factories.governance import BodyFactory, OrganisationFactory
from tests.factories.progress import StatusUpdateFactory
from tests.remembered import remembered

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
# The days after each quarter on which the office works.
AFTER_Q2, AFTER_Q3 = date(2026, 7, 20), date(2026, 10, 20)

ACTIONS = 12


@dataclass
class World:
    """The programme, who works on it, and what they wrote."""

    programme: Programme
    werkgroep: Body
    regiegroep: Body
    office_user: User
    reader: User
    actions: list[Action]
    budget: BudgetLine

    @property
    def office(self) -> Actor:
        """The programme office, on the day after the second quarter."""
        return acting(self.office_user, today=AFTER_Q2)

    def office_on(self, day: date) -> Actor:
        """The programme office on another day."""
        return acting(self.office_user, today=day)

    def report(
        self,
        quarter: Quarter,
        *,
        on: date,
        content: dict[str, dict[str, object]] | None = None,
        only: set[str] | None = None,
    ) -> ReportingRound:
        """Have a round with an accepted update on every action, or on some."""
        office = self.office_on(on)
        round_ = open_round(
            programme=self.programme, quarter=quarter, opens=on, due=on, by=office
        )
        with as_actor(SYSTEM):
            for action in self.actions:
                if only is None or action.code in only:
                    told = {**PLAIN, **(content or {}).get(action.code, {})}
                    self._accepted(action, round_, told, on)
        return close_round(round_, on=on, by=office)

    def _accepted(
        self, action: Action, round_: ReportingRound, told: dict[str, Any], on: date
    ) -> None:
        """Store an accepted update. Of one action the day goes to all above it."""
        StatusUpdateFactory.create(
            action=action,
            round=round_,
            state=UpdateState.ACCEPTED,
            submitted_date=on,
            decided_date=on,
            **told,
        )
        if action == self.actions[0]:
            report = Report(
                quarter=round_.quarter,
                status=told["status"],
                rag=told["rag"],
                progress_pct=told["progress_pct"],
            )
            record_report(action, report, on=on, by=SYSTEM)

    def start_draft(self, text: str) -> StatusUpdate:
        """Begin an update on the third quarter that nobody else may read yet."""
        with as_actor(SYSTEM):
            round_ = open_round(
                programme=self.programme,
                quarter=Q3,
                opens=AFTER_Q2,
                due=AFTER_Q3,
                by=self.office,
            )
            return StatusUpdateFactory.create(
                action=self.actions[0],
                round=round_,
                **{**PLAIN, "state_of_affairs": text, "plain_language": text},
            )

    def programme_round(self, quarter: Quarter) -> ReportingRound:
        """Return the round of a quarter."""
        return ReportingRound.objects.get(
            programme=self.programme, quarter=str(quarter)
        )

    def publish(self, quarter: Quarter = Q2, *, on: date | None = None) -> Overview:
        """Publish the overview of a quarter."""
        day = on or (AFTER_Q2 if quarter == Q2 else AFTER_Q3)
        return publish(
            programme=self.programme, quarter=quarter, by=self.office_on(day), on=day
        )

    def correct(self, erratum: str, *, on: date = AFTER_Q2) -> Overview:
        """Publish the next version of the second quarter."""
        return publish(
            programme=self.programme,
            quarter=Q2,
            by=self.office_on(on),
            on=on,
            erratum=erratum,
        )


PLAIN: dict[str, object] = {
    "status": "in_progress",
    "rag": "green",
    "progress_pct": 50,
    "confidence": "high",
    "state_of_affairs": "Het loopt zoals afgesproken.",
    "plain_language": "Wij maken een wegwijzer.",
}


@remembered
def make_world() -> World:
    """Make a programme of two chapters and twelve actions; nothing is reported yet."""
    programme = ProgrammeFactory.create(
        slug=SLUG, title="Toekomstagenda", document="000", document_title="Programma"
    )
    regiegroep = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    werkgroep = BodyFactory.create(
        name="Werkgroep complexe zorg", escalates_to=regiegroep, established=True
    )
    chapter = ChapterFactory.create(
        programme=programme, number=1, title="Complexe zorg", werkgroep=werkgroep
    )
    other = ChapterFactory.create(programme=programme, number=6, title="Levenslang")
    spearheads = [
        SpearheadFactory.create(chapter=chapter, number=1, title="Kennis"),
        SpearheadFactory.create(chapter=other, number=1, title="Wmo"),
    ]
    actions = [
        ActionFactory.create(
            spearhead=spearhead,
            code=f"{spearhead.chapter.number}.1.{number}",
            title=f"Actie {spearhead.chapter.number}.{number}",
            position=number,
        )
        for spearhead in spearheads
        for number in range(1, ACTIONS // 2 + 1)
    ]
    TrekkerFactory.create(
        action=actions[0],
        organisation=OrganisationFactory.create(name="Branche", abbreviation="VGN"),
    )
    MilestoneFactory.create(
        action=actions[0],
        title="Wegwijzer klaar",
        original=parse_imprecise_date("2025"),
        agreed=parse_imprecise_date("eind 2025"),
    )
    MilestoneFactory.create(
        chapter=chapter,
        title="Zorg is beter",
        kind="result",
        agreed=parse_imprecise_date("2026"),
        original=parse_imprecise_date("2026"),
    )
    budget = BudgetLineFactory.create(
        programme=programme, chapter=chapter, label="1. Complexe zorg", year=2026
    )
    FundingLineFactory.create(
        programme=programme, label="Voorjaar", year=2026, amount=Decimal("1500.00")
    )
    return World(
        programme=programme,
        werkgroep=werkgroep,
        regiegroep=regiegroep,
        office_user=UserFactory.create(
            username="bureau", full_name="Petra de Vries", role=Role.PROGRAMMABUREAU
        ),
        reader=UserFactory.create(username="lezer", role=Role.LEZER),
        actions=actions,
        budget=budget,
    )


@remembered
def make_reported_world() -> World:
    """Make the programme, with the second quarter reported on and a question open."""
    world = make_world()
    world.report(Q2, on=AFTER_Q2)
    raise_escalation(
        actions=[world.actions[1]],
        question="Komt er geld voor het netwerk?",
        explanation="Zonder geld stopt het.",
        by=world.office,
        on=date(2026, 7, 1),
        raised_by=world.werkgroep,
    )
    return world
