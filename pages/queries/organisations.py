"""Organisations: what each leads, does, pays and owns, and where it sits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from actions.models import (
    ActivityParty,
    MilestoneOwner,
    PartyRole,
    Trekker,
    TrekkerRole,
)
from core.actor import Actor
from core.search import has_word, has_words, normalise, words_of
from governance.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
)
from pages.addresses import Ref, to_action, to_body, to_organisation
from pages.queries.actions import ActionRow, action_rows, actions_of
from pages.queries.milestones import MilestoneRow, milestone_rows, milestones_of
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True, kw_only=True)
class OrganisationRow:
    """One line about an organisation: how often it has which part."""

    ref: Ref
    name: str  # empty when the link says it already
    kind: str
    leads: int  # actions
    does: int  # activities that it does, commissions or pays
    involved: int  # activities
    owns: int  # milestones
    bodies: int


@dataclass(frozen=True)
class Task:
    """An activity in which an organisation has a part."""

    title: str
    action: Ref
    anchor: str


@dataclass(frozen=True)
class TaskGroup:
    """The activities with one role."""

    role: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Seat:
    """A place in a body."""

    body: Ref
    role: str
    source: SourceRow | None


@dataclass(frozen=True, kw_only=True)
class OrganisationPage:
    """Everything on the page of an organisation."""

    label: str
    name: str
    kind: str
    is_collective: bool
    aliases: tuple[str, ...]
    parent: Ref | None
    parts: tuple[Ref, ...]
    leads: tuple[ActionRow, ...]
    partner: tuple[ActionRow, ...]
    tasks: tuple[TaskGroup, ...]
    milestones: tuple[MilestoneRow, ...]
    seats: tuple[Seat, ...]
    source: SourceRow | None


def matching(actor: Actor, words: tuple[str, ...]) -> Q:
    """Return the condition: every word is in a name, an abbreviation or an alias."""
    if not words:
        return has_words(words)
    aliases = OrganisationAlias.objects.visible_to(actor).filter(
        organisation=OuterRef("pk")
    )
    condition = Q()
    for word in words:
        condition &= has_word(word) | Q(Exists(aliases.filter(has_word(word))))
    return condition


def organisation_rows(
    reading: Reading, *, kind: str, text: str
) -> tuple[OrganisationRow, ...]:
    """Return the organisations, by name. Five queries."""
    found = Organisation.objects.visible_to(reading.actor)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(matching(reading.actor, words_of(text)))
    counts = _counts(reading)
    rows = [_row(organisation, counts) for organisation in found]
    # Not by the database: every database sorts names in its own way.
    return tuple(sorted(rows, key=lambda row: (normalise(row.ref.text), row.ref.url)))


Counts = Mapping[str, Mapping[int, int]]


def _counts(reading: Reading) -> Counts:
    """Return per kind of part the number per organisation id. Four queries."""
    actor, programme = reading.actor, reading.programme

    def per_organisation(rows: QuerySet[Any], *names: str) -> Any:
        named = rows.filter(organisation__isnull=False).order_by()
        return named.values_list("organisation_id", *names).annotate(n=Count("pk"))

    leading = Trekker.objects.visible_to(actor).leading()
    parties = ActivityParty.objects.visible_to(actor)
    owners = MilestoneOwner.objects.visible_to(actor)
    seats = Membership.objects.visible_to(actor).valid(reading.today)
    roles: dict[str, dict[int, int]] = {"does": defaultdict(int), "involved": {}}
    for organisation, role, number in per_organisation(
        parties.filter(activity__action__programme=programme), "role"
    ):
        if role == PartyRole.INVOLVED:
            roles["involved"][organisation] = number
        else:
            roles["does"][organisation] += number
    return {
        **roles,
        "leads": dict(per_organisation(leading.filter(action__programme=programme))),
        "owns": dict(per_organisation(owners.filter(milestone__programme=programme))),
        "bodies": dict(per_organisation(seats)),
    }


def _row(organisation: Organisation, counts: Counts) -> OrganisationRow:
    def number(part: str) -> int:
        return counts[part].get(organisation.pk, 0)

    return OrganisationRow(
        ref=to_organisation(organisation),
        name="" if organisation.name == organisation.label else organisation.name,
        kind=OrganisationKind(organisation.kind).label,
        leads=number("leads"),
        does=number("does"),
        involved=number("involved"),
        owns=number("owns"),
        bodies=number("bodies"),
    )


def organisation_page(reading: Reading, pk: int) -> OrganisationPage | None:
    """Return an organisation, or None where the reader sees none."""
    visible = Organisation.objects.visible_to(reading.actor)
    organisation = visible.filter(pk=pk).select_related("parent").first()
    if organisation is None:
        return None
    aliases = OrganisationAlias.objects.visible_to(reading.actor)
    parts = [to_organisation(part) for part in visible.filter(parent=organisation)]
    leads, partner = _led_by(reading, organisation)
    owned = MilestoneOwner.objects.visible_to(reading.actor).filter(
        organisation=organisation, milestone=OuterRef("pk")
    )
    return OrganisationPage(
        label=organisation.label,
        name="" if organisation.name == organisation.label else organisation.name,
        kind=OrganisationKind(organisation.kind).label,
        is_collective=organisation.kind == OrganisationKind.COLLECTIVE,
        aliases=tuple(
            aliases.filter(organisation=organisation)
            .order_by("id")
            .values_list("alias", flat=True)
        ),
        parent=to_organisation(organisation.parent) if organisation.parent else None,
        parts=tuple(sorted(parts, key=lambda part: normalise(part.text))),
        leads=leads,
        partner=partner,
        tasks=_tasks(reading, organisation),
        milestones=milestone_rows(
            reading, milestones_of(reading).filter(Exists(owned)).in_order()
        ),
        seats=_seats(reading, organisation),
        source=source_row(organisation, reading),
    )


def _led_by(
    reading: Reading, organisation: Organisation
) -> tuple[tuple[ActionRow, ...], tuple[ActionRow, ...]]:
    """Return the actions that it leads, and those in which it is partner."""
    roles = dict(
        Trekker.objects.visible_to(reading.actor)
        .filter(organisation=organisation, action__programme=reading.programme)
        .values_list("action__code", "role")
    )
    rows = action_rows(
        reading, actions_of(reading).filter(code__in=list(roles)).in_order()
    )
    return (
        tuple(row for row in rows if roles[row.code] == TrekkerRole.TREKKER),
        tuple(row for row in rows if roles[row.code] == TrekkerRole.PARTNER),
    )


def _tasks(reading: Reading, organisation: Organisation) -> tuple[TaskGroup, ...]:
    found: dict[str, list[Task]] = defaultdict(list)
    for row in (
        ActivityParty.objects.visible_to(reading.actor)
        .filter(
            organisation=organisation, activity__action__programme=reading.programme
        )
        .select_related("activity__action")
        .order_by(
            "activity__action__spearhead__chapter__number",
            "activity__action__spearhead__number",
            "activity__action__position",
            "activity__ordinal",
        )
    ):
        action = to_action(row.activity.action.code, row.activity.action.title)
        anchor = f"{action.url}#activiteit-{row.activity_id}"
        found[row.role].append(Task(row.activity.title, action, anchor))
    return tuple(
        TaskGroup(role.label, tuple(found[role])) for role in PartyRole if role in found
    )


def _seats(reading: Reading, organisation: Organisation) -> tuple[Seat, ...]:
    memberships = (
        Membership.objects.visible_to(reading.actor)
        .valid(reading.today)
        .filter(organisation=organisation)
        .select_related("body")
        .order_by("body_id")
    )
    return tuple(
        Seat(
            to_body(row.body),
            MembershipRole(row.role).label,
            source_row(row, reading),
        )
        for row in memberships
    )
