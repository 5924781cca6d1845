"""Loads a programme document into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actions.models.programme import DEFAULT_PROGRAMME
from baseline.loading import load
from baseline.models import CorrectionKind
from baseline.reading import DOCUMENTS, read_programme
from baseline.yaml_nodes import Problems
from core.actor import system_actor
from core.errors import DomainError


class Command(BaseCommand):
    help = "Laadt het programmadocument. Een tweede keer verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", default=DEFAULT_PROGRAMME)
        parser.add_argument(
            "--folder", type=Path, help="Map met de bestanden, in plaats van de eigen."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Toon verschillen, schrijf niets."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or DOCUMENTS / options["programme"]
        actor = system_actor(
            "load_programme",
            today=timezone.localdate(),
            route="opdracht load_programme",
        )
        try:
            plan = read_programme(folder)
            report = load(plan, by=actor, dry_run=options["dry_run"])
        except Problems as error:
            lines = "\n".join(str(problem) for problem in error.problems)
            raise CommandError(
                f"{lines}\n{len(error.problems)} fout(en). Er is niets opgeslagen."
            ) from error
        except DomainError as error:
            raise CommandError(f"{error.message} Er is niets opgeslagen.") from error
        if options["dry_run"] or options["verbosity"] > 1 or len(report.changes) < 50:
            for change in report.changes:
                self.stdout.write(str(change))
        done = "zou veranderen" if options["dry_run"] else "veranderd"
        self.stdout.write(
            f"Versie {report.version}: {report.rows} rijen gelezen, "
            f"{len(report.changes)} {done} "
            f"({report.count(CorrectionKind.ADDED)} nieuw, "
            f"{report.count(CorrectionKind.CHANGED)} verbeterd, "
            f"{report.count(CorrectionKind.REMOVED)} weg, "
            f"{report.count(CorrectionKind.KEPT)} blijven zoals gewijzigd). "
            f"{report.left_alone} waarden zijn intussen door mensen gewijzigd."
        )
