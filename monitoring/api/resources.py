"""What the API shows of the monitor."""

from __future__ import annotations

from actions.api.promises import place
from core.api.columns import (
    choice,
    figure,
    housekeeping,
    ident,
    imprecise_date,
    optional_text,
    programme,
    source,
    text,
)
from core.api.resource import Resource
from monitoring.api.filters import TargetFilters
from monitoring.models import Operator, Target

TARGETS = Resource(
    name="Target",
    path="targets",
    label="Streefcijfers",
    about="De cijfers die gehaald moeten worden.",
    model=Target,
    columns=(
        ident(),
        programme(),
        *place(),
        text("what", "what", "Wat er geteld wordt."),
        figure("value", "value", "Het cijfer; null als het nog bepaald moet worden."),
        choice("operator", "operator", Operator.choices, "Hoe het cijfer bindt."),
        text("unit", "unit", "Eenheid."),
        imprecise_date("due", "due", "Wanneer."),
        optional_text("reservation", "reservation", "Voorbehoud."),
        figure("baselineValue", "baseline_value", "Het cijfer aan het begin."),
        *housekeeping(),
        source(),
    ),
    filters=TargetFilters,
)
