"""Every resource that is declared, found by walking the addresses of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

from core.api.resource import Resource


def _patterns(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        yield pattern
        yield from _patterns(getattr(pattern, "url_patterns", []))


RESOURCES: dict[str, Resource] = {
    resource.path: resource
    for pattern in _patterns(get_resolver("toekomstagenda.api").url_patterns)
    if (callback := getattr(pattern, "callback", None)) is not None
    and (resource := getattr(callback, "view_initkwargs", {}).get("resource"))
    is not None
}
