"""Writing over the API: a change of an object, a step with it, a new object.

    ACCEPT = Step(path="acceptances", run=lambda update, data, who: …, …)
    routes(STATUS_UPDATES, change=CHANGE, steps=(SUBMIT, ACCEPT))

Each is a declaration that `core.api.routes` puts at its address. Who writes is refused
in this order: 428 without If-Match, 404 for what is not there for this actor, 412 with
the current version, 403, 400 with all that is wrong at once, 409. Then `run` makes one
call of the domain. See docs/api.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from core import policy, writes
from core.actor import Actor
from core.api.bodies import BodySerializer
from core.api.exceptions import body_faults
from core.api.filters import camel_case
from core.api.operations import ETAG, Operation, SerializerType, read_serializer
from core.api.preconditions import expected_versions, require_version
from core.api.problems import Fault, Problem
from core.api.resource import Resource
from core.api.selection import selection_of
from core.api.views import CollectionView, ObjectView, ResourceView, read_object

Data = Mapping[str, Any]
# What was opened, what was sent, who writes.
Run = Callable[[Any, Data, Actor], Any]
Require = Callable[[Actor, Any], object]

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="De ETag van het exemplaar dat u las.",
)
IF_MATCH_OR_NOT = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="Mag erbij: de ETag van het exemplaar dat u las. Dan geldt hij ook.",
)
OF_THE_NEW_ONE = (
    OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        response=[201],
        description="Versie en samenvatting van wat er nu is, voor If-Match.",
    ),
    OpenApiParameter(
        "Location",
        str,
        OpenApiParameter.HEADER,
        response=[201],
        description="Het adres van wat er nu is.",
    ),
)
ON_AN_OBJECT = (404, 409, 412, 413, 415, 428)


class NoBodySerializer(BodySerializer):
    """For what needs nothing but its address."""


@dataclass(frozen=True)
class Elsewhere:
    """Why a key does not change by PATCH, and what changes it instead."""

    code: str
    detail: str
    amendment: str = ""


def by_amendment(kind: str, words: str) -> Elsewhere:
    """Return: this was agreed, and changes by an amendment of this kind only."""
    return Elsewhere(
        "needs_amendment",
        f"Dit is afgesproken en verandert door een bijstelling van {words}.",
        kind,
    )


def require_change(who: Actor, obj: Any) -> None:
    """Ask the policy whether this actor may change this row at all."""
    policy.require(who, "change", obj)


def write_changes(obj: Any, changes: Data, who: Actor) -> None:
    """Store the changes of a row whose version was compared."""
    writes.write(obj, changes, by=who, expected=obj.version)


@dataclass(frozen=True, kw_only=True)
class Write:
    """What every way of writing states; `id`, `summary`, `about` are for the document.

    `body` takes what is sent; see `core.api.bodies`.
    """

    id: str
    summary: str
    about: str
    body: SerializerType = NoBodySerializer

    @property
    def request(self) -> SerializerType | None:
        """Return the body for the document."""
        return None if self.body is NoBodySerializer else self.body


@dataclass(frozen=True, kw_only=True)
class Change(Write):
    """PATCH of an object. Other keys may come back as they were.

    `elsewhere` names keys that would be refused with 409 because something else
    changes them; any other key that differs is read only (400).
    """

    run: Run = write_changes
    require: Require = require_change
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Step(Write):
    """POST to an address below an object: what one does with it.

    With `makes` it makes an object of that resource, which `run` returns. What is
    below it does not change the object itself, so If-Match may then be left out.
    """

    path: str
    run: Run
    require: Require
    makes: Resource | None = None


@dataclass(frozen=True, kw_only=True)
class Add(Write):
    """POST to a collection; `run` returns the new row."""

    run: Callable[[Data, Actor], Any]


class ChangeView(ObjectView):
    """GET and PATCH of one object."""

    change: Change = None  # type: ignore[assignment]

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        if method == "GET":
            return super().operation(method)
        return Operation(
            id=self.change.id,
            tag=self.resource.label,
            summary=self.change.summary,
            description=(
                f"{self.change.about} Andere sleutels mogen mee terug zoals ze waren."
            ),
            parameters=(IF_MATCH, ETAG),
            request=self.change.body,
            responses={200: read_serializer(self.resource)},
            errors=ON_AN_OBJECT,
        )

    def patch(self, request: Request, pk: int) -> HttpResponse:
        """Change what may change; refuse whatever else would."""
        obj = opened(self.resource, pk, self.who, request._request)
        self.change.require(self.who, obj)
        changes = self._changes(request.data, obj)
        with told_by_key(self.resource, self.change.body):
            self.change.run(obj, changes, self.who)
        return _whole(self.resource, pk, self.who)

    def _changes(self, sent: Any, obj: Any) -> Data:
        body = _object(sent)
        differing = self._differing(body, obj.pk)
        known = {*self.resource.keys, *self.resource.with_detail}
        elsewhere = self.change.elsewhere
        writable = set(self.change.body().fields)
        faults = [*_unknown(body, known | writable | set(elsewhere))]
        faults += [
            Fault("body", f"#/{key}", "read_only", "Dit is alleen te lezen.")
            for key in body
            if key in known & differing - writable - set(elsewhere)
        ]
        changes = _validated(
            self.change.body,
            {key: value for key, value in body.items() if key in writable & differing},
            faults,
            {"who": self.who, "opened": obj},
            partial=True,
        )
        _refuse_elsewhere(
            {key: elsewhere[key] for key in sorted(differing) if key in elsewhere}
        )
        return changes

    def _differing(self, body: Data, pk: int) -> set[str]:
        """Return the keys of the body that are not as they are now."""
        resource = self.resource
        selection = selection_of(resource, resource.keys, resource.with_detail)
        item = selection.by_id([pk], self.who).get(pk, {})
        current = orjson.loads(orjson.dumps(item, option=orjson.OPT_UTC_Z))
        return {
            key
            for key, value in body.items()
            if key not in current or current[key] != value
        }


class StepView(ResourceView):
    """POST of a step with one object; `resource` is the object's."""

    step: Step = None  # type: ignore[assignment]

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        made = self.step.makes
        return Operation(
            id=self.step.id,
            tag=(made or self.resource).label,
            summary=self.step.summary,
            description=self.step.about,
            parameters=(
                (IF_MATCH, ETAG) if made is None else (IF_MATCH_OR_NOT, *OF_THE_NEW_ONE)
            ),
            request=self.step.request,
            responses={
                200 if made is None else 201: read_serializer(made or self.resource)
            },
            errors=tuple(e for e in ON_AN_OBJECT if made is None or e != 428),
        )

    def post(self, request: Request, pk: int) -> HttpResponse:
        """Take the step; return the object as it is now, or what it made."""
        made = self.step.makes
        obj = opened(
            self.resource, pk, self.who, request._request, guarded=made is None
        )
        self.step.require(self.who, obj)
        data = _sent(self.step.body, request.data, self.who, obj)
        with told_by_key(made or self.resource, self.step.body):
            result = self.step.run(obj, data, self.who)
        if made is None:
            return _whole(self.resource, pk, self.who)
        return _created(made, result.pk, self.who, request._request)


