"""Reading the text of a document as its printer left it."""

from __future__ import annotations

import pytest

from baseline.source_text import SourceText

TEXT = SourceText(
    "Dit traject zal in 20243 zijn afgerond. In het najaar van\n"
    "2022 komt er inzicht; in januari 20238 treedt de wet in werking.\n"
    "De Wlz-\n"
    "indicatie loopt door in de jaren 2023-\n"
    "\n"
    "2026. VGN en V&VN doen mee, samen met Ieder(In).\n"
    "Van de 3.000 gezinnen is 50% tevreden."
)
ALL = [(1, 7)]


@pytest.mark.parametrize(
    "words",
    [
        "2024",
        "najaar van 2022",
        "januari 2023",
        "Wlz-indicatie",
        "2023-2026",
        "dit traject",
        "V&VN",
        "Ieder(in)",
        "3.000",
    ],
)
def test_says_words_that_stand_there(words: str) -> None:
    assert TEXT.says(words, ALL)


@pytest.mark.parametrize(
    "words",
    [
        "2021",
        "voorjaar van 2022",
        # Within another word, or only the beginning of a number.
        "VN",
        "202",
        "jaar",
        "2022 komt niet",
        # In 3.000.
        "3",
        "000",
        # In 50.
        "5",
    ],
)
def test_says_not_what_stands_nowhere(words: str) -> None:
    assert not TEXT.says(words, ALL)


def test_says_looks_in_the_given_lines_only() -> None:
    assert not TEXT.says("2024", [(2, 6)])
    assert TEXT.says("2024", [(2, 6), (1, 1)])


def test_line_beyond_the_text_is_empty() -> None:
    assert TEXT.line(0) == ""
    assert TEXT.line(8) == ""


def test_numbers_stay_within_the_text() -> None:
    assert list(TEXT.numbers(5, 99)) == [5, 6, 7]
