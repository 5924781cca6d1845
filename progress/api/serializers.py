"""What may be sent to the reporting; the keys are those that are read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actions.models import Action, Programme
from actions.models.programme import DEFAULT_PROGRAMME
from actions.workflow import Rag, Status
from core import policy
from core.api.bodies import BodySerializer, Named, OptionalChoice, OptionalText
from core.api.filters import QUARTER
from core.quarters import Quarter
from governance.models import Body, BodyKind
from progress.models import ReportingRound
from progress.workflow import BorgingState, Confidence

# Years as in the filters; the year 0 is in no calendar.
QUARTER_PATTERN = r"^[12][0-9]{3}-Q[1-4]$"
MAX_WORDS = 10_000
MAX_ACTIONS = 500


def long_text(help_text: str) -> OptionalText:
    """Return a text of a few paragraphs."""
    return OptionalText(max_length=MAX_WORDS, help_text=help_text)


def reason(help_text: str) -> serializers.CharField:
    """Return a reason that must be given."""
    return serializers.CharField(max_length=MAX_WORDS, help_text=help_text)


def programme() -> Named:
    """Return the programme by its slug."""
    return Named(
        slug_field="slug",
        queryset=Programme.objects.all(),
        required=False,
        help_text=f"Korte naam van het programma; zonder: {DEFAULT_PROGRAMME}.",
    )


def body(help_text: str, **filters: Any) -> Named:
    """Return a body by its name."""
    return Named(
        slug_field="name",
        queryset=Body.objects.filter(**filters),
        required=False,
        help_text=help_text,
    )


class StatusUpdateWriteSerializer(BodySerializer):
    """What a secretary writes. Null and an empty text both mean: not filled in."""

    status = OptionalChoice(Status.choices, help_text="Status van de actie.")
    rag = OptionalChoice(Rag.choices, help_text="Hoe het gaat.")
    progress_pct = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=0,
        max_value=100,
        help_text="Voortgang van 0 tot 100.",
    )
    confidence = OptionalChoice(
        Confidence.choices, help_text="Kans om het doel van 2026 te halen."
    )
    risk = OptionalText(max_length=200, help_text="Belangrijkste risico, in één regel.")
    state_of_affairs = long_text("Stand van zaken.")
    results = long_text("Resultaten.")
    borging = long_text("Hoe het resultaat na 2026 blijft bestaan.")
    borging_state = OptionalChoice(
        BorgingState.choices, help_text="Stand van de borging."
    )
    bottlenecks = long_text("Knelpunten; nodig om in te dienen als rag niet green is.")
    next_steps = long_text("Volgende stappen.")
    plain_language = OptionalText(
        max_length=300, help_text="Eén zin in gewone taal, voor het overzicht."
    )


class StatusUpdateEditSerializer(StatusUpdateWriteSerializer):
    """The body of a PATCH of a draft."""

    about = (
        "Wat er in een concept verandert. Null en een lege "
        "tekst zijn allebei: niet ingevuld."
    )

    override_reason = long_text("Waarom het klopt, als iets niet lijkt te kloppen.")


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer", "description": "Het id uit reporting-rounds."},
            {"type": "string", "pattern": QUARTER},
        ]
    }
)
class RoundField(serializers.Field[Any, Any, Any, Any]):
    """The round of the action's programme: its id, or its quarter."""

    default_error_messages = {
        "invalid": "Geef het id van een ronde, of een kwartaal zoals 2026-Q3.",
        "does_not_exist": "Deze ronde is er niet in het programma van de actie.",
    }

    def to_internal_value(self, data: Any) -> ReportingRound:
        """Return the round that is meant."""
        rounds = ReportingRound.objects.visible_to(self.context["who"]).filter(
            programme=self.context["opened"].programme_id
        )
        if isinstance(data, bool) or not isinstance(data, int | str):
            self.fail("invalid")
        wanted = {"quarter": data} if isinstance(data, str) else {"pk": data}
        try:
            found: ReportingRound | None = rounds.filter(**wanted).first()
        except OverflowError:
            found = None
        if found is None:
            self.fail("does_not_exist")
        return found


