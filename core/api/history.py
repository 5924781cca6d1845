"""GET of the history of one object: what changed, by whom, by which way in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import AutoField, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from core import policy
from core.api.filters import camel_case
from core.api.operations import (
    PAGE_PARAMETERS,
    Operation,
    page_serializer,
)
from core.api.ordering import Order, Ordering, Term
from core.api.paging import Page, neighbours
from core.api.problems import Problem
from core.api.query import PAGE_KEYS, QueryReader, page_wanted
from core.api.views import ResourceView, page_response

NEWEST_FIRST = Ordering(
    (Term("id", Order("history_id", AutoField()), descending=True),)
)
NOT_COMPARED = {"id", "version", "changed_at"}
CHANGES = {"+": "created", "~": "changed", "-": "removed"}


# Made of dicts: `from` is a word of Python, and keys of the API are in camel case.
CHANGE = type(
    "Change",
    (serializers.Serializer,),
    {
        "field": serializers.CharField(help_text="Welke sleutel."),
        "from": serializers.JSONField(allow_null=True, help_text="Was."),
        "to": serializers.JSONField(allow_null=True, help_text="Werd."),
    },
)
HISTORY = type(
    "History",
    (serializers.Serializer,),
    {
        "id": serializers.IntegerField(help_text="Nummer van deze stap."),
        "version": serializers.IntegerField(help_text="De versie die het werd."),
        "changedAt": serializers.DateTimeField(help_text="Wanneer (UTC)."),
        "change": serializers.ChoiceField(
            [
                ("created", "gemaakt"),
                ("changed", "gewijzigd"),
                ("removed", "verwijderd"),
            ],
            help_text="Wat er gebeurde.",
        ),
        "by": serializers.CharField(help_text="Gebruikersnaam of opdracht."),
        "role": serializers.CharField(help_text="In welke rol."),
        "token": serializers.CharField(
            allow_null=True, help_text="Naam van het token, bij een machine."
        ),
        "route": serializers.CharField(
            help_text="Langs welke weg: formulier, API, opdracht."
        ),
        "requestId": serializers.CharField(
            allow_null=True, help_text="Nummer van het verzoek, zoals in het logboek."
        ),
        "reason": serializers.CharField(
            allow_null=True, help_text="De reden, als die er is."
        ),
        "changes": CHANGE(many=True, help_text="Wat er veranderde."),
    },
)


class HistoryView(ResourceView):
    """GET of the history of one object."""

    def operation(self, method: str) -> Operation:
        """Return what the OpenAPI document says of it."""
        return Operation(
            id=f"list{self.resource.name}History",
            tag=self.resource.label,
            summary=f"{self.resource.label}: geschiedenis van één",
            description="Elke wijziging, de nieuwste eerst.",
            parameters=PAGE_PARAMETERS,
            responses={200: page_serializer(HISTORY)},
            errors=(404,),
        )

    def get(self, request: Request, pk: int) -> HttpResponse:
        """Return one page in the envelope, the newest step first."""
        model = self.resource.model
        if not policy.visible(model._default_manager.filter(pk=pk), self.who).exists():
            raise Problem(404)
        reader = QueryReader(request._request.GET, PAGE_KEYS)
        wanted = page_wanted(reader, NEWEST_FIRST)
        reader.done()
        # What one could not see then, one does not see in the history either: not the
        # drafts of an update that was accepted since.
        steps: QuerySet[Any] = model.history.filter(id=pk).filter(
            policy.policy_for(model).q(self.who, "view")
        )
        places = wanted.places(steps)
        more = len(places) > wanted.size
        places = places[: wanted.size]
        if wanted.is_backwards:
            places.reverse()
        page = Page(
            None if wanted.number is None else steps.count(),
            self._items(steps, [place[0] for place in places]),
            *neighbours(wanted, places, more=more),
        )
        return page_response(
            request._request, page, by_number=wanted.number is not None
        )

    def _items(self, steps: QuerySet[Any], ids: list[int]) -> list[dict[str, Any]]:
        if not ids:
            return []
        # One step more than shown: the oldest one is compared with what was before.
        rows = list(
            steps.filter(history_id__lte=ids[0])
            .order_by("-history_id")
            .values()[: len(ids) + 1]
        )
        before = {row["history_id"]: older for row, older in pairwise(rows)}
        keys = self._keys()
        return [
            _item(row, before.get(row["history_id"]), keys) for row in rows[: len(ids)]
        ]

    def _keys(self) -> Mapping[str, str]:
        """Return the key of the API per column of the history."""
        known = {
            column.paths: column.key
            for column in self.resource.columns
            if isinstance(column.paths, str)
        }
        return {
            field.attname: known.get(field.attname, camel_case(field.attname))
            for field in self.resource.model.history.model._meta.fields
            if field.attname not in NOT_COMPARED
            and not field.attname.startswith("history_")
        }


def _item(
    row: Mapping[str, Any], older: Mapping[str, Any] | None, keys: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": row["history_id"],
        "version": row["version"],
        "changedAt": row["history_date"],
        "change": CHANGES[row["history_type"]],
        "by": row["history_actor"],
        "role": row["history_role"],
        "token": row["history_token"] or None,
        "route": row["history_route"],
        "requestId": row["history_request_id"] or None,
        "reason": row["history_change_reason"] or None,
        "changes": [
            {"field": key, "from": _plain(older[name]), "to": _plain(row[name])}
            for name, key in keys.items()
            if older is not None and older[name] != row[name]
        ],
    }


def _plain(value: Any) -> Any:
    known = (str, int, float, list, dict, date, datetime)
    return value if value is None or isinstance(value, known) else str(value)
