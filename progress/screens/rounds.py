"""Which round the screens are about."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from actions.models.programme import DEFAULT_PROGRAMME
from core.actor import Actor
from progress.models import ReportingRound

PROGRAMME = DEFAULT_PROGRAMME


def rounds_for(who: Actor) -> list[ReportingRound]:
    """Return the rounds of the programme, the newest quarter first."""
    return list(
        ReportingRound.objects.visible_to(who)
        .filter(programme__slug=PROGRAMME)
        .select_related("programme")
        .in_order()
    )


def chosen_round(
    request: HttpRequest, rounds: list[ReportingRound], on: date
) -> ReportingRound | None:
    """Return the round that the address names, or the newest open one, or the newest.

    None when there is no round at all; Http404 when the address names none of them.
    """
    wanted = request.GET.get("ronde") or request.POST.get("ronde")
    if wanted:
        for round_ in rounds:
            if round_.quarter == wanted:
                return round_
        raise Http404("Deze ronde is er niet.")
    opened = [round_ for round_ in rounds if round_.is_open(on=on)]
    return next(iter(opened or rounds), None)
