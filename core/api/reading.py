"""One page of a collection: which rows, in which order, and what comes next.

Which rows is asked with an ordinary queryset (policy, filters, order, page) that
gives their ids; `core.api.selection` reads what is shown of them.
"""

from __future__ import annotations

from typing import Any

from django.db.models import DateTimeField, QuerySet

from core import policy
from core.actor import Actor
from core.api.ordering import Order, Ordering, Term
from core.api.paging import Page, PageWanted, Place, neighbours
from core.api.query import ID, Query
from core.api.resource import Resource
from core.api.selection import Item, selection_of
from core.search import has_words

REMOVED = Ordering(
    (Term("changedAt", Order("history_date", DateTimeField()), descending=False), ID)
)


def read_page(resource: Resource, query: Query, who: Actor) -> Page:
    """Return the page that the query asks for."""
    found = which(resource, query, who)
    wanted, since = query.wanted, query.changed_since
    if since is None:
        count = None if wanted.number is None else found.count()
        places = [(place, True) for place in wanted.places(found)]
    else:
        found = found.filter(changed_at__gte=since)
        removed = _removed(resource, query, who).filter(history_date__gte=since)
        count = None if wanted.number is None else found.count() + removed.count()
        places = _merged(found, removed, wanted)
    more = len(places) > wanted.size
    places = places[: wanted.size]
    if wanted.is_backwards:
        places.reverse()
    following, preceding = neighbours(wanted, [p for p, _ in places], more=more)
    return Page(count, _items(resource, query, who, places), following, preceding)


def which(resource: Resource, query: Query, who: Actor) -> QuerySet[Any]:
    """Return the rows that the actor may see and the query asks for, all pages."""
    everything: QuerySet[Any] = resource.model._default_manager.all()
    queryset = policy.visible(everything, who, resource.verb)
    if resource.where:
        queryset = queryset.filter(resource.where)
    queryset = query.filters.filter_queryset(queryset)
    if query.search is not None:
        queryset = queryset.filter(has_words(query.search))
    return queryset


def _removed(resource: Resource, query: Query, who: Actor) -> QuerySet[Any]:
    """Return the history rows of removals.

    Of the filters only the programme counts: a tombstone for a row that somebody
    never had does no harm, and a missing one does.
    """
    history: QuerySet[Any] = resource.model.history.filter(
        resource.where, history_type="-"
    )
    grant = policy.policy_for(resource.model).grant(who, resource.verb)
    if grant is None or grant.scope != policy.ALL:
        return history.none()
    programme = query.filters.values.get("programme")
    if programme is not None and any(
        field.name == "programme" for field in history.model._meta.fields
    ):
        history = history.filter(programme__slug=programme)
    return history


def _merged(
    found: QuerySet[Any], removed: QuerySet[Any], wanted: PageWanted
) -> list[tuple[Place, bool]]:
    """Return the places of rows that are there and of rows that are gone, in order."""
    there = wanted.places(found, from_start=True)
    gone = wanted.places(removed, ordering=REMOVED, from_start=True)
    places = [*((place, True) for place in there), *((place, False) for place in gone)]
    places.sort(reverse=wanted.is_backwards)
    return places[wanted.start :]


def _items(
    resource: Resource, query: Query, who: Actor, places: list[tuple[Place, bool]]
) -> list[Item]:
    selection = selection_of(resource, query.fields, query.include)
    ids = [place[-1] for place, is_there in places if is_there]
    items = selection.by_id(ids, who) if ids else {}
    result: list[Item] = []
    for place, is_there in places:
        if not is_there:
            changed_at, pk = place
            result.append({"id": pk, "deleted": True, "changedAt": changed_at})
        elif place[-1] in items:
            result.append(items[place[-1]])
    return result
