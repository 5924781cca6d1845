"""What the OpenAPI document says of an operation, made from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from core.api.filters import MAX_WORDS, PERIOD, values_of
from core.api.ordering import MAX_CURSOR_LENGTH
from core.api.query import DEFAULT_PAGE_SIZE, MAX_PAGE, MAX_PAGE_SIZE
from core.api.resource import Child, Resource, Rows

Schema = dict[str, Any]
SerializerType = type[serializers.Serializer[Any]]

PRINTABLE = "^[^\\u0000-\\u001f\\u007f]+$"

ETAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    response=[200, 304],
    description="Versie en samenvatting, voor If-None-Match en If-Match.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="De ETag van uw exemplaar: is er niets veranderd, dan komt er een 304.",
)


@dataclass(frozen=True)
class Operation:
    """One method of one address. `errors` are statuses besides those of every one."""

    id: str
    tag: str
    summary: str
    description: str
    parameters: tuple[OpenApiParameter, ...]
    responses: Mapping[int, SerializerType | None]
    request: SerializerType | None = None
    errors: tuple[int, ...] = field(default=())


@cache
def read_serializer(rows: Rows) -> SerializerType:
    """Return a serializer class for the document; it never runs."""
    columns = (*rows.columns, *getattr(rows, "only_in_detail", ()))
    fields: dict[str, Any] = {column.key: column.field for column in columns}
    children = [*rows.children, *(getattr(rows, "includes", ()))]
    fields |= {child.key: _child_field(child) for child in children}
    if isinstance(rows, Resource):
        fields["deleted"] = serializers.BooleanField(
            help_text=(
                "Alleen met changedSince, en dan true: dit bestaat niet meer. Er staan "
                "dan alleen id en changedAt bij."
            )
        )
    return type(rows.name, (serializers.Serializer,), fields)


def _child_field(child: Child) -> serializers.Field[Any, Any, Any, Any]:
    if child.flat:
        value = child.rows.columns[0].field
        return serializers.ListField(child=value, help_text=child.help_text)
    return read_serializer(child.rows)(many=True, help_text=child.help_text)


@cache
def page_serializer(item: SerializerType) -> SerializerType:
    """Return the envelope around a page of these."""
    return type(
        f"{item.__name__.removesuffix('Serializer')}Page",
        (serializers.Serializer,),
        {
            "count": serializers.IntegerField(
                allow_null=True, help_text="Hoeveel in totaal; alleen met page."
            ),
            "next": serializers.URLField(
                allow_null=True, help_text="Adres van de volgende bladzijde."
            ),
            "previous": serializers.URLField(
                allow_null=True, help_text="Adres van de vorige bladzijde."
            ),
            "results": item(many=True),
        },
    )


def query_parameter(
    name: str, schema: Schema, description: str, **style: Any
) -> OpenApiParameter:
    """Return one key of the query string."""
    return OpenApiParameter(
        name, schema, OpenApiParameter.QUERY, description=description, **style
    )


def _list_of(values: Iterable[str]) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": list(values)}}


def shape_parameters(
    resource: Resource, keys: tuple[str, ...]
) -> tuple[OpenApiParameter, ...]:
    """Return `fields`, with the keys that it may name, and `include`."""
    found = [
        query_parameter(
            "fields",
            {**_list_of(keys), "minItems": 1},
            "Alleen deze sleutels, met komma’s ertussen.",
            explode=False,
        )
    ]
    if resource.includes:
        found.append(
            query_parameter(
                "include",
                {**_list_of(child.key for child in resource.includes), "minItems": 1},
                "Neem dit mee, met komma’s ertussen."
                + (
                    " Bij één object komt alles mee, tenzij u hier kiest."
                    if resource.with_detail
                    else ""
                ),
                explode=False,
            )
        )
    return tuple(found)


PAGE_PARAMETERS = (
    query_parameter(
        "cursor",
        {"type": "string", "minLength": 1, "maxLength": MAX_CURSOR_LENGTH},
        "Waar de bladzijde begint; neem next of previous over. Zonder page en cursor "
        "komt de eerste bladzijde.",
    ),
    query_parameter(
        "page",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE},
        "Nummer van de bladzijde, in plaats van een cursor. Telt ook het totaal.",
    ),
    query_parameter(
        "pageSize",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_PAGE_SIZE,
            "default": DEFAULT_PAGE_SIZE,
        },
        "Hoeveel per bladzijde.",
    ),
)

CHANGED_SINCE = query_parameter(
    "changedSince",
    {"type": "string", "format": "date-time"},
    "Wat sinds dit tijdstip is gewijzigd, in die volgorde, met verwijderde rijen als "
    "{id, deleted, changedAt}. Trek een minuut af van het laatste changedAt dat u "
    "zag, want wijzigingen die tegelijk gebeuren, worden niet altijd op volgorde "
    "zichtbaar.",
)

SEARCH = query_parameter(
    "search",
    {"type": "string", "minLength": 1, "maxLength": MAX_WORDS, "pattern": PRINTABLE},
    "Elk woord moet ergens in de tekst staan; hoofdletters en accenten tellen niet.",
)


def _ordering(resource: Resource) -> OpenApiParameter:
    keys = [key for name in resource.orders for key in (name, f"-{name}")]
    return query_parameter(
        "ordering",
        {**_list_of(keys), "minItems": 1},
        "Volgorde, met komma’s ertussen; een - ervoor draait om. Gaat niet samen met "
        "changedSince.",
        explode=False,
    )


def _filter_parameters(resource: Resource) -> Iterable[OpenApiParameter]:
    for key, filter_ in resource.filters.base_filters.items():
        yield query_parameter(key, _filter_schema(filter_.field), str(filter_.label))


def _filter_schema(form_field: forms.Field) -> Schema:
    if isinstance(form_field, forms.TypedChoiceField):
        return {"type": "boolean"}
    if isinstance(form_field, forms.ChoiceField):
        return {
            "type": "string",
            "enum": values_of(form_field),
        }
    if isinstance(form_field, forms.RegexField):
        return {"type": "string", "pattern": PERIOD}
    if isinstance(form_field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(form_field, forms.IntegerField):
        return {
            "type": "integer",
            "minimum": form_field.min_value,
            "maximum": form_field.max_value,
        }
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_WORDS,
        "pattern": PRINTABLE,
    }


def collection_operation(resource: Resource) -> Operation:
    """Return what GET of a collection does."""
    return Operation(
        id=f"list{_plural(resource)}",
        tag=resource.label,
        summary=resource.label,
        description=resource.about,
        parameters=(
            *_filter_parameters(resource),
            *((SEARCH,) if resource.is_searched else ()),
            CHANGED_SINCE,
            _ordering(resource),
            *shape_parameters(resource, resource.keys),
            *PAGE_PARAMETERS,
        ),
        responses={200: page_serializer(read_serializer(resource))},
    )


def object_operation(resource: Resource) -> Operation:
    """Return what GET of one object does."""
    return Operation(
        id=f"get{resource.name}",
        tag=resource.label,
        summary=f"{resource.label}: één",
        description=resource.about,
        parameters=(
            *shape_parameters(resource, resource.keys_of_one),
            IF_NONE_MATCH,
            ETAG,
        ),
        responses={200: read_serializer(resource), 304: None},
        errors=(404,),
    )


def _plural(resource: Resource) -> str:
    return "".join(part.capitalize() for part in resource.path.split("-"))
