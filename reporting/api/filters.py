"""What one may ask of published overviews."""

from __future__ import annotations

from actions.api.filters import PROGRAMME
from core.api.filters import ResourceFilterSet, TrueOrFalse, WholeNumber, Words


class OverviewFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    quarter = Words(label="Kwartaal, zoals 2026-Q3.")
    version = WholeNumber(field_name="edition", label="Versie van het overzicht.")
    is_fictitious = TrueOrFalse(label="Met verzonnen gegevens.")
