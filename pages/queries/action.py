"""One action with everything that hangs from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Action, Activity, ActivityKind, ActivityParty, PartyRole
from actions.workflow import ActivityState, Status
from pages.addresses import Ref, to_chapter, to_party, to_spearhead
from pages.queries.actions import actions_of, leads_of
from pages.queries.contradictions import (
    ContradictionRow,
    contradiction_rows,
    touching,
)
from pages.queries.links import LinkRow, links_of
from pages.queries.milestones import MilestoneRow, milestone_rows, milestones_of
from pages.queries.money import EarmarkRow, earmarks_of
from pages.queries.parties import LeadRow
from pages.queries.reading import Reading, SourceRow, source_row
from pages.queries.report import Report, last_report
from pages.queries.targets import TargetRow, target_rows
from pages.states import State, action_state


@dataclass(frozen=True)
class PartyGroup:
    """The parties with one role in an activity: "voert uit", and who."""

    role: str
    parties: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """One activity; `parts` are the points under it."""

    id: int
    title: str
    description: str
    kind: str  # empty for plain work
    state: str  # empty when open
    parties: tuple[PartyGroup, ...]
    source: SourceRow | None
    parts: tuple[ActivityRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """Everything on the page of an action."""

    code: str
    printed_code: str
    title: str
    group: str
    description: str
    chapter: Ref
    spearhead: Ref
    status: str
    state: State
    progress_pct: int | None
    quarter: str
    leads: tuple[LeadRow, ...]
    partners: tuple[LeadRow, ...]
    activities: tuple[ActivityRow, ...]
    milestones: tuple[MilestoneRow, ...]
    targets: tuple[TargetRow, ...]
    earmarks: tuple[EarmarkRow, ...]
    links: tuple[LinkRow, ...]
    links_here: tuple[LinkRow, ...]
    contradictions: tuple[ContradictionRow, ...]
    report: Report | None  # the newest one that was accepted
    source: SourceRow | None

    @property
    def as_printed(self) -> tuple[LeadRow, ...]:
        """The lead lines as the document prints them, each once."""
        lines = {row.as_printed: row for row in (*self.leads, *self.partners)}
        return tuple(lines.values())


def action_page(reading: Reading, code: str) -> ActionPage | None:
    """Return an action of the programme, or None where the reader sees none."""
    action = (
        actions_of(reading)
        .filter(code=code)
        .select_related("spearhead__chapter")
        .first()
    )
    if action is None:
        return None
    here = Q(action=action)
    spearhead, chapter = action.spearhead, action.spearhead.chapter
    leads = leads_of(reading, [action.pk]).get(action.pk, ())
    links, links_here = links_of(reading, place=here, target=Q(target_action=action))
    return ActionPage(
        code=action.code,
        printed_code=action.printed_code,
        title=action.title,
        group=action.group,
        description=action.description,
        chapter=to_chapter(chapter.number, chapter.title),
        spearhead=to_spearhead(chapter.number, spearhead.number, spearhead.title),
        status=Status(action.status).label if action.status else "",
        state=action_state(action.status, action.rag),
        progress_pct=action.progress_pct,
        quarter=action.quarter,
        leads=tuple(lead for lead in leads if lead.is_lead),
        partners=tuple(lead for lead in leads if not lead.is_lead),
        activities=_activities(reading, action),
        milestones=milestone_rows(
            reading, milestones_of(reading).filter(here).in_order()
        ),
        targets=target_rows(reading, here),
        earmarks=earmarks_of(reading, action.pk),
        links=links,
        links_here=links_here,
        contradictions=contradiction_rows(reading, touching(action.source)),
        report=last_report(reading, action),
        source=source_row(action, reading),
    )


def _activities(reading: Reading, action: Action) -> tuple[ActivityRow, ...]:
    """Return the activities with the points under them. Two queries."""
    activities = list(
        Activity.objects.visible_to(reading.actor)
        .filter(action=action)
        .order_by("ordinal")
    )
    parties = _parties(reading, action)
    under: dict[int, list[Activity]] = defaultdict(list)
    tops: list[Activity] = []
    for activity in activities:
        # A point without anything above it stands on its own.
        if activity.level > 1 and tops:
            under[tops[-1].pk].append(activity)
        else:
            tops.append(activity)
    return tuple(
        _activity(
            top,
            parties,
            reading,
            tuple(_activity(part, parties, reading) for part in under[top.pk]),
        )
        for top in tops
    )


def _parties(reading: Reading, action: Action) -> Mapping[int, tuple[PartyGroup, ...]]:
    found: dict[int, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for row in (
        ActivityParty.objects.visible_to(reading.actor)
        .filter(activity__action=action)
        .select_related("organisation", "body")
        .order_by("position", "id")
    ):
        party = to_party(row)
        if party is not None:
            found[row.activity_id][row.role].append(party)
    return {
        activity: tuple(
            PartyGroup(role.label, tuple(roles[role]))
            for role in PartyRole
            if role in roles
        )
        for activity, roles in found.items()
    }


def _activity(
    activity: Activity,
    parties: Mapping[int, tuple[PartyGroup, ...]],
    reading: Reading,
    parts: tuple[ActivityRow, ...] = (),
) -> ActivityRow:
    kind = ActivityKind(activity.kind)
    state = ActivityState(activity.state)
    return ActivityRow(
        id=activity.pk,
        title=activity.title,
        description=activity.description,
        kind="" if kind == ActivityKind.ACTIVITY else kind.label,
        state="" if state == ActivityState.OPEN else state.label,
        parties=parties.get(activity.pk, ()),
        source=source_row(activity, reading),
        parts=parts,
    )
