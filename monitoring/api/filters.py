"""What one may ask of the monitor."""

from __future__ import annotations

from actions.api.filters import PlacedFilters
from core.api.filters import Choice, Words
from monitoring.models import Operator


class TargetFilters(PlacedFilters):
    operator = Choice(choices=Operator.choices, label="Hoe het cijfer bindt.")
    unit = Words(label="Eenheid.")
