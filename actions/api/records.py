"""What the API shows of links and contradictions."""

from __future__ import annotations

from django.db.models import PositiveSmallIntegerField

from actions.api.filters import ContradictionFilters, LinkFilters
from actions.api.promises import place
from actions.models import Contradiction, ContradictionSource, Link, LinkKind
from core.api.columns import (
    choice,
    housekeeping,
    ident,
    number,
    optional_text,
    programme,
    source,
    text,
)
from core.api.ordering import Order
from core.api.resource import Child, Resource, Rows

LINKS = Resource(
    name="Link",
    path="links",
    label="Verbanden",
    about="Wat een deel van een programma te maken heeft met iets anders.",
    model=Link,
    columns=(
        ident(),
        programme(),
        *place(),
        choice("kind", "kind", LinkKind.choices, "Soort; lees van links naar rechts."),
        optional_text(
            "toProgramme", "target_programme__slug", "Naar een heel programma."
        ),
        number("toChapter", "target_chapter__number", "Naar een hoofdstuk.", null=True),
        number(
            "toSpearhead",
            "target_spearhead__number",
            "Naar een speerpunt; zijn hoofdstuk staat in toSpearheadChapter.",
            null=True,
        ),
        number(
            "toSpearheadChapter",
            "target_spearhead__chapter__number",
            "Het hoofdstuk van toSpearhead.",
            null=True,
        ),
        optional_text("toActionCode", "target_action__code", "Naar een actie."),
        optional_text("outside", "outside", "Naar iets buiten het programma."),
        optional_text("note", "note", "Toelichting."),
        *housekeeping(),
        source(),
    ),
    filters=LinkFilters,
)

DISAGREEING = Rows(
    name="DisagreeingSource",
    model=ContradictionSource,
    columns=(text("says", "says", "Wat daar staat."), source()),
    order=("position", "id"),
)

CONTRADICTIONS = Resource(
    name="Contradiction",
    path="contradictions",
    label="Tegenspraken",
    about="Waar een document twee dingen zegt: wat wij volgen, en waarom.",
    model=Contradiction,
    columns=(
        ident(),
        programme(),
        number(
            "chapter",
            "chapter__number",
            "Nummer van het hoofdstuk; null als het over meer gaat.",
            null=True,
        ),
        text("subject", "subject", "Waar het over gaat."),
        text("loaded", "loaded", "Wat wij volgen."),
        text("why", "why", "Waarom."),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "sources",
            DISAGREEING,
            by=("contradiction_id",),
            help_text="De plekken die elkaar tegenspreken.",
        ),
    ),
    filters=ContradictionFilters,
    ordering={
        "chapter": Order("chapter__number", PositiveSmallIntegerField(null=True))
    },
)
