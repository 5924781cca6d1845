"""What did not change since last quarter: read again, ticked one by one, handed in.

Nothing is handed in that somebody did not tick beside its own words, and what does not
seem to add up is not offered here at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from actions.models import Action
from core.actor import Actor
from core.admin_options import actor_of
from core.errors import DomainError
from progress.facts import doubts_of_each
from progress.models import ReportingRound, StatusUpdate
from progress.plausibility import Doubt
from progress.screens.place import form_address, list_address
from progress.screens.rounds import chosen_round, rounds_for
from progress.screens.site import in_words, page_context
from progress.screens.words import Line, lines_of
from progress.services import hand_in_unchanged
from progress.work_items import ItemState, WorkItem
from progress.worklist import worklist


@dataclass(frozen=True)
class Earlier:
    """An action nobody wrote about in this round, and what was said last time."""

    item: WorkItem
    before: StatusUpdate
    lines: list[Line]
    doubts: list[Doubt]

    @property
    def key(self) -> str:
        """What a tick sends: the action, and which words were read."""
        return f"{self.item.action_id}:{self.before.pk}"


def can_be_confirmed(item: WorkItem) -> bool:
    """Tell whether there is something of an earlier quarter to read again."""
    return item.state == ItemState.NONE and item.previous is not None


def unchanged(request: HttpRequest) -> HttpResponse:
    """Show what was said last time, and hand in what is ticked."""
    who = actor_of(request)
    round_ = chosen_round(request, rounds_for(who), who.today)
    items = worklist(who, round_, who.today) if round_ else []
    if round_ is None or not round_.is_open(on=who.today):
        messages.warning(request, "Er is geen open ronde.")
        return redirect("admin:work-list")
    if request.method == "POST":
        return _hand_in(request, who, round_, items)
    return TemplateResponse(
        request,
        "admin/progress/unchanged.html",
        {
            **page_context(request, "Wat is er niet veranderd?"),
            "round": round_,
            "rows": _earlier(items, round_, who.today),
            "list_url": list_address(round_),
        },
    )


def _earlier(items: list[WorkItem], round_: ReportingRound, on: date) -> list[Earlier]:
    those = [item for item in items if can_be_confirmed(item)]
    before = {
        update.action_id: update
        for update in StatusUpdate.objects.accepted()
        .before(round_.quarter)
        .filter(action__in=[item.action_id for item in those])
        .latest_per_action()
        .select_related("round")
    }
    again = [
        StatusUpdate(
            action_id=item.action_id,
            round=round_,
            **before[item.action_id].content(),
        )
        for item in those
    ]
    return [
        Earlier(item, before[item.action_id], lines_of(update), doubts)
        for item, update, doubts in zip(
            those, again, doubts_of_each(again, on=on), strict=True
        )
    ]


def _hand_in(
    request: HttpRequest, who: Actor, round_: ReportingRound, items: list[WorkItem]
) -> HttpResponse:
    by_id = {str(item.action_id): item for item in items}
    ticked = [tick.partition(":")[::2] for tick in request.POST.getlist("same")]
    chosen = [(by_id[pk], seen) for pk, seen in ticked if pk in by_id]
    actions = Action.objects.in_bulk([item.action_id for item, _ in chosen])
    done = []
    for item, seen in chosen:
        try:
            hand_in_unchanged(
                action=actions[item.action_id],
                round_=round_,
                seen=int(seen) if seen.isdecimal() else 0,
                by=who,
                on=who.today,
            )
        except (DomainError, ValidationError) as error:
            messages.error(request, f"{item.code} is niet ingediend. {in_words(error)}")
        else:
            done.append(item)
    if not chosen:
        messages.warning(request, "U hebt niets aangevinkt.")
        return redirect(f"{request.path}?ronde={round_.quarter}")
    if done:
        codes = ", ".join(item.code for item in done)
        messages.success(request, f"Ingediend: {codes}.")
    left = [item for item in items if item.is_to_do and item not in done]
    return redirect(form_address(round_, left[0]) if left else list_address(round_))
