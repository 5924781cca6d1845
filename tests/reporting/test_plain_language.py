"""The sieve for plain language: long sentences, difficult words, long words."""

from __future__ import annotations

import pytest

from reporting.plain_language import DIFFICULT, MOST_WORDS, remarks


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De wegwijzer is klaar.",
        "Wij maken een wegwijzer. Die is bijna klaar! Kom je kijken?",
        "een " * (MOST_WORDS - 1) + "zin",
        "De LFB en Ieder(in) doen mee.",
    ],
)
def test_plain_text_gets_no_remark(text: str) -> None:
    assert remarks(text) == []


def test_long_sentence_is_told_with_its_length() -> None:
    (remark,) = remarks("Kort. " + "woord " * (MOST_WORDS + 1) + ".")

    assert remark.code == "long_sentence"
    assert remark.what == f"Een zin van {MOST_WORDS + 1} woorden"


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("conform", "volgens"),
        ("Implementatie", "invoeren"),
        ("stakeholders", "wie ermee te maken heeft"),
        ("gefaciliteerd", "geholpen"),
    ],
)
def test_difficult_word_is_told_with_another(word: str, instead: str) -> None:
    (remark,) = remarks(f"Dit is {word}.")

    assert (remark.code, remark.what) == ("difficult_word", f"“{word}”")
    assert remark.advice == f"Liever: {instead}."


def test_same_word_is_told_once() -> None:
    assert len(remarks("Conform dit en conform dat en conform zus.")) == 2


def test_very_long_word_is_told() -> None:
    (remark,) = remarks("De gehandicaptenzorgaanbieder.")

    assert remark.code == "long_word"


def test_words_in_the_list_are_written_as_they_are_looked_up() -> None:
    assert all(word == word.lower() for word in DIFFICULT)


def test_better_words_are_plain_themselves() -> None:
    for word, instead in DIFFICULT.items():
        assert remarks(f"{instead}.") == [], word
