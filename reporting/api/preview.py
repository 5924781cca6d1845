"""The running quarter, as it would be published now: loudly not yet an overview."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from orjson import Fragment
from rest_framework import serializers
from rest_framework.request import Request

from actions.api.filters import PROGRAMME
from actions.models import Programme
from actions.models.programme import DEFAULT_PROGRAMME
from core.api.etag import Fingerprint, matches, object_tag
from core.api.filters import QUARTER
from core.api.operations import ETAG, IF_NONE_MATCH, Operation, query_parameter
from core.api.problems import Problem
from core.api.query import QueryReader
from core.api.views import ResourceView, json_response
from core.quarters import Quarter
from reporting import services
from reporting.api.publishing import NO_PROGRAMME
from reporting.api.resources import OVERVIEWS
from reporting.canonical import canonical_json
from reporting.collector import collector_at_rest
from reporting.payload import as_payload
from reporting.sources import READ

NOTICE = (
    "VOORLOPIG: dit is niet gepubliceerd. Alles hierin kan nog veranderen; haal er "
    "geen cijfers uit aan."
)


class OverviewPreview(serializers.Serializer[Any]):
    """What comes back; for the document."""

    about = "Een kwartaal zoals het nu gepubliceerd zou worden."

    preview = serializers.BooleanField(help_text="Altijd true: dit staat niet vast.")
    notice = serializers.CharField(help_text="Hetzelfde in woorden, om te laten zien.")
    programme = serializers.CharField(help_text="Korte naam van het programma.")
    quarter = serializers.CharField(help_text="Kwartaal, zoals 2026-Q3.")
    payload = serializers.DictField(
        help_text="Het overzicht zoals het nu gepubliceerd zou worden; edition is 0."
    )


class PreviewView(ResourceView):
    """GET of a quarter as it would be published now."""

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        return Operation(
            id="previewOverview",
            tag=OVERVIEWS.label,
            summary="Kwartaaloverzichten: voorlopig",
            description=(
                "Het lopende kwartaal, zoals het nu gepubliceerd zou worden. Er wordt "
                "niets bewaard, en er hoort geen hash bij."
            ),
            parameters=(
                query_parameter(
                    "quarter",
                    {"type": "string", "pattern": QUARTER},
                    "Kwartaal, zoals 2026-Q3.",
                    required=True,
                ),
                query_parameter(
                    "programme",
                    {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 200,
                        "default": DEFAULT_PROGRAMME,
                    },
                    PROGRAMME,
                ),
                IF_NONE_MATCH,
                ETAG,
            ),
            responses={200: OverviewPreview, 304: None},
            errors=(404,),
        )

    def get(self, request: Request) -> HttpResponse:
        """Return the quarter as it is now."""
        params = request._request.GET
        reader = QueryReader(params, ("quarter", "programme"))
        if "quarter" not in params:
            reader.refuse("quarter", "required", "Zeg welk kwartaal: quarter=2026-Q3.")
        quarter = reader.take("quarter", Quarter.parse, None)
        slug = reader.take("programme", str, DEFAULT_PROGRAMME)
        reader.done()
        programme = Programme.objects.visible_to(self.who).filter(slug=slug).first()
        if programme is None:
            raise Problem(404, NO_PROGRAMME)
        assert quarter is not None
        state = _state(programme)
        tag = object_tag((0, *state), self.who, (str(quarter),))
        if matches(request.headers.get("If-None-Match", ""), tag):
            response = HttpResponse(status=304)
        else:
            text = composed_text(state, programme, quarter, self.who.today)
            response = json_response(
                {
                    "preview": True,
                    "notice": NOTICE,
                    "programme": programme.slug,
                    "quarter": str(quarter),
                    "payload": Fragment(text),
                }
            )
        response.headers["ETag"] = tag
        return response


def _state(programme: Programme) -> tuple[Any, ...]:
    """Return what is different as soon as anything changed that an overview tells."""
    state: tuple[Any, ...] = Programme.objects.values_list(
        "id", *map(Fingerprint, READ)
    ).get(pk=programme.pk)
    return state


@lru_cache(maxsize=2)
def composed_text(
    state: tuple[Any, ...], programme: Programme, quarter: Quarter, on: date
) -> str:
    """Compose the overview, once for each state.

    Everybody reads the same, and many ask in the week before a meeting. Composing ten
    thousand actions takes seconds; asking whether anything changed does not. `state`
    is read first: what changes in between belongs to the next one.
    """
    with collector_at_rest():
        return canonical_json(as_payload(services.preview(programme, quarter, on=on)))
