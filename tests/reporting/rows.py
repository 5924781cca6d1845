"""A small programme in plain rows: two chapters, five actions, one quarter.

Small enough to count by hand; each row is there for one rule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.imprecise_dates import parse_imprecise_date
from core.quarters import Quarter
from reporting.compose import compose
from reporting.overview import Overview
from reporting.rows import (
    ActionRow,
    ChapterRow,
    EscalationRow,
    Gathered,
    MilestoneRow,
    MoneyRow,
    RoundRow,
    SpearheadRow,
    UpdateRow,
)

QUARTER = Quarter(2026, 2)
BEFORE = "2026-Q1"
NOW = "2026-Q2"
AS_OF = date(2026, 7, 20)

CHAPTERS = (
    ChapterRow(1, "Complexe zorg", "doelgroep", "Werkgroep complexe zorg", True),
    ChapterRow(6, "Levenslang", "randvoorwaarde", "", False),
)
SPEARHEADS = (
    SpearheadRow(11, 1, 1, "Kennis"),
    SpearheadRow(12, 1, 2, "Tarieven"),
    SpearheadRow(61, 6, 1, "Wmo"),
)
ACTIONS = (
    ActionRow(1, "1.1.1", "Wegwijzer", 11, 1, ("VGN", "ZN")),
    ActionRow(2, "1.1.2", "Netwerk", 11, 1, ()),
    ActionRow(3, "1.2.1", "Tarief", 12, 1, ("NZa",)),
    ActionRow(4, "6.1.1", "Beschikking", 61, 6, ()),
    ActionRow(5, "6.1.2", "Hulpmiddel", 61, 6, ()),
)


def update(action: int, quarter: str = NOW, **values: Any) -> UpdateRow:
    """Return an accepted update: underway, green, halfway, confident."""
    return UpdateRow(
        **{
            "action_id": action,
            "quarter": quarter,
            "status": "in_progress",
            "rag": "green",
            "progress_pct": 50,
            "confidence": "high",
            **values,
        }
    )


UPDATES = (
    update(
        1,
        status="completed",
        progress_pct=100,
        results="De wegwijzer is er.",
        borging_state="arranged",
        plain_language="De wegwijzer is klaar.",
    ),
    update(1, BEFORE, progress_pct=80),
    update(
        2,
        rag="red",
        confidence="low",
        bottlenecks="Geen geld.",
        override_reason="Het geld komt in juli.",
    ),
    update(2, BEFORE, rag="amber", confidence="medium"),
    # Reported on in the quarter before, and silent now.
    update(3, BEFORE, rag="amber"),
    # Ended before: nothing is owed any more.
    update(4, "2025-Q4", status="stopped", rag="red"),
)


def milestone(number: int, agreed: str, **values: Any) -> MilestoneRow:
    """Return a milestone of action 1; the original is the agreed date unless given."""
    day = parse_imprecise_date(agreed)
    return MilestoneRow(
        **{
            "id": number,
            "title": f"Mijlpaal {number}",
            "kind": "done",
            "chapter": None,
            "spearhead_id": None,
            "action_id": 1,
            "assigned_spearhead_id": None,
            "owners": (),
            "original": day,
            "agreed": day,
            "expected": None,
            "achieved": None,
            "reported": date(2026, 7, 10),
            "shifts": 0,
            "source": "Hoofdstuk 1, regel 1",
            **values,
        }
    )


MILESTONES = (
    # Late against both.
    milestone(1, "eind 2025", owners=("NZa",), action_id=3),
    # Shifted: late against the original plan only.
    milestone(2, "eind 2026", original=parse_imprecise_date("2024"), shifts=2),
    # Past, but nobody reported since.
    milestone(3, "maart 2026", reported=date(2026, 3, 31), action_id=2),
    # Past and achieved.
    milestone(4, "2025", achieved=parse_imprecise_date("mei 2026")),
    # A result for 2026, of the chapter itself.
    milestone(5, "2026", kind="result", action_id=None, chapter=1),
    # Of the programme as a whole.
    milestone(6, "voorjaar 2026", action_id=None),
)
ESCALATIONS = (
    EscalationRow(
        question="Komt er geld voor het netwerk?",
        explanation="Zonder geld stopt het.",
        raised_by="Werkgroep complexe zorg",
        raised_date=date(2026, 5, 1),
        to_body="Regiegroep",
        action_codes=("1.1.2",),
        is_fictitious=False,
    ),
)
BUDGET = (
    MoneyRow("1. Complexe zorg", 1, 2025, Decimal("100.00"), Decimal("100.00"), True),
    MoneyRow("1. Complexe zorg", 1, 2026, Decimal("200.00"), Decimal("250.50"), True),
    MoneyRow("Algemeen", None, 2026, Decimal("50.00"), Decimal("50.00"), True),
)
FUNDING = (
    MoneyRow("Voorjaar", None, 2026, Decimal("400.00"), Decimal("400.00"), True),
    MoneyRow("Apart", 6, 2026, Decimal("999.00"), Decimal("999.00"), False),
    MoneyRow("Apart", 6, 2025, None, None, False),
)

GATHERED = Gathered(
    programme_slug="toekomstagenda",
    programme_title="Toekomstagenda",
    years=(2025, 2026),
    chapters=CHAPTERS,
    spearheads=SPEARHEADS,
    actions=ACTIONS,
    updates=UPDATES,
    open_updates=((5, "submitted"),),
    milestones=MILESTONES,
    escalations=ESCALATIONS,
    budget=BUDGET,
    funding=FUNDING,
    round=RoundRow(date(2026, 7, 15), None, False),
    previous_edition=None,
    previous=(),
)


def composed(**changes: Any) -> Overview:
    """Return the overview of the small programme, with other rows where given."""
    return compose(
        replace(GATHERED, **changes), quarter=QUARTER, as_of=AS_OF, edition=1
    )
