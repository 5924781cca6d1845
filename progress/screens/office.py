"""The programme office's screens: the round, what waits for acceptance, one review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from actions.models import Programme
from core import policy
from core.admin_options import actor_of
from core.errors import DomainError, StaleObject, WrongStep
from core.quarters import Quarter
from governance.models import Body, BodyKind
from progress.facts import doubts_of
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.screens.forms import ExtendForm, OpenRoundForm, ReopenForm, ReturnForm
from progress.screens.rounds import PROGRAMME, chosen_round, rounds_for
from progress.screens.site import page_context
from progress.screens.words import lines_of
from progress.services import (
    accept_many,
    accept_update,
    close_round,
    extend_round,
    open_round,
    reopen_round,
    return_update,
)
from progress.work_items import WorkItem
from progress.worklist import counts, office_list


def office(request: HttpRequest) -> HttpResponse:
    """Show a round: to accept, returned, late, silent; accept many at once."""
    who = actor_of(request)
    _require_office(request)
    rounds = rounds_for(who)
    round_ = chosen_round(request, rounds, who.today)
    if request.method == "POST" and round_ is not None:
        return _accept_chosen(request, round_)
    return TemplateResponse(
        request,
        "admin/progress/office.html",
        {
            **page_context(request, "Ronde volgen"),
            "round": round_,
            "rounds": rounds,
            "is_open": round_ is not None and round_.is_open(on=who.today),
            "lists": office_list(round_, who.today) if round_ else None,
        },
    )


def _accept_chosen(request: HttpRequest, round_: ReportingRound) -> HttpResponse:
    who = actor_of(request)
    wanted = dict(
        chosen.partition(":")[::2] for chosen in request.POST.getlist("update")
    )
    updates = list(
        StatusUpdate.objects.visible_to(who)
        .filter(round=round_, pk__in=[pk for pk in wanted if pk.isdecimal()])
        .select_related("action", "round")
        .order_by("action__code")
    )
    seen = [u for u in updates if wanted[str(u.pk)] == str(u.version)]
    accepted, refused = accept_many(seen, by=who, on=who.today)
    if accepted:
        messages.success(request, f"Vastgesteld: {_codes(accepted)}.")
    changed = [update for update in updates if update not in seen]
    if changed:
        messages.error(
            request,
            f"Niet vastgesteld, want gewijzigd nadat u de lijst opende: "
            f"{_codes(changed)}. Bekijk ze opnieuw.",
        )
    for refusal in refused:
        messages.error(request, f"{refusal.update.action.code}: {refusal.message}")
    if not updates:
        messages.warning(request, "U koos geen bericht.")
    return redirect(_office_address(round_))


def _codes(updates: list[StatusUpdate]) -> str:
    return ", ".join(update.action.code for update in updates)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one update beside the one before; accept it or send it back."""
    who = actor_of(request)
    _require_office(request)
    update = (
        StatusUpdate.objects.visible_to(who)
        .select_related("action__spearhead__chapter", "round", "corrects")
        .filter(pk=pk)
        .first()
    )
    if update is None:
        raise Http404("Dit bericht is er niet.")
    form = ReturnForm()
    if request.method == "POST":
        form = ReturnForm(request.POST)
        response = _decide(request, update, form)
        if response is not None:
            return response
    before = (
        StatusUpdate.objects.accepted()
        .filter(action=update.action)
        .exclude(pk=update.pk)
        .before(update.round.quarter)
        .latest_first()
        .select_related("round")
        .first()
    )
    return TemplateResponse(
        request,
        "admin/progress/review.html",
        {
            **page_context(request, f"{update.action.code} {update.action.title}"),
            "update": update,
            "before": before,
            "lines": lines_of(update, before),
            "doubts": doubts_of(update, on=who.today),
            "events": UpdateEvent.objects.filter(update=update).order_by("happened_at"),
            "form": form,
            "may_decide": policy.can(who, "accept", update),
            "next_waiting": _next_waiting(request, update),
            "list_url": _office_address(update.round),
        },
    )


def _decide(
    request: HttpRequest, update: StatusUpdate, form: ReturnForm
) -> HttpResponse | None:
    who = actor_of(request)
    sent = request.POST.get("loaded_version", "")
    expected = int(sent) if sent.isdecimal() else 0
    try:
        if request.POST.get("button") == "accept":
            accept_update(update, by=who, on=who.today, expected=expected)
            messages.success(
                request, f"{update.action.code} {update.action.title} is vastgesteld."
            )
        elif form.is_valid():
            return_update(
                update,
                reason=form.cleaned_data["reason"],
                by=who,
                on=who.today,
                expected=expected,
            )
            messages.success(
                request,
                f"{update.action.code} {update.action.title} is teruggestuurd.",
            )
        else:
            return None
    except (StaleObject, WrongStep) as error:
        messages.error(request, f"{error.message} Bekijk het bericht opnieuw.")
        return redirect(reverse("admin:review-update", args=[update.pk]))
    following = _next_waiting(request, update)
    if following is not None:
        return redirect("admin:review-update", following.update_id)
    return redirect(_office_address(update.round))


