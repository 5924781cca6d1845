"""Where things live on this site: a link is its words and its address, made once."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from actions.models import Action, Chapter, Programme, Spearhead
from actions.models.work import Party
from governance.models import Body, Organisation


@dataclass(frozen=True)
class Ref:
    """A link; `url` is empty for something that has no page here."""

    text: str
    url: str = ""


def to_action(code: str, title: str) -> Ref:
    """Return the link to an action."""
    return Ref(f"{code} {title}", reverse("pages:action", args=[code]))


def to_chapter(number: int, title: str) -> Ref:
    """Return the link to a chapter."""
    return Ref(f"{number}. {title}", reverse("pages:chapter", args=[number]))


def to_spearhead(chapter: int, number: int, title: str) -> Ref:
    """Return the link to a spearhead, which is a part of its chapter's page."""
    page = reverse("pages:chapter", args=[chapter])
    return Ref(f"{chapter}.{number} {title}", f"{page}#speerpunt-{number}")


def to_programme(title: str) -> Ref:
    """Return the link to the page about the programme as a whole."""
    return Ref(title, reverse("pages:programme"))


def to_organisation(organisation: Organisation) -> Ref:
    """Return the link to an organisation, by its printed abbreviation."""
    page = reverse("pages:organisation", args=[organisation.pk])
    return Ref(organisation.label, page)


def to_body(body: Body) -> Ref:
    """Return the link to a body."""
    return Ref(body.name, reverse("pages:body", args=[body.pk]))


def to_party(party: Party) -> Ref | None:
    """Return the link to the organisation or the body of a row, if it names one."""
    if party.organisation is not None:
        return to_organisation(party.organisation)
    return to_body(party.body) if party.body is not None else None


def to_place(place: Action | Spearhead | Chapter | Programme) -> Ref:
    """Return the link to what a milestone, target or link belongs to.

    A spearhead needs its chapter beside it (`select_related`).
    """
    if isinstance(place, Action):
        return to_action(place.code, place.title)
    if isinstance(place, Spearhead):
        return to_spearhead(place.chapter.number, place.number, place.title)
    if isinstance(place, Chapter):
        return to_chapter(place.number, place.title)
    return to_programme("Het hele programma")
