"""The geometry of the charts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.imprecise_dates import ImpreciseDate, parse_imprecise_date
from pages.addresses import Ref
from pages.charts import band, columns, stacked_bar
from pages.queries.milestones import MilestoneRow
from pages.states import MILESTONE

TODAY = date(2026, 8, 1)


def test_stacked_bar_fills_its_length_without_gaps() -> None:
    bar = stacked_bar(
        [("done", "klaar", 1), ("ok", "op koers", 3), ("red", "knelt", 0)]
    )

    assert [(part.word, part.x, part.width) for part in bar.segments] == [
        ("klaar", "0.00%", "25.00%"),
        ("op koers", "25.00%", "75.00%"),
    ]


def test_stacked_bar_beside_a_longer_one_is_shorter() -> None:
    bar = stacked_bar([("done", "klaar", 2)], of=8)

    assert bar.segments[0].width == bar.length == "25.00%"


def test_stacked_bar_of_nothing_has_no_parts() -> None:
    assert stacked_bar([("done", "klaar", 0)]).segments == ()


def test_columns_share_one_scale_and_keep_small_amounts_in_sight() -> None:
    chart = columns(
        [
            (2022, None),
            (2023, Decimal(1)),
            (2024, Decimal(0)),
            (2025, Decimal(5_000)),
            (2026, Decimal(10_000)),
        ],
        Decimal(10_000),
    )

    assert [column.height for column in chart.columns] == [0, 1, 0, 16, 32]
    assert [column.is_missing for column in chart.columns] == [True] + 4 * [False]
    assert all(column.y + column.height == 32 for column in chart.columns)


def row(
    agreed: str | None,
    *,
    original: str = "2022",
    expected: ImpreciseDate | None = None,
) -> MilestoneRow:
    return MilestoneRow(
        id=1,
        title="Mijlpaal",
        kind="gereed",
        is_result=False,
        certainty="",
        condition="",
        external=False,
        place=Ref("Het hele programma"),
        spearhead_id=None,
        owners=(),
        leads=(),
        original=parse_imprecise_date(original),
        agreed=parse_imprecise_date(agreed) if agreed else None,
        expected=expected,
        achieved=None,
        state=MILESTONE["open"],
        days_past=None,
        shifts=0,
        source=None,
    )


def test_band_runs_over_whole_years_up_to_today() -> None:
    chart = band([row("2023"), row("na 2023")], TODAY)

    assert chart is not None
    assert [tick.year for tick in chart.ticks] == [2022, 2023, 2024, 2025, 2026]
    first = chart.rows[0]
    assert first.original is not None
    assert first.original.x == chart.left
    # An open end runs on to the edge.
    open_ended = chart.rows[1].agreed
    assert open_ended is not None
    edge = float(open_ended.x[:-1]) + float(open_ended.width[:-1])
    assert edge == pytest.approx(100, abs=0.02)


def test_band_without_any_date_is_no_chart() -> None:
    assert band([row("komende jaren", original="komende jaren")], TODAY) is None


def test_band_says_where_a_milestone_has_no_date() -> None:
    chart = band([row("2024"), row("komende jaren", original="komende jaren")], TODAY)

    assert chart is not None
    assert [line.remark for line in chart.rows] == ["", "geen datum genoemd"]


def test_deviation_is_told_against_both_yardsticks() -> None:
    shifted = row(
        "2024", original="2023", expected=parse_imprecise_date("1 maart 2025")
    )
    on_time = row("2024", expected=parse_imprecise_date("1 maart 2024"))

    assert shifted.later_than_original == 426
    assert shifted.later_than_agreed == 60
    assert on_time.later_than_agreed is None
