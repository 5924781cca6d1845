"""What all screens share: the reader, the programme, and the frame around them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.queries.reading import Reading, open_programme

P = ParamSpec("P")


def screen(
    view: Callable[Concatenate[HttpRequest, Reading, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view the reader's look at the programme; without one, say so."""

    @require_safe
    @wraps(view)
    def wrapped(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        reading = open_programme(request.actor)  # type: ignore[attr-defined]
        if reading is None:
            return render(request, "pages/no_programme.html")
        return view(request, reading, *args, **kwargs)

    return wrapped


def show(
    request: HttpRequest,
    reading: Reading,
    template: str,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """Render a screen; the frame names the programme and the day."""
    return render(request, template, {"reading": reading, **context}, status=status)
