"""What the API shows of the programme itself: programme, chapter, spearhead, action."""

from __future__ import annotations

from django.db.models import (
    CharField,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
)

from actions.api.filters import (
    ActionFilters,
    ChapterFilters,
    ProgrammeFilters,
    SpearheadFilters,
)
from actions.api.promises import ACTIVITIES, MILESTONES, TREKKERS_OF_ACTION
from actions.models import (
    Action,
    Chapter,
    ChapterKind,
    Milestone,
    MilestoneKind,
    Programme,
    Spearhead,
)
from actions.workflow import Rag, Status
from core.api.columns import (
    CountOf,
    choice,
    housekeeping,
    ident,
    number,
    optional_text,
    programme,
    source,
    text,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Child, Resource, Rows
from core.api.statements import TODAY
from governance.models import Body, Organisation

CODE_ORDER = Order("code", CharField())
TITLE_ORDER = Order("title", CharField())
NUMBER_ORDER = Order("number", PositiveSmallIntegerField())

PROGRAMMES = Resource(
    name="Programme",
    path="programmes",
    label="Programma’s",
    about="Een programma en het document waarin het staat.",
    model=Programme,
    columns=(
        ident(),
        text("slug", "slug", "Korte naam; overal in de API de waarde van programme."),
        text("title", "title", "Titel."),
        text("description", "description", "Omschrijving; kan leeg zijn."),
        number("startYear", "start_year", "Eerste jaar."),
        number("endYear", "end_year", "Laatste jaar."),
        optional_text("document", "document", "Nummer van het document, zoals 000."),
        text("documentTitle", "document_title", "Titel van het document."),
        optional_text(
            "documentSha256",
            "document_sha256",
            "SHA-256 van het document, als tekst.",
        ),
        optional_text("predecessor", "predecessor__slug", "Het programma ervoor."),
        text("chapterWord", "chapter_word", "Hoe dit programma een hoofdstuk noemt."),
        text("spearheadWord", "spearhead_word", "Hoe het een speerpunt noemt."),
        text("actionWord", "action_word", "Hoe het een actie noemt."),
        *housekeeping(),
        source(),
    ),
    filters=ProgrammeFilters,
    ordering={"slug": Order("slug", CharField()), "title": TITLE_ORDER},
)

CHAPTERS = Resource(
    name="Chapter",
    path="chapters",
    label="Hoofdstukken",
    about="De hoofdstukken van een programma, met hun werkgroep.",
    model=Chapter,
    columns=(
        ident(),
        programme(),
        number("number", "number", "Nummer."),
        text("title", "title", "Titel zoals in de kop."),
        optional_text("heading", "heading", "De hele kop zoals gedrukt."),
        choice("kind", "kind", ChapterKind.choices, "Soort."),
        text("description", "description", "Omschrijving; kan leeg zijn."),
        optional_text("werkgroep", "werkgroep__name", "Naam van de werkgroep."),
        *housekeeping(),
        source(),
    ),
    filters=ChapterFilters,
    ordering={"number": NUMBER_ORDER, "title": TITLE_ORDER},
)

RESULTS = Rows(
    name="Result",
    model=Milestone,
    columns=(text("title", "title", "Titel."),),
    where=Q(kind=MilestoneKind.RESULT),
    order=("position", "id"),
)

SPEARHEADS = Resource(
    name="Spearhead",
    path="spearheads",
    label="Speerpunten",
    about="De speerpunten van een hoofdstuk, met de resultaten voor 2026.",
    model=Spearhead,
    columns=(
        ident(),
        programme("chapter__programme"),
        number("chapter", "chapter__number", "Nummer van het hoofdstuk."),
        number("number", "number", "Nummer binnen het hoofdstuk."),
        text("title", "title", "Titel zoals in de kop."),
        optional_text("societalGoal", "societal_goal", "Maatschappelijk doel."),
        text("description", "description", "Omschrijving; kan leeg zijn."),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "results2026",
            RESULTS,
            by=("spearhead_id", "assigned_spearhead_id"),
            help_text=(
                "Wat er in 2026 bereikt moet zijn, ook wat het document van een "
                "hoofdstuk aan dit speerpunt toewijst."
            ),
            flat=True,
        ),
    ),
    filters=SpearheadFilters,
    ordering={
        "chapter": Order("chapter__number", PositiveSmallIntegerField()),
        "number": NUMBER_ORDER,
        "title": TITLE_ORDER,
    },
)

ACTIONS = Resource(
    name="Action",
    path="actions",
    label="Acties",
    about="Het kleinste dat is afgesproken en waarover wordt bericht.",
    model=Action,
    columns=(
        ident(),
        programme(),
        text("code", "code", "Vaste code, zoals 1.2.1: overal dezelfde."),
        optional_text("printedCode", "printed_code", "Code zoals gedrukt."),
        text("title", "title", "Gedrukte kop, of eigen korte woorden."),
        optional_text("group", "group", "Tussenkop waar de actie onder valt."),
        number("chapter", "spearhead__chapter__number", "Nummer van het hoofdstuk."),
        number("spearhead", "spearhead__number", "Nummer van het speerpunt."),
        text("description", "description", "Omschrijving, in eigen woorden."),
        number(
            "milestoneCount",
            CountOf(Milestone.objects.filter(action=OuterRef("pk")).values("pk")),
            "Aantal mijlpalen van de actie zelf.",
        ),
        choice(
            "status",
            "status",
            Status.choices,
            "Status, zoals laatst aangenomen; null voor het eerste bericht.",
            null=True,
        ),
        choice("rag", "rag", Rag.choices, "Stand, zoals laatst aangenomen.", null=True),
        number("progressPct", "progress_pct", "Voortgang van 0 tot 100.", null=True),
        optional_text("quarter", "quarter", "Kwartaal van de stand, zoals 2026-Q3."),
        yes_or_no(
            "late", Action.objects.lateness(TODAY), "Een eigen mijlpaal is te laat."
        ),
        *housekeeping(),
        source(),
    ),
    children=(
        Child(
            "trekkers",
            TREKKERS_OF_ACTION,
            by=("action_id",),
            help_text="Wie de actie trekt, en wie daarbij als partner is genoemd.",
        ),
    ),
    includes=(
        Child(
            "milestones",
            MILESTONES,
            by=("action_id",),
            help_text="De mijlpalen van de actie zelf.",
        ),
        Child(
            "activities",
            ACTIVITIES,
            by=("action_id",),
            help_text="De activiteiten van de actie.",
        ),
    ),
    with_detail=("milestones", "activities"),
    filters=ActionFilters,
    ordering={
        "code": CODE_ORDER,
        "title": TITLE_ORDER,
        "progressPct": Order("progress_pct", PositiveSmallIntegerField(null=True)),
    },
    shows=(Organisation, Body),
)
