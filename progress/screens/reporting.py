"""The secretary's screens: the work list, and one form per action.

Every write goes through `progress.services`. A refused version shows the conflict
page with both values; what does not seem to add up is shown while writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from actions.models import Action, Milestone, Trekker
from core.actor import Actor
from core.admin_conflict import conflict_rows
from core.admin_options import actor_of
from core.errors import DomainError, StaleObject
from progress.facts import doubts_of
from progress.models import CONTENT, ReportingRound, StatusUpdate
from progress.screens.forms import UpdateForm
from progress.screens.rounds import chosen_round, rounds_for
from progress.screens.site import in_words, page_context
from progress.services import (
    edit_update,
    latest_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.work_items import ItemState, WorkItem
from progress.workflow import UpdateState
from progress.worklist import Neighbours, counts, neighbours, worklist


def work_list(request: HttpRequest) -> HttpResponse:
    """Show the actions of this round: what is missing, and by when."""
    who = actor_of(request)
    rounds = rounds_for(who)
    round_ = chosen_round(request, rounds, who.today)
    items = worklist(who, round_, who.today) if round_ else []
    return TemplateResponse(
        request,
        "admin/progress/work_list.html",
        {
            **page_context(request, "Mijn werklijst"),
            "round": round_,
            "rounds": rounds,
            "is_open": round_ is not None and round_.is_open(on=who.today),
            "items": items,
            "counts": counts(items),
            "first_to_do": next((item for item in items if item.is_to_do), None),
        },
    )


@dataclass(frozen=True)
class _Place:
    """Where on the list the form is: the round, the action, its neighbours."""

    who: Actor
    round: ReportingRound
    item: WorkItem
    neighbours: Neighbours
    items: list[WorkItem]

    def address_of(self, item: WorkItem | None) -> str:
        """Return the address of an item's form, or of the list."""
        if item is None:
            return f"{reverse('admin:work-list')}?ronde={self.round.quarter}"
        address = reverse("admin:write-update", args=[item.code])
        return f"{address}?ronde={self.round.quarter}"

    def next_to_do(self) -> WorkItem | None:
        """Return the next action to write, from here on and then from the start."""
        index = self.neighbours.position
        turned = [*self.items[index:], *self.items[: index - 1]]
        return next((item for item in turned if item.is_to_do), None)


def _place(request: HttpRequest, code: str) -> _Place:
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
    return _Place(who, round_, item, around, items)


def write_update(request: HttpRequest, code: str) -> HttpResponse:
    """Show and take the form of one action."""
    place = _place(request, code)
    update = _stored(place)
    if request.method == "POST":
        return _posted(request, place, update)
    form = UpdateForm(instance=update or _fresh(place))
    return _form_page(request, place, form, update)


def save_draft(request: HttpRequest, code: str) -> JsonResponse:
    """Save what is being typed, and tell what does not seem to add up."""
    place = _place(request, code)
    update = _stored(place)
    form = UpdateForm(request.POST, instance=update or _fresh(place))
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        update = _save(place, update, form)
    except StaleObject as error:
        return JsonResponse({"message": error.message}, status=409)
    except (DomainError, ValidationError) as error:
        message = in_words(error)
        return JsonResponse({"message": message}, status=409)
    return JsonResponse(
        {
            "version": update.version,
            "saved": date_format(timezone.localtime(), "H:i"),
            "doubts": [d.message for d in doubts_of(update, on=place.who.today)],
        }
    )


def _stored(place: _Place) -> StatusUpdate | None:
    """Return the update of this round that is on the screen, if it was begun."""
    if place.item.update_id is None:
        return None
    found: StatusUpdate | None = (
        StatusUpdate.objects.visible_to(place.who)
        .select_related("action", "round", "prefilled_from__round")
        .filter(pk=place.item.update_id)
        .first()
    )
    return found


def _fresh(place: _Place) -> StatusUpdate:
    """Return an update that is not stored yet, with the texts of the last one."""
    action = Action.objects.get(pk=place.item.action_id)
    latest = latest_update(action, place.round)
    return StatusUpdate(
        action=action,
        round=place.round,
        sequence=1,
        prefilled_from=latest,
        **(latest.content() if latest else {}),
    )


def _save(place: _Place, update: StatusUpdate | None, form: UpdateForm) -> StatusUpdate:
    """Store what was typed: into the draft, or into a new one."""
    if update is None or update.state == UpdateState.ACCEPTED:
        content = {
            name: form.cleaned_data[name] for name in CONTENT if name in form.fields
        }
        action = (
            update.action if update else Action.objects.get(pk=place.item.action_id)
        )
        return start_update(
            action=action,
            round_=place.round,
            by=place.who,
            on=place.who.today,
            content=content,
        )
    fresh = StatusUpdate.objects.select_related("action", "round").get(pk=update.pk)
    changes = {
        name: value
        for name, value in form.changes().items()
        if getattr(fresh, name) != value
    }
    # Another version is refused where it differs from what this person typed.
    if form.is_stale and changes:
        raise StaleObject(current_version=fresh.version)
    return edit_update(fresh, changes, by=place.who, on=place.who.today)


