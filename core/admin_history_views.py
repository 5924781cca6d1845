"""Pages with what happened: to one row, and to rows of a model that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from core.admin_history import entries, may_look_back, removals
from core.admin_options import actor_of
from core.versioned import Versioned

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Versioned]
else:
    ModelAdmin = object

HISTORY_PAGE = 50
REMOVED_PAGE = 100


def page_number(request: HttpRequest) -> int:
    """Return the page that was asked for; nonsense is page 1."""
    asked = request.GET.get("p", "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1


class HistoryViews(ModelAdmin):
    """Read-only; part of TrackerAdmin."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "verwijderd/",
                self.admin_site.admin_view(self.removed_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_removed",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "may_look_back": may_look_back(actor_of(request), self.model),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @method_decorator(require_safe)
    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> TemplateResponse:
        """Show what happened to one row, newest first; also after it was deleted."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None and not may_look_back(actor_of(request), self.model):
            raise Http404
        page = page_number(request)
        start = (page - 1) * HISTORY_PAGE
        # One more than the page shows: what the oldest is compared with.
        rows = list(
            self.model.history.filter(id=self._id(object_id)).order_by("-history_id")[
                start : start + HISTORY_PAGE + 1
            ]
        )
        if obj is None and not rows:
            raise Http404
        shown = rows[:HISTORY_PAGE]
        oldest = rows[HISTORY_PAGE] if len(rows) > HISTORY_PAGE else None
        return self._page(
            request,
            "admin/object_history.html",
            title=f"Geschiedenis: {obj or rows[0].instance}",
            object=obj,
            entries=entries(self.model, shown, oldest=oldest),
            page=page,
            has_older=oldest is not None,
        )

    def _id(self, object_id: str) -> int:
        number = unquote(object_id)
        if not number.isdecimal() or len(number) > 18:
            raise Http404
        return int(number)

    @method_decorator(require_safe)
    def removed_view(self, request: HttpRequest) -> TemplateResponse:
        """Show the rows of this model that are gone, the last one first."""
        if not may_look_back(actor_of(request), self.model):
            raise PermissionDenied
        page = page_number(request)
        start = (page - 1) * REMOVED_PAGE
        rows = list(
            self.model.history.filter(history_type="-").order_by("-history_id")[
                start : start + REMOVED_PAGE + 1
            ]
        )
        return self._page(
            request,
            "admin/removed.html",
            title=f"Verwijderd: {self.opts.verbose_name_plural}",
            entries=removals(self.model, rows[:REMOVED_PAGE]),
            page=page,
            has_older=len(rows) > REMOVED_PAGE,
        )

    def _page(
        self, request: HttpRequest, template: str, **context: Any
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "subtitle": None,
                "opts": self.opts,
                "module_name": capfirst(str(self.opts.verbose_name_plural)),
                **context,
            },
        )
