"""What the API shows of organisations."""

from __future__ import annotations

from django.db.models import CharField
from rest_framework import serializers

from core.api.columns import (
    choice,
    housekeeping,
    ident,
    optional_text,
    source,
    text,
)
from core.api.ordering import Order
from core.api.resource import Child, Column, Resource, Rows
from governance.api.filters import OrganisationFilters
from governance.models import Organisation, OrganisationAlias, OrganisationKind
from governance.querysets import label_expression

ALIASES = Rows(
    name="Alias",
    model=OrganisationAlias,
    columns=(text("alias", "alias", "Andere schrijfwijze."),),
    order=("alias",),
)

ORGANISATIONS = Resource(
    name="Organisation",
    path="organisations",
    label="Organisaties",
    about="De partijen die het programma noemt, en verzamelingen zoals gemeenten.",
    model=Organisation,
    columns=(
        ident(),
        optional_text("abbreviation", "abbreviation", "Afkorting zoals gedrukt."),
        text("name", "name", "Volledige naam."),
        choice("kind", "kind", OrganisationKind.choices, "Soort organisatie."),
        Column(
            "parent",
            label_expression("parent__"),
            serializers.CharField(
                allow_null=True, help_text="Onderdeel van deze organisatie, of null."
            ),
        ),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "aliases",
            ALIASES,
            by=("organisation_id",),
            help_text="Andere schrijfwijzen in het document.",
            flat=True,
        ),
    ),
    filters=OrganisationFilters,
    ordering={
        "name": Order("name", CharField()),
        "abbreviation": Order("abbreviation", CharField()),
    },
)
