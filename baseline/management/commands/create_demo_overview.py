"""Publishes one overview for the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from actions.models.programme import DEFAULT_PROGRAMME
from baseline.demo_overview import create_demo_overview
from core.errors import DomainError


class Command(BaseCommand):
    help = "Publiceert één overzicht met verzonnen gegevens. Een tweede keer niets."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Alleen in de demo (DEMO=1): de gegevens zijn verzonnen."
            )
        try:
            made = create_demo_overview(programme=DEFAULT_PROGRAMME)
        except DomainError as error:
            raise CommandError(f"{error.message} Er is niets gepubliceerd.") from error
        if made is None:
            self.stdout.write("Er is al een overzicht: er is niets gepubliceerd.")
            return
        self.stdout.write(f"Gepubliceerd, met verzonnen gegevens: {made}.")
