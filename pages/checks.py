"""A theme that is not there must stop the start, and not every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error


def theme_exists(**_: Any) -> list[CheckMessage]:
    """Return an error when THEME_STYLESHEET names a static file that is not there."""
    name: str = settings.THEME_STYLESHEET
    if name.startswith(("http:", "https:", "//")):
        return [
            Error(
                f"THEME_STYLESHEET ({name}) ligt op een andere site.",
                hint="De pagina’s laden alleen wat van de eigen site komt. Gebruik de "
                "naam van een statisch bestand, of een adres dat met / begint.",
                id="pages.E001",
            )
        ]
    if not name or name.startswith("/") or finders.find(name) is not None:
        return []
    return [
        Error(
            f"THEME_STYLESHEET ({name}) is geen statisch bestand.",
            hint="Leg het bestand in static/, of geef een adres dat met / begint.",
            id="pages.E002",
        )
    ]
