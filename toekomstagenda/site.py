"""The administration site, under its own name."""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from progress.screens.urls import screen_urls

# As people look for them, not by the alphabet. An app that is missing comes last.
APPS_IN_ORDER = (
    "actions",
    "progress",
    "governance",
    "finance",
    "monitoring",
    "reporting",
    "baseline",
    "accounts",
)


as_page = require_http_methods(["GET", "HEAD", "POST"])


class TrackerAdminSite(AdminSite):
    site_header = "Toekomstagenda"
    site_title = "Toekomstagenda"
    index_title = "Beheer"
    site_url = None
    # The lists need the width; the front page and the crumbs lead everywhere.
    enable_nav_sidebar = False
    # One login page, wherever somebody comes from.
    login_template = "registration/login.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Many at once, unseen, past the version that was on the screen.
        self.disable_action("delete_selected")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Return the apps by importance, with the models as their app states them."""
        shown = self._build_app_dict(request, app_label)
        for label, app in shown.items():
            order = list(apps.get_app_config(label).get_models())
            by_model = {one["model"]: one for one in app["models"]}
            app["models"] = [by_model[model] for model in order if model in by_model]
        return sorted(shown.values(), key=lambda app: _importance(app["app_label"]))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Protect a view; a page is asked for and posted, nothing else."""
        return super().admin_view(as_page(view), cacheable)

    @method_decorator([login_not_required, as_page])
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the login page."""
        return super().login(request, extra_context)

    def get_urls(self) -> list[Any]:
        """Return the admin's own addresses after those of the reporting screens."""
        return [*screen_urls(self.admin_view), *super().get_urls()]


def _importance(label: str) -> int:
    return (*APPS_IN_ORDER, label).index(label)
