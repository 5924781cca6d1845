"""Milestones in the admin: dates are typed and shown in words."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.roles import Role
from actions.models import Milestone, MilestoneKind
from core import writes
from core.imprecise_dates import parse_imprecise_date
from tests.admin_pages import address, fields_of, opened, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    MilestoneFactory,
)
from tests.factories.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    return signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))


def test_date_in_words_is_stored_with_its_days_and_shows_them(office: Client) -> None:
    milestone = MilestoneFactory.create()
    form = opened(office, milestone) | {"expected": " najaar  2026 ", "_continue": "1"}

    page = office.post(address(milestone, "change"), form, follow=True)

    stored = Milestone.objects.get()
    assert stored.expected == parse_imprecise_date("najaar 2026")
    assert "1 september 2026 t/m 30 november 2026" in page.text
    assert fields_of(page.text)["expected"] == "najaar 2026"


def test_words_that_are_no_date_are_told_at_the_field(office: Client) -> None:
    milestone = MilestoneFactory.create()
    form = opened(office, milestone) | {"expected": "ergens in de lente"}

    response = office.post(address(milestone, "change"), form)

    assert response.status_code == 200
    assert "ergens in de lente" in response.text
    assert "er staat geen jaartal bij" in response.text
    assert Milestone.objects.get().expected is None


def test_start_of_something_reads_words_as_a_start(office: Client) -> None:
    milestone = MilestoneFactory.create(kind=MilestoneKind.START)
    form = opened(office, milestone) | {"expected": "vanaf 2025"}

    office.post(address(milestone, "change"), form)

    stored = Milestone.objects.get().expected
    assert stored == parse_imprecise_date("vanaf 2025", role="start")
    assert stored != parse_imprecise_date("vanaf 2025")


def test_date_that_was_left_alone_keeps_its_days(office: Client) -> None:
    # A reader of the document gave these words days of their own.
    read = parse_imprecise_date("eind 2025", printed="dit najaar")
    milestone = MilestoneFactory.create(expected=read, achieved=None)
    form = opened(office, milestone) | {"achieved": "2026"}

    response = office.post(address(milestone, "change"), form)

    stored = Milestone.objects.get()
    assert response.status_code == 302
    assert stored.expected == read
    assert stored.achieved == parse_imprecise_date("2026")


def test_date_is_emptied_by_an_empty_field(office: Client) -> None:
    milestone = MilestoneFactory.create(expected=parse_imprecise_date("2026"))
    form = opened(office, milestone) | {"expected": ""}

    office.post(address(milestone, "change"), form)

    assert Milestone.objects.get().expected is None


def test_stale_date_is_told_in_words(office: Client) -> None:
    milestone = MilestoneFactory.create(expected=parse_imprecise_date("begin 2025"))
    form = opened(office, milestone)
    writes.write(milestone, {"expected": parse_imprecise_date("2026")}, by=SYSTEM)

    response = office.post(address(milestone, "change"), form | {"expected": "2027"})

    assert response.status_code == 409
    assert "begin 2025 (1 januari 2025 t/m 31 maart 2025)" in response.text
    assert "2026 (1 januari 2026 t/m 31 december 2026)" in response.text
    typed = '<td role="cell" class="words typed" data-label="Wat u invulde">2027</td>'
    assert typed in response.text


def test_date_is_written_in_a_row_of_the_page_of_its_action(office: Client) -> None:
    action = ActionFactory.create()
    milestone = MilestoneFactory.create(action=action, title="Klaar")
    form = opened(office, action)
    assert "milestones-0-original" not in form

    response = office.post(
        address(action, "change"), form | {"milestones-0-expected": "Q3 van 2026"}
    )

    assert response.status_code == 302
    stored = Milestone.objects.get(pk=milestone.pk)
    assert stored.expected == parse_imprecise_date("Q3 van 2026")
    assert stored.original == milestone.original
