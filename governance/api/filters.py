"""What one may ask of organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from core.api.filters import Choice, ResourceFilterSet, Words
from governance.models import Organisation, OrganisationKind

Rows = QuerySet[Any, Any]


class OrganisationFilters(ResourceFilterSet):
    abbreviation = Words(label="Afkorting zoals gedrukt.")
    name = Words(label="Volledige naam.")
    kind = Choice(label="Soort organisatie.", choices=OrganisationKind.choices)
    organisation = Words(
        method="of_any_name", label="Afkorting, naam of andere schrijfwijze."
    )
    parent = Words(method="of_parent", label="Onderdeel van, met een van die namen.")

    def of_any_name(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the organisation with this name in any spelling."""
        same = Organisation.objects.called(value)
        return queryset.filter(pk__in=same.values("pk"))

    def of_parent(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the parts of the organisation with this name."""
        same = Organisation.objects.called(value)
        return queryset.filter(parent__in=same.values("pk"))
