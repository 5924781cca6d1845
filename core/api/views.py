"""The one view for all collections and the one view for all single objects."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from core import policy
from core.actor import Actor
from core.api.etag import Fingerprint, matches, object_tag
from core.api.operations import Operation, collection_operation, object_operation
from core.api.paging import Page
from core.api.problems import Problem
from core.api.query import read_collection_query, read_detail_query
from core.api.reading import read_page
from core.api.resource import Path, Resource
from core.api.selection import selection_of

# What fits in the column; a longer number in an address is nobody's id.
MAX_ID = 2**63 - 1


def json_response(body: object, status: int = 200) -> HttpResponse:
    """Return JSON; moments end in Z."""
    return HttpResponse(
        orjson.dumps(body, option=orjson.OPT_UTC_Z),
        status=status,
        content_type="application/json",
    )


class ApiView(APIView):
    """What all views of the API share: who asks, and OPTIONS without a body."""

    # OPTIONS tells the methods in its headers; the document tells the rest.
    metadata_class = None

    @property
    def who(self) -> Actor:
        """Return the actor: set by the middleware, narrowed by a token."""
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell the methods, in Allow."""
        return HttpResponse(status=204)


class ResourceView(ApiView):
    """A view of one resource, which `as_view` is given."""

    # None only until as_view() fills it: DRF wants the name to exist on the class.
    resource: Resource = None  # type: ignore[assignment]

    @property
    def verb(self) -> policy.Verb:
        """Return what one must be allowed to get anywhere with this request."""
        return self.resource.verb

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse who may see nothing of this at all, such as a token without `read`."""
        super().initial(request, *args, **kwargs)
        if kwargs.get("pk", 0) > MAX_ID:
            raise Problem(404)
        if not policy.may(self.who, self.verb, self.resource.model):
            raise Problem(403)


class CollectionView(ResourceView):
    """GET of a collection."""

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        return collection_operation(self.resource)

    def get(self, request: Request) -> HttpResponse:
        """Return one page in the envelope."""
        query = read_collection_query(self.resource, request._request.GET, self.who)
        page = read_page(self.resource, query, self.who)
        by_number = query.wanted.number is not None
        return page_response(request._request, page, by_number=by_number)


def page_response(request: HttpRequest, page: Page, *, by_number: bool) -> HttpResponse:
    """Return the page in the envelope, with addresses for the pages beside it."""
    key = "page" if by_number else "cursor"
    return json_response(
        {
            "count": page.count,
            "next": _link(request, key, page.next),
            "previous": _link(request, key, page.previous),
            "results": page.items,
        }
    )


def _link(request: HttpRequest, key: str, value: int | str | None) -> str | None:
    if value is None:
        return None
    params = request.GET.copy()
    params[key] = str(value)
    return request.build_absolute_uri(f"{request.path}?{params.urlencode(safe=',:')}")


class ObjectView(ResourceView):
    """GET of one object."""

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        return object_operation(self.resource)

    def get(self, request: Request, pk: int) -> HttpResponse:
        """Return the object with its ETag, or 304 when the client has it already."""
        fields, include = read_detail_query(self.resource, request._request.GET)
        if_none_match = request.headers.get("If-None-Match", "")
        return read_object(
            self.resource, pk, self.who, fields, include, if_none_match=if_none_match
        )


def read_object(
    resource: Resource,
    pk: int,
    who: Actor,
    fields: tuple[str, ...],
    include: tuple[str, ...],
    *,
    if_none_match: str = "",
) -> HttpResponse:
    """Return the response with one object; raise 404 when it is not to be seen."""
    selection = selection_of(resource, fields, include)
    state: list[Path] = [*resource.state_paths, *map(Fingerprint, resource.shows)]
    found = selection.one(pk, who, state)
    if found is None:
        raise Problem(404)
    item, values = found
    tag = object_tag(values, who, (*fields, "+", *include))
    if if_none_match and matches(if_none_match, tag):
        response = HttpResponse(status=304)
    else:
        selection.add_children({pk: item}, who)
        response = json_response(item)
    response.headers["ETag"] = tag
    return response
