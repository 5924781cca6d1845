"""What the API shows without a login: its page, its document, and what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from core.api.glossary import GLOSSARY
from core.api.problems import problem_response


@dataclass(frozen=True)
class Collection:
    """A collection, as the page lists it."""

    path: str
    label: str
    about: str


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document; it is the same as long as the process runs."""
    generator: Any = SchemaGenerator
    found: dict[str, Any] = generator().get_schema(public=True)
    return found


@cache
def _document_bytes() -> bytes:
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2)


def collections() -> list[Collection]:
    """Return the collections, in the order of the document."""
    return [
        Collection(path, operation["tags"][0], operation["description"])
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
        if method == "get" and "{" not in path
    ]


@login_not_required
@require_safe
def openapi_document(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document, to scripts of any site."""
    response = HttpResponse(_document_bytes(), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@login_not_required
@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Return the page for people who write a program against the API."""
    context = {
        "info": document()["info"],
        "collections": collections(),
        "glossary": GLOSSARY,
    }
    return render(request, "api/page.html", context)


@login_not_required
@csrf_exempt
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Answer every address under /api/ that does not exist, whatever the method."""
    return problem_response(404, "Dit adres bestaat niet. Aan het eind staat geen /.")
