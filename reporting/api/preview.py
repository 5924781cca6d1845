"""The running quarter, as it would be published now: loudly not yet an overview."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from orjson import Fragment
from rest_framework import serializers
from rest_framework.request import Request

from actions.api.filters import PROGRAMME
from actions.models import Programme
from core.api.operations import Operation, query_parameter
from core.api.query import QueryReader
from core.api.views import ResourceView, json_response
from core.quarters import Quarter
from reporting import services
from reporting.api.publishing import (
    DEFAULT_PROGRAMME,
    NO_PROGRAMME,
    QUARTER_PATTERN,
)
from reporting.api.resources import OVERVIEWS
from reporting.canonical import canonical_json
from reporting.payload import as_payload

NOTICE = (
    "VOORLOPIG: dit is niet gepubliceerd. Alles hierin kan nog veranderen; haal er "
    "geen cijfers uit aan."
)


class OverviewPreview(serializers.Serializer[Any]):
    """What comes back; for the document."""

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
                    {"type": "string", "pattern": QUARTER_PATTERN},
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
            ),
            responses={200: OverviewPreview},
        )

    def get(self, request: Request) -> HttpResponse:
        """Return the quarter as it is now."""
        params = request._request.GET
        reader = QueryReader(params, ("quarter", "programme"))
        if "quarter" not in params:
            reader.refuse("quarter", "required", "Zeg welk kwartaal: quarter=2026-Q3.")
        quarter = reader.take("quarter", Quarter.parse, None)
        slug = reader.take("programme", str, DEFAULT_PROGRAMME)
        programme = Programme.objects.visible_to(self.who).filter(slug=slug).first()
        if programme is None:
            reader.refuse("programme", "unknown", NO_PROGRAMME)
        reader.done()
        assert quarter is not None
        assert programme is not None
        composed = services.preview(programme, quarter, on=self.who.today)
        return json_response(
            {
                "preview": True,
                "notice": NOTICE,
                "programme": programme.slug,
                "quarter": str(quarter),
                "payload": Fragment(canonical_json(as_payload(composed))),
            }
        )
