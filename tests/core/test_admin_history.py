"""The history page: who, in which role, when, why, and per field old and new."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from accounts.roles import Role
from actions.models import Milestone
from core import writes
from core.admin_history import entries, parts_of, route_in_words
from core.imprecise_dates import parse_imprecise_date
from core.versioned import Versioned
from governance.models import Body, Membership, Organisation
from tests.admin_pages import address, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, MilestoneFactory
from tests.factories.actors import SYSTEM, acting
from tests.factories.finance import BudgetLineFactory
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


def told(row: Versioned, pk: int | None = None) -> list[dict[str, tuple[str, str]]]:
    """Return per write, newest first, old and new by label."""
    rows = list(type(row).history.filter(id=pk or row.pk).order_by("-history_id"))
    return [
        {change.label: (change.old, change.new) for change in entry.changes}
        for entry in entries(type(row), rows)
    ]


def test_change_is_told_in_words_of_its_field() -> None:
    other = OrganisationFactory.create(name="Ministerie", abbreviation="VWS")
    organisation = OrganisationFactory.create(name="Eerst")

    writes.write(
        organisation, {"name": "Daarna", "kind": "branch", "parent": other}, by=SYSTEM
    )

    assert told(organisation)[0] == {
        "Naam": ("Eerst", "Daarna"),
        "Soort": ("overig", "brancheorganisatie"),
        "Onderdeel van": ("leeg", "VWS"),
    }


def test_date_yes_or_no_day_and_amount_are_told_as_people_write_them() -> None:
    milestone = MilestoneFactory.create()
    membership = MembershipFactory.create()
    line = BudgetLineFactory.create(agreed=Decimal("1000.00"))
    body = BodyFactory.create()

    writes.write(
        milestone, {"expected": parse_imprecise_date("najaar 2026")}, by=SYSTEM
    )
    writes.write(membership, {"valid_to_date": date(2026, 6, 1)}, by=SYSTEM)
    writes.write(line, {"agreed": Decimal("15000000.50")}, by=SYSTEM)
    writes.write(body, {"established": False}, by=SYSTEM)

    assert told(milestone)[0] == {
        "Verwacht": (
            "leeg",
            "najaar 2026 (1 september 2026 t/m 30 november 2026)",
        )
    }
    assert told(membership)[0] == {"Tot en met": ("leeg", "1 juni 2026")}
    assert told(line)[0] == {"Afgesproken": ("1.000,00", "15.000.000,50")}
    assert told(body)[0] == {"Ingesteld": ("ja", "nee")}


def test_new_row_tells_what_was_filled_in_and_where_from() -> None:
    organisation = OrganisationFactory.create(
        name="VGN",
        source_document="000",
        source_first=617,
        source_last=617,
    )

    (added,) = told(organisation)

    assert added == {
        "Naam": ("leeg", "VGN"),
        "Soort": ("leeg", "overig"),
        "Bron": ("leeg", "document 000, regel 617"),
    }


def test_what_is_gone_since_keeps_its_number() -> None:
    parent = OrganisationFactory.create()
    organisation = OrganisationFactory.create(parent=parent)
    writes.write(organisation, {"parent": None}, by=SYSTEM)
    number = parent.pk
    writes.remove(parent, by=SYSTEM)

    assert told(organisation)[0] == {
        "Onderdeel van": (f"nummer {number}, bestaat niet meer", "leeg")
    }


def test_fields_of_people_are_no_columns_of_the_machinery() -> None:
    names = [part.name for part in parts_of(Milestone)]

    assert names[:2] == ["programme", "chapter"]
    assert {"original", "agreed", "expected", "achieved"} <= set(names)
    assert names[-1] == "source"
    for technical in ("id", "version", "revision", "changed_at", "search_text"):
        assert technical not in names
    assert "original_end" not in names


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("POST /beheer/actions/action/3/change/", "via de website"),
        ("PATCH /api/v1/actions/3", "via de API"),
        ("opdracht load_programme", "opdracht load_programme"),
        ("", ""),
    ],
)
def test_way_in_is_told_in_words(route: str, words: str) -> None:
    assert route_in_words(route) == words


def test_page_tells_who_when_why_newest_first() -> None:
    person = UserFactory.create(username="jansen", role=Role.PROGRAMMABUREAU)
    # One o'clock in the night in the Netherlands.
    with time_machine.travel("2026-03-31T23:03:00Z", tick=False):
        organisation = OrganisationFactory.create(name="Eerst")
    with time_machine.travel("2026-06-01T12:03:00Z", tick=False):
        writes.write(
            organisation,
            {"name": "<b>Daarna</b>\nmet een regel"},
            by=acting(person, route="PATCH /api/v1/organisations/1"),
            reason="Nieuwe naam",
        )

    page = signed_in(UserFactory.create(role=Role.LEZER)).get(
        address(organisation, "history")
    )

    newest = page.text.index("1 juni 2026, 14:03 uur: gewijzigd door jansen")
    oldest = page.text.index("1 april 2026, 01:03 uur: toegevoegd door tests")
    assert newest < oldest
    for words in ("Rol: programmabureau", "via de API", "Nieuwe naam"):
        assert words in page.text
    assert "&lt;b&gt;Daarna&lt;/b&gt;\nmet een regel" in page.text


def test_long_history_is_told_on_pages_without_a_gap() -> None:
    body = BodyFactory.create(description="0")
    for number in range(1, 61):
        writes.write(body, {"description": str(number)}, by=SYSTEM)
    client = signed_in(UserFactory.create(role=Role.LEZER))

    first = client.get(address(body, "history"))
    second = client.get(address(body, "history"), {"p": "2"})

    shown = [
        [
            (change.old, change.new)
            for entry in page.context["entries"]
            for change in entry.changes
            if change.label == "Omschrijving"
        ]
        for page in (first, second)
    ]
    assert shown[0] == [(str(n - 1), str(n)) for n in range(60, 10, -1)]
    assert shown[1][:10] == [(str(n - 1), str(n)) for n in range(10, 0, -1)]
    assert "?p=2" in first.text
    assert "?p=3" not in second.text


def test_removed_rows_are_told_by_what_they_were() -> None:
    membership = MembershipFactory.create(
        body=BodyFactory.create(name="Werkgroep LVB"),
        organisation=OrganisationFactory.create(abbreviation="VGN"),
    )
    writes.remove(membership, by=SYSTEM, reason="dubbel")
    client = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))

    page = client.get("/beheer/governance/membership/verwijderd/")

    assert page.status_code == 200
    for words in ("Werkgroep LVB", "VGN", "lid", "dubbel", "verwijderd door tests"):
        assert words in page.text


@pytest.mark.parametrize("number", ["geen", "9" * 30, "0"])
def test_history_of_what_never_was_is_not_found(number: str) -> None:
    client = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))

    for model in (Organisation, Body, Membership):
        url = f"/beheer/governance/{model._meta.model_name}/{number}/history/"
        assert client.get(url).status_code == 404


def test_history_has_no_way_back() -> None:
    action = ActionFactory.create()
    writes.write(action, {"description": "anders"}, by=SYSTEM)
    client = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))

    page = client.get(address(action, "history")).text

    assert page.count("<form") == 1  # to sign out
    assert client.post(address(action, "history"), {"revert": "1"}).status_code == 405
