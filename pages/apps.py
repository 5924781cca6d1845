from django.apps import AppConfig
from django.core.checks import register

from pages.checks import theme_exists


class PagesConfig(AppConfig):
    """Screens only: no rows, so no policy."""

    name = "pages"
    verbose_name = "Pagina’s"

    def ready(self) -> None:
        register(theme_exists)
