"""The public edition: what everybody may read of a published overview.

Off by default. Switched off, no address answers with anything but 404, whatever tag
a reader kept of before: the switch is asked before anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.quarters import Quarter
from pages.overview.addresses import OverviewAddresses, of_edition
from pages.overview.published import Published, editions, find
from pages.overview.views import actor_of, attachment, file_name, written
from reporting.canonical import canonical_json, sha256_of
from reporting.render.build import page_document
from reporting.render.html import HtmlWriter
from reporting.render.public import public_edition

P = ParamSpec("P")


def for_everybody(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answer without a login, and only where the public edition is switched on."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not settings.PUBLIC_OVERVIEWS:
            raise Http404
        return require_safe(view)(request, *args, **kwargs)

    return login_not_required(wrapped)


def _found(request: HttpRequest, quarter: Quarter, edition: int | None) -> Published:
    found = find(actor_of(request), quarter, edition, is_public=True)
    if found is None:
        raise Http404(f"Van {quarter.label} is dit overzicht er niet.")
    return Published(
        head=found.head, text=found.text, payload=public_edition(found.payload)
    )


@for_everybody
def public_overviews(request: HttpRequest) -> HttpResponse:
    """List what was published."""
    return render(
        request,
        "pages/overview/public_list.html",
        {"editions": editions(actor_of(request), is_public=True)},
    )


@for_everybody
def public_overview(
    request: HttpRequest, quarter: Quarter, edition: int | None = None, number: int = 0
) -> HttpResponse:
    """Show an overview, or one chapter of it."""
    published = _found(request, quarter, edition)
    if number and not published.has_chapter(number):
        raise Http404("Dit hoofdstuk bestaat niet.")
    document = page_document(published.payload, chapter=number, is_public=True)
    addresses = OverviewAddresses(
        of_edition(published.head, is_public=True), {}, number, shows_actions=False
    )
    return render(
        request,
        "pages/overview/public.html",
        {
            **written(document, HtmlWriter(addresses)),
            "edition": published.head,
            "chapter": number,
            "sentences": [
                (chapter, action)
                for chapter in published.payload["chapters"]
                if number in (0, chapter["number"])
                for spearhead in chapter["spearheads"]
                for action in spearhead["actions"]
                if action["plainLanguage"]
            ],
        },
    )


@for_everybody
def public_payload(
    request: HttpRequest, quarter: Quarter, edition: int
) -> HttpResponse:
    """Give the public edition as data."""
    published = _found(request, quarter, edition)
    text = canonical_json(published.payload)
    return attachment(
        request,
        text.encode("utf-8"),
        sha256=sha256_of(text),
        content_type="application/json",
        name=file_name(quarter, edition, "json"),
    )
