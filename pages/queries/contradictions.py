"""Where the document says two things: what we follow, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from actions.models import Contradiction, ContradictionSource
from core.sources import Source
from pages.addresses import Ref, to_chapter
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True)
class Saying:
    """One of the places that disagree, and what it says."""

    says: str
    source: SourceRow | None


@dataclass(frozen=True, kw_only=True)
class ContradictionRow:
    """A contradiction with all its places."""

    id: int
    subject: str
    chapter: Ref | None
    loaded: str
    why: str
    sayings: tuple[Saying, ...]


def contradiction_rows(
    reading: Reading, where: Q | None = None
) -> tuple[ContradictionRow, ...]:
    """Return the contradictions, in the order of the document. Two queries."""
    contradictions = list(
        Contradiction.objects.visible_to(reading.actor)
        .filter(where or Q(), programme=reading.programme)
        .select_related("chapter")
        .order_by("chapter__number", "position", "id")
    )
    sayings = _sayings(reading, [row.pk for row in contradictions])
    # Those of the whole programme first, whatever the database does with an empty key.
    contradictions.sort(key=lambda row: row.chapter.number if row.chapter else 0)
    return tuple(
        ContradictionRow(
            id=row.pk,
            subject=row.subject,
            chapter=(
                to_chapter(row.chapter.number, row.chapter.title)
                if row.chapter is not None
                else None
            ),
            loaded=row.loaded,
            why=row.why,
            sayings=sayings.get(row.pk, ()),
        )
        for row in contradictions
    )


def _sayings(reading: Reading, ids: list[int]) -> Mapping[int, tuple[Saying, ...]]:
    found: dict[int, list[Saying]] = defaultdict(list)
    for place in (
        ContradictionSource.objects.visible_to(reading.actor)
        .filter(contradiction__in=ids)
        .order_by("position", "id")
    ):
        saying = Saying(place.says, source_row(place, reading))
        found[place.contradiction_id].append(saying)
    return {key: tuple(sayings) for key, sayings in found.items()}


def touching(source: Source | None) -> Q:
    """Return the condition: one of the places lies within these lines."""
    if source is None:
        return Q(pk__in=())
    places = ContradictionSource.objects.filter(
        contradiction=OuterRef("pk"),
        source_document=source.document,
        source_first__lte=source.last,
        source_last__gte=source.first,
    )
    return Q(Exists(places))
