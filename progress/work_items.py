"""One row per action of a round: what was written, what is missing, what was before.

Read in a fixed number of queries, however many actions there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count

from actions.models import Action, Chapter, Milestone
from actions.querysets import ActionQuerySet
from progress.facts import facts_of
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.plausibility import Doubt, doubts
from progress.querysets import StatusUpdateQuerySet
from progress.workflow import OPEN_STATES, Step, UpdateState

# Who reports on a chapter that has no werkgroep (yet).
OFFICE = "programmabureau"


class ItemState(models.TextChoices):
    """How far an action is in this round; `returned` until it is handed in again."""

    NONE = "none", "nog niet begonnen"
    DRAFT = "draft", "concept"
    RETURNED = "returned", "teruggestuurd"
    SUBMITTED = "submitted", "ingediend"
    ACCEPTED = "accepted", "vastgesteld"


TO_DO = (ItemState.NONE, ItemState.DRAFT, ItemState.RETURNED)


@dataclass(frozen=True)
class Standing:
    """How an action stands by one update. In a draft everything may be empty yet."""

    quarter: str
    status: str
    rag: str
    progress_pct: int | None


@dataclass(frozen=True)
class WorkItem:
    """One action in this round.

    `update_id` and `version` are of the newest update of the round, which is open
    unless `state` is `none` or `accepted`. `current` is what that one says, `previous`
    what was last accepted on an earlier quarter. `return_reason` is filled when the
    newest one was opened by sending back. `days_left` are calendar days, 0 on the due
    day, below 0 after it. `past_milestones` are past their agreed end on this day and
    not achieved. `is_unchanged`: it says what an earlier quarter said. `is_handed_in`:
    an update was submitted or accepted in this round.
    """

    action_id: int
    code: str
    title: str
    chapter_number: int
    chapter_title: str
    spearhead_number: int
    spearhead_title: str
    werkgroep: str
    is_handed_in: bool
    due: date
    days_left: int
    past_milestones: int
    previous: Standing | None
    state: ItemState = ItemState.NONE
    update_id: int | None = None
    version: int | None = None
    is_correction: bool = False
    is_unchanged: bool = False
    is_fictitious: bool = False
    return_reason: str = ""
    override_reason: str = ""
    submitted_date: date | None = None
    missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    current: Standing | None = None

    @property
    def is_to_do(self) -> bool:
        """Tell whether it is the reporter's turn."""
        return self.state in TO_DO

    @property
    def is_late(self) -> bool:
        """Tell whether the due day has passed and nothing was handed in."""
        return self.days_left < 0 and not self.is_handed_in


