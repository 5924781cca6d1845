"""Actions as rows of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from actions.models import Action, Trekker
from actions.querysets import ActionQuerySet
from actions.workflow import Status
from core.search import has_words, words_of
from pages.addresses import Ref, to_action, to_spearhead
from pages.queries.milestones import milestones_of
from pages.queries.parties import LeadRow, PartyKey, lead_row
from pages.queries.reading import Reading
from pages.states import State, action_pairs, action_state


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """One line about an action."""

    ref: Ref
    code: str
    title: str
    group: str
    spearhead: Ref
    spearhead_number: int
    leads: tuple[LeadRow, ...]  # partners left out
    status: str  # in words, empty before the first report
    state: State
    quarter: str
    milestones: int
    late: int
    unreported: int


def actions_of(reading: Reading) -> ActionQuerySet:
    """Return the actions of the programme that the reader may see."""
    visible = Action.objects.visible_to(reading.actor)
    return visible.filter(programme=reading.programme)


def action_rows(reading: Reading, actions: ActionQuerySet) -> tuple[ActionRow, ...]:
    """Return the rows of a queryset, in its order. Three queries."""
    found = list(actions.select_related("spearhead__chapter"))
    ids = [action.pk for action in found]
    leads = leads_of(reading, ids)
    states = _milestone_states(reading, ids)
    return tuple(
        _row(action, leads.get(action.pk, ()), states.get(action.pk, {}))
        for action in found
    )


def leads_of(reading: Reading, ids: Sequence[int]) -> Mapping[int, tuple[LeadRow, ...]]:
    """Return who leads and who is partner, per action id. One query."""
    found: dict[int, list[LeadRow]] = defaultdict(list)
    for trekker in (
        Trekker.objects.visible_to(reading.actor)
        .filter(action__in=ids)
        .select_related("organisation", "body")
        .order_by("position", "id")
    ):
        found[trekker.action_id].append(lead_row(trekker, reading))
    return {key: tuple(leads) for key, leads in found.items()}


def _milestone_states(
    reading: Reading, ids: Sequence[int]
) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for action, state, number in (
        milestones_of(reading)
        .filter(action__in=ids)
        .order_by()
        .values_list("action_id", "state")
        .annotate(number=Count("pk"))
    ):
        found[action][state] = number
    return found


def _row(
    action: Action, leads: tuple[LeadRow, ...], states: Mapping[str, int]
) -> ActionRow:
    spearhead = action.spearhead
    return ActionRow(
        ref=to_action(action.code, action.title),
        code=action.code,
        title=action.title,
        group=action.group,
        spearhead=to_spearhead(
            spearhead.chapter.number, spearhead.number, spearhead.title
        ),
        spearhead_number=spearhead.number,
        leads=tuple(lead for lead in leads if lead.is_lead),
        status=Status(action.status).label if action.status else "",
        state=action_state(action.status, action.rag),
        quarter=action.quarter,
        milestones=sum(states.values()),
        late=states.get("late", 0),
        unreported=states.get("unreported", 0),
    )


def choose_actions(
    reading: Reading,
    *,
    chapter: int | None,
    lead: PartyKey | None,
    without_lead: bool,
    state: State | None,
    only_late: bool,
    text: str,
) -> ActionQuerySet:
    """Return the actions that meet every choice, in the order of the document."""
    actions = actions_of(reading)
    visible = Trekker.objects.visible_to(reading.actor)
    leading = visible.leading().filter(action=OuterRef("pk"))
    if chapter is not None:
        actions = actions.filter(spearhead__chapter__number=chapter)
    if without_lead:
        actions = actions.filter(~Exists(leading))
    if lead is not None:
        actions = actions.filter(Exists(leading.filter(lead.condition)))
    if state is not None:
        pairs = Q()
        for status, rag in action_pairs(state):
            pairs |= Q(status=status, rag=rag)
        actions = actions.filter(pairs)
    if only_late:
        actions = actions.filter(actions.lateness(reading.today))
    if text:
        actions = actions.filter(has_words(words_of(text)))
    return actions.in_order()
