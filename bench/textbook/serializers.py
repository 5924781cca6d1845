"""The keys of the product's actions, by ModelSerializer."""

# The fields are named as the keys, which the handbook writes as they come.
# ruff: noqa: N815

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from actions.models import Action, Activity, Milestone, Trekker
from actions.models.work import ActivityParty
from core.imprecise_dates import ImpreciseDate
from core.sources import Sourced


class PartySerializer(serializers.ModelSerializer[Any]):
    """A party by the label of its organisation, or as a body."""

    organisation = serializers.CharField(source="organisation.label", default=None)
    body = serializers.CharField(source="body.name", default=None)


class TrekkerSerializer(PartySerializer):
    """Who leads an action."""

    asPrinted = serializers.CharField(source="as_printed")

    class Meta:
        model = Trekker
        fields = ("organisation", "body", "role", "asPrinted")


class ActivityPartySerializer(PartySerializer):
    """Who has a part in an activity."""

    class Meta:
        model = ActivityParty
        fields = ("organisation", "body", "role")


class SourcedSerializer(serializers.ModelSerializer[Any]):
    """A row with its place in the document."""

    source = serializers.SerializerMethodField("get_place")  # type: ignore[assignment]
    changedAt = serializers.DateTimeField(source="changed_at")

    def get_place(self, row: Sourced) -> dict[str, Any] | None:
        """Return the source as the API tells it."""
        return row.source.as_json() if row.source is not None else None


class ImpreciseDateField(serializers.ReadOnlyField):
    """An imprecise date, or null."""

    def to_representation(self, value: ImpreciseDate) -> Any:
        """Return its four parts."""
        return value.as_json()


class ActivitySerializer(SourcedSerializer):
    """An activity with its parties."""

    programme = serializers.CharField(source="action.programme.slug")
    actionCode = serializers.CharField(source="action.code")
    organisations = ActivityPartySerializer(source="parties", many=True)

    class Meta:
        model = Activity
        fields = (
            *("id", "programme", "actionCode", "ordinal", "level", "title"),
            *("description", "kind", "state", "version", "changedAt", "source"),
            "organisations",
        )


class MilestoneSerializer(SourcedSerializer):
    """A milestone of an action with its owners."""

    programme = serializers.CharField(source="action.programme.slug")
    actionCode = serializers.CharField(source="action.code")
    spearhead = serializers.IntegerField(source="action.spearhead.number")
    chapter = serializers.IntegerField(source="action.spearhead.chapter.number")
    assignedSpearhead = serializers.IntegerField(
        source="assigned_spearhead.number", default=None
    )
    original = ImpreciseDateField()
    agreed = ImpreciseDateField()
    expected = ImpreciseDateField()
    achieved = ImpreciseDateField()
    late = serializers.SerializerMethodField()
    lateOriginal = serializers.SerializerMethodField()
    unreported = serializers.SerializerMethodField()
    owners: Any = serializers.StringRelatedField(many=True)

    class Meta:
        model = Milestone
        fields = (
            *("id", "programme", "actionCode", "spearhead", "chapter", "kind"),
            *("title", "certainty", "condition", "external", "assignedSpearhead"),
            *("original", "agreed", "expected", "achieved", "late", "lateOriginal"),
            *("unreported", "shifts", "version", "changedAt", "source", "owners"),
        )

    def get_late(self, row: Milestone) -> bool:
        """Return whether it is late."""
        return row.is_late(on=timezone.localdate())

    def get_lateOriginal(self, row: Milestone) -> bool:  # noqa: N802
        """Return whether it is late against the original date."""
        today, original = timezone.localdate(), row.original
        reported = row.action.reported_date if row.action is not None else None
        return (
            row.achieved is None
            and original is not None
            and original.is_over(today)
            and reported is not None
            and original.is_over(reported)
        )

    def get_unreported(self, row: Milestone) -> bool:
        """Return whether it is past and nobody was asked since."""
        today = timezone.localdate()
        return row.is_past(on=today) and not row.is_late(on=today)


class ActionListSerializer(SourcedSerializer):
    """An action in a list, with its trekkers."""

    programme = serializers.CharField(source="programme.slug")
    printedCode = serializers.CharField(source="printed_code")
    chapter = serializers.IntegerField(source="spearhead.chapter.number")
    spearhead = serializers.IntegerField(source="spearhead.number")
    milestoneCount = serializers.IntegerField(source="milestone_count")
    progressPct = serializers.IntegerField(source="progress_pct")
    late = serializers.BooleanField(source="is_late")
    trekkers = TrekkerSerializer(many=True)

    class Meta:
        model = Action
        fields: tuple[str, ...] = (
            *("id", "programme", "code", "printedCode", "title", "group", "chapter"),
            *("spearhead", "description", "milestoneCount", "status", "rag"),
            *("progressPct", "quarter", "late", "version", "changedAt", "source"),
            "trekkers",
        )


class ActionDetailSerializer(ActionListSerializer):
    """One action, with its milestones and activities."""

    milestones = MilestoneSerializer(many=True)
    activities = ActivitySerializer(many=True)

    class Meta(ActionListSerializer.Meta):
        fields = (*ActionListSerializer.Meta.fields, "milestones", "activities")
