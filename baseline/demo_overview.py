"""One published overview for the demo: of the last quarter that was closed.

The newest quarter stays open, so that the preview has something to show. It says of
itself that it is made up, because what it is made of says so.
"""

from __future__ import annotations

from accounts.models import User
from actions.models import Programme
from baseline.demo_cast import DemoIncomplete
from core.actor import Actor
from progress.models import ReportingRound
from reporting.models import Overview
from reporting.services import publish

OFFICE = "programmabureau"


def create_demo_overview(*, programme: str) -> Overview | None:
    """Publish the last closed demo round, unless anything was published already.

    It tells how things stood on the day the round was closed. Raise DemoIncomplete
    without the programme, the account, or the made-up reporting.
    """
    found = Programme.objects.filter(slug=programme).first()
    office = User.objects.filter(username=OFFICE).first()
    if found is None or office is None:
        raise DemoIncomplete("Laad eerst het programma en maak de demo-accounts.")
    if Overview.objects.filter(programme=found).exists():
        return None
    closed = (
        ReportingRound.objects.filter(
            programme=found, is_fictitious=True, closed_date__isnull=False
        )
        .in_order()
        .first()
    )
    if closed is None:
        raise DemoIncomplete("Maak eerst de berichten: create_demo_reporting")
    day = closed.closed_date
    actor = Actor(name=str(office), role=office.role, user_id=office.pk, today=day)
    return publish(programme=found, quarter=closed.period, by=actor, on=day)
