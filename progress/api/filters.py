"""What one may ask of rounds, status updates and escalations."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from actions.api.filters import (
    CHAPTER,
    LED_BY,
    PROGRAMME,
    WERKGROEP,
    OfActionFilters,
)
from actions.models import Action, Chapter
from actions.workflow import Rag, Status
from core.api.filters import (
    Choice,
    ResourceFilterSet,
    TrueOrFalse,
    WholeNumber,
    Words,
)
from progress.models import EscalationAction
from progress.workflow import UpdateState

Rows = QuerySet[Any, Any]

QUARTER = "Kwartaal, zoals 2026-Q3."


class ReportingRoundFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    quarter = Words(label=QUARTER)
    open = TrueOrFalse(method="is_open", label="Vandaag kan men schrijven, of niet.")

    def is_open(self, queryset: Any, name: str, value: bool) -> Rows:
        """Keep the rounds in which one can write today, or the others."""
        opened = queryset.open(self.who.today)
        found: Rows = opened if value else queryset.exclude(pk__in=opened.values("pk"))
        return found


class StatusUpdateFilters(OfActionFilters):
    quarter = Words(field_name="round__quarter", label=QUARTER)
    round = WholeNumber(field_name="round_id", label="Nummer van de ronde.")
    trekker = Words(method="led_by", label=LED_BY)
    state = Choice(choices=UpdateState.choices, label="Stand van het bericht.")
    status = Choice(choices=Status.choices, label="Status van de actie.")
    rag = Choice(choices=Rag.choices, label="Hoe het gaat.")

    def led_by(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the updates on actions that this party leads."""
        return queryset.filter(action__in=Action.objects.led_by(value))


class EscalationFilters(ResourceFilterSet):
    programme = Words(field_name="programme__slug", label=PROGRAMME)
    chapter = WholeNumber(method="on_actions", label=CHAPTER)
    action_code = Words(method="on_actions", label="Vaste code van een van de acties.")
    werkgroep = Words(method="of_werkgroep", label=f"{WERKGROEP} Zij stelde de vraag.")
    raised_by = Words(field_name="raised_by__name", label="Naam van wie vraagt.")
    to_body = Words(field_name="to_body__name", label="Naam van wie antwoordt.")
    open = TrueOrFalse(method="is_open", label="Zonder antwoord, of met.")

    def on_actions(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Keep the questions about one action that has all of this."""
        rows = EscalationAction.objects.all()
        if "chapter" in self.values:
            number = self.values["chapter"]
            rows = rows.filter(action__spearhead__chapter__number=number)
        if "actionCode" in self.values:
            rows = rows.filter(action__code=self.values["actionCode"])
        return queryset.filter(pk__in=rows.values("escalation"))

    def of_werkgroep(self, queryset: Rows, name: str, value: str) -> Rows:
        """Keep the questions of this werkgroep, by number or by name."""
        if value.isdecimal() and len(value) < 5:
            kept = Chapter.objects.filter(number=int(value)).values("werkgroep")
            return queryset.filter(raised_by__in=kept)
        return queryset.filter(raised_by__name=value)

    def is_open(self, queryset: Any, name: str, value: bool) -> Rows:
        """Keep the questions that wait, or those with an answer."""
        found: Rows = (
            queryset.open() if value else queryset.filter(~Q(closed_date__isnull=True))
        )
        return found
