"""Imprecise dates in words: the form field, and what people read beside it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action, Milestone
from core.admin_dates import (
    ImpreciseDateField,
    dates_of,
    days_in_words,
    with_days,
)
from core.imprecise_dates import parse_imprecise_date


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("1 juni 2023", "1 juni 2023"),
        ("najaar 2022", "1 september 2022 t/m 30 november 2022"),
        ("uiterlijk 2024", "uiterlijk 31 december 2024"),
        ("vanaf 2025", "1 januari 2025"),
        ("na 2025", "vanaf 1 januari 2026"),
        ("komende jaren", "zonder dagen"),
    ],
)
def test_days_in_words(words: str, days: str) -> None:
    assert days_in_words(parse_imprecise_date(words)) == days


def test_days_stand_behind_the_words_unless_they_say_the_same() -> None:
    assert with_days(parse_imprecise_date("1 juni 2023")) == "1 juni 2023"
    assert with_days(parse_imprecise_date("2023")) == (
        "2023 (1 januari 2023 t/m 31 december 2023)"
    )
    assert with_days(None) == ""


def test_dates_of_a_model_stand_in_the_order_of_their_columns() -> None:
    assert list(dates_of(Milestone)) == ["original", "agreed", "expected", "achieved"]
    assert dates_of(Action) == {}


@pytest.mark.parametrize("empty", ["", "   ", None])
def test_field_reads_nothing_as_no_date(empty: str | None) -> None:
    assert ImpreciseDateField(label="wanneer").clean(empty) is None


def test_field_says_why_words_are_no_date() -> None:
    with pytest.raises(ValidationError) as refused:
        ImpreciseDateField(label="wanneer").clean("dit najaar")

    assert refused.value.messages == [
        "De datum “dit najaar” is niet te lezen: er staat geen jaartal bij."
    ]


def test_field_keeps_the_stored_days_while_the_words_stay() -> None:
    stored = parse_imprecise_date("eind 2025", printed="dit najaar")
    field = ImpreciseDateField(label="wanneer")
    field.bind(stored, "end")

    assert field.clean("dit  najaar ") is stored
    assert not field.has_changed(stored, "dit  najaar")
    assert field.has_changed(stored, "najaar 2025")
    assert field.has_changed(stored, "")
    assert field.clean("najaar 2025") == parse_imprecise_date("najaar 2025")


def test_field_shows_the_days_of_what_is_stored_and_of_what_is_typed() -> None:
    field = ImpreciseDateField(label="wanneer")
    field.bind(parse_imprecise_date("eind 2025", printed="dit <najaar>"), "end")

    kept = field.input.render("due", "dit <najaar>")
    typed = field.input.render("due", "2026")
    wrong = field.input.render("due", "ooit")

    assert 'value="dit &lt;najaar&gt;"' in kept
    assert "1 oktober 2025 t/m 31 december 2025" in kept
    assert "1 januari 2026 t/m 31 december 2026" in typed
    assert '<span class="days"></span>' in wrong
