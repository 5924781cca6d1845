"""The reviewed payload, to render and to compare: no database is needed for it."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.reporting.test_golden import GOLDEN

SHA256 = "9f2c" * 16

Payload = dict[str, Any]


def golden(**changes: Any) -> Payload:
    """Return the reviewed payload, with other values at the top where given."""
    payload: Payload = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return {**payload, **changes}


def action_of(payload: Payload, code: str) -> Payload:
    """Return an action within a payload, to be changed."""
    for chapter in payload["chapters"]:
        for spearhead in chapter["spearheads"]:
            for action in spearhead["actions"]:
                if action["code"] == code:
                    found: Payload = action
                    return found
    raise LookupError(code)


def with_action(code: str, **changes: Any) -> Payload:
    """Return the reviewed payload with other values in one action."""
    payload = copy.deepcopy(golden())
    action_of(payload, code).update(changes)
    return payload
