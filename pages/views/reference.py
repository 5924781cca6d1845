"""What the site rests on: the money, the check of the document, the words, its aims."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State what was done and tested; for everybody, also who cannot get in."""
    contact = settings.ACCESSIBILITY_CONTACT
    is_mail = "@" in contact and ":" not in contact
    return render(
        request,
        "pages/accessibility.html",
        {
            "contact": contact.removeprefix("mailto:"),
            "contact_url": f"mailto:{contact}" if is_mail else contact,
        },
    )
