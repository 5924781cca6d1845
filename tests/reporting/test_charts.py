"""The charts: whole lengths, words for who does not see them, and no colour alone."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from reporting.render.charts import band_svg, bar_svg
from reporting.render.document import Band, Bar, Part, Span

BAR = Bar(
    "Stand",
    (Part("klaar", "done", 1), Part("aandacht", "amber", 3), Part("knelt", "red", 0)),
)
BAND = Band(
    "Advies",
    Span(date(2024, 6, 1), date(2024, 8, 31), "zomer 2024"),
    Span(date(2024, 10, 1), date(2024, 12, 31), "eind 2024"),
    None,
    date(2024, 1, 1),
    date(2025, 12, 31),
    date(2025, 7, 2),
)


def shares(svg: str, attribute: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<rect[^>]* {attribute}="([\d.]+)%', svg)]


@pytest.mark.parametrize("stands_alone", [True, False])
def test_chart_is_well_formed(stands_alone: bool) -> None:
    for svg in (
        bar_svg(BAR, "a", stands_alone=stands_alone),
        band_svg(BAND, "b", stands_alone=stands_alone),
    ):
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert "style=" not in svg


def test_bar_is_as_long_as_its_parts_together() -> None:
    svg = bar_svg(BAR, "a")

    assert shares(svg, "width") == [25.0, 75.0]
    assert shares(svg, "x") == [0.0, 25.0]


def test_bar_without_parts_draws_nothing() -> None:
    svg = bar_svg(Bar("Leeg", (Part("klaar", "done", 0),)), "a")

    assert "<rect" not in svg
    assert ">–</desc>" in svg


def test_bar_says_in_words_what_it_shows() -> None:
    svg = bar_svg(BAR, "a")

    assert 'aria-labelledby="a-titel a-uitleg"' in svg
    assert '<title id="a-titel">Stand</title>' in svg
    assert '<desc id="a-uitleg">1 klaar, 3 aandacht</desc>' in svg


def test_what_colour_tells_a_pattern_tells_as_well() -> None:
    assert 'fill="url(#pattern-amber)"' in bar_svg(BAR, "a")


def test_band_draws_the_original_as_a_ghost_beside_what_was_agreed() -> None:
    svg = band_svg(BAND, "b")

    assert re.search(r'<rect class="original" x="20\.79%"', svg)
    assert re.search(r'<rect class="agreed" x="37\.48%"', svg)
    assert 'class="expected"' not in svg
    assert 'class="today" x1="74.97%"' in svg


def test_band_says_in_the_words_of_the_document_what_it_shows() -> None:
    svg = band_svg(BAND, "b")

    assert (
        "oorspronkelijk zomer 2024; afgesproken eind 2024; verwacht niet bekend" in svg
    )


def test_date_without_a_first_or_last_day_can_be_drawn() -> None:
    by = Span(None, date(2024, 6, 30), "uiterlijk juni 2024")
    after = Span(date(2025, 1, 1), None, "na 2024")
    unknown = Span(None, None, "komende jaren")

    svg = band_svg(Band("M", by, after, unknown, BAND.first, BAND.last, BAND.on), "b")

    assert len(re.findall("<rect", svg)) == 2


def test_title_of_a_user_is_text() -> None:
    assert "<b>" not in bar_svg(Bar("<b>x</b>", BAR.parts), "a")
