"""What may be written to an action over the API: its description, nothing agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from actions.api.tree import ACTIONS
from actions.models import Action
from core import policy, writes
from core.api.operations import ETAG, Operation, read_serializer
from core.api.preconditions import expected_versions, require_version
from core.api.problems import Fault, Problem
from core.api.selection import selection_of
from core.api.views import ObjectView, read_object

# Which amendment (bijstelling) changes which key: its type, and that in words.
SCOPE = ("action_scope", "de reikwijdte van een actie")
AMENDMENTS: Mapping[str, tuple[str, str]] = {
    "title": ("action_title", "de titel van een actie"),
    "scope": SCOPE,
    "programme": SCOPE,
    "chapter": SCOPE,
    "spearhead": SCOPE,
    "group": SCOPE,
    "code": SCOPE,
    "printedCode": SCOPE,
    "activities": SCOPE,
    "trekkers": ("lead", "een trekker"),
    "milestones": ("milestone_date", "de datum van een mijlpaal"),
}
REPORTED = frozenset({"status", "rag", "progressPct", "quarter"})
WRITABLE = frozenset({"description"})


class ActionWriteSerializer(serializers.Serializer[Any]):
    """The body of a PATCH: own words about an action."""

    description = serializers.CharField(
        allow_blank=True,
        max_length=5000,
        trim_whitespace=False,
        help_text="Omschrijving, in eigen woorden.",
    )


class ActionView(ObjectView):
    """GET and PATCH of one action."""

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        if method == "GET":
            return super().operation(method)
        return Operation(
            id="patchAction",
            tag=ACTIONS.label,
            summary="Acties: omschrijving wijzigen",
            description=(
                "Het programmabureau wijzigt de omschrijving. Andere sleutels mogen "
                "mee terug zoals ze waren; wat is afgesproken, verandert alleen door "
                "een bijstelling (409 zegt welke)."
            ),
            parameters=(
                OpenApiParameter(
                    "If-Match",
                    str,
                    OpenApiParameter.HEADER,
                    required=True,
                    description="De ETag van het exemplaar dat u wijzigt.",
                ),
                ETAG,
            ),
            request=ActionWriteSerializer,
            responses={200: read_serializer(ACTIONS)},
            errors=(404, 409, 412, 413, 415, 428),
        )

    def patch(self, request: Request, pk: int) -> HttpResponse:
        """Change the description; refuse whatever else would change."""
        expected = expected_versions(request._request)
        action = Action.objects.visible_to(self.who).filter(pk=pk).first()
        if action is None:
            raise Problem(404)
        require_version(action.version, expected)
        policy.require(self.who, "change", action)
        changes = self._changes(request.data, pk)
        writes.write(action, changes, by=self.who, expected=action.version)
        return read_object(ACTIONS, pk, self.who, ACTIONS.keys, ACTIONS.with_detail)

    def _changes(self, body: Any, pk: int) -> dict[str, Any]:
        if not isinstance(body, dict):
            raise Problem(
                400,
                "De inhoud is geen object.",
                faults=[Fault("body", "#", "type", "Stuur een object: {…}.")],
            )
        differing = self._differing(body, pk)
        faults = list(_invalid(body, differing))
        serializer = ActionWriteSerializer(
            data={key: body[key] for key in WRITABLE & body.keys()}, partial=True
        )
        if not serializer.is_valid():
            faults.extend(
                Fault("body", f"#/{key}", error.code, str(error))
                for key, errors in serializer.errors.items()
                for error in errors
            )
        if faults:
            raise Problem(400, "De inhoud klopt niet.", faults=faults)
        _refuse_agreed(differing)
        changes: dict[str, Any] = serializer.validated_data
        return changes

    def _differing(self, body: Mapping[str, Any], pk: int) -> set[str]:
        """Return the keys of the body that are not as they are now."""
        selection = selection_of(ACTIONS, ACTIONS.keys, ACTIONS.with_detail)
        items = selection.by_id([pk], self.who)
        current = orjson.loads(orjson.dumps(items.get(pk, {}), option=orjson.OPT_UTC_Z))
        return {
            key
            for key, value in body.items()
            if key not in current or current[key] != value
        }


def _invalid(body: Mapping[str, Any], differing: set[str]) -> Iterator[Fault]:
    known = {*ACTIONS.keys, *ACTIONS.with_detail, *AMENDMENTS}
    for key in body:
        if key not in known:
            yield Fault(
                "body", f"#/{key[:50]}", "unknown", "Deze sleutel bestaat niet."
            )
        elif key in differing and key not in {*WRITABLE, *AMENDMENTS, *REPORTED}:
            yield Fault("body", f"#/{key}", "read_only", "Dit is alleen te lezen.")


def _refuse_agreed(differing: set[str]) -> None:
    faults = []
    amendments = []
    for key in sorted(differing - WRITABLE):
        if key in REPORTED:
            detail = "Dit verandert door een statusbericht dat is aangenomen."
            faults.append(Fault("body", f"#/{key}", "needs_status_update", detail))
            continue
        amendment, words = AMENDMENTS[key]
        amendments.append(amendment)
        detail = f"Dit is afgesproken en verandert door een bijstelling van {words}."
        faults.append(Fault("body", f"#/{key}", "needs_amendment", detail))
    if faults:
        raise Problem(
            409,
            " ".join(dict.fromkeys(fault.detail for fault in faults)),
            faults=faults,
            amendments=sorted(set(amendments)),
        )
