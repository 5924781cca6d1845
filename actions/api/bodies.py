"""What the API shows of bodies. They are here because a werkgroep names its chapter."""

from __future__ import annotations

from django.db.models import CharField, OuterRef, PositiveSmallIntegerField, Q, Subquery
from rest_framework import serializers

from actions.api.filters import BodyFilters
from actions.api.parties import LABEL, organisation
from actions.models import Chapter
from core.api.columns import (
    choice,
    housekeeping,
    ident,
    number,
    optional_text,
    source,
    text,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Child, Column, Resource, Rows
from core.api.statements import TODAY
from governance.models import (
    Body,
    BodyKind,
    CompositionPart,
    Membership,
    MembershipRole,
    Organisation,
)
from governance.querysets import label_expression, valid_condition

# Persons are left out: who is secretary is nobody's business outside the admin.
MEMBERS = Rows(
    name="Member",
    model=Membership,
    columns=(
        organisation(),
        choice("role", "role", MembershipRole.choices, "Rol."),
    ),
    where=Q(organisation__isnull=False) & valid_condition(TODAY),
    order=("position", "id"),
)

COMPOSITION = Rows(
    name="CompositionPart",
    model=CompositionPart,
    columns=(
        text("part", "part", "Welk deel."),
        number("numerator", "numerator", "Teller."),
        number("denominator", "denominator", "Noemer."),
    ),
)

BODY_COLUMNS = (
    ident(),
    text("name", "name", "Naam."),
    optional_text("heading", "heading", "De kop zoals gedrukt."),
    choice("kind", "kind", BodyKind.choices, "Soort."),
    number(
        "chapter",
        Subquery(
            Chapter.objects.filter(werkgroep=OuterRef("pk"))
            .order_by("programme", "number")
            .values("number")[:1],
            output_field=PositiveSmallIntegerField(),
        ),
        "Nummer van het hoofdstuk waarover de werkgroep gaat.",
        null=True,
    ),
    yes_or_no("established", "established", "Ingesteld, of nog niet."),
    number(
        "meetingsPerYear",
        "meetings_per_year",
        "Hoe vaak per jaar; null als de groep dit zelf bepaalt.",
        null=True,
    ),
    optional_text("frequency", "frequency", "Hoe vaak, zoals gedrukt."),
    text("description", "description", "Omschrijving; kan leeg zijn."),
    optional_text("escalatesTo", "escalates_to__name", "Naar wie zij opschaalt."),
    Column(
        "secretariat",
        label_expression("secretariat__"),
        serializers.CharField(
            allow_null=True, help_text=f"Wie het secretariaat voert. {LABEL}."
        ),
    ),
    optional_text("via", "via", "De bestaande tafel waar zij via werkt."),
    optional_text("membershipText", "membership_text", "Wie deelneemt, in woorden."),
    *housekeeping(),
    source(),
)
BODY_CHILDREN = (
    Child("members", MEMBERS, by=("body_id",), help_text="Welke organisaties meedoen."),
    Child(
        "composition",
        COMPOSITION,
        by=("body_id",),
        help_text="De regel voor de samenstelling, in delen; nooit per persoon.",
    ),
)
BODY_ORDERING = {"name": Order("name", CharField())}

BODIES = Resource(
    name="Body",
    path="bodies",
    label="Groepen",
    about="Wie er overlegt: van bestuurlijk overleg tot groepen in een hoofdstuk.",
    model=Body,
    columns=BODY_COLUMNS,
    children=BODY_CHILDREN,
    filters=BodyFilters,
    ordering=BODY_ORDERING,
    shows=(Organisation, Chapter),
)

WERKGROEPEN = Resource(
    name="Werkgroep",
    path="werkgroepen",
    label="Werkgroepen",
    about="De groepen van soort werkgroep, ook als zij nog niet zijn ingesteld.",
    model=Body,
    where=Q(kind=BodyKind.WERKGROEP),
    columns=BODY_COLUMNS,
    children=BODY_CHILDREN,
    filters=BodyFilters,
    ordering=BODY_ORDERING,
    shows=(Organisation, Chapter),
)
