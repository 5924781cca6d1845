"""The canonical text: the same data is the same bytes, and nothing is rounded."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imprecise_dates import parse_imprecise_date
from reporting.canonical import canonical_json, sha256_of
from reporting.overview import Question, YearMoney
from reporting.payload import as_payload, camel_case


def test_keys_are_sorted_and_nothing_is_wasted() -> None:
    assert canonical_json({"b": [1, None, True], "a": "é"}) == (
        '{"a":"é","b":[1,null,true]}'
    )


def test_two_ways_to_write_a_letter_are_one() -> None:
    assert canonical_json({"e\u0301": "e\u0301"}) == '{"é":"é"}'


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), Decimal("1"), date(2026, 1, 1), {1: "x"}, b"x", {1}]
)
def test_what_json_cannot_hold_as_it_is_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(values)
def test_reading_and_writing_again_gives_the_same_text(value: object) -> None:
    text = canonical_json(value)

    assert canonical_json(json.loads(text)) == text


def test_hash_is_of_the_bytes() -> None:
    assert sha256_of("é") == (
        "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    )


def test_amounts_days_and_dates_of_policy_become_text() -> None:
    question = Question("V?", "", "A", date(2026, 5, 1), "B", ("1.1.1",), 3, False)

    assert as_payload(YearMoney(2026, Decimal("1.5"), Decimal(2))) == {
        "year": 2026,
        "original": "1.50",
        "agreed": "2.00",
    }
    assert as_payload(question)["raisedDate"] == "2026-05-01"
    assert as_payload(parse_imprecise_date("najaar 2022")) == {
        "start": "2022-09-01",
        "end": "2022-11-30",
        "precision": "season",
        "text": "najaar 2022",
    }


def test_keys_are_camel_case() -> None:
    assert camel_case("late_milestones_original") == "lateMilestonesOriginal"
    assert camel_case("code") == "code"
