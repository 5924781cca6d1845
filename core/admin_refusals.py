"""What the domain refuses, as pages: a conflict, form errors, 403 and 404."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from core import policy
from core.admin_conflict import (
    ConflictRow,
    conflict_rows,
    gone_row,
    removal_rows,
    typed_in_words,
)
from core.admin_forms import VersionedForm
from core.admin_history import may_look_back
from core.admin_history_views import HistoryViews
from core.admin_options import actor_of
from core.errors import InUse, NotAllowed, NotVisible, StaleObject


class RefusalViews(HistoryViews):
    """Part of TrackerAdmin: its views, with an answer to every refusal."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        def view() -> HttpResponse:
            return super(RefusalViews, self).changeform_view(
                request, object_id, form_url, extra_context
            )

        with as_http():
            try:
                return view()
            except StaleObject:
                return self._conflict(request, str(object_id))
            except (ValidationError, InUse) as error:
                # The transaction is rolled back. The form comes again, with what was
                # typed and with the reason.
                request.refusal = as_validation_error(error)  # type: ignore[attr-defined]
                return view()

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        with as_http():
            try:
                return super().delete_view(request, object_id, extra_context)
            except StaleObject:
                return self._conflict(request, object_id)
            except InUse as error:
                self.message_user(request, error.message, messages.ERROR)
                return HttpResponseRedirect(self._address("change", object_id))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Answer for a row that is not there, or not for this person: 404.

        Whoever was working on it when it was deleted gets the conflict page.
        """
        gone = self._gone(request, object_id) if request.method == "POST" else None
        if gone is None:
            raise Http404
        return self._conflict_page(request, [gone], object_id, is_gone=True)

    def _gone(self, request: HttpRequest, object_id: str) -> ConflictRow | None:
        who = actor_of(request)
        grant = policy.policy_for(self.model).grant(who, "view")
        last = (
            self.model.history.filter(id=self._id(object_id), history_type="-")
            .order_by("-history_id")
            .first()
        )
        if grant is None or grant.scope != policy.ALL or last is None:
            return None
        row = last.instance
        # Which fields were on the screen: the row has no scope any more to ask about.
        who.memo[("admin", "change", row._meta.label, row.pk)] = True
        form = self._posted_form(request, row)
        return gone_row(
            row,
            version=form.loaded,
            typed={} if self._is_delete(request) else typed_in_words(form),
        )

    def _conflict(self, request: HttpRequest, object_id: str) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = self._posted_form(request, obj)
        if self._is_delete(request):
            rows = removal_rows(obj, version=form.loaded)
        else:
            formsets, _ = self._create_formsets(request, form.instance, change=True)  # type: ignore[attr-defined]
            rows = conflict_rows([form, *(row for rows in formsets for row in rows)])
        return self._conflict_page(request, rows, object_id, is_gone=False)

    def _is_delete(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and str(match.url_name).endswith("_delete")

    def _posted_form(self, request: HttpRequest, obj: Any) -> VersionedForm:
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=names)
        return cast(VersionedForm, form(request.POST, request.FILES, instance=obj))

    def _conflict_page(
        self,
        request: HttpRequest,
        rows: list[ConflictRow],
        object_id: str,
        *,
        is_gone: bool,
    ) -> TemplateResponse:
        response = self._page(
            request,
            "admin/conflict.html",
            title="Niet opgeslagen: iemand anders was u voor",
            rows=rows,
            is_gone=is_gone,
            is_delete=self._is_delete(request),
            may_look_back=may_look_back(actor_of(request), self.model),
            change_url=self._address("change", object_id),
            history_url=self._address("history", object_id),
            list_url=self._address("changelist"),
        )
        response.status_code = 409
        return response

    def _address(self, page: str, *args: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args, current_app=self.admin_site.name)


@contextmanager
def as_http() -> Iterator[None]:
    """Answer what the policy refuses with 404 and 403."""
    try:
        yield
    except NotVisible as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error


@contextmanager
def named(row: VersionedForm) -> Iterator[None]:
    """Say of which row of an inline it was, where core.writes refuses one."""
    try:
        yield
    except (ValidationError, InUse) as error:
        name = row._meta.model._meta.verbose_name
        told = [
            f"{name} “{row.instance}”: {message}"
            for message in as_validation_error(error).messages
        ]
        raise ValidationError(told) from error


def as_validation_error(error: ValidationError | InUse) -> ValidationError:
    return ValidationError(error.message) if isinstance(error, InUse) else error
