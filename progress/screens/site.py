"""What every screen in the admin needs around it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from core.errors import DomainError


def page_context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return the context of the admin site with a title."""
    return {**admin.site.each_context(request), "title": title}


def in_words(error: DomainError | ValidationError) -> str:
    """Return what was refused, for people."""
    if isinstance(error, DomainError):
        return error.message
    return " ".join(error.messages)
