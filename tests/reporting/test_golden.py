"""The payload of one small quarter, reviewed by hand: no key changes unnoticed.

The rows are in `rows.py`. After a change on purpose: read the difference, count it by
hand, and write the file anew with `UPDATE_GOLDEN=1`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from reporting.canonical import canonical_json
from reporting.payload import as_payload
from tests.reporting.rows import composed

GOLDEN = Path(__file__).parent / "golden" / "2026-Q2.json"


def test_payload_is_the_one_that_was_reviewed() -> None:
    payload: Any = json.loads(canonical_json(as_payload(composed())))

    if os.environ.get("UPDATE_GOLDEN"):
        text = json.dumps(payload, ensure_ascii=False, indent=2, sort_keys=True)
        GOLDEN.write_text(f"{text}\n", encoding="utf-8")

    assert payload == json.loads(GOLDEN.read_text(encoding="utf-8"))