def _next_waiting(request: HttpRequest, update: StatusUpdate) -> WorkItem | None:
    """Return what waits for acceptance after this one, and then from the start."""
    lists = office_list(update.round, actor_of(request).today)
    ids = [item.action_id for item in lists.items]
    index = ids.index(update.action_id) if update.action_id in ids else -1
    turned = [*lists.items[index + 1 :], *lists.items[: max(index, 0)]]
    return next((item for item in turned if item in lists.to_accept), None)


def round_settings(request: HttpRequest) -> HttpResponse:
    """Open, extend, close and reopen rounds."""
    who = actor_of(request)
    _require_office(request)
    rounds = rounds_for(who)
    round_ = chosen_round(request, rounds, who.today)
    forms = _round_forms(request, _following(rounds, who.today))
    if request.method == "POST":
        response = _change_round(request, round_, forms)
        if response is not None:
            return response
    return TemplateResponse(
        request,
        "admin/progress/rounds.html",
        {
            **page_context(request, "Rondes"),
            "round": round_,
            "rounds": rounds,
            "events": round_.events.order_by("happened_at") if round_ else (),
            "is_open": round_ is not None and round_.is_open(on=who.today),
            "to_do": counts(office_list(round_, who.today).items).to_do
            if round_
            else 0,
            **{f"{name}_form": form for name, form in forms.items()},
        },
    )


# Days that people get, unless the office says otherwise.
USUAL_DAYS = 20


def _following(rounds: list[ReportingRound], on: date) -> dict[str, Any]:
    """Return what the form for a new round begins with: the next quarter."""
    quarter = rounds[0].period.next if rounds else Quarter.containing(on).previous
    return {
        "quarter": str(quarter),
        "opens_date": quarter.end,
        "due_date": quarter.end + timedelta(days=USUAL_DAYS),
    }


def _round_forms(request: HttpRequest, following: dict[str, Any]) -> dict[str, Form]:
    asked = request.POST.get("button", "")
    data = {
        name: request.POST if asked == name else None
        for name in ("open", "extend", "reopen")
    }
    werkgroepen = Body.objects.filter(kind=BodyKind.WERKGROEP, established=True)
    return {
        "open": OpenRoundForm(data["open"], prefix="open", initial=following),
        "extend": ExtendForm(
            data["extend"], prefix="extend", werkgroepen=werkgroepen.order_by("name")
        ),
        "reopen": ReopenForm(data["reopen"], prefix="reopen"),
    }


def _change_round(
    request: HttpRequest, round_: ReportingRound | None, forms: dict[str, Form]
) -> HttpResponse | None:
    who = actor_of(request)
    asked = request.POST.get("button", "")
    form = forms.get(asked)
    if form is not None and not form.is_valid():
        return None
    try:
        if asked == "open":
            assert form is not None
            round_ = open_round(
                programme=Programme.objects.get(slug=PROGRAMME),
                quarter=form.cleaned_data["quarter"],
                opens=form.cleaned_data["opens_date"],
                due=form.cleaned_data["due_date"],
                by=who,
            )
            messages.success(request, f"De ronde {round_} is geopend.")
        elif round_ is not None and asked == "extend" and form is not None:
            extend_round(
                round_,
                due=form.cleaned_data["due_date"],
                reason=form.cleaned_data["reason"],
                werkgroep=form.cleaned_data["werkgroep"],
                by=who,
            )
            messages.success(request, "De ronde is verlengd.")
        elif round_ is not None and asked == "reopen" and form is not None:
            reopen_round(round_, reason=form.cleaned_data["reason"], by=who)
            messages.success(request, "De ronde is heropend.")
        elif round_ is not None and asked == "close":
            close_round(round_, on=who.today, by=who)
            messages.success(request, "De ronde is gesloten.")
    except ValidationError as error:
        if form is None:
            raise
        for name, found in _by_field(error):
            form.add_error(name if name in form.fields else None, found)
        return None
    except DomainError as error:
        messages.error(request, error.message)
    address = reverse("admin:rounds")
    return redirect(f"{address}?ronde={round_.quarter}" if round_ else address)


def _by_field(error: ValidationError) -> list[tuple[str, list[str]]]:
    if hasattr(error, "error_dict"):
        return list(error.message_dict.items())
    return [("", error.messages)]


def _require_office(request: HttpRequest) -> None:
    if not policy.may(actor_of(request), "accept", StatusUpdate):
        raise PermissionDenied("Dit is voor het programmabureau.")


def _office_address(round_: ReportingRound) -> str:
    return f"{reverse('admin:office')}?ronde={round_.quarter}"
