"""The overview as published: list, page, chapter, plain language, text and files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from core import policy
from core.actor import Actor
from core.quarters import Quarter
from pages.overview.addresses import (
    OverviewAddresses,
    chapters_of_actions,
    of_edition,
)
from pages.overview.published import Edition, Published, editions, find, find_head
from pages.queries.reading import SLUG
from progress.models import ReportingRound
from reporting.files import actor_of_rendering, file_of
from reporting.models import FileFormat, Overview
from reporting.plain_language import remarks
from reporting.render import CONTENT_TYPES, MissingLibrary, missing_libraries
from reporting.render.build import page_document
from reporting.render.document import Document
from reporting.render.extract import Json
from reporting.render.html import HtmlWriter, notices_html


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; set by the middleware."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def may_publish(request: HttpRequest) -> bool:
    """Tell whether this reader is of the programme office."""
    return policy.may(actor_of(request), "add", Overview)


def found_or_404(
    request: HttpRequest, quarter: Quarter, edition: int | None = None
) -> Published:
    """Return a version of the overview of a quarter, or answer that there is none."""
    published = find(actor_of(request), quarter, edition)
    if published is None:
        raise Http404(f"Van {quarter.label} is dit overzicht er niet.")
    return published


def address_of(head: Edition) -> str:
    """Return the address of a published version."""
    return reverse("pages:overview-edition", args=[head.quarter, head.edition])


def written(document: Document, writer: HtmlWriter) -> dict[str, object]:
    """Return what the templates need of a document."""
    return {
        "document": document,
        "notices": notices_html(document.notices),
        # The figures come first; then what else there is, and then the rest.
        "figures": writer.sections(document.sections[:1]),
        "content": writer.sections(document.sections[1:]),
    }


@require_safe
def overviews(request: HttpRequest) -> HttpResponse:
    """List what was published, and which closed quarters were not."""
    actor = actor_of(request)
    known = editions(actor)
    published = {str(edition.quarter) for edition in known}
    closed = (
        ReportingRound.objects.visible_to(actor)
        .filter(programme__slug=SLUG, closed_date__isnull=False)
        .in_order()
        .values_list("quarter", flat=True)
    )
    return render(
        request,
        "pages/overview/list.html",
        {
            "editions": known,
            "unpublished": [
                Quarter.parse(quarter) for quarter in closed if quarter not in published
            ],
            "may_publish": may_publish(request),
            "missing": missing_libraries(),
        },
    )


@require_safe
def overview(
    request: HttpRequest, quarter: Quarter, edition: int | None = None
) -> HttpResponse:
    """Show the overview of a quarter, by default its newest version."""
    published = found_or_404(request, quarter, edition)
    return _page(request, published, chapter=0)


@require_safe
def overview_chapter(
    request: HttpRequest, quarter: Quarter, edition: int, number: int
) -> HttpResponse:
    """Show one chapter of an overview, with what was told of each action."""
    published = found_or_404(request, quarter, edition)
    if not published.has_chapter(number):
        raise Http404("Dit hoofdstuk bestaat niet.")
    return _page(request, published, chapter=number)


def _page(request: HttpRequest, published: Published, *, chapter: int) -> HttpResponse:
    head = published.head
    document = page_document(published.payload, head.sha256, chapter=chapter)
    addresses = OverviewAddresses(
        of_edition(head), chapters_of_actions(published.payload), chapter
    )
    return render(
        request,
        "pages/overview/overview.html",
        {
            **written(document, HtmlWriter(addresses)),
            "edition": head,
            "chapter": chapter,
            "missing": missing_libraries(),
            "address": address_of(head),
        },
    )


@require_safe
def plain(request: HttpRequest, quarter: Quarter, edition: int) -> HttpResponse:
    """Show the plain-language edition; the office also sees what may be hard."""
    published = found_or_404(request, quarter, edition)
    return render(
        request,
        "pages/overview/plain.html",
        {
            **plain_context(request, published.payload),
            "edition": published.head,
            "address": address_of(published.head),
        },
    )


def plain_context(request: HttpRequest, payload: Json) -> dict[str, object]:
    """Return the sentences per chapter, with remarks for who may do something."""
    judge: Callable[[str], object] = lambda text: ()  # noqa: E731
    if may_publish(request):
        judge = remarks
    chapters = []
    for chapter in payload["chapters"]:
        actions = [a for s in chapter["spearheads"] for a in s["actions"]]
        chapters.append(
            {
                "number": chapter["number"],
                "title": chapter["title"],
                "told": [
                    {
                        "code": action["code"],
                        "title": action["title"],
                        "sentence": action["plainLanguage"],
                        "remarks": judge(action["plainLanguage"]),
                    }
                    for action in actions
                    if action["plainLanguage"]
                ],
                "missing": [
                    action
                    for action in actions
                    if action["report"] == "accepted" and not action["plainLanguage"]
                ],
                "silent": [
                    action
                    for action in actions
                    if action["report"] not in ("accepted", "not_owed")
                ],
            }
        )
    document = page_document(payload)
    return {
        "document": document,
        "notices": notices_html(document.notices),
        "payload": payload,
        "minute": [
            {"sentence": sentence, "remarks": judge(sentence)}
            for sentence in payload["inOneMinute"]
        ],
        "chapters": chapters,
        "may_publish": may_publish(request),
    }


@require_safe
def payload_text(request: HttpRequest, quarter: Quarter, edition: int) -> HttpResponse:
    """Give the stored text as it stands."""
    published = found_or_404(request, quarter, edition)
    head = published.head
    return attachment(
        request,
        published.text.encode("utf-8"),
        sha256=head.sha256,
        content_type="application/json",
        name=file_name(head.quarter, head.edition, "json"),
    )


@require_safe
def file(
    request: HttpRequest,
    quarter: Quarter,
    edition: int,
    kind: FileFormat,
    number: int = 0,
) -> HttpResponse:
    """Give a file of the whole or, made when first asked for, of one chapter."""
    head = find_head(actor_of(request), quarter, edition)
    if head is None:
        raise Http404(f"Van {quarter.label} is dit overzicht er niet.")
    actor = actor_of_rendering(actor_of(request).today)
    try:
        found = file_of(head.id, kind, chapter=number, by=actor)
    except MissingLibrary as error:
        return _not_there(request, head, kind, str(error))
    if found is None and number:
        raise Http404("Dit hoofdstuk bestaat niet.")
    if found is None:
        return _not_there(request, head, kind, missing_libraries().get(kind, ""))
    return attachment(
        request,
        bytes(found.content),
        sha256=found.sha256,
        content_type=CONTENT_TYPES[kind],
        name=file_name(head.quarter, head.edition, kind.value, number),
    )


def _not_there(
    request: HttpRequest, head: Edition, kind: FileFormat, reason: str
) -> HttpResponse:
    return render(
        request,
        "pages/overview/no_file.html",
        {
            "edition": head,
            "kind": kind.label,
            "reason": reason,
            "address": address_of(head),
        },
        status=404,
    )


@require_safe
def progress(request: HttpRequest, quarter: Quarter, edition: int) -> JsonResponse:
    """Tell how far publishing is: is it there, and how many files are."""
    head = find_head(actor_of(request), quarter, edition)
    if head is None:
        return JsonResponse({"published": False, "files": 0, "of": len(FileFormat)})
    return JsonResponse(
        {"published": True, "files": head.files_there, "of": len(head.files)}
    )


def attachment(
    request: HttpRequest, content: bytes, *, sha256: str, content_type: str, name: str
) -> HttpResponse:
    """Return bytes to be saved, or 304 for who has these bytes already."""
    etag = quote_etag(sha256)
    conditional = get_conditional_response(request, etag=etag)
    if isinstance(conditional, HttpResponse):
        return conditional
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "ETag": etag,
        },
    )


def file_name(quarter: Quarter, edition: int, suffix: str, chapter: int = 0) -> str:
    """Return `kwartaaloverzicht-2026-Q3-v1.pdf`, with the chapter when it is of one."""
    part = f"-hoofdstuk-{chapter}" if chapter else ""
    return f"kwartaaloverzicht-{quarter}-v{edition}{part}.{suffix}"
