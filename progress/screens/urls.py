"""The addresses of the reporting screens, within the admin."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from progress.screens import escalating, office, reporting, unchanged

View = Callable[..., HttpResponse]


def screen_urls(protect: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns; `protect` is the admin site's own `admin_view`."""

    def page(view: View) -> View:
        return protect(require_http_methods(["GET", "HEAD", "POST"])(view))

    return [
        path(
            "werklijst/", protect(require_safe(reporting.work_list)), name="work-list"
        ),
        # Before the codes of actions: no action is called so.
        path(
            "werklijst/niets-veranderd/",
            page(unchanged.unchanged),
            name="confirm-unchanged",
        ),
        path(
            "werklijst/<str:code>/", page(reporting.write_update), name="write-update"
        ),
        path(
            "werklijst/<str:code>/bewaar",
            protect(require_POST(reporting.save_draft)),
            name="save-draft",
        ),
        path("ronde/", page(office.office), name="office"),
        path("ronde/instellen/", page(office.round_settings), name="rounds"),
        path("ronde/bericht/<int:pk>/", page(office.review), name="review-update"),
        path(
            "vragen/", protect(require_safe(escalating.escalations)), name="escalations"
        ),
        path("vragen/nieuw/", page(escalating.raise_question), name="raise-question"),
    ]
