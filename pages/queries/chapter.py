"""One chapter with everything in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Chapter, ChapterKind, Spearhead
from pages.addresses import Ref, to_body
from pages.queries.actions import ActionRow, action_rows, actions_of
from pages.queries.contradictions import ContradictionRow, contradiction_rows
from pages.queries.links import LinkRow, links_of
from pages.queries.milestones import MilestoneRow, milestone_rows, milestones_of
from pages.queries.money import ChapterMoney, money_of_chapter
from pages.queries.reading import Reading, SourceRow, source_row
from pages.queries.targets import TargetRow, target_rows
from pages.states import MILESTONE


@dataclass(frozen=True, kw_only=True)
class SpearheadPart:
    """A spearhead on its chapter's page."""

    code: str  # chapter and number
    number: int
    title: str
    description: str
    societal_goal: str
    results: tuple[MilestoneRow, ...]  # aimed at for the end of the programme
    milestones: tuple[MilestoneRow, ...]
    targets: tuple[TargetRow, ...]
    actions: tuple[ActionRow, ...]
    source: SourceRow | None


@dataclass(frozen=True, kw_only=True)
class ChapterPage:
    """Everything on the page of a chapter."""

    number: int
    title: str
    heading: str
    kind: str
    description: str
    werkgroep: Ref | None
    is_established: bool
    spearheads: tuple[SpearheadPart, ...]
    results: tuple[MilestoneRow, ...]  # of the chapter, not assigned to a spearhead
    milestones: tuple[MilestoneRow, ...]
    targets: tuple[TargetRow, ...]
    money: ChapterMoney
    contradictions: tuple[ContradictionRow, ...]
    links: tuple[LinkRow, ...]
    links_here: tuple[LinkRow, ...]
    source: SourceRow | None

    @property
    def actions(self) -> int:
        """All actions of the chapter."""
        return sum(len(part.actions) for part in self.spearheads)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many actions have which state."""
        return Counter(row.state.key for p in self.spearheads for row in p.actions)

    @property
    def late(self) -> int:
        """Late milestones of its actions, of its spearheads and of itself."""
        own = [*self.results, *self.milestones]
        for part in self.spearheads:
            own += [*part.results, *part.milestones]
        late = sum(row.state == MILESTONE["late"] for row in own)
        return late + sum(row.late for p in self.spearheads for row in p.actions)


def chapter_page(reading: Reading, number: int) -> ChapterPage | None:
    """Return a chapter of the programme, or None where the reader sees none."""
    chapter = (
        Chapter.objects.visible_to(reading.actor)
        .filter(programme=reading.programme, number=number)
        .select_related("werkgroep")
        .first()
    )
    if chapter is None:
        return None
    inside = Q(chapter=chapter) | Q(spearhead__chapter=chapter)
    milestones = _milestones(reading, inside)
    targets = target_rows(reading, inside)
    links, links_here = links_of(
        reading,
        place=inside,
        target=Q(target_chapter=chapter) | Q(target_spearhead__chapter=chapter),
    )
    own = milestones.get(None, [])
    return ChapterPage(
        number=chapter.number,
        title=chapter.title,
        heading=chapter.heading,
        kind=ChapterKind(chapter.kind).label,
        description=chapter.description,
        werkgroep=to_body(chapter.werkgroep) if chapter.werkgroep else None,
        is_established=bool(chapter.werkgroep and chapter.werkgroep.established),
        spearheads=_spearheads(reading, chapter, milestones, targets),
        results=tuple(row for row in own if row.is_result),
        milestones=tuple(row for row in own if not row.is_result),
        targets=tuple(row for row in targets if row.spearhead_id is None),
        money=money_of_chapter(reading, chapter),
        contradictions=contradiction_rows(reading, Q(chapter=chapter)),
        links=links,
        links_here=links_here,
        source=source_row(chapter, reading),
    )


# Milestones by the id of the spearhead that shows them; None for the chapter itself.
Grouped = dict[int | None, list[MilestoneRow]]


def _milestones(reading: Reading, inside: Q) -> Grouped:
    found = milestones_of(reading).filter(inside)
    grouped: Grouped = defaultdict(list)
    for row in milestone_rows(reading, found.order_by("source_first", "position")):
        grouped[row.spearhead_id].append(row)
    return grouped


def _spearheads(
    reading: Reading,
    chapter: Chapter,
    milestones: Grouped,
    targets: Iterable[TargetRow],
) -> tuple[SpearheadPart, ...]:
    spearheads = (
        Spearhead.objects.visible_to(reading.actor)
        .filter(chapter=chapter)
        .order_by("number")
    )
    actions: dict[int, list[ActionRow]] = defaultdict(list)
    inside = actions_of(reading).filter(spearhead__chapter=chapter).in_order()
    for row in action_rows(reading, inside):
        actions[row.spearhead_number].append(row)
    return tuple(
        SpearheadPart(
            code=f"{chapter.number}.{spearhead.number}",
            number=spearhead.number,
            title=spearhead.title,
            description=spearhead.description,
            societal_goal=spearhead.societal_goal,
            results=tuple(
                row for row in milestones.get(spearhead.pk, []) if row.is_result
            ),
            milestones=tuple(
                row for row in milestones.get(spearhead.pk, []) if not row.is_result
            ),
            targets=tuple(row for row in targets if row.spearhead_id == spearhead.pk),
            actions=tuple(actions.get(spearhead.number, ())),
            source=source_row(spearhead, reading),
        )
        for spearhead in spearheads
    )
