"""Rounds, status updates, escalations and overviews.

The rows of an overview cannot be changed, so a changed copy is put beside them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.versioned import Versioned
from tests.constraint_cases.shapes import (
    EARLIER,
    LATER,
    Check,
    Columns,
    Unique,
    choices,
    quarter_possible,
    sha256_whole,
    text_given,
)
from tests.factories import governance, progress, reporting
from tests.factories.actors import TODAY


def submitted(**columns: Any) -> Columns:
    """A filled draft that becomes a submitted status update."""
    return {"state": "submitted", "submitted_date": TODAY.isoformat(), **columns}


def filled_draft() -> Versioned:
    """Make a draft that has all it needs."""
    return progress.StatusUpdateFactory.create(filled=True)


LONG_AGO = (TODAY - timedelta(days=365)).isoformat()


CASES: dict[str, Check | Unique] = {
    "progress_escalation_other_body": Check(
        progress.EscalationFactory.create,
        breaks=[lambda row: {"to_body_id": row.raised_by_id}],
        allows=[lambda _: {"to_body_id": governance.BodyFactory.create().pk}],
    ),
    "progress_escalation_has_question": text_given(
        progress.EscalationFactory, "question"
    ),
    "progress_escalation_closed_with_feedback": Check(
        progress.EscalationFactory.create,
        breaks=[
            {"closed_date": TODAY.isoformat(), "feedback": ""},
            {"closed_date": LONG_AGO, "feedback": "Besloten."},
        ],
        allows=[
            {"closed_date": TODAY.isoformat(), "feedback": "Besloten."},
            {"closed_date": None, "feedback": "Nog niet klaar."},
        ],
    ),
    "progress_escalationaction_once": Unique(progress.EscalationActionFactory),
    "progress_round_quarter_unique": Unique(
        progress.ReportingRoundFactory, second=lambda: {"quarter": "2026-Q3"}
    ),
    "progress_round_quarter_possible": quarter_possible(progress.ReportingRoundFactory),
    "progress_round_due_after_opening": Check(
        progress.ReportingRoundFactory.create,
        breaks=[{"opens_date": LATER, "due_date": EARLIER}],
        allows=[{"opens_date": EARLIER, "due_date": EARLIER}],
    ),
    "progress_round_closed_after_opening": Check(
        progress.ReportingRoundFactory.create,
        breaks=[{"opens_date": LATER, "due_date": LATER, "closed_date": EARLIER}],
        allows=[
            {"opens_date": LATER, "due_date": LATER, "closed_date": LATER},
            {"closed_date": None},
        ],
    ),
    "progress_roundevent_step_known": choices(
        progress.RoundEventFactory, "step", "opened", "closed"
    ),
    "progress_roundevent_reason_given": Check(
        progress.RoundEventFactory.create,
        breaks=[
            {"step": "reopened", "reason": ""},
            {"step": "extended", "reason": "", "due_date": LATER},
        ],
        allows=[
            {"step": "reopened", "reason": "vakantie"},
            {"step": "extended", "reason": "vakantie", "due_date": LATER},
            {"step": "closed", "reason": ""},
        ],
    ),
    "progress_roundevent_extension_has_day": Check(
        progress.RoundEventFactory.create,
        breaks=[{"step": "extended", "reason": "vakantie", "due_date": None}],
        allows=[
            {"step": "extended", "reason": "vakantie", "due_date": LATER},
            {"step": "opened", "due_date": None},
        ],
    ),
    "progress_update_sequence_unique": Unique(
        progress.StatusUpdateFactory,
        first=lambda: {"accepted": True},
        second=lambda: {"accepted": True, "sequence": 2},
    ),
    "progress_update_one_open": Unique(
        progress.StatusUpdateFactory,
        second=lambda: {"filled": True, "sequence": 2},
        escape={
            "state": "returned",
            "submitted_date": EARLIER,
            "decided_date": EARLIER,
        },
    ),
    "progress_update_state_known": Check(
        filled_draft,
        breaks=[{"state": "nee"}],
        allows=[{"state": "draft"}, submitted()],
        breaks_with=("progress_update_dates_with_state",),
    ),
    "progress_update_status_known": choices(
        progress.StatusUpdateFactory,
        "status",
        "",
        "not_started",
        "in_progress",
        "completed",
        "stopped",
    ),
    "progress_update_rag_known": choices(
        progress.StatusUpdateFactory, "rag", "", "green", "amber", "red"
    ),
    "progress_update_confidence_known": choices(
        progress.StatusUpdateFactory, "confidence", "", "high", "medium", "low"
    ),
    "progress_update_borging_state_known": choices(
        progress.StatusUpdateFactory,
        "borging_state",
        "",
        "none",
        "planned",
        "arranged",
        "not_needed",
    ),
    "progress_update_progress_pct_possible": Check(
        progress.StatusUpdateFactory.create,
        breaks=[{"progress_pct": 101}],
        allows=[{"progress_pct": n} for n in (None, 0, 100)],
    ),
    "progress_update_complete_when_submitted": Check(
        filled_draft,
        breaks=[
            submitted(status=""),
            submitted(rag="", bottlenecks="Tijd."),
            submitted(progress_pct=None),
            submitted(confidence=""),
            submitted(state_of_affairs=""),
        ],
        allows=[submitted(), {"status": "", "rag": "", "progress_pct": None}],
    ),
    "progress_update_bottleneck_when_not_green": Check(
        filled_draft,
        breaks=[submitted(rag="amber"), submitted(rag="red")],
        allows=[
            submitted(rag="red", bottlenecks="Tijd."),
            submitted(rag="green"),
            {"rag": "red"},
        ],
    ),
    "progress_update_dates_with_state": Check(
        filled_draft,
        breaks=[
            {"decided_date": LATER},
            submitted(submitted_date=None),
            submitted(decided_date=LATER),
            {"state": "accepted", "submitted_date": EARLIER},
            {"state": "returned", "submitted_date": EARLIER},
            {"state": "accepted", "decided_date": LATER},
        ],
        allows=[
            submitted(),
            {"state": "accepted", "submitted_date": EARLIER, "decided_date": LATER},
            {"state": "returned", "submitted_date": EARLIER, "decided_date": LATER},
        ],
    ),
    "progress_updateevent_step_known": choices(
        progress.UpdateEventFactory, "step", "start", "submit", "withdraw", "accept"
    ),
    "progress_updateevent_return_has_reason": Check(
        progress.UpdateEventFactory.create,
        breaks=[{"step": "return", "reason": ""}],
        allows=[{"step": "return", "reason": "onduidelijk"}, {"step": "accept"}],
    ),
    "reporting_overview_edition_unique": Unique(
        reporting.OverviewFactory, escape={"quarter": "2026-Q4"}
    ),
    "reporting_overview_quarter_possible": quarter_possible(reporting.OverviewFactory),
    "reporting_overview_erratum_from_second": Check(
        reporting.OverviewFactory.create,
        breaks=[
            {"edition": 2, "erratum": ""},
            {"quarter": "2026-Q3", "erratum": "een bedrag"},
            {"edition": 0, "erratum": ""},
        ],
        allows=[
            {"edition": 2, "erratum": "een bedrag"},
            {"quarter": "2026-Q3", "erratum": ""},
        ],
    ),
    "reporting_overview_sha256_whole": sha256_whole(
        reporting.OverviewFactory, {"quarter": "2026-Q3"}
    ),
    "reporting_overviewfile_once": Unique(
        reporting.OverviewFileFactory, escape={"chapter": 3}
    ),
    "reporting_overviewfile_format_known": choices(
        reporting.OverviewFileFactory, "format", "xlsx", "ods", "odt", "csv"
    ),
    "reporting_overviewfile_sha256_whole": sha256_whole(
        reporting.OverviewFileFactory, {"format": "csv"}
    ),
}
