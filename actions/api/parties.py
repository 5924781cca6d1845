"""Organisations and groups, as every key with parties shows them."""

from __future__ import annotations

from django.db.models import CharField
from django.db.models.functions import Coalesce
from rest_framework import serializers

from core.api.resource import Column
from governance.querysets import label_expression

LABEL = "Afkorting zoals gedrukt, anders de naam"


def organisation() -> Column:
    """Return the printed abbreviation, else the name; null for a group or words."""
    field = serializers.CharField(
        allow_null=True,
        help_text=f"{LABEL}; null als het geen organisatie is.",
    )
    return Column("organisation", label_expression("organisation__"), field)


def body() -> Column:
    """Return the name of the group, where the party is a group."""
    field = serializers.CharField(
        allow_null=True, help_text="Naam van de groep, als het een groep is."
    )
    return Column("body", "body__name", field)


def party() -> Column:
    """Return either of them in one key."""
    field = serializers.CharField(help_text=f"{LABEL}; bij een groep haar naam.")
    label = Coalesce(
        label_expression("organisation__"), "body__name", output_field=CharField()
    )
    return Column("party", label, field)
