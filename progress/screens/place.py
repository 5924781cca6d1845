"""Where on the work list a form is: the round, the action, what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from core.actor import Actor
from core.admin_options import actor_of
from progress.models import ReportingRound
from progress.screens.rounds import chosen_round, rounds_for
from progress.work_items import WorkItem
from progress.worklist import Neighbours, neighbours, worklist


def list_address(round_: ReportingRound) -> str:
    """Return the address of the work list of a round."""
    return f"{reverse('admin:work-list')}?ronde={round_.quarter}"


def form_address(round_: ReportingRound, item: WorkItem) -> str:
    """Return the address of the form of an action in a round."""
    address = reverse("admin:write-update", args=[item.code])
    return f"{address}?ronde={round_.quarter}"


@dataclass(frozen=True)
class Place:
    """One action on the work list of one person."""

    who: Actor
    round: ReportingRound
    item: WorkItem
    neighbours: Neighbours
    items: list[WorkItem]

    def address_of(self, item: WorkItem | None) -> str:
        """Return the address of an item's form, or of the list."""
        if item is None:
            return list_address(self.round)
        return form_address(self.round, item)

    def next_to_do(self) -> WorkItem | None:
        """Return the next action to write, from here on and then from the start."""
        index = self.neighbours.position
        turned = [*self.items[index:], *self.items[: index - 1]]
        return next((item for item in turned if item.is_to_do), None)


def place_of(request: HttpRequest, code: str) -> Place:
    """Return where the form of this action is; Http404 when it is not on the list."""
    who = actor_of(request)
    round_ = chosen_round(request, rounds_for(who), who.today)
    if round_ is None:
        raise Http404("Er is geen ronde.")
    items = worklist(who, round_, who.today)
    item = next((item for item in items if item.code == code), None)
    if item is None:
        raise Http404("Deze actie staat niet op uw werklijst.")
    around = neighbours(items, item.action_id)
    assert around is not None
    return Place(who, round_, item, around, items)
