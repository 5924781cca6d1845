"""Who takes part: organisations and bodies."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from pages.addresses import Ref
from pages.forms import OrganisationForm
from pages.queries.bodies import body_groups, body_page
from pages.queries.organisations import organisation_page, organisation_rows
from pages.queries.reading import Reading
from pages.views.screens import screen, show


@screen
def organisations(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the organisations that meet every choice."""
    form = OrganisationForm(request.GET)
    template = "pages/organisations.html"
    if not form.is_valid():
        return show(request, reading, template, form=form, status=400)
    rows = organisation_rows(
        reading, kind=form.cleaned_data["soort"], text=form.cleaned_data["tekst"]
    )
    return show(request, reading, template, form=form, rows=rows)


@screen
def organisation(request: HttpRequest, reading: Reading, pk: int) -> HttpResponse:
    """Show an organisation."""
    page = organisation_page(reading, pk)
    if page is None:
        raise Http404("Deze organisatie bestaat niet.")
    return show(
        request,
        reading,
        "pages/organisation.html",
        page=page,
        section=Ref("Organisaties", reverse("pages:organisations")),
    )


@screen
def bodies(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the bodies by kind."""
    return show(request, reading, "pages/bodies.html", groups=body_groups(reading))


@screen
def body(request: HttpRequest, reading: Reading, pk: int) -> HttpResponse:
    """Show a body."""
    page = body_page(reading, pk)
    if page is None:
        raise Http404("Deze groep bestaat niet.")
    return show(
        request,
        reading,
        "pages/body.html",
        page=page,
        section=Ref("Groepen", reverse("pages:bodies")),
    )
