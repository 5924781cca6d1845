"""What the API shows of the money: amounts are texts with two decimals, in euros."""

from __future__ import annotations

from django.db.models import (
    CharField,
    OuterRef,
    PositiveSmallIntegerField,
    Subquery,
    Sum,
)

from core.api.columns import (
    amount,
    housekeeping,
    ident,
    number,
    programme,
    source,
    text,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Child, Resource, Rows
from finance.api.filters import LineFilters
from finance.models import BudgetLine, Earmark, FundingLine

WHICH_LINE = (
    ident(),
    programme(),
    text("label", "label", "De regel zoals gedrukt."),
    number(
        "chapter",
        "chapter__number",
        "Nummer van het hoofdstuk; null bij algemene kosten of middelen.",
        null=True,
    ),
    number("year", "year", "Jaar."),
)
ORDERING = {
    "label": Order("label", CharField()),
    "year": Order("year", PositiveSmallIntegerField()),
}

FUNDING_LINES = Resource(
    name="FundingLine",
    path="funding-lines",
    label="Dekking",
    about="Waar het geld vandaan komt: de rijen Middelen, per jaar.",
    model=FundingLine,
    columns=(
        *WHICH_LINE,
        amount(
            "amount",
            "amount",
            "Bedrag; null als het document hier geen cel heeft. Nul is iets anders.",
            null=True,
        ),
        yes_or_no("inTotal", "in_total", "Telt mee in het totaal."),
        *housekeeping(),
        source(),
    ),
    filters=LineFilters,
    ordering=ORDERING,
)

EARMARKS = Rows(
    name="Earmark",
    model=Earmark,
    columns=(
        text("label", "label", "Waarvoor."),
        text("actionCode", "action__code", "Vaste code van de actie."),
        amount("amount", "amount", "Bedrag."),
        source(),
    ),
)

BUDGET_LINES = Resource(
    name="BudgetLine",
    path="budget-lines",
    label="Begroting",
    about="Wat er per hoofdstuk en jaar is begroot.",
    model=BudgetLine,
    columns=(
        *WHICH_LINE,
        amount("original", "original", "Bedrag in het programmadocument."),
        amount("agreed", "agreed", "Bedrag dat nu is afgesproken."),
        yes_or_no("inTotal", "in_total", "Telt mee in het totaal."),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "earmarks",
            EARMARKS,
            by=("budget_line_id",),
            help_text="Waarvan: delen voor een actie. Tel ze niet bij de regel op.",
        ),
    ),
    filters=LineFilters,
    ordering=ORDERING,
    # An earmark shows the code of its action.
    depends_on=(
        Subquery(
            Earmark.objects.filter(budget_line=OuterRef("pk"))
            .order_by()
            .values("budget_line")
            .annotate(versions=Sum("action__version"))
            .values("versions")
        ),
    ),
)
