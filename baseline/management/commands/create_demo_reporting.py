"""Makes four quarters of fictitious reporting for the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actions.models.programme import DEFAULT_PROGRAMME
from baseline.demo_reporting import create_demo_reporting
from core.errors import DomainError


class Command(BaseCommand):
    help = "Maakt verzonnen berichten over vier kwartalen. Een tweede keer niets."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Alleen in de demo (DEMO=1): de berichten zijn verzonnen."
            )
        try:
            made = create_demo_reporting(
                programme=DEFAULT_PROGRAMME, today=timezone.localdate()
            )
        except DomainError as error:
            raise CommandError(f"{error.message} Er is niets opgeslagen.") from error
        if not made.rounds:
            self.stdout.write("Er zijn al rondes: er is niets toegevoegd.")
            return
        self.stdout.write(
            f"Verzonnen voor de demo: {made.rounds} rondes, {made.updates} berichten, "
            f"{made.escalations} opschalingen, {made.milestones} datums bij mijlpalen."
        )
