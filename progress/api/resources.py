"""What the API shows of how it goes: rounds, status updates, escalations."""

from __future__ import annotations

from django.db.models import CharField, DateField, Q

from actions.models import Action
from actions.workflow import Rag, Status
from core.api.columns import (
    choice,
    day,
    housekeeping,
    ident,
    moment,
    number,
    optional_text,
    programme,
    text,
    whether,
    yes_or_no,
)
from core.api.ordering import Order
from core.api.resource import Child, Resource, Rows
from core.api.statements import TODAY
from governance.models import Body
from progress.api.filters import (
    EscalationFilters,
    ReportingRoundFilters,
    StatusUpdateFilters,
)
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
    UpdateEvent,
)
from progress.workflow import BorgingState, Confidence, RoundStep, Step, UpdateState

BY = text("by", "by_name", "Wie het deed.")
HAPPENED_AT = moment("happenedAt", "happened_at", "Wanneer (UTC).")
FICTITIOUS = yes_or_no("isFictitious", "is_fictitious", "Verzonnen voor de demo.")

ROUND_STEPS = Rows(
    name="RoundStep",
    model=RoundEvent,
    columns=(
        choice("step", "step", RoundStep.choices, "Wat er gebeurde."),
        optional_text(
            "werkgroep", "werkgroep__name", "Voor wie de verlenging geldt; null: allen."
        ),
        day("dueDate", "due_date", "De nieuwe uiterste dag, bij verlengen.", null=True),
        optional_text("reason", "reason", "De reden, bij verlengen en heropenen."),
        BY,
        HAPPENED_AT,
    ),
    order=("happened_at", "id"),
)

REPORTING_ROUNDS = Resource(
    name="ReportingRound",
    path="reporting-rounds",
    label="Rondes",
    about="Een kwartaal waarin over elke actie wordt bericht.",
    model=ReportingRound,
    columns=(
        ident(),
        programme(),
        text("quarter", "quarter", "Het kwartaal waarover wordt bericht."),
        day("opensDate", "opens_date", "Vanaf deze dag kan men schrijven."),
        day("dueDate", "due_date", "Tot en met deze dag is een bericht op tijd."),
        day("closedDate", "closed_date", "Op deze dag gesloten.", null=True),
        yes_or_no(
            "open",
            whether(Q(opens_date__lte=TODAY, closed_date__isnull=True)),
            "Vandaag kan men schrijven.",
        ),
        FICTITIOUS,
        *housekeeping(),
    ),
    children=(
        Child(
            "steps",
            ROUND_STEPS,
            by=("round_id",),
            help_text="Geopend, verlengd, gesloten, heropend: wie, wanneer, waarom.",
        ),
    ),
    filters=ReportingRoundFilters,
    ordering={
        "quarter": Order("quarter", CharField()),
        "dueDate": Order("due_date", DateField()),
    },
    shows=(Body,),
)

UPDATE_STEPS = Rows(
    name="StatusUpdateStep",
    model=UpdateEvent,
    columns=(
        choice("step", "step", Step.choices, "Wat er gebeurde."),
        optional_text("reason", "reason", "De reden, bij terugsturen."),
        BY,
        HAPPENED_AT,
    ),
    order=("happened_at", "id"),
)

STATUS_UPDATES = Resource(
    name="StatusUpdate",
    path="status-updates",
    label="Berichten",
    about=(
        "Wat er over een actie wordt gemeld in een ronde. Iedereen ziet wat is "
        "vastgesteld; de rest is voor de eigen werkgroep en het programmabureau."
    ),
    model=StatusUpdate,
    columns=(
        ident(),
        programme("round__programme"),
        text("actionCode", "action__code", "Vaste code van de actie."),
        number("chapter", "action__spearhead__chapter__number", "Hoofdstuk."),
        number("round", "round_id", "Nummer van de ronde, als in reporting-rounds."),
        text("quarter", "round__quarter", "Het kwartaal van de ronde."),
        number("sequence", "sequence", "Het hoeveelste over deze actie in de ronde."),
        choice("state", "state", UpdateState.choices, "Stand van het bericht."),
        choice("status", "status", Status.choices, "Status van de actie.", null=True),
        choice("rag", "rag", Rag.choices, "Hoe het gaat.", null=True),
        number("progressPct", "progress_pct", "Voortgang van 0 tot 100.", null=True),
        choice(
            "confidence",
            "confidence",
            Confidence.choices,
            "Kans om het doel van 2026 te halen.",
            null=True,
        ),
        text("risk", "risk", "Belangrijkste risico, in één regel."),
        text("stateOfAffairs", "state_of_affairs", "Stand van zaken."),
        text("results", "results", "Resultaten."),
        text("borging", "borging", "Hoe het resultaat na 2026 blijft bestaan."),
        choice(
            "borgingState",
            "borging_state",
            BorgingState.choices,
            "Stand van de borging.",
            null=True,
        ),
        text("bottlenecks", "bottlenecks", "Knelpunten."),
        text("nextSteps", "next_steps", "Volgende stappen."),
        text("plainLanguage", "plain_language", "Eén zin in gewone taal."),
        text(
            "overrideReason",
            "override_reason",
            "Waarom het toch klopt, als iets niet lijkt te kloppen.",
        ),
        day("submittedDate", "submitted_date", "Ingediend op.", null=True),
        day(
            "decidedDate", "decided_date", "Vastgesteld of teruggestuurd op.", null=True
        ),
        number("corrects", "corrects_id", "Het bericht dat dit verbetert.", null=True),
        number(
            "prefilledFrom",
            "prefilled_from_id",
            "Het bericht waaruit de teksten zijn overgenomen.",
            null=True,
        ),
        FICTITIOUS,
        *housekeeping(),
    ),
    children=(
        Child(
            "steps",
            UPDATE_STEPS,
            by=("update_id",),
            help_text="Begonnen, ingediend, teruggestuurd …: wie, wanneer, waarom.",
        ),
    ),
    filters=StatusUpdateFilters,
    ordering={
        "quarter": Order("round__quarter", CharField()),
        "actionCode": Order("action__code", CharField()),
        "submittedDate": Order("submitted_date", DateField(null=True)),
    },
)

ESCALATED = Rows(
    name="EscalatedAction",
    model=EscalationAction,
    columns=(text("actionCode", "action__code", "Vaste code van de actie."),),
    order=("action__code", "id"),
)

ESCALATIONS = Resource(
    name="Escalation",
    path="escalations",
    label="Opschalingen",
    about="Een vraag over een of meer acties, van een groep aan een hogere groep.",
    model=Escalation,
    columns=(
        ident(),
        programme(),
        text("question", "question", "Wat er besloten moet worden, in één zin."),
        text("explanation", "explanation", "Toelichting; kan leeg zijn."),
        text("raisedBy", "raised_by__name", "De groep die de vraag stelt."),
        day("raisedDate", "raised_date", "Gesteld op."),
        text("toBody", "to_body__name", "De groep aan wie de vraag is gesteld."),
        day("closedDate", "closed_date", "Afgerond op.", null=True),
        optional_text("feedback", "feedback", "Wat de werkgroep terughoorde."),
        FICTITIOUS,
        *housekeeping(),
    ),
    children=(
        Child(
            "actions",
            ESCALATED,
            by=("escalation_id",),
            help_text="De vaste codes van de acties waar het om gaat.",
            flat=True,
        ),
    ),
    filters=EscalationFilters,
    ordering={
        "raisedDate": Order("raised_date", DateField()),
        "closedDate": Order("closed_date", DateField(null=True)),
    },
    shows=(Action,),
)
