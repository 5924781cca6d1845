"""What was last told of an action: the newest update that the office accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from actions.models import Action
from core.quarters import Quarter
from pages.queries.reading import Reading
from progress.models import StatusUpdate

# What stands first answers "why"; the words are those of the form and the overview.
TOLD = (
    ("plain_language", "In gewone taal"),
    ("state_of_affairs", "Stand van zaken"),
    ("bottlenecks", "Knelpunten"),
    ("risk", "Belangrijkste risico"),
    ("results", "Resultaten"),
    ("next_steps", "Volgende stappen"),
    ("borging", "Borging"),
)


def _told(update: StatusUpdate) -> Iterator[tuple[str, str]]:
    for field, name in TOLD:
        yield name, getattr(update, field)
    yield "Stand van de borging", update.get_borging_state_display()
    yield "Vertrouwen in het doel", update.get_confidence_display()


@dataclass(frozen=True, kw_only=True)
class Report:
    """An accepted update; `told` has a name and a text, without what is empty."""

    quarter: Quarter
    accepted_date: date | None
    told: tuple[tuple[str, str], ...]


def last_report(reading: Reading, action: Action) -> Report | None:
    """Return the newest accepted update of an action. One query."""
    update = (
        StatusUpdate.objects.visible_to(reading.actor)
        .filter(action=action)
        .accepted()
        .select_related("round")
        .latest_first()
        .first()
    )
    if update is None:
        return None
    return Report(
        quarter=update.round.period,
        accepted_date=update.decided_date,
        told=tuple((name, text) for name, text in _told(update) if text),
    )
