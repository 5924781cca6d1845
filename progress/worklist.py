"""What must still be written in a round: the list of a secretary, and of the office.

Reading only. One row per action, in the order of chapter, spearhead, action; a fixed
number of queries, however many actions there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Role
from actions.models import Action
from actions.querysets import ActionQuerySet
from actions.workflow import Status
from core.actor import Actor
from governance.policy import kept_bodies
from progress.models import ReportingRound, StatusUpdate
from progress.querysets import StatusUpdateQuerySet
from progress.work_items import TO_DO, ItemState, WorkItem, items_of

ENDED = (Status.COMPLETED, Status.STOPPED)


@dataclass(frozen=True)
class Counts:
    """How many actions wait for whom; together all of them."""

    to_do: int
    with_office: int
    accepted: int

    @property
    def total(self) -> int:
        """The number of actions on the list."""
        return self.to_do + self.with_office + self.accepted


@dataclass(frozen=True)
class Neighbours:
    """The actions around one on the list; `position` counts from 1."""

    previous: WorkItem | None
    next: WorkItem | None
    position: int
    total: int


@dataclass(frozen=True)
class Group:
    """A werkgroep, or the office for chapters without one, with its latest due day.

    Silent: from the day after that day, when nothing was ever handed in. What was
    sent back had been handed in.
    """

    werkgroep: str
    due: date
    counts: Counts
    late: tuple[WorkItem, ...]
    is_silent: bool


@dataclass(frozen=True)
class OfficeList:
    """What the programme office must know of a round; `items` are all its actions."""

    items: tuple[WorkItem, ...]
    to_accept: tuple[WorkItem, ...]
    returned: tuple[WorkItem, ...]
    drafts: tuple[WorkItem, ...]
    groups: tuple[Group, ...]

    @property
    def silent(self) -> tuple[Group, ...]:
        """The werkgroepen that let the due day pass without a word."""
        return tuple(group for group in self.groups if group.is_silent)


def owed(round_: ReportingRound) -> ActionQuerySet:
    """Return the actions that owe an update: all that did not end before this round.

    An action that ends in this round still owes the update that says so.
    """
    ended_before = Q(status__in=ENDED, quarter__lt=round_.quarter)
    actions: ActionQuerySet = Action.objects.filter(programme=round_.programme_id)
    return actions.exclude(ended_before)


def worklist(who: Actor, round_: ReportingRound, on: date) -> list[WorkItem]:
    """Return the actions that this person reports on in this round.

    Of a secretary those of the werkgroepen kept today, of the programme office those
    of chapters without a werkgroep, of others none. An action that owes nothing is
    there when an update on it was begun.
    """
    actions = Action.objects.visible_to(who).filter(_reported_by(who))
    return _items(actions, StatusUpdate.objects.visible_to(who), round_, on)


def counts(items: Iterable[WorkItem]) -> Counts:
    """Count whose turn it is."""
    states = [item.state for item in items]
    return Counts(
        to_do=sum(state in TO_DO for state in states),
        with_office=states.count(ItemState.SUBMITTED),
        accepted=states.count(ItemState.ACCEPTED),
    )


def neighbours(items: Sequence[WorkItem], action_id: int) -> Neighbours | None:
    """Return what stands before and after this action, None when it is not there."""
    ids = [item.action_id for item in items]
    if action_id not in ids:
        return None
    index = ids.index(action_id)
    return Neighbours(
        previous=items[index - 1] if index > 0 else None,
        next=items[index + 1] if index + 1 < len(items) else None,
        position=index + 1,
        total=len(items),
    )


def office_list(round_: ReportingRound, on: date) -> OfficeList:
    """Return the whole round as the programme office sees it.

    Asks no policy: only for those who see everything.
    """
    items = _items(Action.objects.all(), StatusUpdate.objects.all(), round_, on)
    by_werkgroep: dict[str, list[WorkItem]] = defaultdict(list)
    for item in items:
        by_werkgroep[item.werkgroep].append(item)
    return OfficeList(
        items=tuple(items),
        to_accept=_in_state(items, ItemState.SUBMITTED),
        returned=_in_state(items, ItemState.RETURNED),
        drafts=_in_state(items, ItemState.DRAFT),
        groups=tuple(_group(name, those) for name, those in by_werkgroep.items()),
    )


def _in_state(items: Iterable[WorkItem], state: ItemState) -> tuple[WorkItem, ...]:
    return tuple(item for item in items if item.state == state)


def _group(werkgroep: str, items: Sequence[WorkItem]) -> Group:
    was_heard = any(
        item.is_handed_in or item.state == ItemState.RETURNED for item in items
    )
    return Group(
        werkgroep=werkgroep,
        due=max(item.due for item in items),
        counts=counts(items),
        late=tuple(item for item in items if item.is_late),
        is_silent=not was_heard and all(item.days_left < 0 for item in items),
    )


def _reported_by(who: Actor) -> Q:
    chapter = "spearhead__chapter__werkgroep"
    if who.role == Role.PROGRAMMABUREAU:
        return Q(**{f"{chapter}__isnull": True}) | Q(
            **{f"{chapter}__established": False}
        )
    if who.role == Role.SECRETARIS:
        return Q(**{f"{chapter}__in": kept_bodies(who)})
    return Q(pk__in=())


def _items(
    actions: ActionQuerySet,
    updates: StatusUpdateQuerySet,
    round_: ReportingRound,
    on: date,
) -> list[WorkItem]:
    begun = StatusUpdate.objects.filter(round=round_, action=OuterRef("pk"))
    on_list = actions.filter(
        Q(pk__in=owed(round_).values("pk")) | Exists(begun),
        programme=round_.programme_id,
    )
    return items_of(on_list, updates, round_, on)
