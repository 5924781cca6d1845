"""What one may ask of the money."""

from __future__ import annotations

from actions.api.filters import CHAPTER, PROGRAMME
from core.api.filters import ResourceFilterSet, TrueOrFalse, WholeNumber, Words


class LineFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    chapter = WholeNumber(field_name="chapter__number", label=CHAPTER)
    label = Words(label="De regel zoals gedrukt.")
    year = WholeNumber(label="Jaar.")
    in_total = TrueOrFalse(label="Telt mee in het totaal.")
