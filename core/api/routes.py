"""The addresses of a resource: to read it, and what its declarations say of writing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from core.api.history import HistoryView
from core.api.resource import Resource
from core.api.views import CollectionView, ObjectView
from core.api.writing import Add, AddView, Change, ChangeView, Step, StepView


def routes(
    resource: Resource,
    *,
    change: Change | None = None,
    add: Add | None = None,
    steps: Iterable[Step] = (),
    history: bool = False,
) -> list[URLPattern]:
    """Return the addresses of a collection, its objects and what is below them."""
    name = resource.path
    collection = (
        CollectionView.as_view(resource=resource)
        if add is None
        else AddView.as_view(resource=resource, add=add)
    )
    single = (
        ObjectView.as_view(resource=resource)
        if change is None
        else ChangeView.as_view(resource=resource, change=change)
    )
    found = [
        path(name, open_to_tokens(collection), name=name),
        path(f"{name}/<int:pk>", open_to_tokens(single), name=f"{name}-detail"),
    ]
    if history:
        found.append(
            path(
                f"{name}/<int:pk>/history",
                open_to_tokens(HistoryView.as_view(resource=resource)),
                name=f"{name}-history",
            )
        )
    return [*found, *step_routes(resource, steps)]


def step_routes(resource: Resource, steps: Iterable[Step]) -> list[URLPattern]:
    """Return the addresses of steps with the objects of a resource."""
    return [
        path(
            f"{resource.path}/<int:pk>/{step.path}",
            open_to_tokens(StepView.as_view(resource=resource, step=step)),
            name=f"{resource.path}-{step.path}",
        )
        for step in steps
    ]


def open_to_tokens(view: Any) -> Any:
    """Let the API itself ask who is there, instead of the page for logging in."""
    return login_not_required(view)
