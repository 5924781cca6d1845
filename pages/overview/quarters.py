"""An action's quarters in a row, as they were published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from django.urls import reverse

from core.actor import Actor
from core.quarters import Quarter
from pages.overview.published import visible
from reporting.models import Overview
from reporting.render.extract import Json
from reporting.words import CATEGORIES, CONFIDENCE, REPORTS, Word, word

# Texts of overviews never change, so what was read of them may be kept. By the hash
# too: another database may use the same id.
_KEPT: dict[tuple[int, str], Mapping[str, tuple[int, Json]]] = {}
MOST_KEPT = 40


@dataclass(frozen=True)
class PublishedState:
    """How an action stood in one published overview; `url` leads to what was told."""

    quarter: Quarter
    url: str
    state: Word
    report: str
    progress_pct: int | None
    confidence: Word | None
    plain_language: str


@dataclass(frozen=True)
class Step:
    """One step of the line of progress; places in percent, heights in pixels.

    The label stands above the line, on its own step.
    """

    left: str
    right: str
    y: int
    previous_y: int | None
    label: str

    @property
    def label_y(self) -> int:
        """Where the label stands: free of the line."""
        return self.y - 6


# Room for a label above a line of 40 pixels.
STEP_TOP = 18
STEP_HEIGHT = STEP_TOP + 40


def quarters_of(actor: Actor, code: str) -> list[PublishedState]:
    """Return the quarters of an action, the oldest first. At most two statements."""
    heads = list(
        visible(actor)
        .latest_editions()
        .order_by("quarter")
        .values_list("id", "sha256", "quarter", "edition")
    )
    _read([(pk, sha256) for pk, sha256, *_ in heads if (pk, sha256) not in _KEPT])
    found = []
    for pk, sha256, quarter, edition in heads:
        told = _KEPT.get((pk, sha256), {}).get(code)
        if told is not None:
            found.append(_state(Quarter.parse(quarter), edition, *told))
    return found


def _read(missing: list[tuple[int, str]]) -> None:
    if not missing:
        return
    if len(_KEPT) + len(missing) > MOST_KEPT:
        _KEPT.clear()
    # Which of them may be seen was asked before.
    rows = Overview.objects.filter(pk__in=[pk for pk, _ in missing])
    for pk, sha256, text in rows.values_list("pk", "sha256", "payload"):
        _KEPT[(pk, sha256)] = {
            action["code"]: (chapter["number"], _only_needed(action))
            for chapter in orjson.loads(text)["chapters"]
            for spearhead in chapter["spearheads"]
            for action in spearhead["actions"]
        }


def _only_needed(action: Json) -> Json:
    return {name: action[name] for name in ("code", "state", "report", "plainLanguage")}


def _state(
    quarter: Quarter, edition: int, chapter: int, action: Json
) -> PublishedState:
    state = action["state"]
    page = reverse("pages:overview-chapter", args=[quarter, edition, chapter])
    return PublishedState(
        quarter=quarter,
        url=f"{page}#actie-{action['code']}",
        state=word(CATEGORIES, state["category"]),
        report=word(REPORTS, action["report"]).text,
        progress_pct=state["progressPct"],
        confidence=word(CONFIDENCE, state["confidence"])
        if state["confidence"]
        else None,
        plain_language=action["plainLanguage"],
    )


def steps_of(states: list[PublishedState]) -> list[Step]:
    """Return the line of progress; quarters without a figure leave a gap."""
    width = 100 / len(states) if states else 0
    steps: list[Step] = []
    previous: int | None = None
    for index, told in enumerate(states):
        if told.progress_pct is None:
            previous = None
            continue
        room = STEP_HEIGHT - STEP_TOP - 4
        y = STEP_TOP + 2 + round(room * (100 - told.progress_pct) / 100)
        steps.append(
            Step(
                left=f"{index * width:.2f}%",
                right=f"{(index + 1) * width:.2f}%",
                y=y,
                previous_y=previous,
                label=f"{told.quarter}: {told.progress_pct}%",
            )
        )
        previous = y
    return steps
