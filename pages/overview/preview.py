"""The running quarter as it would be published now, and publishing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.models import Programme
from core.errors import DomainError
from core.quarters import Quarter
from pages.overview.addresses import (
    OverviewAddresses,
    chapters_of_actions,
    of_preview,
)
from pages.overview.published import Edition, editions
from pages.overview.views import actor_of, may_publish, plain_context, written
from pages.queries.reading import SLUG
from progress.models import ReportingRound
from reporting import services
from reporting.payload import as_payload
from reporting.render.build import page_document
from reporting.render.extract import Json
from reporting.render.html import HtmlWriter


def _programme(request: HttpRequest) -> Programme:
    found: Programme | None = (
        Programme.objects.visible_to(actor_of(request)).filter(slug=SLUG).first()
    )
    if found is None:
        raise Http404("Er is nog geen programma.")
    return found


def _quarters(programme: Programme, request: HttpRequest) -> list[Quarter]:
    """Return the quarters that were reported on, the newest first."""
    written_quarters = (
        ReportingRound.objects.visible_to(actor_of(request))
        .filter(programme=programme)
        .in_order()
        .values_list("quarter", flat=True)
    )
    found = [Quarter.parse(quarter) for quarter in written_quarters]
    return found or [Quarter.containing(actor_of(request).today)]


def _asked(request: HttpRequest, quarters: list[Quarter]) -> Quarter:
    asked = request.GET.get("kwartaal")
    if not asked:
        return quarters[0]
    try:
        return Quarter.parse(asked)
    except ValueError as error:
        raise Http404(str(error)) from error


def _previewed(request: HttpRequest) -> tuple[Json, list[Quarter], Quarter]:
    programme = _programme(request)
    quarters = _quarters(programme, request)
    quarter = _asked(request, quarters)
    composed = services.preview(programme, quarter, on=actor_of(request).today)
    return as_payload(composed), quarters, quarter


@require_safe
def preview(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show how the overview would look now, or one chapter of it."""
    payload, quarters, quarter = _previewed(request)
    if number and all(c["number"] != number for c in payload["chapters"]):
        raise Http404("Dit hoofdstuk bestaat niet.")
    document = page_document(payload, chapter=number)
    addresses = OverviewAddresses(
        of_preview(str(quarter)), chapters_of_actions(payload), number
    )
    return render(
        request,
        "pages/overview/preview.html",
        {
            **written(document, HtmlWriter(addresses)),
            "quarters": quarters,
            "quarter": quarter,
            "chapter": number,
            "may_publish": may_publish(request),
        },
    )


@require_safe
def preview_plain(request: HttpRequest) -> HttpResponse:
    """Show the plain-language edition as it would be published now."""
    payload, _, quarter = _previewed(request)
    return render(
        request,
        "pages/overview/plain.html",
        {
            **plain_context(request, payload),
            "address": reverse("pages:overview-preview") + f"?kwartaal={quarter}",
        },
    )


class PublishForm(forms.Form):
    """Which quarter, and for a correction what was corrected."""

    kwartaal = forms.ChoiceField(label="Kwartaal")
    erratum = forms.CharField(
        label="Wat is er verbeterd?",
        help_text=(
            "Alleen bij een verbetering van een overzicht dat al gepubliceerd is. Deze "
            "tekst staat bovenaan de nieuwe versie."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, quarters: list[Quarter], known: dict[Quarter, Edition], *args: Any
    ) -> None:
        super().__init__(*args)
        self.use_required_attribute = False
        field = self.fields["kwartaal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(q), _choice(q, known.get(q))) for q in quarters]
        field.initial = next(
            (str(quarter) for quarter in quarters if quarter not in known), None
        )


def _choice(quarter: Quarter, known: Edition | None) -> str:
    if known is None:
        return f"{quarter} ({quarter.label}): nog niet gepubliceerd"
    return f"{quarter} ({quarter.label}): versie {known.edition} is gepubliceerd"


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the overview of a quarter; of the programme office only."""
    if not may_publish(request):
        raise PermissionDenied
    programme = _programme(request)
    quarters = _quarters(programme, request)
    known = {e.quarter: e for e in editions(actor_of(request)) if e.is_newest}
    data = request.POST if request.method == "POST" else None
    form = PublishForm(quarters, known, data)
    if data is not None and form.is_valid():
        try:
            made = services.publish(
                programme=programme,
                quarter=Quarter.parse(form.cleaned_data["kwartaal"]),
                by=actor_of(request),
                on=actor_of(request).today,
                erratum=form.cleaned_data["erratum"],
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("pages:overview-edition", made.period, made.edition)
    return render(
        request,
        "pages/overview/publish.html",
        {
            "form": form,
            "next_editions": {
                str(quarter): known[quarter].edition + 1 if quarter in known else 1
                for quarter in quarters
            },
        },
        status=400 if form.errors else 200,
    )