def _posted(
    request: HttpRequest, place: _Place, update: StatusUpdate | None
) -> HttpResponse:
    button = request.POST.get("button", "save")
    if button == "withdraw" and update is not None:
        return _withdraw(request, place, update)
    if button == "correct" and update is not None:
        return _correct(request, place, update)
    form = UpdateForm(request.POST, instance=update or _fresh(place))
    if not form.is_valid():
        return _form_page(request, place, form, update, status=400)
    try:
        saved = _save(place, update, form)
    except StaleObject:
        return _conflict(request, place, form)
    except (DomainError, ValidationError) as error:
        # The round was closed, or a colleague began the same update a moment ago.
        form.add_error(None, in_words(error))
        return _form_page(request, place, form, update, status=409)
    if button != "submit":
        messages.success(request, f"Concept van {place.item.code} opgeslagen.")
        around = place.neighbours
        target = {"next": around.next, "previous": around.previous}.get(
            button, place.item
        )
        return redirect(place.address_of(target))
    return _submit(request, place, saved)


def _submit(request: HttpRequest, place: _Place, saved: StatusUpdate) -> HttpResponse:
    try:
        submit_update(saved, by=place.who, on=place.who.today)
    except ValidationError as error:
        # The draft is kept; what is still missing is told at its field.
        data = request.POST.copy()
        data["loaded_version"] = str(saved.version)
        form = UpdateForm(data, instance=saved)
        form.is_valid()
        for name, found in error.error_dict.items():
            form.add_error(name if name in form.fields else None, found)
        return _form_page(request, place, form, saved, status=400, kept=True)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(place.address_of(place.item))
    messages.success(request, f"{place.item.code} is ingediend.")
    return redirect(place.address_of(place.next_to_do()))


def _withdraw(
    request: HttpRequest, place: _Place, update: StatusUpdate
) -> HttpResponse:
    try:
        withdraw_update(update, by=place.who, on=place.who.today)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, "U hebt het bericht teruggehaald. U kunt het weer wijzigen."
        )
    return redirect(place.address_of(place.item))


def _correct(request: HttpRequest, place: _Place, update: StatusUpdate) -> HttpResponse:
    try:
        start_update(
            action=update.action, round_=place.round, by=place.who, on=place.who.today
        )
    except (DomainError, ValidationError) as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, "U verbetert het bericht met een nieuw concept.")
    return redirect(place.address_of(place.item))


def _conflict(request: HttpRequest, place: _Place, form: UpdateForm) -> HttpResponse:
    address = place.address_of(place.item)
    return TemplateResponse(
        request,
        "admin/conflict.html",
        {
            **page_context(request, "Niet opgeslagen"),
            "opts": StatusUpdate._meta,
            "module_name": "Mijn werklijst",
            "list_url": place.address_of(None),
            "change_url": address,
            "history_url": reverse(
                "admin:progress_statusupdate_history", args=[form.instance.pk]
            ),
            "rows": conflict_rows([form]),
            "is_delete": False,
            "is_gone": False,
        },
        status=409,
    )


def _form_page(
    request: HttpRequest,
    place: _Place,
    form: UpdateForm,
    update: StatusUpdate | None,
    *,
    status: int = 200,
    kept: bool = False,
) -> HttpResponse:
    on = place.who.today
    is_writable = place.round.is_open(on=on) and (
        update is None or update.state == UpdateState.DRAFT
    )
    shown = cast(StatusUpdate, form.instance)
    prefilled = shown.prefilled_from
    context: dict[str, Any] = {
        **page_context(request, f"{place.item.code} {place.item.title}"),
        "form": form,
        "update": update,
        "item": place.item,
        "round": place.round,
        "around": place.neighbours,
        "previous_url": place.address_of(place.neighbours.previous),
        "next_url": place.address_of(place.neighbours.next),
        "list_url": place.address_of(None),
        "is_writable": is_writable,
        "may_withdraw": update is not None and update.state == UpdateState.SUBMITTED,
        "may_correct": update is not None
        and update.state == UpdateState.ACCEPTED
        and place.round.is_open(on=on),
        "doubts": doubts_of(update, on=on) if update else (),
        "milestones": Milestone.objects.filter(action=place.item.action_id).in_order(),
        "trekkers": Trekker.objects.leading()
        .filter(action=place.item.action_id)
        .select_related("organisation", "body")
        .order_by("position"),
        "today": on,
        "taken_over": _taken_over(form, prefilled),
        "prefilled": prefilled,
        "kept": kept,
        "is_returned": place.item.state == ItemState.RETURNED,
    }
    return TemplateResponse(
        request, "admin/progress/write_update.html", context, status=status
    )


def _taken_over(form: UpdateForm, prefilled: StatusUpdate | None) -> set[str]:
    """Return the fields whose text is still the one of the update before."""
    if prefilled is None:
        return set()
    return {
        name
        for name in CONTENT
        if getattr(prefilled, name) not in ("", None)
        and getattr(form.stored, name) == getattr(prefilled, name)
    }
