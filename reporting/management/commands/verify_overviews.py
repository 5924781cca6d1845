"""Proves that nothing published was changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.verify import verify


class Command(BaseCommand):
    help = "Vergelijkt gepubliceerde overzichten en bestanden met hun hash."

    def handle(self, *args: Any, **options: Any) -> None:
        proof = verify()
        self.stdout.write(
            f"{proof.overviews} overzichten en {proof.files} bestanden bekeken."
        )
        for fault in proof.faults:
            self.stderr.write(fault)
        if proof.faults:
            raise CommandError("Niet alles is zoals het gepubliceerd is.", returncode=1)
        self.stdout.write("Alles is zoals het gepubliceerd is; de bewaking staat aan.")
