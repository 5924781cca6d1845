"""The base of our app configurations.

Imported as a module: Django takes any AppConfig class it finds in an `apps.py` for
that app's own.
"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from core import policy


class DomainAppConfig(AppConfig):
    """An app whose `policy.py` joins the registry when Django is ready."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        policy.register(*import_module(f"{self.name}.policy").POLICIES)
