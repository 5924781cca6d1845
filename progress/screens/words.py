"""What an update says, field by field, in words for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from progress.models import StatusUpdate

# In the order of the form.
ORDER = (
    "status",
    "rag",
    "progress_pct",
    "confidence",
    "state_of_affairs",
    "results",
    "bottlenecks",
    "risk",
    "next_steps",
    "borging_state",
    "borging",
    "plain_language",
)


@dataclass(frozen=True)
class Line:
    """One field: its name, what the update before said, what this one says."""

    name: str
    label: str
    then: str
    now: str
    has_before: bool

    @property
    def is_moved(self) -> bool:
        """Tell whether it says something else than before."""
        return self.has_before and self.then != self.now


def lines_of(update: StatusUpdate, before: StatusUpdate | None = None) -> list[Line]:
    """Return every field, beside what the update before said."""
    return [
        Line(
            name=name,
            label=str(update._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            then=in_words(before, name) if before is not None else "",
            now=in_words(update, name),
            has_before=before is not None,
        )
        for name in ORDER
    ]


def in_words(update: StatusUpdate, name: str) -> str:
    """Return one field in words; empty when nothing was filled in."""
    display: Callable[[], str] | None = getattr(update, f"get_{name}_display", None)
    value = display() if display is not None else getattr(update, name)
    if value is None:
        return ""
    return f"{value}%" if name == "progress_pct" else str(value)
