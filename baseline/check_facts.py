"""What the database holds of a programme document, as plain rows for the check.

Only rows that the loader wrote and that are still there count: what people added
later is no proof that the document was loaded whole. One query per kind of row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from actions.models import (
    Action,
    Activity,
    Chapter,
    Contradiction,
    Milestone,
    Spearhead,
    Trekker,
)
from baseline.models import BaselineVersion, LoadedRow
from core.imprecise_dates import ImpreciseDate, Precision
from core.sources import Sourced
from core.versioned import Versioned
from finance.models import BudgetLine, FundingLine, PrintedTotal
from governance.models import Body, Membership, MembershipRole


@dataclass(frozen=True)
class ChapterFact:
    """A chapter; `werkgroep` is empty where it has none."""

    number: int
    title: str
    werkgroep: str
    has_established_werkgroep: bool
    spearheads: int


@dataclass(frozen=True)
class ActionFact:
    """An action and the first line of its source."""

    code: str
    chapter: int
    first_line: int


@dataclass(frozen=True)
class LeadFact:
    """Somebody who leads an action, and the line that says so."""

    action: str
    chapter: int
    line: int


@dataclass(frozen=True)
class MilestoneFact:
    """A milestone; `place` is what it belongs to, in words."""

    place: str
    title: str
    date: ImpreciseDate
    line: int


@dataclass(frozen=True)
class MoneyFact:
    """One cell of the money table; None where the document has no cell."""

    label: str
    year: int
    amount: Decimal | None
    in_total: bool


@dataclass(frozen=True)
class BodyFact:
    """A body with its organisations per role; persons are not counted."""

    name: str
    lid: int
    agendalid: int
    meetings_per_year: int | None
    established: bool


@dataclass(frozen=True)
class SourceFact:
    """How many rows of a kind were loaded, are still there, and have a source."""

    name: str
    loaded: int
    # None for a kind without a source of its own: it is a part of a row that has one.
    with_source: int | None
    found: int


@dataclass(frozen=True)
class Facts:
    """Everything the check compares with what the document holds."""

    version: int | None
    version_date: date | None
    content_sha256: str
    chapters: tuple[ChapterFact, ...]
    actions: tuple[ActionFact, ...]
    leads: tuple[LeadFact, ...]
    # Per chapter the lines on which the source of some row begins.
    begun_lines: Mapping[int, frozenset[int]]
    milestones: tuple[MilestoneFact, ...]
    budget: tuple[MoneyFact, ...]
    funding: tuple[MoneyFact, ...]
    printed_totals: Mapping[int, Decimal]
    bodies: tuple[BodyFact, ...]
    # Per subject of a contradiction how many places disagree.
    contradictions: Mapping[str, int]
    sources: tuple[SourceFact, ...]


def gather(programme: str) -> Facts:
    """Return what is loaded of this programme; the number of queries is fixed."""
    version = (
        BaselineVersion.objects.filter(programme=programme).order_by("number").last()
    )
    actions = tuple(
        ActionFact(*row)
        for row in _loaded(programme, Action)
        .in_order()
        .values_list("code", "spearhead__chapter__number", "source_first")
    )
    milestones = _milestones(programme)
    return Facts(
        version=version.number if version else None,
        version_date=version.date if version else None,
        content_sha256=version.content_sha256 if version else "",
        chapters=_chapters(programme),
        actions=actions,
        leads=tuple(
            LeadFact(*row)
            for row in _loaded(programme, Trekker)
            .filter(role="trekker")
            .order_by("source_first", "action__code", "position")
            .values_list(
                "action__code", "action__spearhead__chapter__number", "source_first"
            )
        ),
        begun_lines=_begun_lines(programme, actions, milestones),
        milestones=tuple(fact for _, fact in milestones),
        budget=_money(_loaded(programme, BudgetLine), "original"),
        funding=_money(_loaded(programme, FundingLine), "amount"),
        printed_totals=dict(
            _loaded(programme, PrintedTotal)
            .order_by("year")
            .values_list("year", "amount")
        ),
        bodies=_bodies(programme),
        contradictions=dict(
            _loaded(programme, Contradiction)
            .order_by("source_first", "id")
            .annotate(source_count=Count("sources"))
            .values_list("subject", "source_count")
        ),
        sources=_sources(programme),
    )


def _loaded(programme: str, model: type[Versioned]) -> Any:
    ids = LoadedRow.objects.filter(programme=programme, model=model._meta.label)
    return model._default_manager.filter(pk__in=ids.values("object_id"))


def _chapters(programme: str) -> tuple[ChapterFact, ...]:
    spearheads = Counter(
        _loaded(programme, Spearhead).values_list("chapter__number", flat=True)
    )
    return tuple(
        ChapterFact(
            number=number,
            title=title,
            werkgroep=werkgroep or "",
            has_established_werkgroep=bool(established),
            spearheads=spearheads[number],
        )
        for number, title, werkgroep, established in _loaded(programme, Chapter)
        .order_by("number")
        .values_list("number", "title", "werkgroep__name", "werkgroep__established")
    )


def _milestones(programme: str) -> list[tuple[int | None, MilestoneFact]]:
    """Return the milestones, each with its chapter or None."""
    rows = (
        _loaded(programme, Milestone)
        .order_by("source_first", "id")
        .annotate(
            chapter_number=Coalesce(
                "action__spearhead__chapter__number",
                "spearhead__chapter__number",
                "chapter__number",
            )
        )
        .values_list(
            "chapter_number",
            "action__code",
            "spearhead__number",
            "title",
            "original_start",
            "original_end",
            "original_precision",
            "original_text",
            "source_first",
        )
    )
    return [
        (
            chapter,
            MilestoneFact(
                place=_place(chapter, code, spearhead),
                title=title,
                date=ImpreciseDate(start, end, Precision(precision), text),
                line=line,
            ),
        )
        for chapter, code, spearhead, title, start, end, precision, text, line in rows
    ]


def _place(chapter: int | None, code: str | None, spearhead: int | None) -> str:
    if code is not None:
        return f"actie {code}"
    if spearhead is not None:
        return f"speerpunt {chapter}.{spearhead}"
    return f"hoofdstuk {chapter}" if chapter is not None else "programma"


def _begun_lines(
    programme: str,
    actions: tuple[ActionFact, ...],
    milestones: list[tuple[int | None, MilestoneFact]],
) -> Mapping[int, frozenset[int]]:
    lines: dict[int, set[int]] = defaultdict(set)
    for action in actions:
        lines[action.chapter].add(action.first_line)
    for chapter, milestone in milestones:
        if chapter is not None:
            lines[chapter].add(milestone.line)
    for chapter, line in _loaded(programme, Activity).values_list(
        "action__spearhead__chapter__number", "source_first"
    ):
        lines[chapter].add(line)
    return {chapter: frozenset(found) for chapter, found in lines.items()}


def _money(rows: QuerySet[Any], column: str) -> tuple[MoneyFact, ...]:
    return tuple(
        MoneyFact(*row)
        for row in rows.order_by("position", "year").values_list(
            "label", "year", column, "in_total"
        )
    )


def _bodies(programme: str) -> tuple[BodyFact, ...]:
    counts = Counter(
        _loaded(programme, Membership)
        .filter(organisation__isnull=False)
        .values_list("body__name", "role")
    )
    return tuple(
        BodyFact(
            name=name,
            lid=counts[name, MembershipRole.LID.value],
            agendalid=counts[name, MembershipRole.AGENDALID.value],
            meetings_per_year=meetings_per_year,
            established=established,
        )
        for name, meetings_per_year, established in _loaded(programme, Body)
        .order_by("source_first", "id")
        .values_list("name", "meetings_per_year", "established")
    )


def _sources(programme: str) -> tuple[SourceFact, ...]:
    loaded = dict(
        LoadedRow.objects.filter(programme=programme)
        .order_by("model")
        .values_list("model")
        .annotate(count=Count("pk"))
    )
    facts = []
    for model in _loadable_models():
        has_source = issubclass(model, Sourced)
        counts = _loaded(programme, model).aggregate(
            found=Count("pk"),
            with_source=Count(
                "pk", filter=Q(source_first__isnull=False) if has_source else Q(pk=None)
            ),
        )
        facts.append(
            SourceFact(
                name=str(model._meta.verbose_name_plural),
                loaded=loaded.get(model._meta.label, 0),
                with_source=counts["with_source"] if has_source else None,
                found=counts["found"],
            )
        )
    return tuple(facts)


def _loadable_models() -> list[type[Versioned]]:
    """Return the models a document can be loaded into, parents before children."""
    return [
        model
        for label in ("governance", "actions", "finance", "monitoring")
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, Versioned)
    ]
