"""The programme from the top down: dashboard, programme, chapter, action."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from pages.queries.action import action_page
from pages.queries.chapter import chapter_page
from pages.queries.dashboard import dashboard as dashboard_page
from pages.queries.programme import programme_page
from pages.queries.reading import Reading
from pages.states import ACTION_STATES, MILESTONE
from pages.views.screens import screen, show


@screen
def dashboard(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show how the programme stands."""
    return show(
        request,
        reading,
        "pages/dashboard.html",
        page=dashboard_page(reading),
        states=ACTION_STATES,
        milestone_states=MILESTONE,
    )


@screen
def programme(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the document, and what belongs to the programme as a whole."""
    return show(request, reading, "pages/programme.html", page=programme_page(reading))


@screen
def chapter(request: HttpRequest, reading: Reading, number: int) -> HttpResponse:
    """Show a chapter."""
    page = chapter_page(reading, number)
    if page is None:
        raise Http404("Dit hoofdstuk bestaat niet.")
    return show(request, reading, "pages/chapter.html", page=page, states=ACTION_STATES)


@screen
def action(request: HttpRequest, reading: Reading, code: str) -> HttpResponse:
    """Show an action."""
    page = action_page(reading, code)
    if page is None:
        raise Http404("Deze actie bestaat niet.")
    return show(request, reading, "pages/action.html", page=page)
