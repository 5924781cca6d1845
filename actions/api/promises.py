"""What the API shows of work and promises: trekkers, activities, milestones."""

from __future__ import annotations

from django.db.models import CharField, DateField, PositiveSmallIntegerField
from django.db.models.functions import Coalesce

from actions.api.filters import ActivityFilters, MilestoneFilters, TrekkerFilters
from actions.api.parties import body, organisation, party
from actions.models import (
    Activity,
    ActivityKind,
    ActivityParty,
    Certainty,
    Milestone,
    MilestoneKind,
    MilestoneOwner,
    PartyRole,
    Trekker,
    TrekkerRole,
)
from actions.querysets import late_condition, unreported_condition
from actions.workflow import ActivityState
from core.api.columns import (
    choice,
    housekeeping,
    ident,
    imprecise_date,
    number,
    optional_text,
    programme,
    source,
    text,
    whether,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Child, Column, Resource, Rows
from core.api.statements import TODAY
from governance.models import Body, Organisation

ACTION_CODE = "Vaste code van de actie"


def place() -> tuple[Column, ...]:
    """Return where a promise, link or target belongs, from action up to chapter."""
    return (
        optional_text(
            "actionCode",
            "action__code",
            f"{ACTION_CODE}; null als het niet bij één actie hoort.",
        ),
        number(
            "spearhead",
            Coalesce("action__spearhead__number", "spearhead__number"),
            "Nummer van het speerpunt; null als het bij een hoofdstuk of programma "
            "hoort.",
            null=True,
        ),
        number(
            "chapter",
            Coalesce(
                "action__spearhead__chapter__number",
                "spearhead__chapter__number",
                "chapter__number",
            ),
            "Nummer van het hoofdstuk; null als het bij het hele programma hoort.",
            null=True,
        ),
    )


TREKKER_COLUMNS = (
    organisation(),
    body(),
    choice("role", "role", TrekkerRole.choices, "Trekker of genoemd als partner."),
    text("asPrinted", "as_printed", "De woorden zoals ze gedrukt staan."),
)

TREKKERS_OF_ACTION = Rows(
    name="ActionTrekker",
    model=Trekker,
    columns=TREKKER_COLUMNS,
    order=("position", "id"),
)

TREKKERS = Resource(
    name="Trekker",
    path="trekkers",
    label="Trekkers",
    about="Wie een actie trekt: een organisatie, een groep, of alleen woorden.",
    model=Trekker,
    columns=(
        ident(),
        programme("action__programme"),
        text("actionCode", "action__code", f"{ACTION_CODE}."),
        *TREKKER_COLUMNS,
        *housekeeping(),
        source(),
    ),
    filters=TrekkerFilters,
    ordering={"actionCode": Order("action__code", CharField())},
    shows=(Organisation, Body),
)

PARTIES = Rows(
    name="ActivityParty",
    model=ActivityParty,
    columns=(
        organisation(),
        body(),
        choice("role", "role", PartyRole.choices, "Wat de partij doet."),
    ),
    order=("position", "id"),
)

ACTIVITIES = Resource(
    name="Activity",
    path="activities",
    label="Activiteiten",
    about="De punten onder een actie: werk, voorwaarden en notities.",
    model=Activity,
    columns=(
        ident(),
        programme("action__programme"),
        text("actionCode", "action__code", f"{ACTION_CODE}."),
        number("ordinal", "ordinal", "Volgnummer binnen de actie."),
        number("level", "level", "1, of 2 voor een deelpunt."),
        text("title", "title", "Titel, in eigen woorden."),
        text("description", "description", "Omschrijving; kan leeg zijn."),
        choice("kind", "kind", ActivityKind.choices, "Soort."),
        choice("state", "state", ActivityState.choices, "Stand."),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "organisations",
            PARTIES,
            by=("activity_id",),
            help_text="Wie er wat aan doet, als het document dat zegt.",
        ),
    ),
    order=("ordinal", "id"),
    filters=ActivityFilters,
    ordering={
        "actionCode": Order("action__code", CharField()),
        "ordinal": Order("ordinal", PositiveSmallIntegerField()),
    },
    shows=(Organisation, Body),
)

OWNERS = Rows(
    name="Owner",
    model=MilestoneOwner,
    columns=(party(),),
    order=("position", "id"),
)

MILESTONES = Resource(
    name="Milestone",
    path="milestones",
    label="Mijlpalen",
    about=(
        "De beloften met een datum. Elke mijlpaal hoort bij een actie, een speerpunt, "
        "een hoofdstuk of het hele programma: het meest precieze dat gevuld is."
    ),
    model=Milestone,
    columns=(
        ident(),
        programme(),
        *place(),
        choice("kind", "kind", MilestoneKind.choices, "Soort."),
        text("title", "title", "Titel, in eigen woorden."),
        choice("certainty", "certainty", Certainty.choices, "Hoe zeker."),
        optional_text("condition", "condition", "De voorwaarde, in woorden."),
        yes_or_no("external", "external", "Buiten de partijen om, zoals een wet."),
        number(
            "assignedSpearhead",
            "assigned_spearhead__number",
            "Speerpunt waaraan het document een resultaat van een hoofdstuk toewijst.",
            null=True,
        ),
        imprecise_date("original", "original", "Datum in het programmadocument."),
        imprecise_date("agreed", "agreed", "Datum die nu is afgesproken."),
        imprecise_date("expected", "expected", "Datum die nu wordt verwacht."),
        imprecise_date("achieved", "achieved", "Datum waarop het bereikt is."),
        yes_or_no(
            "late",
            whether(late_condition(TODAY)),
            "Te laat op de afgesproken datum: voorbij, niet bereikt, en er is daarna "
            "nog bericht.",
        ),
        yes_or_no(
            "lateOriginal",
            whether(late_condition(TODAY, against="original")),
            "Hetzelfde op de oorspronkelijke datum.",
        ),
        yes_or_no(
            "unreported",
            whether(unreported_condition(TODAY)),
            "Voorbij en niet bereikt, maar er is daarna nog niets gemeld.",
        ),
        number("shifts", "shifts", "Hoe vaak de afgesproken datum is verschoven."),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "owners",
            OWNERS,
            by=("milestone_id",),
            help_text="Wie de mijlpaal moet halen, als het document dat zegt.",
            flat=True,
        ),
    ),
    order=("position", "id"),
    filters=MilestoneFilters,
    ordering={
        "agreed": Order("agreed_end", DateField(null=True)),
        "original": Order("original_end", DateField(null=True)),
        "actionCode": Order("action__code", CharField(null=True)),
    },
    shows=(Organisation, Body),
)