def items_of(
    actions: ActionQuerySet,
    updates: StatusUpdateQuerySet,
    round_: ReportingRound,
    on: date,
) -> list[WorkItem]:
    """Return a row per action, in the order of chapter, spearhead, action.

    `updates` are those that may be seen; of what is not among them nothing is told.
    """
    # With its steps, or `due_for` would ask for them per action.
    round_ = ReportingRound.objects.prefetch_related("events").get(pk=round_.pk)
    rows = list(actions.in_order().select_related("spearhead__chapter__werkgroep"))
    ids = [row.pk for row in rows]
    written = _by_action(updates.filter(round=round_, action__in=ids))
    newest = [those[-1] for those in written.values()]
    known = _Known(
        return_reasons=_return_reasons(newest),
        doubts=_doubts(newest, on),
        past_milestones=_past_milestones(ids, on),
        previous=_previous(ids, round_),
    )
    return [
        _item(
            row,
            written.get(row.pk, []),
            known,
            due=round_.due_for(row.spearhead.chapter.werkgroep_id),
            on=on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class _Known:
    """What was read for all actions at once; the first two per update."""

    return_reasons: Mapping[int, str]
    doubts: Mapping[int, tuple[Doubt, ...]]
    past_milestones: Mapping[int, int]
    previous: Mapping[int, Standing]


def _item(
    action: Action,
    written: Sequence[StatusUpdate],
    known: _Known,
    *,
    due: date,
    on: date,
) -> WorkItem:
    """Return the row of one action; `written` are its updates, the newest last."""
    chapter, spearhead = action.spearhead.chapter, action.spearhead
    return WorkItem(
        action_id=action.pk,
        code=action.code,
        title=action.title,
        chapter_number=chapter.number,
        chapter_title=chapter.title,
        spearhead_number=spearhead.number,
        spearhead_title=spearhead.title,
        werkgroep=_reporter(chapter),
        is_handed_in=any(
            update.state in (UpdateState.SUBMITTED, UpdateState.ACCEPTED)
            for update in written
        ),
        due=due,
        days_left=(due - on).days,
        past_milestones=known.past_milestones.get(action.pk, 0),
        previous=known.previous.get(action.pk),
        **(_of_update(written[-1], known) if written else {}),
    )


def _of_update(newest: StatusUpdate, known: _Known) -> dict[str, Any]:
    """Return the part of the row that the newest update tells."""
    return {
        "state": _state(newest),
        "update_id": newest.pk,
        "version": newest.version,
        "is_correction": newest.corrects_id is not None,
        "is_unchanged": newest.is_unchanged,
        "is_fictitious": newest.is_fictitious,
        "return_reason": known.return_reasons.get(newest.pk, ""),
        "override_reason": newest.override_reason,
        "submitted_date": newest.submitted_date,
        "missing": _missing(newest),
        "doubts": known.doubts.get(newest.pk, ()),
        "current": Standing(
            quarter=newest.round.quarter,
            status=newest.status,
            rag=newest.rag,
            progress_pct=newest.progress_pct,
        ),
    }


def _reporter(chapter: Chapter) -> str:
    werkgroep = chapter.werkgroep
    return werkgroep.name if werkgroep and werkgroep.established else OFFICE


def _state(newest: StatusUpdate) -> ItemState:
    if newest.state == UpdateState.DRAFT and _was_returned(newest):
        return ItemState.RETURNED
    return ItemState(newest.state)


def _was_returned(update: StatusUpdate) -> bool:
    origin = update.prefilled_from
    return origin is not None and origin.state == UpdateState.RETURNED


def _missing(update: StatusUpdate) -> tuple[str, ...]:
    labels = {
        field.name: str(field.verbose_name)
        for field in StatusUpdate._meta.concrete_fields
    }
    return tuple(labels[name] for name in update.missing())


def _by_action(
    updates: StatusUpdateQuerySet,
) -> Mapping[int, list[StatusUpdate]]:
    found: dict[int, list[StatusUpdate]] = defaultdict(list)
    for update in updates.select_related("round", "prefilled_from").order_by(
        "sequence"
    ):
        found[update.action_id].append(update)
    return dict(found)


def _return_reasons(updates: Iterable[StatusUpdate]) -> dict[int, str]:
    """Return per update why the one before it was sent back."""
    opened_by = {
        update.prefilled_from_id: update.pk
        for update in updates
        if _was_returned(update)
    }
    rows = UpdateEvent.objects.filter(step=Step.RETURN, update__in=opened_by)
    return {
        opened_by[update_id]: reason
        for update_id, reason in rows.values_list("update_id", "reason")
    }


def _doubts(updates: Iterable[StatusUpdate], on: date) -> dict[int, tuple[Doubt, ...]]:
    """Return what does not seem to add up in those that are open."""
    facts = facts_of([u for u in updates if u.state in OPEN_STATES], on=on)
    return {update_id: tuple(doubts(known)) for update_id, known in facts.items()}


def _past_milestones(action_ids: Sequence[int], on: date) -> dict[int, int]:
    rows = (
        Milestone.objects.past(on)
        .filter(action__in=action_ids)
        .order_by()
        .values_list("action_id")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def _previous(action_ids: Sequence[int], round_: ReportingRound) -> dict[int, Standing]:
    """Return what was last accepted on an earlier quarter, per action."""
    rows = (
        StatusUpdate.objects.accepted()
        .before(round_.quarter)
        .filter(action__in=action_ids)
        .latest_per_action()
        .values_list("action_id", "round__quarter", "status", "rag", "progress_pct")
    )
    return {action_id: Standing(*standing) for action_id, *standing in rows}
