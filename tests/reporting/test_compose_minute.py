"""The overview in one minute: plain sentences, by rules that can be counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.plain_language import remarks
from reporting.rows import EscalationRow, MoneyRow, RoundRow
from tests.reporting.rows import BUDGET, composed, milestone, update


def test_minute_tells_what_must_be_known_first() -> None:
    assert composed().in_one_minute == (
        "Van de 5 acties is er 1 klaar.",
        "Dat is er 1 meer dan in het eerste kwartaal 2026.",
        "1 actie gaat slechter.",
        "Het knelt het meest in hoofdstuk 1: 1 actie.",
        "2 mijlpalen zijn te laat.",
        "Tegen het oorspronkelijke plan zijn het er 3.",
        "Voor 2026 is €\u00a0300,50 begroot.",
        "Dat is €\u00a050,50 meer dan eerst was gepland.",
        "Daarnaast is €\u00a099,50 nog niet verdeeld.",
        "Over 2 van de 4 acties is bericht.",
        "Hoofdstuk 6 heeft nog geen werkgroep.",
        "Er staat 1 vraag open, voor: Regiegroep.",
        "Die wacht al 80 dagen.",
    )


def test_minute_passes_our_own_sieve_for_plain_language() -> None:
    assert [r for sentence in composed().in_one_minute for r in remarks(sentence)] == []


def test_nothing_to_report_is_told_as_well() -> None:
    told = composed(
        updates=(), open_updates=(), milestones=(), escalations=(), round=None
    ).in_one_minute

    assert "Van de 5 acties is er nog geen klaar." in told
    assert "Er zijn geen mijlpalen te laat." in told
    assert "Over 0 van de 5 acties is bericht." in told
    assert "Er staan geen vragen open." in told


def test_many_movements_are_one_sentence() -> None:
    told = composed(
        updates=(
            update(1, rag="green"),
            update(1, "2026-Q1", rag="red"),
            update(2, rag="green"),
            update(2, "2026-Q1", rag="red"),
            update(3, rag="red"),
            update(3, "2026-Q1", rag="green"),
            update(4, status="stopped"),
            update(4, "2026-Q1"),
        )
    ).in_one_minute

    assert "2 acties gaan beter, 1 gaat slechter en 1 is gestopt." in told


def test_less_than_before_is_told_as_less() -> None:
    told = composed(
        updates=(update(1), update(1, "2026-Q1", status="completed"))
    ).in_one_minute

    assert "Dat is er 1 minder dan in het eerste kwartaal 2026." in told


def test_chapters_that_share_the_most_are_named_together() -> None:
    told = composed(updates=(update(1, rag="red"), update(4, rag="red"))).in_one_minute

    assert "Het knelt het meest in hoofdstuk 1 en 6: elk 1 actie." in told


@pytest.mark.parametrize(
    ("agreed", "sentence"),
    [
        ("150.00", "Dat is €\u00a050 minder dan eerst was gepland."),
        ("200.00", None),
    ],
)
def test_budget_is_compared_with_the_first_plan(
    agreed: str, sentence: str | None
) -> None:
    row = MoneyRow("Regel", 1, 2026, Decimal("200.00"), Decimal(agreed), True)

    told = composed(budget=(row,)).in_one_minute

    assert any("dan eerst was gepland" in s for s in told) is (sentence is not None)
    assert sentence is None or sentence in told


def test_more_budget_than_money_is_loud() -> None:
    poor = MoneyRow("Voorjaar", None, 2026, Decimal("100.00"), Decimal("100.00"), True)

    told = composed(budget=BUDGET, funding=(poor,)).in_one_minute

    assert "Er is €\u00a0200,50 meer begroot dan er geld is." in told


def test_late_milestones_that_are_new_are_told() -> None:
    told = composed(
        milestones=(milestone(1, "2024"), milestone(2, "2025")),
        previous_edition=1,
        previous_late=frozenset({("1.1.1", "Mijlpaal 1")}),
    ).in_one_minute

    assert "2 mijlpalen zijn te laat." in told
    assert "Daarvan is er 1 nieuw." in told


def test_silent_groups_are_named() -> None:
    told = composed(
        updates=(), open_updates=(), round=RoundRow(date(2026, 7, 1), None, False)
    ).in_one_minute

    assert "Niets ontvangen van: Werkgroep complexe zorg en hoofdstuk 6." in told


def test_several_questions_tell_the_oldest() -> None:
    questions = tuple(
        EscalationRow("Vraag?", "", "A", day, "Regiegroep", (), False)
        for day in (date(2026, 7, 19), date(2026, 7, 20))
    )

    told = composed(escalations=questions).in_one_minute

    assert told[-2:] == ("Er staan 2 vragen open.", "De oudste wacht al 1 dag.")
