"""What the API shows of published overviews: the stored text as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from django.db.models import CharField, DateTimeField, PositiveSmallIntegerField
from orjson import Fragment
from rest_framework import serializers

from core.api.columns import (
    UtcText,
    housekeeping,
    ident,
    number,
    optional_text,
    programme,
    text,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Column, Resource
from reporting.api.filters import OverviewFilters
from reporting.canonical import canonical_json
from reporting.models import Overview
from reporting.policy import VIEW_PUBLIC
from reporting.render.public import public_edition

# The version of the row is not among the columns: it is always the first.
_, CHANGED_AT = housekeeping()


def payload_field() -> serializers.Field[Any, Any, Any, Any]:
    """Return the key for the document; each use has a field of its own."""
    return serializers.DictField(
        help_text=(
            "Het overzicht zelf: precies de tekst die is opgeslagen. Over de bytes "
            "van deze waarde, in UTF-8, gaat sha256. Wie niet is ingelogd, krijgt "
            "hier de openbare uitgave: een deel, dat die hash dus niet heeft."
        )
    )


def _public_text(stored: str) -> Fragment:
    return Fragment(canonical_json(public_edition(orjson.loads(stored))))


OVERVIEWS = Resource(
    name="Overview",
    path="overviews",
    label="Kwartaaloverzichten",
    about=(
        "Gepubliceerde kwartaaloverzichten. Ze veranderen nooit: een verbetering is "
        "een nieuwe versie, die zegt wat er is verbeterd."
    ),
    model=Overview,
    columns=(
        ident(),
        programme(),
        text("quarter", "quarter", "Kwartaal, zoals 2026-Q3."),
        number("version", "edition", "Versie van het overzicht; de eerste is 1."),
        text("sha256", "sha256", "SHA-256 van de inhoud zoals opgeslagen."),
        Column(
            "publishedAt",
            UtcText("published_at"),
            serializers.DateTimeField(help_text="Gepubliceerd op (UTC)."),
        ),
        optional_text(
            "erratum", "erratum", "Wat deze versie verbetert; null bij de eerste."
        ),
        yes_or_no("isFictitious", "is_fictitious", "Met verzonnen gegevens."),
        CHANGED_AT,
    ),
    # Neither read nor written again: the bytes go from the database to the answer.
    only_in_detail=(Column("payload", "payload", payload_field(), Fragment),),
    filters=OverviewFilters,
    ordering={
        "quarter": Order("quarter", CharField()),
        "version": Order("edition", PositiveSmallIntegerField()),
        "publishedAt": Order("published_at", DateTimeField()),
    },
)

# For who is not signed in, where the public edition is switched on.
PUBLIC_EDITIONS = replace(
    OVERVIEWS,
    verb=VIEW_PUBLIC,
    only_in_detail=(Column("payload", "payload", payload_field(), _public_text),),
)
