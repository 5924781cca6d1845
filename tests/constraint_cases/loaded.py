"""What the loader remembers."""

from __future__ import annotations

from tests.constraint_cases.shapes import (
    Check,
    Unique,
    choices,
    text_given,
)
from tests.factories import baseline

CASES: dict[str, Check | Unique] = {
    "baseline_baselineversion_number_unique": Unique(baseline.BaselineVersionFactory),
    "baseline_baselineversion_number_positive": Check(
        baseline.BaselineVersionFactory.create,
        breaks=[{"number": 0}],
        allows=[{"number": 1}],
    ),
    "baseline_baselineversion_has_reason": text_given(
        baseline.BaselineVersionFactory, "reason"
    ),
    "baseline_loadedrow_key_unique": Unique(baseline.LoadedRowFactory),
    "baseline_loadedrow_object_unique": Unique(baseline.LoadedRowFactory),
    "baseline_correction_kind_known": choices(
        baseline.CorrectionFactory, "kind", "added", "changed", "removed", "kept"
    ),
}
