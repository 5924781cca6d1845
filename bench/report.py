"""Tells what was measured: tables on the screen, and everything in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.cells import Cells
from bench.servers import CONTENDERS
from bench.verdicts import Verdict

TITLES = {contender.name: contender.title for contender in CONTENDERS}


def say(text: str = "") -> None:
    """Tell it now; a bench takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def say_cells(cells: Cells) -> None:
    """Tell the medians of every cell."""
    rows = [
        (
            key.endpoint,
            key.size,
            str(key.connections),
            TITLES[key.contender],
            _number(cell.per_second),
            _number(cell.p50_ms),
            _number(cell.median(lambda sample: sample.p99_ms)),
            _number(cell.median(lambda sample: sample.app_ms)),
            _number(cell.median(lambda sample: sample.database_ms)),
            _share(cell.median(lambda sample: sample.foreign)),
        )
        for key, cell in cells.items()
        if cell.samples
    ]
    headings = (
        *("meting", "maat", "tegelijk", "wie", "per s", "p50 ms", "p99 ms"),
        *("cpu app ms", "cpu db ms", "anderen"),
    )
    say_table(headings, rows)


def say_verdicts(verdicts: Iterable[Verdict]) -> None:
    """Tell every figure beside its floor and aim."""
    say_table(
        ("eis", "gemeten", "in cpu", "grens", "doel", "uitslag"),
        [
            (
                verdict.title,
                _with_unit(verdict.figure, verdict),
                _with_unit(verdict.by_processor, verdict),
                ("≥ " if verdict.at_least else "≤ ")
                + _with_unit(verdict.floor, verdict),
                _with_unit(verdict.aim, verdict),
                verdict.outcome,
            )
            for verdict in verdicts
        ],
    )


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Tell rows in columns that are as wide as they must be."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    for row in (headings, ["-" * width for width in widths], *rows):
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())
    say()


def write_file(
    file: Path,
    cells: Cells,
    verdicts: Iterable[Verdict],
    about: Mapping[str, Any],
) -> None:
    """Keep every round, so that a later reader can judge for himself."""
    told = {
        **about,
        "cells": [
            asdict(key) | {"rounds": [asdict(sample) for sample in cell.samples]}
            for key, cell in cells.items()
        ],
        "verdicts": [
            {
                "title": verdict.title,
                "figure": verdict.figure,
                "by_processor": verdict.by_processor,
                "floor": verdict.floor,
                "aim": verdict.aim,
                "outcome": verdict.outcome,
            }
            for verdict in verdicts
        ],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _with_unit(value: float | None, verdict: Verdict) -> str:
    if value is None:
        return "-"
    if not verdict.unit:
        return f"{value:.0f}"
    if verdict.unit == "ms":
        return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"
    return f"{value:.3g} {verdict.unit}"
