"""What was last told of an action: the newest update that the office accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actions.models import Action
from core.quarters import Quarter
from pages.queries.reading import Reading
from progress.models import StatusUpdate
from progress.workflow import BorgingState, Confidence

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


@dataclass(frozen=True, kw_only=True)
class Report:
    """An accepted update; `told` has a name and a text, without what is empty."""

    quarter: Quarter
    accepted_date: date | None
    confidence: str
    borging_state: str
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
        confidence=Confidence(update.confidence).label if update.confidence else "",
        borging_state=BorgingState(update.borging_state).label
        if update.borging_state
        else "",
        told=tuple(
            (name, getattr(update, field))
            for field, name in TOLD
            if getattr(update, field)
        ),
    )
