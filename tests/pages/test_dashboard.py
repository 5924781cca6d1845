"""The first page: figures that add up and lead further."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.test import Client

from actions.models import Programme
from core import writes
from core.imprecise_dates import parse_imprecise_date
from pages.queries.dashboard import dashboard
from pages.queries.reading import Reading
from tests.factories.actions import ActionFactory, ChapterFactory, MilestoneFactory
from tests.factories.actors import SYSTEM
from tests.factories.finance import BudgetLineFactory, FundingLineFactory
from tests.factories.governance import BodyFactory
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    ReportingRoundFactory,
)
from tests.pages.world import make_chapter


def test_without_programme_the_page_says_so(reader: Client) -> None:
    response = reader.get("/")

    assert response.status_code == 200
    assert "Er is nog geen programma" in response.text


def test_empty_programme_has_a_page(reader: Client, programme: Programme) -> None:
    response = reader.get("/")

    assert response.status_code == 200
    assert "0</b> acties in 0 hoofdstukken" in response.text


def test_parts_add_up_to_every_total(reading: Reading, programme: Programme) -> None:
    for number in (1, 2, 3):
        make_chapter(programme, number)

    page = dashboard(reading)

    assert page.actions == sum(row.actions for row in page.chapters) == 6
    assert page.actions == sum(page.counts.values())
    assert page.spearheads == 3
    assert page.milestones_total == sum(page.milestone_counts.values()) == 21
    assert page.with_lead + page.without_lead == page.actions
    for row in page.milestones:
        assert row.total == sum(row.counts.values())


def test_late_and_unreported_are_counted_apart(
    reading: Reading, programme: Programme
) -> None:
    make_chapter(programme, 1)

    page = dashboard(reading)

    # Action A was reported on after 2024, action B was not.
    assert page.milestone_counts["late"] == 1
    assert page.milestone_counts["unreported"] == 1


def test_figures_are_those_of_the_pages_that_they_lead_to(
    reader: Client, programme: Programme
) -> None:
    for number in (1, 2):
        make_chapter(programme, number)

    text = reader.get("/").text

    tiles = re.findall(r'<a href="([^"]+)"><b>(\d+)</b>', text)
    assert len(tiles) == 3
    # The questions stand on the page itself.
    path, figure = tiles.pop()
    assert path == "#besluiten"
    assert int(figure) == len(re.findall(r"<strong>Vraag", text)) == 2
    for path, figure in tiles:
        assert re.search(rf"<b>{figure}</b>|\({figure}\)", reader.get(path).text), path


def test_money_of_this_year_and_what_is_not_divided(
    reading: Reading, programme: Programme
) -> None:
    for year, cost, paid in ((2025, 90, None), (2026, 100, 130)):
        BudgetLineFactory.create(
            programme=programme,
            label="Kosten",
            year=year,
            original=Decimal(cost),
            agreed=Decimal(cost),
        )
        FundingLineFactory.create(
            programme=programme,
            label="Middelen",
            year=year,
            amount=None if paid is None else Decimal(paid),
        )
    FundingLineFactory.create(
        programme=programme, year=2026, amount=Decimal(999), in_total=False
    )

    page = dashboard(reading)

    assert (page.budget, page.budget_total) == (Decimal(100), Decimal(190))
    assert page.unallocated == Decimal(30)


def test_chapter_without_werkgroep_asks_for_attention(
    reader: Client, programme: Programme
) -> None:
    ChapterFactory.create(
        programme=programme, number=6, werkgroep=BodyFactory.create(established=False)
    )

    text = reader.get("/").text

    assert "nog niet ingesteld</span>" in text
    assert "Hoofdstuk 6</a> heeft nog geen werkgroep" in text


def test_reported_actions_are_told_in_words(
    reader: Client, programme: Programme
) -> None:
    action = ActionFactory.create(spearhead__chapter__programme=programme)
    ActionFactory.create(spearhead=action.spearhead)
    assert "nog geen bericht over hoe het gaat" in reader.get("/").text

    writes.write(
        action,
        {"status": "in_progress", "rag": "red", "quarter": "2026-Q2"},
        by=SYSTEM,
    )

    assert "Over 1 van de 2 acties is bericht." in reader.get("/").text


def test_late_actions_are_those_of_the_list_that_the_figure_leads_to(
    reader: Client, reading: Reading, programme: Programme
) -> None:
    for number in (1, 2):
        make_chapter(programme, number)

    text = reader.get("/acties/?laat=ja").text

    # Of each chapter action A has a late milestone, action B was never reported on.
    assert dashboard(reading).late_actions == 2
    assert "<b>2</b> acties" in text
    assert ">1.1A " in text
    assert ">1.1B " not in text


def test_late_against_the_original_plan_is_counted_apart(
    reading: Reading, programme: Programme
) -> None:
    action = ActionFactory.create(
        spearhead__chapter__programme=programme, reported_date=date(2026, 7, 1)
    )
    for original, agreed in (("2025", "2025"), ("2025", "eind 2026"), ("2027", "2025")):
        MilestoneFactory.create(
            action=action,
            original=parse_imprecise_date(original),
            agreed=parse_imprecise_date(agreed),
        )

    page = dashboard(reading)

    # Two by what is agreed now; two, not the same ones, by the original plan.
    assert (page.milestone_counts["late"], page.late_original) == (2, 2)


def test_who_still_owes_a_report_on_the_newest_round(
    reading: Reading, programme: Programme
) -> None:
    first = ActionFactory.create(spearhead__chapter__programme=programme)
    ReportingRoundFactory.create(programme=programme, quarter="2026-Q1")
    ReportingRoundFactory.create(programme=programme, quarter="2026-Q2")
    for status, quarter in (
        ("in_progress", "2026-Q2"),
        ("completed", "2026-Q2"),
        ("completed", "2026-Q1"),  # ended before: owes nothing more
        ("stopped", "2026-Q1"),
        ("in_progress", "2026-Q1"),
    ):
        ActionFactory.create(
            spearhead=first.spearhead, status=status, rag="green", quarter=quarter
        )

    found = dashboard(reading).round

    assert found is not None
    assert str(found.quarter) == "2026-Q2"
    # Never reported on, reported on this round twice, reported on an earlier one.
    assert (found.owed, found.reported, found.missing) == (4, 2, 2)


def test_round_that_opens_later_is_not_yet_there(
    reading: Reading, programme: Programme
) -> None:
    ReportingRoundFactory.create(
        programme=programme,
        quarter="2026-Q3",
        opens_date=date(2026, 10, 1),
        due_date=date(2026, 11, 1),
    )

    assert dashboard(reading).round is None


def test_open_questions_stand_with_age_and_actions_the_oldest_first(
    reader: Client, reading: Reading, programme: Programme
) -> None:
    action = ActionFactory.create(spearhead__chapter__programme=programme)
    old = EscalationFactory.create(
        programme=programme, question="Oud?", raised_date=date(2026, 7, 2)
    )
    EscalationFactory.create(
        programme=programme, question="Nieuw?", raised_date=date(2026, 7, 31)
    )
    EscalationFactory.create(
        programme=programme,
        question="Beantwoord?",
        raised_date=date(2026, 7, 1),
        closed_date=date(2026, 7, 20),
        feedback="Ja.",
    )
    EscalationActionFactory.create(escalation=old, action=action)

    page = dashboard(reading)
    text = reader.get("/").text

    assert [(q.question, q.days) for q in page.questions] == [
        ("Oud?", 30),
        ("Nieuw?", 1),
    ]
    assert [ref.text for ref in page.questions[0].actions] == [
        f"{action.code} {action.title}"
    ]
    assert "de oudste wacht 30 dagen" in text
    assert "Beantwoord?" not in text


def test_milestone_of_another_programme_is_not_counted(
    reading: Reading, programme: Programme
) -> None:
    MilestoneFactory.create(agreed=parse_imprecise_date("2026"))

    assert dashboard(reading).milestones_total == 0
