from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Core has no rows of its own, so no policy either."""

    name = "core"
    verbose_name = "Kern"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        import_module("core.checks")
