"""Publishing over the API: what comes in, and what each refusal is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from rest_framework import serializers

from actions.models import Programme
from actions.models.programme import DEFAULT_PROGRAMME
from core.actor import Actor
from core.api.bodies import OptionalText
from core.api.filters import QUARTER
from core.api.problems import Fault, Problem
from core.api.writing import Add, Data
from core.errors import DomainError
from core.quarters import Quarter
from reporting import services
from reporting.models import Overview

NO_PROGRAMME = "Dit programma bestaat niet."
# As much as the form on the page takes.
MAX_ERRATUM = 2000

# Which key of the body each refusal is about, and its status.
REFUSALS: Mapping[type[DomainError], tuple[int, str]] = {
    services.NotToBePublished: (400, "quarter"),
    services.AlreadyPublished: (409, "quarter"),
    services.NothingToCorrect: (409, "erratum"),
}


class PublicationSerializer(serializers.Serializer[Any]):
    """The body of a POST: which quarter, and for a correction what it corrects."""

    about = "Welk kwartaal, en bij een verbetering wat er verbeterd is."

    quarter = serializers.RegexField(
        QUARTER,
        trim_whitespace=False,
        help_text="Kwartaal, zoals 2026-Q3.",
        error_messages={"invalid": "Schrijf een kwartaal als 2026-Q3."},
    )
    erratum = OptionalText(
        max_length=MAX_ERRATUM,
        help_text="Alleen bij een verbetering: wat er is verbeterd.",
    )
    programme = serializers.CharField(
        required=False,
        max_length=200,
        help_text=f"Korte naam van het programma; anders {DEFAULT_PROGRAMME}.",
    )


def publish(wanted: Data, who: Actor) -> Overview:
    """Publish what the body asks for; raise a Problem that points at what is wrong."""
    slug = wanted.get("programme", DEFAULT_PROGRAMME)
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        _refuse(400, "programme", "unknown", NO_PROGRAMME)
    try:
        return services.publish(
            programme=programme,
            quarter=_quarter(wanted["quarter"]),
            by=who,
            on=who.today,
            erratum=wanted.get("erratum", ""),
        )
    except tuple(REFUSALS) as error:
        status, key = REFUSALS[type(error)]
        _refuse(status, key, error.code, error.message)


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        # The year 0 fits the pattern, and so does a line break at the end.
        _refuse(400, "quarter", "invalid", str(error))


def _refuse(status: int, key: str, code: str, detail: str) -> NoReturn:
    raise Problem(status, detail, faults=[Fault("body", f"#/{key}", code, detail)])


PUBLISH = Add(
    id="publishOverview",
    summary="Kwartaaloverzichten: publiceren",
    about=(
        "Het programmabureau stelt het overzicht van een kwartaal vast. Dat kan één "
        "keer; daarna alleen nog met een erratum, en dat wordt de volgende versie. Het "
        "antwoord is het overzicht zonder payload."
    ),
    body=PublicationSerializer,
    run=publish,
)
