"""The money in the admin: what does this chapter cost in that year?"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from accounts.roles import Role
from actions.models import Chapter
from finance.models import BudgetLine, FundingLine
from tests.admin_pages import address, list_address, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actions import ChapterFactory
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FundingLineFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(UserFactory.create(role=Role.LEZER))


@pytest.fixture
def chapter() -> Chapter:
    return ChapterFactory.create(number=4)


def line(chapter: Chapter, label: str, year: int, original: int, agreed: int) -> None:
    BudgetLineFactory.create(
        programme=chapter.programme,
        chapter=chapter,
        label=label,
        year=year,
        original=Decimal(original),
        agreed=Decimal(agreed),
    )


def totals(client: Client, url: str, **query: str) -> list[list[str]]:
    """Return the cells of the lines under a list."""
    page = client.get(url, query)
    assert page.status_code == 200
    (foot,) = re.findall(r"<tfoot>(.*?)</tfoot>", page.text, re.DOTALL)
    return [
        re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", foot, re.DOTALL)
    ]


def test_totals_are_of_what_the_filters_leave(client: Client, chapter: Chapter) -> None:
    line(chapter, "4. Techniek", 2025, 5_000_000, 5_860_000)
    line(chapter, "4. Meer techniek", 2025, 100, 50)
    line(chapter, "4. Techniek", 2026, 7, 7)
    BudgetLineFactory.create(year=2025)
    filters = {"chapter__id__exact": str(chapter.pk), "year": "2025"}

    found = totals(client, list_address(BudgetLine), **filters)

    assert found == [
        ["Samen (2 regels)", "€\u00a05.000.100", "€\u00a05.860.050", ""],
    ]


def test_totals_are_of_all_pages_and_of_a_search(
    client: Client, chapter: Chapter
) -> None:
    for year in range(2000, 2101):
        line(chapter, "Regel", year, 1, 2)
    line(chapter, "Anders", 2000, 10, 20)

    everything = totals(client, list_address(BudgetLine))
    searched = totals(client, list_address(BudgetLine), q="anders")

    assert everything == [["Samen (102 regels)", "€\u00a0111", "€\u00a0222", ""]]
    assert searched == [["Samen (1 regel)", "€\u00a010", "€\u00a020", ""]]


def test_funding_tells_no_amount_from_nothing(client: Client) -> None:
    FundingLineFactory.create(year=2022, amount=None)
    FundingLineFactory.create(year=2023, amount=Decimal(0))
    FundingLineFactory.create(year=2024, amount=Decimal("1500.50"))
    FundingLineFactory.create(year=2024, amount=Decimal(9), in_total=False)

    text = client.get(list_address(FundingLine)).text
    found = totals(client, list_address(FundingLine))

    for cell in ("geen bedrag", "€\u00a00", "€\u00a01.500,50"):
        assert f'<td class="field-amount_text">{cell}</td>' in text
    assert found == [
        ["Samen (4 regels, 1 zonder bedrag)", "€\u00a01.509,50", ""],
        ["Daarvan telt mee in het totaal", "€\u00a01.500,50", ""],
    ]


def test_list_without_rows_has_no_totals_but_says_so(client: Client) -> None:
    page = client.get(list_address(BudgetLine))

    assert page.status_code == 200
    assert "<tfoot>" not in page.text
    assert "Er is niets dat hieraan voldoet." in page.text


def test_share_of_a_line_stands_on_its_page_and_is_not_added(client: Client) -> None:
    earmark = EarmarkFactory.create(label="Voor de hulpkaart", amount=Decimal(100))

    page = client.get(address(earmark.budget_line, "change")).text
    found = totals(client, list_address(BudgetLine))

    assert "Voor de hulpkaart" in page
    assert found == [["Samen (1 regel)", "€\u00a01.000", "€\u00a01.000", ""]]
