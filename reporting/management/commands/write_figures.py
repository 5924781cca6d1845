"""Writes docs/figures.md from the list of definitions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.definitions import as_markdown


class Command(BaseCommand):
    help = "Schrijft docs/figures.md: wat elk cijfer in het overzicht betekent."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "figures.md"
        path.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"Geschreven: {path.relative_to(settings.BASE_DIR)}")
