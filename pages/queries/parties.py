"""Organisations and bodies as they appear beside something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from actions.models import Trekker, TrekkerRole
from core.search import normalise
from pages.addresses import Ref, to_party
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True)
class PartyKey:
    """An organisation or a body, by what stands in the address of a filter."""

    kind: Literal["organisation", "body"]
    id: int
    label: str

    @property
    def condition(self) -> Q:
        """The condition on a row with the columns `organisation` and `body`."""
        return Q(**{f"{self.kind}_id": self.id})


@dataclass(frozen=True)
class LeadRow:
    """Who leads an action, or is named as partner; `party` is None for bare words."""

    party: Ref | None
    is_lead: bool
    as_printed: str
    source: SourceRow | None


def lead_row(trekker: Trekker, reading: Reading) -> LeadRow:
    """Return the row of one trekker, read with its organisation and body."""
    return LeadRow(
        party=to_party(trekker),
        is_lead=trekker.role == TrekkerRole.TREKKER,
        as_printed=trekker.as_printed,
        source=source_row(trekker, reading),
    )


def leading_parties(reading: Reading) -> tuple[PartyKey, ...]:
    """Return everybody who leads an action of the programme, by name. One query."""
    trekkers = (
        Trekker.objects.visible_to(reading.actor)
        .filter(action__programme=reading.programme, role=TrekkerRole.TREKKER)
        .exclude(organisation__isnull=True, body__isnull=True)
        .order_by()
        .values_list(
            "organisation_id",
            "organisation__abbreviation",
            "organisation__name",
            "body_id",
            "body__name",
        )
        .distinct()
    )
    keys = {
        PartyKey("organisation", organisation, abbreviation or name)
        if organisation is not None
        else PartyKey("body", body, body_name)
        for organisation, abbreviation, name, body, body_name in trekkers
    }
    # Not by the database: every database sorts names in its own way.
    return tuple(sorted(keys, key=lambda key: (normalise(key.label), key.id)))
