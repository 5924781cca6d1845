"""The money: sums that are shown beside the printed ones, and what stays outside."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from actions.models import Chapter, Programme
from core.sources import Source
from pages.queries.money import Cell, earmarks_of, money
from pages.queries.reading import Reading
from tests.factories.actions import ActionFactory, ChapterFactory
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FinanceNoteFactory,
    FundingLineFactory,
    PrintedTotalFactory,
)


@pytest.fixture
def chapter(programme: Programme) -> Chapter:
    return ChapterFactory.create(programme=programme, number=1)


def cost(chapter: Chapter, year: int, amount: int, **more: object) -> object:
    values = {"original": Decimal(amount), "agreed": Decimal(amount), **more}
    return BudgetLineFactory.create(
        programme=chapter.programme,
        chapter=chapter,
        label="1. Kosten",
        year=year,
        **values,
    )


def paid(chapter: Chapter, year: int, amount: int | None, **more: object) -> object:
    return FundingLineFactory.create(
        programme=chapter.programme,
        chapter=chapter,
        year=year,
        amount=None if amount is None else Decimal(amount),
        **{"label": "Middelen", **more},
    )


def test_programme_without_money_has_a_page(
    reader: Client, programme: Programme
) -> None:
    assert reader.get("/geld/").status_code == 200


def test_totals_are_the_sums_of_the_rows(reading: Reading, chapter: Chapter) -> None:
    cost(chapter, 2023, 100)
    cost(chapter, 2024, 50)
    BudgetLineFactory.create(
        programme=chapter.programme, label="Algemeen", year=2024, agreed=Decimal(7)
    )

    page = money(reading)

    assert page.years == (2023, 2024)
    assert [row.total for row in page.costs] == [Decimal(150), Decimal(7)]
    assert page.cost_cells == (Cell(2023, Decimal(100)), Cell(2024, Decimal(57)))
    assert page.cost_total == Decimal(157)


def test_earmark_is_shown_under_its_row_and_never_added(
    reading: Reading, chapter: Chapter
) -> None:
    line = cost(chapter, 2023, 100)
    cost(chapter, 2024, 50)
    action = ActionFactory.create(spearhead__chapter=chapter, code="1.1")
    EarmarkFactory.create(
        budget_line=line, action=action, label="Proef", amount=Decimal(30)
    )

    page = money(reading)

    (share,) = page.costs[0].shares
    assert (share.label, share.total) == ("Proef", Decimal(30))
    assert share.cells == (Cell(2023, Decimal(30)), Cell(2024, None))
    assert page.cost_total == Decimal(150)
    (own,) = earmarks_of(reading, action.pk)
    assert (own.amount, own.line_amount) == (Decimal(30), Decimal(100))


def test_empty_cell_and_zero_are_told_apart(
    reader: Client, reading: Reading, chapter: Chapter
) -> None:
    cost(chapter, 2022, 10)
    cost(chapter, 2023, 10)
    paid(chapter, 2022, None)
    paid(chapter, 2023, 0)

    page = money(reading)

    assert page.funding_cells == (Cell(2022, None), Cell(2023, Decimal(0)))
    assert page.unallocated_cells == (Cell(2022, None), Cell(2023, Decimal(-10)))
    assert page.years_without_funding == (2022,)
    text = reader.get("/geld/").text
    assert "geen bedrag" in text
    assert "€\u00a00" in text
    # The total of what is not divided is no plain difference, and the page says why.
    assert "Voor 2022 staat bij de middelen geen bedrag." in text


def test_total_that_differs_from_the_printed_one_says_so(
    reader: Client, reading: Reading, chapter: Chapter
) -> None:
    cost(chapter, 2023, 100)
    cost(chapter, 2024, 50)
    PrintedTotalFactory.create(
        programme=chapter.programme, year=2023, amount=Decimal(100)
    )
    PrintedTotalFactory.create(
        programme=chapter.programme, year=2024, amount=Decimal(60)
    )

    assert [check.is_equal for check in money(reading).checks] == [True, False]
    assert "wijkt af: wij komen op €\u00a050" in reader.get("/geld/").text


def test_amended_amount_shows_both_yardsticks_and_compares_the_original(
    reader: Client, reading: Reading, chapter: Chapter
) -> None:
    cost(chapter, 2023, 100, agreed=Decimal(80))
    PrintedTotalFactory.create(
        programme=chapter.programme, year=2023, amount=Decimal(100)
    )

    page = money(reading)

    assert page.costs[0].cells == (Cell(2023, Decimal(80), Decimal(100)),)
    assert page.cost_total == Decimal(80)
    assert page.all_equal
    assert "oorspronkelijk €\u00a0100" in reader.get("/geld/").text


def test_what_lies_outside_the_total_is_kept_apart(
    reading: Reading, chapter: Chapter
) -> None:
    cost(chapter, 2023, 100)
    paid(chapter, 2023, 120)
    paid(chapter, 2023, 999, label="Apart", in_total=False)

    page = money(reading)

    assert page.funding_total == Decimal(120)
    assert page.unallocated_total == Decimal(20)
    assert [(row.label, row.total) for row in page.outside] == [("Apart", Decimal(999))]


def test_chapter_with_funding_only_is_named(
    reader: Client, reading: Reading, chapter: Chapter
) -> None:
    cost(chapter, 2023, 100)
    sixth = ChapterFactory.create(programme=chapter.programme, number=6, title="Wmo")
    paid(sixth, 2023, 5, label="Middelen voor 6", in_total=False)

    assert [ref.text for ref in money(reading).chapters_without_costs] == ["6. Wmo"]
    assert "alleen middelen" in reader.get("/geld/").text
    assert (
        "Voor dit hoofdstuk staan in het document geen kosten, alleen middelen"
        in reader.get("/hoofdstukken/6/").text
    )


@pytest.mark.parametrize(
    ("remark", "is_about"),
    [
        # The row stands on line 20; it is told again on lines 5 to 8.
        (Source("000", "", 19, 21), True),
        (Source("000", "", 1, 2, ((20, 20),)), True),
        (Source("000", "", 5, 6), True),
        (Source("000", "", 8, 9), False),
        (Source("001", "", 20, 20), False),
        (None, False),
    ],
)
def test_remark_is_put_at_the_rows_that_it_is_about(
    reading: Reading, chapter: Chapter, remark: Source | None, is_about: bool
) -> None:
    cost(chapter, 2023, 100, source=Source("000", "", 20, 20, ((5, 8),)))
    FinanceNoteFactory.create(programme=chapter.programme, source=remark)

    assert money(reading).costs[0].notes == ((1,) if is_about else ())
