"""What the filters of the lists choose from, and what they choose."""

from __future__ import annotations

from django.db.models import Q

from actions.models import Chapter
from actions.querysets import MilestoneQuerySet
from pages.queries.milestones import concerns, milestones_of
from pages.queries.parties import PartyKey
from pages.queries.reading import Reading
from pages.states import MILESTONE, State


def chapter_choices(reading: Reading) -> list[tuple[str, str]]:
    """Return the number and the title of every chapter. One query."""
    chapters = (
        Chapter.objects.visible_to(reading.actor)
        .filter(programme=reading.programme)
        .order_by("number")
        .values_list("number", "title")
    )
    return [(str(number), f"{number}. {title}") for number, title in chapters]


def years(reading: Reading) -> list[int]:
    """Return the years in which milestones end. One query."""
    found = milestones_of(reading).filter(year__isnull=False).order_by()
    return sorted(found.values_list("year", flat=True).distinct())


def choose_milestones(
    reading: Reading,
    *,
    state: State | None = None,
    chapter: int | None = None,
    party: PartyKey | None = None,
    year: int | None = None,
    without_year: bool = False,
) -> MilestoneQuerySet:
    """Return the milestones that meet every choice, by agreed end."""
    found = milestones_of(reading)
    if state is not None:
        keys = [key for key, known in MILESTONE.items() if known == state]
        found = found.filter(state__in=keys)
    if chapter is not None:
        found = found.filter(
            Q(chapter__number=chapter)
            | Q(spearhead__chapter__number=chapter)
            | Q(action__spearhead__chapter__number=chapter)
        )
    if party is not None:
        found = found.filter(concerns(reading, party))
    if year is not None:
        found = found.filter(year=year)
    if without_year:
        found = found.filter(agreed_end__isnull=True)
    return found.in_order()
