"""Children of the programme's rows, shown on the page of their parent."""

from __future__ import annotations

from actions.models import (
    Activity,
    ActivityParty,
    ContradictionSource,
    Milestone,
    MilestoneKind,
    MilestoneOwner,
    Trekker,
)
from core.admin import TrackerTabularInline
from core.admin_forms import VersionedForm
from core.imprecise_dates import Role


class MilestoneForm(VersionedForm):
    """A milestone; words for the start of something are read as such."""

    def date_role(self, name: str) -> Role:
        return "start" if self.instance.kind == MilestoneKind.START else "end"  # type: ignore[attr-defined]


class TrekkerInline(TrackerTabularInline):
    model = Trekker
    fields = ("organisation", "body", "role", "as_printed")
    autocomplete_fields = ("organisation", "body")
    ordering = ("position", "pk")


class ActivityInline(TrackerTabularInline):
    model = Activity
    fields = ("ordinal", "level", "title", "kind", "state", "description")
    ordering = ("ordinal",)


class MilestoneInline(TrackerTabularInline):
    """The milestones of an action, spearhead or chapter, with all their dates."""

    model = Milestone
    form = MilestoneForm
    fields = ("kind", "title", "original", "agreed", "expected", "achieved")
    ordering = ("position", "pk")


class SpearheadMilestoneInline(MilestoneInline):
    """Its own results; those of the chapter that are assigned to it stand there."""

    fk_name = "spearhead"


class MilestoneOwnerInline(TrackerTabularInline):
    model = MilestoneOwner
    fields = ("organisation", "body")
    autocomplete_fields = ("organisation", "body")
    ordering = ("position", "pk")


class ActivityPartyInline(TrackerTabularInline):
    model = ActivityParty
    fields = ("organisation", "body", "role")
    autocomplete_fields = ("organisation", "body")
    ordering = ("position", "pk")


class ContradictionSourceInline(TrackerTabularInline):
    model = ContradictionSource
    fields = ("says", "source_text")
    ordering = ("position", "pk")
