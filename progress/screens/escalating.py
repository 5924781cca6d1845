"""Raising a question, and the list of questions."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.roles import Role
from actions.models import Action
from core import policy
from core.actor import Actor
from core.admin_options import actor_of
from core.errors import DomainError
from governance.policy import kept_bodies
from progress.models import Escalation
from progress.screens.forms import EscalationForm
from progress.screens.rounds import PROGRAMME
from progress.screens.site import in_words, page_context
from progress.services import raise_escalation


def escalations(request: HttpRequest) -> HttpResponse:
    """Show the questions that wait, the oldest first, and the answered ones."""
    who = actor_of(request)
    rows = (
        Escalation.objects.visible_to(who)
        .filter(programme__slug=PROGRAMME)
        .select_related("raised_by", "to_body")
        .prefetch_related("actions__action")
        .order_by("raised_date", "pk")
    )
    questions = [(row, row.age_days(on=who.today)) for row in rows]
    return TemplateResponse(
        request,
        "admin/progress/escalations.html",
        {
            **page_context(request, "Vragen aan de regiegroep"),
            "waiting": [pair for pair in questions if pair[0].closed_date is None],
            "answered": [pair for pair in questions if pair[0].closed_date],
            "may_add": policy.may(who, "add", Escalation),
        },
    )


def raise_question(request: HttpRequest) -> HttpResponse:
    """Put a question on own actions to the body above the werkgroep."""
    who = actor_of(request)
    if not policy.may(who, "add", Escalation):
        raise PermissionDenied("U kunt geen vraag stellen.")
    choices = _own_actions(who)
    code = request.GET.get("actie", "")
    form = EscalationForm(
        request.POST or None,
        actions=choices,
        initial={"actions": [a.pk for a in choices if a.code == code]},
    )
    if request.method == "POST" and form.is_valid():
        response = _raise(request, who, form)
        if response is not None:
            return response
    return TemplateResponse(
        request,
        "admin/progress/raise_question.html",
        {
            **page_context(request, "Een vraag stellen"),
            "form": form,
            "back_url": _back(request, choices),
        },
        status=400 if form.errors else 200,
    )


def _raise(
    request: HttpRequest, who: Actor, form: EscalationForm
) -> HttpResponse | None:
    actions = list(form.cleaned_data["actions"])
    bodies = {action.spearhead.chapter.werkgroep for action in actions}
    body = bodies.pop() if len(bodies) == 1 else None
    if body is None:
        form.add_error("actions", "Kies acties van één werkgroep.")
        return None
    try:
        raise_escalation(
            actions=actions,
            question=form.cleaned_data["question"],
            explanation=form.cleaned_data["explanation"],
            raised_by=body,
            by=who,
            on=who.today,
        )
    except (DomainError, ValidationError) as error:
        form.add_error(None, in_words(error))
        return None
    messages.success(request, f"Uw vraag aan de {body.escalates_to} staat op de lijst.")
    return redirect(_back(request, actions))


def _back(request: HttpRequest, actions: Iterable[Action]) -> str:
    """Return the form that somebody came from, or the list of questions."""
    code = request.GET.get("actie", "")
    if any(action.code == code for action in actions):
        return reverse("admin:write-update", args=[code])
    return reverse("admin:escalations")


def _own_actions(who: Actor) -> QuerySet[Action]:
    own = Q(spearhead__chapter__werkgroep__in=kept_bodies(who))
    if who.role == Role.PROGRAMMABUREAU:
        own = Q()
    found: QuerySet[Action] = (
        Action.objects.visible_to(who)
        .filter(own, programme__slug=PROGRAMME)
        .select_related("spearhead__chapter__werkgroep__escalates_to")
        .in_order()
    )
    return found
