"""Each page asks the database a fixed number of things, however much there is.

Every number has two of the frame in it, the session and the user, and one for the
programme.
"""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from actions.models import Programme
from governance.models import Body, Organisation
from pages.queries.check import check_report
from pages.queries.reading import Reading
from pages.urls import urlpatterns
from tests.pages.world import make_chapter

STATEMENTS = {
    # actions, chapters, spearheads, milestones, budget, funding, contradictions,
    # newest overview, newest round, questions 2
    "dashboard": 3 + 11,
    # milestones 2, targets, links 2, versions, contradictions 2
    "programme": 3 + 8,
    # chapter, milestones 3, targets, links 2, spearheads, actions 3, money 4,
    # contradictions
    "chapter": 3 + 16,
    # action, leads, links 2, activities 2, milestones 3, targets, earmarks,
    # contradictions 2, last report, published overviews
    "action": 3 + 15,
    # parties, chapters, count, actions 3
    "actions": 3 + 6,
    # parties, chapters, years, count, milestones 3
    "milestones": 3 + 7,
    # parties, chapters, and of both lists count and milestones 3
    "late": 3 + 10,
    # remarks, budget, funding, earmarks, printed totals, chapters
    "money": 3 + 6,
    # organisations, leads, activities, milestones, seats
    "organisations": 3 + 5,
    # organisation, aliases, parts, leads, actions 3, activities, milestones 3, seats
    "organisation": 3 + 12,
    # bodies, seats, chapters
    "bodies": 3 + 3,
    # body, seats, shares, bodies below, chapters, leads
    "body": 3 + 6,
    # chapters, contradictions 2
    "contradictions": 3 + 3,
    "glossary": 3,
    # for everybody, also without a programme
    "accessibility": 2,
    # one per kind of thing; the glossary is no table
    "search": 3 + 7,
}


def address(name: str) -> str:
    match name:
        case "chapter":
            return reverse("pages:chapter", args=[1])
        case "action":
            return reverse("pages:action", args=["1.1B"])
        case "organisation":
            first = Organisation.objects.get(name="Partij 1")
            return reverse("pages:organisation", args=[first.pk])
        case "body":
            first_body = Body.objects.get(name="Werkgroep Partij 1")
            return reverse("pages:body", args=[first_body.pk])
        case "search":
            return reverse("pages:search") + "?tekst=e"
    return reverse(f"pages:{name}")


def statements(reader: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)


def test_pages_ask_a_fixed_number_of_things(
    reader: Client, programme: Programme
) -> None:
    make_chapter(programme, 1)
    with_little = {name: statements(reader, address(name)) for name in STATEMENTS}
    for number in (2, 3):
        make_chapter(programme, number)
    with_more = {name: statements(reader, address(name)) for name in STATEMENTS}

    assert with_little == STATEMENTS
    assert with_more == STATEMENTS


def test_every_page_is_among_them() -> None:
    names = {route.name for route in urlpatterns if isinstance(route, URLPattern)}

    # The check report has a test of its own, the overviews theirs.
    assert names == {*STATEMENTS, "check"}


def test_check_report_asks_a_fixed_number_of_things(
    reading: Reading, programme: Programme
) -> None:
    counts = []

    for number in (1, 2):
        make_chapter(programme, number)
        with CaptureQueriesContext(connection) as captured:
            check_report(reading)
        counts.append(len(captured))

    assert counts[0] == counts[1]
