"""Filters: what a reader may choose, read from the address and kept in it.

A choice that does not exist is told, not passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from governance.models import OrganisationKind
from pages.queries.parties import PartyKey
from pages.states import ACTION_STATES, MILESTONE_STATES, State

# In the address, for "nobody" and "no year".
NONE = "geen"

Choices = Iterable[tuple[str, str]]


def _choice(label: str, everything: str, choices: Choices = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", everything), *choices],
        error_messages={"invalid_choice": f"{label}: “%(value)s” kennen wij niet."},
    )


def _words(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        error_messages={"max_length": f"{label}: hooguit 200 tekens."},
    )


def _by_slug(states: Iterable[State]) -> Choices:
    return [(state.slug, state.word) for state in states]


class FilterForm(forms.Form):
    """A form that is read from an address; every field may be empty.

    `offered` adds choices, by the name of the field, that come from the programme.
    """

    def __init__(self, data: QueryDict, **offered: Choices) -> None:
        super().__init__(data)
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*field.choices, *choices]  # type: ignore[misc]

    @property
    def is_used(self) -> bool:
        """Tell whether anything is chosen at all."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def chapter(self) -> int | None:
        """The number of the chosen chapter."""
        number = self.cleaned_data["hoofdstuk"]
        return int(number) if number else None

    def party(self, parties: Iterable[PartyKey]) -> PartyKey | None:
        """Return the chosen one of these."""
        label = self.cleaned_data["organisatie"]
        return next((party for party in parties if party.label == label), None)

    def state(self, states: Iterable[State]) -> State | None:
        """Return the chosen one of these."""
        slug = self.cleaned_data["stand"]
        return next((state for state in states if state.slug == slug), None)


class LateForm(FilterForm):
    """The filters of the list of what is late."""

    organisatie = _choice("Getrokken door", "Iedereen")
    hoofdstuk = _choice("Hoofdstuk", "Alle hoofdstukken")


class ActionForm(FilterForm):
    """The filters of the list of actions."""

    hoofdstuk = _choice("Hoofdstuk", "Alle hoofdstukken")
    organisatie = _choice("Trekker", "Iedereen", [(NONE, "geen trekker genoemd")])
    stand = _choice("Stand", "Elke stand", _by_slug(ACTION_STATES))
    laat = _choice("Mijlpaal te laat", "Maakt niet uit", [("ja", "ja")])
    tekst = _words("Woorden in de actie")

    @property
    def only_late(self) -> bool:
        """Tell whether only actions with a late milestone are asked for."""
        return bool(self.cleaned_data["laat"])

    @property
    def without_lead(self) -> bool:
        """Tell whether actions without a lead are asked for."""
        return bool(self.cleaned_data["organisatie"] == NONE)


class MilestoneForm(FilterForm):
    """The filters of the list of milestones."""

    jaar = _choice("Einddatum in", "Alle jaren", [(NONE, "zonder einddatum")])
    stand = _choice("Stand", "Elke stand", _by_slug(MILESTONE_STATES))
    hoofdstuk = _choice("Hoofdstuk", "Alle hoofdstukken")
    organisatie = _choice("Getrokken door", "Iedereen")

    @property
    def year(self) -> int | None:
        """The chosen year."""
        year = self.cleaned_data["jaar"]
        return int(year) if year and year != NONE else None

    @property
    def without_year(self) -> bool:
        """Tell whether milestones without an end are asked for."""
        return bool(self.cleaned_data["jaar"] == NONE)


class OrganisationForm(FilterForm):
    """The filters of the list of organisations."""

    tekst = _words("Naam")
    soort = _choice("Soort", "Alle soorten", OrganisationKind.choices)


class ContradictionForm(FilterForm):
    """The filter of the contradictions."""

    hoofdstuk = _choice("Hoofdstuk", "Alle hoofdstukken")


class SearchForm(FilterForm):
    """The search box."""

    tekst = _words("Zoek naar")
