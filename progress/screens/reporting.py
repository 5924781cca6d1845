"""The secretary's screens: the work list, and one form per action.

Every write goes through `progress.services`. A refused version shows the conflict
page with both values; what does not seem to add up is shown while writing.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from actions.models import Action, Milestone, Trekker
from core.admin_conflict import conflict_rows
from core.admin_options import actor_of
from core.errors import DomainError, StaleObject
from progress.facts import doubts_of
from progress.models import CONTENT, REQUIRED, StatusUpdate, UpdateEvent
from progress.screens.forms import UpdateForm
from progress.screens.place import Place, place_of
from progress.screens.rounds import chosen_round, rounds_for
from progress.screens.site import in_words, page_context
from progress.screens.unchanged import can_be_confirmed
from progress.screens.words import lines_of
from progress.services import (
    edit_update,
    latest_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.work_items import ItemState
from progress.workflow import UpdateState
from progress.worklist import counts, worklist


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
            "to_confirm": sum(can_be_confirmed(item) for item in items),
        },
    )


def write_update(request: HttpRequest, code: str) -> HttpResponse:
    """Show and take the form of one action."""
    place = place_of(request, code)
    update = _stored(place)
    if request.method == "POST":
        return _posted(request, place, update)
    form = UpdateForm(instance=update or _fresh(place))
    return _form_page(request, place, form, update)


def save_draft(request: HttpRequest, code: str) -> JsonResponse:
    """Save what is being typed, and tell what does not seem to add up."""
    place = place_of(request, code)
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


def _stored(place: Place) -> StatusUpdate | None:
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


def _fresh(place: Place) -> StatusUpdate:
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


def _save(place: Place, update: StatusUpdate | None, form: UpdateForm) -> StatusUpdate:
    """Store what was typed: into the draft, or into a new one."""
    if update is None or update.state == UpdateState.ACCEPTED:
        content = {name: form.cleaned_data[name] for name in CONTENT}
        action = (
            update.action if update else Action.objects.get(pk=place.item.action_id)
        )
        return start_update(
            action=action,
            round_=place.round,
            by=place.who,
            on=place.who.today,
            content=content,
            override_reason=form.cleaned_data["override_reason"],
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
    request: HttpRequest, place: Place, update: StatusUpdate | None
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
        messages.success(request, f"Concept van {place.item.code} bewaard.")
        around = place.neighbours
        target = {"next": around.next, "previous": around.previous}.get(
            button, place.item
        )
        return redirect(place.address_of(target))
    return _submit(request, place, saved)


def _submit(request: HttpRequest, place: Place, saved: StatusUpdate) -> HttpResponse:
    # Who explains why it holds has read it as well.
    was_read = "reread" in request.POST or saved.override_reason.strip()
    if saved.is_unchanged and not was_read:
        form = _reopened(request, saved)
        return _form_page(
            request, place, form, saved, status=400, kept=True, needs_rereading=True
        )
    try:
        submit_update(saved, by=place.who, on=place.who.today)
    except ValidationError as error:
        # The draft is kept; what is still missing is told at its field.
        form = _reopened(request, saved)
        for name, found in error.error_dict.items():
            form.add_error(name if name in form.fields else None, found)
        return _form_page(request, place, form, saved, status=400, kept=True)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(place.address_of(place.item))
    messages.success(request, f"{place.item.code} {place.item.title} is ingediend.")
    return redirect(place.address_of(place.next_to_do()))


def _reopened(request: HttpRequest, saved: StatusUpdate) -> UpdateForm:
    """Return the form with what was posted, on top of the draft that it became."""
    data = request.POST.copy()
    data["loaded_version"] = str(saved.version)
    form = UpdateForm(data, instance=saved)
    form.is_valid()
    return form


def _withdraw(request: HttpRequest, place: Place, update: StatusUpdate) -> HttpResponse:
    try:
        withdraw_update(update, by=place.who, on=place.who.today)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, "U hebt het bericht teruggehaald. U kunt het weer wijzigen."
        )
    return redirect(place.address_of(place.item))


def _correct(request: HttpRequest, place: Place, update: StatusUpdate) -> HttpResponse:
    try:
        start_update(
            action=update.action, round_=place.round, by=place.who, on=place.who.today
        )
    except (DomainError, ValidationError) as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, "U verbetert het bericht met een nieuw concept.")
    return redirect(place.address_of(place.item))


def _conflict(request: HttpRequest, place: Place, form: UpdateForm) -> HttpResponse:
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
            "mine": _mine(form),
            "is_delete": False,
            "is_gone": False,
        },
        status=409,
    )


def _mine(form: UpdateForm) -> list[tuple[str, Any]]:
    """Return what the form would post if this person's words replaced the others.

    Of a field that this person left alone, what is there now.
    """
    values = [
        (
            name,
            form.cleaned_data[name]
            if name in form.changed_data
            else getattr(form.stored, name),
        )
        for name in UpdateForm.Meta.fields
    ]
    return [
        *((name, "" if value is None else value) for name, value in values),
        ("loaded_version", form.stored.version),
    ]


def _form_page(
    request: HttpRequest,
    place: Place,
    form: UpdateForm,
    update: StatusUpdate | None,
    *,
    status: int = 200,
    kept: bool = False,
    needs_rereading: bool = False,
) -> HttpResponse:
    on = place.who.today
    is_writable = place.round.is_open(on=on) and (
        update is None or update.state == UpdateState.DRAFT
    )
    shown = cast(StatusUpdate, form.stored)
    prefilled = shown.prefilled_from
    # Only an earlier quarter: what was sent back a moment ago is still one's own.
    is_older = prefilled is not None and prefilled.round_id != place.round.pk
    context: dict[str, Any] = {
        **page_context(request, f"{place.item.code} {place.item.title}"),
        "form": form,
        "update": update,
        "item": place.item,
        "round": place.round,
        "around": place.neighbours,
        "next_to_do": place.next_to_do(),
        "previous_url": place.address_of(place.neighbours.previous),
        "next_url": place.address_of(place.neighbours.next),
        "list_url": place.address_of(None),
        "is_writable": is_writable,
        "is_open": place.round.is_open(on=on),
        "may_withdraw": update is not None
        and update.state == UpdateState.SUBMITTED
        and place.round.is_open(on=on),
        "may_correct": update is not None
        and update.state == UpdateState.ACCEPTED
        and place.round.is_open(on=on),
        "doubts": doubts_of(shown, on=on) if is_writable else (),
        "lines": () if is_writable else lines_of(shown),
        "events": UpdateEvent.objects.filter(update=update).order_by("happened_at")
        if update
        else (),
        "milestones": Milestone.objects.filter(action=place.item.action_id).in_order(),
        "trekkers": Trekker.objects.leading()
        .filter(action=place.item.action_id)
        .select_related("organisation", "body")
        .order_by("position"),
        "today": on,
        "prefilled": prefilled if is_older else None,
        "taken_over": _taken_over(form, prefilled) if is_older else set(),
        "is_unchanged": shown.is_unchanged,
        "needs_rereading": needs_rereading,
        "must": REQUIRED,
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
