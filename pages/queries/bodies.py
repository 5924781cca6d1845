"""Bodies: who meets, in which role, and where a question goes on to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from actions.models import Chapter, Trekker
from governance.models import (
    Body,
    BodyKind,
    CompositionPart,
    Membership,
    MembershipRole,
)
from pages.addresses import Ref, to_body, to_chapter, to_organisation
from pages.queries.actions import ActionRow, action_rows, actions_of
from pages.queries.reading import Reading, SourceRow, source_row


@dataclass(frozen=True, kw_only=True)
class BodyRow:
    """One line about a body."""

    ref: Ref
    kind: BodyKind
    established: bool
    meets: str
    chapters: tuple[Ref, ...]
    members: int  # organisations that are lid; agendaleden apart
    agenda_members: int
    escalates_to: Ref | None


@dataclass(frozen=True)
class BodyGroup:
    """The bodies of one level."""

    title: str
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True)
class Member:
    """An organisation in a body."""

    organisation: Ref
    name: str
    source: SourceRow | None


@dataclass(frozen=True)
class MemberGroup:
    """The organisations with one role."""

    role: MembershipRole
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Share:
    """One part of the composition rule: 1 of 3, who."""

    numerator: int
    denominator: int
    part: str


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """Everything on the page of a body. `persons` counts users per role: no names."""

    name: str
    heading: str
    kind: str
    is_klankbord: bool
    description: str
    established: bool
    meets: str
    frequency: str
    secretariat: Ref | None
    escalates_to: Ref | None
    escalated_from: tuple[Ref, ...]
    via: str
    membership_text: str
    composition: tuple[Share, ...]
    groups: tuple[MemberGroup, ...]
    persons: tuple[tuple[str, int], ...]
    chapters: tuple[Ref, ...]
    leads: tuple[ActionRow, ...]
    source: SourceRow | None


# From the level that decides least often to the groups at work.
GROUPS = {
    "Voor het hele programma": (
        BodyKind.BESTUURLIJK_OVERLEG,
        BodyKind.REGIEGROEP,
        BodyKind.BREED_OVERLEG,
        BodyKind.KLANKBORDGROEP,
    ),
    "Werkgroepen": (BodyKind.WERKGROEP,),
    "Andere groepen, genoemd in een hoofdstuk": (BodyKind.OTHER,),
}


def body_groups(reading: Reading) -> tuple[BodyGroup, ...]:
    """Return the bodies by kind. Three queries."""
    chapters = _chapters(reading)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for body, role, number in (
        Membership.objects.visible_to(reading.actor)
        .valid(reading.today)
        .filter(organisation__isnull=False)
        .order_by()
        .values_list("body_id", "role")
        .annotate(number=Count("pk"))
    ):
        counts[body][role] = number
    rows: dict[str, list[BodyRow]] = defaultdict(list)
    bodies = Body.objects.visible_to(reading.actor).select_related("escalates_to")
    for body in bodies.order_by("id"):
        rows[body.kind].append(
            BodyRow(
                ref=to_body(body),
                kind=BodyKind(body.kind),
                established=body.established,
                meets=_meets(body),
                chapters=chapters.get(body.pk, ()),
                members=counts[body.pk].get(MembershipRole.LID, 0),
                agenda_members=counts[body.pk].get(MembershipRole.AGENDALID, 0),
                escalates_to=to_body(body.escalates_to) if body.escalates_to else None,
            )
        )
    return tuple(
        BodyGroup(title, tuple(row for kind in kinds for row in rows[kind]))
        for title, kinds in GROUPS.items()
        if any(rows[kind] for kind in kinds)
    )


def body_page(reading: Reading, pk: int) -> BodyPage | None:
    """Return a body, or None where the reader sees none."""
    visible = Body.objects.visible_to(reading.actor)
    body = visible.filter(pk=pk).select_related("secretariat", "escalates_to").first()
    if body is None:
        return None
    memberships = list(
        Membership.objects.visible_to(reading.actor)
        .valid(reading.today)
        .filter(body=body)
        .select_related("organisation")
        .order_by("position", "id")
    )
    composition = CompositionPart.objects.visible_to(reading.actor).filter(body=body)
    return BodyPage(
        name=body.name,
        heading=body.heading,
        kind=BodyKind(body.kind).label,
        is_klankbord=body.kind == BodyKind.KLANKBORDGROEP,
        description=body.description,
        established=body.established,
        meets=_meets(body),
        frequency=body.frequency,
        secretariat=to_organisation(body.secretariat) if body.secretariat else None,
        escalates_to=to_body(body.escalates_to) if body.escalates_to else None,
        escalated_from=tuple(
            to_body(other) for other in visible.filter(escalates_to=body).order_by("id")
        ),
        via=body.via,
        membership_text=body.membership_text,
        composition=tuple(
            Share(part.numerator, part.denominator, part.part)
            for part in composition.order_by("id")
        ),
        groups=tuple(
            group
            for role in (
                MembershipRole.VOORZITTER,
                MembershipRole.LID,
                MembershipRole.AGENDALID,
            )
            if (group := _members(memberships, role, reading)).members
        ),
        persons=_persons(memberships),
        chapters=_chapters(reading, Q(werkgroep=body)).get(body.pk, ()),
        leads=_led_by(reading, body),
        source=source_row(body, reading),
    )


def _meets(body: Body) -> str:
    if body.meetings_per_year is not None:
        return f"{body.meetings_per_year} keer per jaar"
    if body.kind == BodyKind.WERKGROEP:
        return "zo vaak als de groep zelf bepaalt"
    return ""


def _chapters(reading: Reading, where: Q | None = None) -> dict[int, tuple[Ref, ...]]:
    """Return per werkgroep the chapters that it works on."""
    found: dict[int, list[Ref]] = defaultdict(list)
    for chapter in (
        Chapter.objects.visible_to(reading.actor)
        .filter(where or Q(), programme=reading.programme, werkgroep__isnull=False)
        .order_by("number")
    ):
        assert chapter.werkgroep_id is not None
        found[chapter.werkgroep_id].append(to_chapter(chapter.number, chapter.title))
    return {key: tuple(refs) for key, refs in found.items()}


def _members(
    memberships: Iterable[Membership], role: MembershipRole, reading: Reading
) -> MemberGroup:
    return MemberGroup(
        role,
        tuple(
            Member(
                to_organisation(row.organisation),
                (
                    ""
                    if row.organisation.name == row.organisation.label
                    else row.organisation.name
                ),
                source_row(row, reading),
            )
            for row in memberships
            if row.organisation is not None and row.role == role
        ),
    )


def _persons(memberships: Iterable[Membership]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for row in memberships:
        if row.organisation is None:
            counts[MembershipRole(row.role).label] += 1
    return tuple(sorted(counts.items()))


def _led_by(reading: Reading, body: Body) -> tuple[ActionRow, ...]:
    leading = Trekker.objects.visible_to(reading.actor).leading()
    codes = list(
        leading.filter(body=body, action__programme=reading.programme).values_list(
            "action__code", flat=True
        )
    )
    return action_rows(reading, actions_of(reading).filter(code__in=codes).in_order())