class AddView(CollectionView):
    """GET of a collection, and POST of a new object."""

    add: Add = None  # type: ignore[assignment]

    @property
    def reader(self) -> Actor:
        """Return as whom the new object is shown."""
        return self.who

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        if method == "GET":
            return super().operation(method)
        return Operation(
            id=self.add.id,
            tag=self.resource.label,
            summary=self.add.summary,
            description=self.add.about,
            parameters=OF_THE_NEW_ONE,
            request=self.add.request,
            responses={201: read_serializer(self.resource)},
            errors=(409, 413, 415),
        )

    def post(self, request: Request) -> HttpResponse:
        """Make a new object and return it."""
        if not policy.may(self.who, "add", self.resource.model):
            raise Problem(403)
        data = _sent(self.add.body, request.data, self.who, None)
        with told_by_key(self.resource, self.add.body):
            made = self.add.run(data, self.who)
        return _created(self.resource, made.pk, self.reader, request._request)


def opened(
    resource: Resource,
    pk: int,
    who: Actor,
    request: HttpRequest,
    *,
    guarded: bool = True,
) -> Any:
    """Return the row, of the version that the client read; raise 428, 404 or 412.

    Unless `guarded`, a client may leave If-Match out, or empty.
    """
    is_asked = guarded or bool(request.headers.get("If-Match", "").strip())
    expected = expected_versions(request) if is_asked else frozenset()
    rows = resource.model._default_manager.filter(resource.where, pk=pk)
    obj = policy.visible(rows, who).first()
    if obj is None:
        raise Problem(404)
    if is_asked:
        require_version(obj.version, expected)
    return obj


