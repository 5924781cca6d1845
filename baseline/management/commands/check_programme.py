"""Tells whether the programme document was loaded whole and adds up."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actions.models.programme import DEFAULT_PROGRAMME
from baseline.check import check
from baseline.document_proof import prove
from baseline.findings import CheckReport, Finding
from baseline.reading import DOCUMENTS, read_programme
from baseline.yaml_nodes import Problems

# A list that only tells something is shown in full with `--verbosity 2`.
SHOWN = 5


class Command(BaseCommand):
    help = "Controleert of het programmadocument heel geladen is en of alles klopt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", default=DEFAULT_PROGRAMME)
        parser.add_argument(
            "--folder", type=Path, help="Map met de bestanden, in plaats van de eigen."
        )
        parser.add_argument(
            "--document",
            type=Path,
            help="De brontekst: controleer ook of die zegt wat de bestanden zeggen.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or DOCUMENTS / options["programme"]
        try:
            plan = read_programme(folder)
        except Problems as error:
            lines = "\n".join(str(problem) for problem in error.problems)
            raise CommandError(f"{lines}\nDe bestanden zijn niet goed.") from error
        report = check(plan)
        if options["document"] is not None:
            report = report.with_findings(prove(plan, _text(options["document"])))
        self._print(report, everything=options["verbosity"] > 1)
        if not report.ok:
            raise CommandError("\n".join(map(_failure, report.failures)))
        self.stdout.write("\nAlles klopt")

    def _print(self, report: CheckReport, *, everything: bool) -> None:
        version = report.version if report.version is not None else "niet geladen"
        self.stdout.write(f"Programma {report.programme}, versie {version}")
        width = max(len(finding.title) for finding in report.findings)
        for group, findings in report.by_group():
            self.stdout.write(f"\n{group}")
            for finding in findings:
                self.stdout.write(_line(finding, width))
                self._print_detail(finding, everything=everything)

    def _print_detail(self, finding: Finding, *, everything: bool) -> None:
        shown = (
            finding.detail if everything or not finding.ok else finding.detail[:SHOWN]
        )
        for row in shown:
            self.stdout.write(f"       {row}")
        if len(shown) < len(finding.detail):
            self.stdout.write(
                f"       … en nog {len(finding.detail) - len(shown)} (--verbosity 2)"
            )


def _line(finding: Finding, width: int) -> str:
    mark = " " if not finding.expected else "✓" if finding.ok else "✗"
    figures = (
        finding.found
        if not finding.expected or finding.ok
        else f"{finding.found} (verwacht {finding.expected})"
    )
    return f"  {mark} {finding.title.ljust(width)}  {figures}"


def _failure(finding: Finding) -> str:
    return (
        f"Klopt niet: {finding.title}: verwacht {finding.expected}, "
        f"gevonden {finding.found}"
    )


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} is niet te lezen: {error.strerror}.") from error
