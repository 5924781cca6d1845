"""The public edition of a payload: figures, titles and plain words, and no more.

An allow-list: what is not named here is not public, also what later versions add.
Texts that were written for the regiegroep stay out, because they may hold names of
persons or matters on which nobody decided yet: state of affairs, results, bottlenecks,
risks, reasons, questions. So does who is still writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

AS_THEY_ARE = (
    "asOf",
    "comparedEdition",
    "comparedQuarter",
    "confidence",
    "counts",
    "edition",
    "erratum",
    "headline",
    "inOneMinute",
    "isFictitious",
    "lateMilestones",
    "money",
    "movement",
    "movements",
    "plainLanguage",
    "previousConfidence",
    "previousCounts",
    "programme",
    "programmeTitle",
    "quarter",
    "quarterLabel",
    "schemaVersion",
)
OF_CHAPTER = (
    "borging",
    "confidence",
    "counts",
    "established",
    "goal",
    "kind",
    "late",
    "money",
    "movement",
    "number",
    "pace",
    "previousConfidence",
    "previousCounts",
    "title",
    "werkgroep",
)
OF_ACTION = (
    "borgingState",
    "code",
    "lateMilestones",
    "leads",
    "plainLanguage",
    "previous",
    "state",
    "title",
)


def public_edition(payload: Json) -> dict[str, Any]:
    """Return what everybody may read of an overview."""
    reporting = payload["reporting"]
    return {
        **_only(payload, AS_THEY_ARE),
        "reporting": {
            "owed": reporting["owed"],
            "accepted": reporting["accepted"],
            "silent": reporting["silent"],
        },
        "chapters": [_chapter(chapter) for chapter in payload["chapters"]],
    }


def _chapter(chapter: Json) -> dict[str, Any]:
    return {
        **_only(chapter, OF_CHAPTER),
        "spearheads": [
            {
                "number": spearhead["number"],
                "title": spearhead["title"],
                "actions": [_action(action) for action in spearhead["actions"]],
            }
            for spearhead in chapter["spearheads"]
        ],
    }


def _action(action: Json) -> dict[str, Any]:
    # Submitted or in draft is as good as nothing to who stands outside.
    told = action["report"] if action["report"] in ("accepted", "not_owed") else "none"
    return {**_only(action, OF_ACTION), "report": told}


def _only(source: Json, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: source[name] for name in names if name in source}