def _whole(resource: Resource, pk: int, who: Actor) -> HttpResponse:
    return read_object(resource, pk, who, resource.keys, resource.with_detail)


def _created(
    resource: Resource, pk: int, who: Actor, request: HttpRequest
) -> HttpResponse:
    response = _whole(resource, pk, who)
    response.status_code = 201
    address = reverse(f"{resource.path}-detail", args=[pk])
    response.headers["Location"] = request.build_absolute_uri(address)
    return response


def _object(body: Any) -> dict[str, Any]:
    if isinstance(body, dict):
        return body
    raise Problem(
        400,
        "De inhoud is geen object.",
        faults=[Fault("body", "#", "type", "Stuur een object: {…}.")],
    )


def _unknown(body: Data, known: Iterable[str]) -> Iterator[Fault]:
    for key in body:
        if key not in known:
            yield Fault(
                "body", f"#/{key[:50]}", "unknown", "Deze sleutel bestaat niet."
            )


def _sent(serializer: SerializerType, sent: Any, who: Actor, obj: Any) -> Data:
    body = _object(sent)
    faults = list(_unknown(body, serializer().fields))
    return _validated(serializer, body, faults, {"who": who, "opened": obj})


def _validated(
    serializer: SerializerType,
    body: Data,
    faults: list[Fault],
    context: Data,
    *,
    partial: bool = False,
) -> Data:
    """Return what the serializer made of it; refuse with these faults and its own."""
    asked = serializer(data=body, partial=partial, context=dict(context))
    try:
        asked.is_valid(raise_exception=True)
    except serializers.ValidationError as error:
        faults = [*faults, *body_faults(error)]
    if faults:
        raise Problem(400, "De inhoud klopt niet.", faults=faults)
    data: Data = asked.validated_data
    return data


def _refuse_elsewhere(refused: Mapping[str, Elsewhere]) -> None:
    if not refused:
        return
    faults = [
        Fault("body", f"#/{key}", found.code, found.detail)
        for key, found in refused.items()
    ]
    amendments = {found.amendment for found in refused.values()} - {""}
    raise Problem(
        409,
        " ".join(dict.fromkeys(fault.detail for fault in faults)),
        faults=faults,
        amendments=sorted(amendments),
    )


@contextmanager
def told_by_key(resource: Resource, serializer: SerializerType) -> Iterator[None]:
    """Tell what the domain refuses by the keys of the API instead of its own names."""
    try:
        yield
    except ValidationError as error:
        keys = {
            source: column.key
            for column in resource.columns
            for source in column.sources
            if isinstance(source, str)
        }
        keys |= {str(f.source): name for name, f in serializer().fields.items()}
        raise Problem(
            400,
            "Zo kan dit niet worden opgeslagen.",
            faults=_domain_faults(error, keys),
        ) from error


def _domain_faults(error: ValidationError, keys: Mapping[str, str]) -> Iterator[Fault]:
    if not hasattr(error, "error_dict"):
        error = ValidationError({NON_FIELD_ERRORS: error})
    for name, found in error.error_dict.items():
        is_of_a_field = name != NON_FIELD_ERRORS
        pointer = f"#/{keys.get(name, camel_case(name))}" if is_of_a_field else "#"
        for one in found:
            yield Fault("body", pointer, one.code or "invalid", one.messages[0])
