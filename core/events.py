"""The port through which `core.writes` tells what happened.

Empty until `delivery` fills it in its `ready()`. Handlers run inside the transaction
of the write, so what they store stands or falls with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db import models

from core.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Event:
    """One write: what was done to which row, by whom, and which fields changed."""

    verb: Literal["add", "change", "remove"]
    obj: models.Model
    fields: tuple[str, ...]
    actor: Actor


Handler = Callable[[Event], None]
_handlers: list[Handler] = []


def register(handler: Handler) -> None:
    """Add a handler; called by an app's `ready()`."""
    if handler not in _handlers:
        _handlers.append(handler)


def emit(event: Event) -> None:
    """Tell every handler, in the order in which they joined."""
    for handler in _handlers:
        handler(event)
