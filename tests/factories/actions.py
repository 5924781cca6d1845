# mypy: disallow-untyped-calls=False
"""The programme as agreed."""

from __future__ import annotations

from typing import Any

from factory.declarations import LazyAttribute, SelfAttribute, Sequence, SubFactory

from actions.models import (
    Action,
    Activity,
    ActivityKind,
    ActivityParty,
    Chapter,
    ChapterKind,
    Contradiction,
    ContradictionSource,
    Link,
    LinkKind,
    Milestone,
    MilestoneKind,
    MilestoneOwner,
    PartyRole,
    Programme,
    Spearhead,
    Trekker,
    TrekkerRole,
)
from core.imprecise_dates import parse_imprecise_date
from tests.factories.base import VersionedFactory
from tests.factories.governance import OrganisationFactory


class ProgrammeFactory(VersionedFactory[Programme]):
    class Meta:
        model = Programme

    slug = Sequence(lambda n: f"programma-{n}")
    title = Sequence(lambda n: f"Programma {n}")
    start_year = 2022
    end_year = 2026
    document_title = "Programmadocument"
    chapter_word = "hoofdstuk"
    spearhead_word = "speerpunt"
    action_word = "actie"


class ChapterFactory(VersionedFactory[Chapter]):
    class Meta:
        model = Chapter

    programme = SubFactory(ProgrammeFactory)
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Hoofdstuk {n}")
    kind = ChapterKind.DOELGROEP


class SpearheadFactory(VersionedFactory[Spearhead]):
    class Meta:
        model = Spearhead

    chapter = SubFactory(ChapterFactory)
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Speerpunt {n}")


class ActionFactory(VersionedFactory[Action]):
    class Meta:
        model = Action

    spearhead = SubFactory(SpearheadFactory)
    programme = SelfAttribute("spearhead.chapter.programme")
    code = Sequence(lambda n: f"A{n}")
    title = Sequence(lambda n: f"Actie {n}")


class TrekkerFactory(VersionedFactory[Trekker]):
    """A lead known only by the words of the document."""

    class Meta:
        model = Trekker

    action = SubFactory(ActionFactory)
    role = TrekkerRole.TREKKER
    as_printed = "alle partijen"


class ActivityFactory(VersionedFactory[Activity]):
    class Meta:
        model = Activity

    action = SubFactory(ActionFactory)
    ordinal = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Activiteit {n}")
    kind = ActivityKind.ACTIVITY


class ActivityPartyFactory(VersionedFactory[ActivityParty]):
    class Meta:
        model = ActivityParty

    activity = SubFactory(ActivityFactory)
    organisation = SubFactory(OrganisationFactory)
    role = PartyRole.DOES


def programme_of_place(row: Any) -> Programme:
    """Return the programme that the place given to a factory lies in, or a new one."""
    chapter: Chapter | None = row.chapter
    if row.action is not None:
        chapter = row.action.spearhead.chapter
    elif row.spearhead is not None:
        chapter = row.spearhead.chapter
    return ProgrammeFactory.create() if chapter is None else chapter.programme


class MilestoneFactory(VersionedFactory[Milestone]):
    """A milestone of the whole programme; give an action, spearhead or chapter."""

    class Meta:
        model = Milestone

    action = None
    spearhead = None
    chapter = None
    programme = LazyAttribute(programme_of_place)
    kind = MilestoneKind.DONE
    title = Sequence(lambda n: f"Mijlpaal {n}")
    original = parse_imprecise_date("eind 2024")


class MilestoneOwnerFactory(VersionedFactory[MilestoneOwner]):
    class Meta:
        model = MilestoneOwner

    milestone = SubFactory(MilestoneFactory)
    organisation = SubFactory(OrganisationFactory)


class LinkFactory(VersionedFactory[Link]):
    """A tie from the programme as a whole to something outside."""

    class Meta:
        model = Link

    action = None
    spearhead = None
    chapter = None
    programme = LazyAttribute(programme_of_place)
    kind = LinkKind.RELATED
    outside = "Een ander programma"


class ContradictionFactory(VersionedFactory[Contradiction]):
    class Meta:
        model = Contradiction

    programme = SubFactory(ProgrammeFactory)
    subject = Sequence(lambda n: f"Onderwerp {n}")
    loaded = "de tekst"
    why = "de tekst is uitvoeriger dan de tabel"


class ContradictionSourceFactory(VersionedFactory[ContradictionSource]):
    class Meta:
        model = ContradictionSource

    contradiction = SubFactory(ContradictionFactory)
    says = "iets anders"