class StatusUpdateStartSerializer(StatusUpdateWriteSerializer):
    """A new draft: what is left out comes from the last update on this action."""

    about = (
        "Een nieuw concept. Wat u weglaat, komt uit het vorige bericht over deze actie."
    )

    round = RoundField(
        help_text="De ronde: haar id, of haar kwartaal zoals 2026-Q3.",
    )


class SubmissionSerializer(BodySerializer):
    """Handing in."""

    about = "Bij het indienen."

    override_reason = OptionalText(
        max_length=MAX_WORDS,
        help_text="Waarom het klopt, als iets niet lijkt te kloppen. Zonder deze "
        "sleutel geldt wat er in het concept staat.",
    )


class ReturnSerializer(BodySerializer):
    """Sending back."""

    about = "Bij het terugsturen."

    reason = reason("Waarom het bericht teruggaat.")


class RoundAddSerializer(BodySerializer):
    """A new round."""

    about = "Een nieuwe ronde."

    programme = programme()
    quarter = serializers.RegexField(
        QUARTER,
        help_text="Het kwartaal, zoals 2026-Q3.",
        error_messages={"invalid": "Schrijf een kwartaal als 2026-Q3."},
    )
    opens_date = serializers.DateField(help_text="Vanaf deze dag kan men schrijven.")
    due_date = serializers.DateField(
        help_text="Tot en met deze dag is een bericht op tijd."
    )

    def validate_quarter(self, value: str) -> Quarter:
        """Return the quarter as a value."""
        return Quarter.parse(value)


class ExtensionSerializer(BodySerializer):
    """More time."""

    about = "Meer tijd, voor iedereen of voor één werkgroep."

    due_date = serializers.DateField(help_text="De nieuwe uiterste dag.")
    reason = reason("Waarom er meer tijd is.")
    werkgroep = body(
        "Naam van de werkgroep die meer tijd krijgt; zonder: allemaal.",
        kind=BodyKind.WERKGROEP,
    )


class ReopeningSerializer(BodySerializer):
    """Opening again."""

    about = "Bij het heropenen van een ronde."

    reason = reason("Waarom de ronde weer opengaat.")


class ActionCodesField(serializers.ListField):
    """Actions by their codes, found in one query."""

    default_error_messages = {
        "does_not_exist": "Deze actie is er niet in dit programma: {code}.",
        "max_length": "Noem hooguit {max_length} acties.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            child=serializers.CharField(),
            allow_empty=False,
            max_length=MAX_ACTIONS,
            **kwargs,
        )

    def to_internal_value(self, data: Any) -> list[Action]:
        """Return the actions in the order of their codes, each once."""
        # Before the search, not after it as the validator would.
        if isinstance(data, list) and len(data) > MAX_ACTIONS:
            self.fail("max_length", max_length=MAX_ACTIONS)
        codes = list(dict.fromkeys(super().to_internal_value(data)))
        slug = self.root.initial_data.get("programme", DEFAULT_PROGRAMME)
        rows: QuerySet[Action] = policy.visible(
            Action.objects.filter(programme__slug=str(slug), code__in=codes),
            self.context["who"],
        )
        found = {
            row.code: row
            for row in rows.select_related(
                "programme", "spearhead__chapter__werkgroep__escalates_to"
            )
        }
        for code in codes:
            if code not in found:
                self.fail("does_not_exist", code=code)
        return [found[code] for code in codes]


class EscalationEditSerializer(BodySerializer):
    """The words of a question."""

    about = "Andere woorden voor een open vraag."

    question = serializers.CharField(
        max_length=300, help_text="Wat moet er besloten worden? In één zin."
    )
    explanation = long_text("Toelichting.")


class EscalationAddSerializer(EscalationEditSerializer):
    """A new question."""

    about = "Een nieuwe vraag over een of meer acties."

    programme = programme()
    actions = ActionCodesField(help_text="Vaste codes van een of meer acties.")
    raised_by = body("Naam van de groep die vraagt; zonder: de werkgroep.")
    to_body = body("Naam van de groep die antwoordt; zonder: waar de groep opschaalt.")


class FeedbackSerializer(BodySerializer):
    """The answer to a question."""

    about = "Het antwoord op een vraag."

    feedback = reason("Wat de werkgroep terughoort.")
