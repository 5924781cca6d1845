"""What the figures rest on: the money, the check of the document, the words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pages.glossary import GROUPS
from pages.queries.check import check_report
from pages.queries.money import money as money_page
from pages.queries.reading import Reading
from pages.views.screens import screen, show


@screen
def money(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show the money per row and year."""
    return show(request, reading, "pages/money.html", page=money_page(reading))


@screen
def check(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Show whether the document was loaded whole and adds up."""
    return show(request, reading, "pages/check.html", report=check_report(reading))


@screen
def glossary(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Explain the words."""
    return show(request, reading, "pages/glossary.html", groups=GROUPS)
