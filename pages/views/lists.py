"""Lists with filters: actions, milestones, what is late, contradictions, search.

Every choice is in the address. A choice that does not exist answers 400 with a page
that says so, because a list that ignores it would be silently wrong.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from pages.forms import (
    ActionForm,
    ContradictionForm,
    FilterForm,
    LateForm,
    MilestoneForm,
    SearchForm,
)
from pages.paging import part_of
from pages.queries.actions import action_rows, choose_actions
from pages.queries.contradictions import contradiction_rows
from pages.queries.lists import chapter_choices, choose_milestones, years
from pages.queries.milestones import milestone_rows
from pages.queries.parties import leading_parties
from pages.queries.reading import Reading
from pages.queries.search import KINDS, search
from pages.states import ACTION_STATES, MILESTONE, MILESTONE_STATES
from pages.views.screens import screen, show


def _refused(
    request: HttpRequest, reading: Reading, template: str, form: FilterForm
) -> HttpResponse:
    return show(request, reading, template, form=form, status=400)


@screen
def actions(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the actions that meet every choice."""
    template = "pages/actions.html"
    parties = leading_parties(reading)
    form = ActionForm(
        request.GET,
        hoofdstuk=chapter_choices(reading),
        organisatie=[(party.label, party.label) for party in parties],
    )
    if not form.is_valid():
        return _refused(request, reading, template, form)
    found, part = part_of(
        request,
        choose_actions(
            reading,
            chapter=form.chapter,
            lead=form.party(parties),
            without_lead=form.without_lead,
            state=form.state(ACTION_STATES),
            only_late=form.only_late,
            text=form.cleaned_data["tekst"],
        ),
    )
    return show(
        request,
        reading,
        template,
        form=form,
        rows=action_rows(reading, found),
        part=part,
    )


@screen
def milestones(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the milestones that meet every choice."""
    template = "pages/milestones.html"
    parties = leading_parties(reading)
    form = MilestoneForm(
        request.GET,
        jaar=[(str(year), str(year)) for year in years(reading)],
        hoofdstuk=chapter_choices(reading),
        organisatie=[(party.label, party.label) for party in parties],
    )
    if not form.is_valid():
        return _refused(request, reading, template, form)
    found, part = part_of(
        request,
        choose_milestones(
            reading,
            state=form.state(MILESTONE_STATES),
            chapter=form.chapter,
            party=form.party(parties),
            year=form.year,
            without_year=form.without_year,
        ),
    )
    return show(
        request,
        reading,
        template,
        form=form,
        rows=milestone_rows(reading, found),
        part=part,
    )


@screen
def late(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show what is late, and apart from it what nobody has reported on."""
    template = "pages/late.html"
    parties = leading_parties(reading)
    form = LateForm(
        request.GET,
        hoofdstuk=chapter_choices(reading),
        organisatie=[(party.label, party.label) for party in parties],
    )
    if not form.is_valid():
        return _refused(request, reading, template, form)
    lists: dict[str, object] = {}
    for name in ("late", "unreported"):
        found, part = part_of(
            request,
            choose_milestones(
                reading,
                state=MILESTONE[name],
                chapter=form.chapter,
                party=form.party(parties),
            ),
            key=MILESTONE[name].slug,
        )
        lists[name] = {"rows": milestone_rows(reading, found), "part": part}
    return show(
        request,
        reading,
        template,
        form=form,
        party=form.party(parties),
        lists=lists,
    )


@screen
def contradictions(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show where the document says two things."""
    template = "pages/contradictions.html"
    form = ContradictionForm(request.GET, hoofdstuk=chapter_choices(reading))
    if not form.is_valid():
        return _refused(request, reading, template, form)
    where = Q() if form.chapter is None else Q(chapter__number=form.chapter)
    return show(
        request,
        reading,
        template,
        form=form,
        rows=contradiction_rows(reading, where),
    )


@screen
def find(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show what has all these words."""
    template = "pages/search.html"
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _refused(request, reading, template, form)
    text = form.cleaned_data["tekst"]
    only = request.GET.get("soort", "")
    page = _page_number(request)
    if only and only not in KINDS:
        raise Http404("Dit kunt u hier niet zoeken.")
    groups = search(reading, text, only=only, page=page)
    if page > 1 and not groups:
        raise Http404("Deze lijst heeft zoveel pagina’s niet.")
    return show(
        request,
        reading,
        template,
        form=form,
        text=text,
        only=only,
        groups=groups,
        total=sum(group.total for group in groups),
    )


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("pagina") or "1"
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 10_000):
        raise Http404("Deze pagina bestaat niet.")
    return int(number)
