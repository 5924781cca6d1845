"""Gathers the rows of the overview: one function and one query per source."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import orjson
from django.db.models import Q

from actions.models import (
    Action,
    Chapter,
    Milestone,
    MilestoneOwner,
    Programme,
    Spearhead,
    Trekker,
)
from core.imprecise_dates import ImpreciseDate, Precision
from core.quarters import Quarter
from core.sources import Source
from core.versioned import Versioned
from finance.models import BudgetLine, FundingLine
from governance.models import Body, Organisation
from governance.querysets import label_expression
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    RoundEvent,
    StatusUpdate,
)
from progress.workflow import RoundStep
from reporting.models import Overview
from reporting.rows import (
    ActionRow,
    ChapterRow,
    EscalationRow,
    Gathered,
    MilestoneRow,
    MoneyRow,
    PreviousState,
    RoundRow,
    SpearheadRow,
    UpdateRow,
)

TEXTS = (
    "borging_state",
    "risk",
    "state_of_affairs",
    "results",
    "borging",
    "bottlenecks",
    "next_steps",
    "plain_language",
    "override_reason",
    "is_fictitious",
)


# Every model whose rows are read below: as long as none of them changes, nor the day,
# neither does what was gathered. A test compares this with the queries.
READ: tuple[type[Versioned], ...] = (
    Programme,
    Chapter,
    Spearhead,
    Action,
    Trekker,
    Milestone,
    MilestoneOwner,
    StatusUpdate,
    ReportingRound,
    RoundEvent,
    Escalation,
    EscalationAction,
    BudgetLine,
    FundingLine,
    Body,
    Organisation,
    Overview,
)


def gather(programme: Programme, quarter: Quarter, *, as_of: date) -> Gathered:
    """Return everything the overview of a quarter is made of.

    The number of queries is fixed. Publishing calls this in one repeatable read.
    """
    chapters = _chapters(programme)
    edition, previous, previous_late = _previous(programme, quarter)
    return Gathered(
        programme_slug=programme.slug,
        programme_title=programme.title,
        years=tuple(range(programme.start_year, programme.end_year + 1)),
        chapters=chapters,
        spearheads=_spearheads(programme),
        actions=_actions(programme),
        updates=_updates(programme, quarter),
        open_updates=_open_updates(programme, quarter),
        milestones=_milestones(programme),
        escalations=_escalations(programme, as_of),
        budget=_budget(programme),
        funding=_funding(programme),
        round=_round(programme, quarter),
        previous_edition=edition,
        previous=previous,
        previous_late=previous_late,
    )


def _chapters(programme: Programme) -> tuple[ChapterRow, ...]:
    rows = Chapter.objects.filter(programme=programme).order_by("number")
    return tuple(
        ChapterRow(number, title, kind, werkgroep or "", bool(established))
        for number, title, kind, werkgroep, established in rows.values_list(
            "number", "title", "kind", "werkgroep__name", "werkgroep__established"
        )
    )


def _spearheads(programme: Programme) -> tuple[SpearheadRow, ...]:
    rows = Spearhead.objects.filter(chapter__programme=programme).order_by(
        "chapter__number", "number"
    )
    return tuple(
        SpearheadRow(*row)
        for row in rows.values_list("id", "chapter__number", "number", "title")
    )


def _actions(programme: Programme) -> tuple[ActionRow, ...]:
    leads = _leads(programme)
    rows = Action.objects.filter(programme=programme).in_order()
    return tuple(
        ActionRow(pk, code, title, spearhead, chapter, tuple(leads.get(pk, ())))
        for pk, code, title, spearhead, chapter in rows.values_list(
            "id", "code", "title", "spearhead_id", "spearhead__chapter__number"
        )
    )


def _leads(programme: Programme) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        Trekker.objects.leading()
        .filter(action__programme=programme)
        .order_by("action", "position", "id")
        .values_list(
            "action_id",
            label_expression("organisation__"),
            "body__name",
            "as_printed",
        )
    )
    for action, organisation, body, printed in rows:
        found[action].append(organisation or body or printed)
    return found


def _updates(programme: Programme, quarter: Quarter) -> tuple[UpdateRow, ...]:
    """Return the accepted updates up to the quarter, per action the newest first.

    Of one quarter only the last accepted one counts: a correction replaces it.
    """
    rows = (
        StatusUpdate.objects.accepted()
        .filter(round__programme=programme, round__quarter__lte=str(quarter))
        .order_by("action", "-round__quarter", "-sequence")
        .values_list(
            "action_id",
            "round__quarter",
            "status",
            "rag",
            "progress_pct",
            "confidence",
            *TEXTS,
        )
    )
    seen: set[tuple[int, str]] = set()
    updates = []
    for row in rows:
        if row[:2] not in seen:
            seen.add(row[:2])
            updates.append(UpdateRow(*row))
    return tuple(updates)


def _open_updates(
    programme: Programme, quarter: Quarter
) -> tuple[tuple[int, str], ...]:
    rows = (
        StatusUpdate.objects.filter(
            round__programme=programme,
            round__quarter=str(quarter),
            state__in=("draft", "submitted"),
        )
        .order_by("action", "sequence")
        .values_list("action_id", "state")
    )
    return tuple(rows)


def _date(values: tuple[Any, ...]) -> ImpreciseDate | None:
    start, end, precision, text = values
    if not text:
        return None
    return ImpreciseDate(start, end, Precision(precision), text)


def _milestones(programme: Programme) -> tuple[MilestoneRow, ...]:
    owners = _owners(programme)
    columns = [
        f"{name}_{part}"
        for name in ("original", "agreed", "expected", "achieved")
        for part in ("start", "end", "precision", "text")
    ]
    rows = (
        Milestone.objects.filter(programme=programme)
        .in_order()
        .with_reported()
        .values_list(
            "id",
            "title",
            "kind",
            "chapter__number",
            "spearhead_id",
            "action_id",
            "assigned_spearhead_id",
            "reported",
            "shifts",
            "source_document",
            "source_section",
            "source_first",
            "source_last",
            *columns,
        )
    )
    return tuple(
        MilestoneRow(
            id=row[0],
            title=row[1],
            kind=row[2],
            chapter=row[3],
            spearhead_id=row[4],
            action_id=row[5],
            assigned_spearhead_id=row[6],
            owners=tuple(owners.get(row[0], ())),
            original=_date(row[13:17]),
            agreed=_date(row[17:21]),
            expected=_date(row[21:25]),
            achieved=_date(row[25:29]),
            reported=row[7],
            shifts=row[8],
            source=str(Source(*row[9:13])) if row[11] is not None else "",
        )
        for row in rows
    )


def _owners(programme: Programme) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        MilestoneOwner.objects.filter(milestone__programme=programme)
        .order_by("milestone", "position", "id")
        .values_list("milestone_id", label_expression("organisation__"), "body__name")
    )
    for milestone, organisation, body in rows:
        found[milestone].append(organisation or body)
    return found


def _escalations(programme: Programme, as_of: date) -> tuple[EscalationRow, ...]:
    """Return the questions that waited on this day, the oldest first."""
    rows = (
        Escalation.objects.filter(
            Q(closed_date__isnull=True) | Q(closed_date__gt=as_of),
            programme=programme,
            raised_date__lte=as_of,
        )
        .order_by("raised_date", "id", "actions__action__code")
        .values_list(
            "id",
            "question",
            "explanation",
            "raised_by__name",
            "raised_date",
            "to_body__name",
            "is_fictitious",
            # Empty for a question that is not about one action.
            "actions__action__code",
        )
    )
    codes: dict[int, list[str]] = defaultdict(list)
    heads: dict[int, tuple[Any, ...]] = {}
    for pk, *head, code in rows:
        heads.setdefault(pk, tuple(head))
        if code is not None:
            codes[pk].append(code)
    return tuple(
        EscalationRow(
            question=question,
            explanation=explanation,
            raised_by=raised_by,
            raised_date=raised_date,
            to_body=to_body,
            action_codes=tuple(codes[pk]),
            is_fictitious=is_fictitious,
        )
        for pk, (
            question,
            explanation,
            raised_by,
            raised_date,
            to_body,
            is_fictitious,
        ) in heads.items()
    )


def _budget(programme: Programme) -> tuple[MoneyRow, ...]:
    rows = BudgetLine.objects.filter(programme=programme).in_order()
    return tuple(
        MoneyRow(*row)
        for row in rows.values_list(
            "label", "chapter__number", "year", "original", "agreed", "in_total"
        )
    )


def _funding(programme: Programme) -> tuple[MoneyRow, ...]:
    rows = FundingLine.objects.filter(programme=programme).in_order()
    return tuple(
        MoneyRow(label, chapter, year, amount, amount, in_total)
        for label, chapter, year, amount, in_total in rows.values_list(
            "label", "chapter__number", "year", "amount", "in_total"
        )
    )


def _round(programme: Programme, quarter: Quarter) -> RoundRow | None:
    found = (
        ReportingRound.objects.filter(programme=programme, quarter=str(quarter))
        .values_list("id", "due_date", "closed_date", "is_fictitious")
        .first()
    )
    if found is None:
        return None
    pk, due_date, closed_date, is_fictitious = found
    extended = (
        RoundEvent.objects.filter(
            round=pk, step=RoundStep.EXTENDED, werkgroep__isnull=False
        )
        .order_by("due_date")
        .values_list("werkgroep__name", "due_date")
    )
    everybody = (
        RoundEvent.objects.filter(
            round=pk, step=RoundStep.EXTENDED, werkgroep__isnull=True
        )
        .order_by("-due_date")
        .values_list("due_date", flat=True)
        .first()
    )
    return RoundRow(
        due_date=max(due_date, everybody) if everybody else due_date,
        closed_date=closed_date,
        is_fictitious=is_fictitious,
        extended=tuple((name, day) for name, day in extended if day is not None),
    )


def _previous(
    programme: Programme, quarter: Quarter
) -> tuple[
    int | None, tuple[tuple[str, PreviousState], ...], frozenset[tuple[str, str]]
]:
    """Return what the published overview of the quarter before says.

    Its edition, the state per action, and place and title of what was late.
    """
    found = (
        Overview.objects.filter(programme=programme, quarter=str(quarter.previous))
        .order_by("-edition")
        .values_list("edition", "payload")
        .first()
    )
    if found is None:
        return None, (), frozenset()
    edition, text = found
    payload = orjson.loads(text)
    states = tuple(
        (
            action["code"],
            PreviousState(
                status=action["state"]["status"],
                rag=action["state"]["rag"],
                progress_pct=action["state"]["progressPct"],
                confidence=action["state"]["confidence"],
            ),
        )
        for chapter in payload["chapters"]
        for spearhead in chapter["spearheads"]
        for action in spearhead["actions"]
    )
    late = frozenset(
        (milestone["place"], milestone["title"])
        for milestone in payload["lateMilestones"]
        if milestone["late"]
    )
    return edition, states, late
