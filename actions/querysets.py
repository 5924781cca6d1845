"""What one asks of the programme: counts, lateness, what belongs to a werkgroep."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, IsNull, LessThanOrEqual

from core.versioned import VersionedQuerySet

# A day, or an expression that gives one when the query runs.
Day = date | Expression


def _count(queryset: models.QuerySet[Any], key: str) -> Coalesce:
    """Count the children of a row in a subquery, so that no join multiplies rows."""
    counted = (
        queryset.filter(**{key: OuterRef("pk")})
        .order_by()
        .values(key)
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted), 0)


class ChapterQuerySet(VersionedQuerySet[Any]):
    """Chapters."""

    def with_counts(self) -> Self:
        """Add `spearhead_count` and `action_count`."""
        return self.annotate(
            spearhead_count=Count("spearheads", distinct=True),
            action_count=Count("spearheads__actions", distinct=True),
        )


class SpearheadQuerySet(VersionedQuerySet[Any]):
    """Spearheads."""

    def with_counts(self) -> Self:
        """Add `action_count`."""
        return self.annotate(action_count=Count("actions", distinct=True))


class ActionQuerySet(VersionedQuerySet[Any]):
    """Actions."""

    def _children(self, name: str) -> Any:
        # The models import this module, so they are found through the model.
        related = self.model._meta.get_field(name).related_model
        return related._default_manager.all()

    def in_order(self) -> Self:
        """Order by chapter, spearhead, place within it."""
        return self.order_by(
            "spearhead__chapter__number", "spearhead__number", "position", "id"
        )

    def with_counts(self) -> Self:
        """Add `milestone_count` and `activity_count`."""
        return self.annotate(
            milestone_count=_count(self._children("milestones"), "action"),
            activity_count=_count(self._children("activities"), "action"),
        )

    def lateness(self, on: Day) -> Exists:
        """Return the expression that one of its own milestones is late on this day.

        As `late_condition`, for milestones of an action: the day of its last report
        stands in the action itself, and not joining four tables to find it makes
        this a hundred times as fast.
        """
        late = self._children("milestones").filter(
            past_condition(on),
            action=OuterRef("pk"),
            agreed_end__lt=OuterRef("reported_date"),
        )
        return Exists(late)

    def with_lateness(self, on: date) -> Self:
        """Add `is_late`: one of its own milestones is late on this day."""
        return self.annotate(is_late=self.lateness(on))

    def led_by(self, name: str) -> Self:
        """Keep the actions led by this organisation (abbreviation, name, alias)."""
        trekkers: TrekkerQuerySet = self._children("trekkers")
        return self.filter(pk__in=trekkers.leading().called(name).values("action"))

    def with_lead(self) -> Self:
        """Keep the actions that somebody leads."""
        trekkers = self._children("trekkers")
        return self.filter(
            Exists(trekkers.filter(action=OuterRef("pk"), role="trekker"))
        )


class TrekkerQuerySet(VersionedQuerySet[Any]):
    """Trekkers and partners."""

    def leading(self) -> Self:
        """Keep those that lead."""
        return self.filter(role="trekker")

    def called(self, name: str) -> Self:
        """Keep those that are this organisation or body, by any of its names."""
        return self.filter(party_called(self.model, name))


def party_called(model: type[models.Model], name: str) -> Q:
    """Return the condition that the organisation or body of a party has this name."""
    organisations: Any = model._meta.get_field("organisation").related_model
    bodies: Any = model._meta.get_field("body").related_model
    return Q(organisation__in=organisations._default_manager.called(name)) | Q(
        body__in=bodies._default_manager.filter(name=name)
    )


class ActivityQuerySet(VersionedQuerySet[Any]):
    """Activities."""


def reported_expression() -> Case:
    """Return when the place of a milestone was last reported on.

    For a milestone of a spearhead or chapter any accepted update below counts, for
    one of the programme any at all: `progress` keeps `reported_date` at each level.
    """
    return Case(
        When(action__isnull=False, then=F("action__reported_date")),
        When(spearhead__isnull=False, then=F("spearhead__reported_date")),
        When(chapter__isnull=False, then=F("chapter__reported_date")),
        default=F("programme__reported_date"),
        output_field=DateField(),
    )


def past_condition(on: Day, *, against: str = "agreed") -> Q:
    """Return the condition that the end has passed and nothing was achieved."""
    return Q(achieved_text="", **{f"{against}_end__lt": on})


def late_condition(on: Day, *, against: str = "agreed") -> Q:
    """Return the condition that a milestone is past and reported on after its end."""
    reported = GreaterThan(reported_expression(), F(f"{against}_end"))
    return past_condition(on, against=against) & Q(reported)


def unreported_condition(on: Day) -> Q:
    """Return the condition that a milestone is past and nobody was asked since."""
    reported = reported_expression()
    return past_condition(on) & (
        Q(IsNull(reported, True)) | Q(LessThanOrEqual(reported, F("agreed_end")))
    )


class MilestoneQuerySet(VersionedQuerySet[Any]):
    """Milestones and their two yardsticks (design 4.1)."""

    def in_order(self) -> Self:
        """Order by agreed end, the ones without an end last."""
        return self.order_by(F("agreed_end").asc(nulls_last=True), "id")

    def with_reported(self) -> Self:
        """Add `reported`: when the place was last reported on."""
        return self.annotate(reported=reported_expression())

    def past(self, on: date) -> Self:
        """Keep what is past its agreed end and not achieved."""
        return self.filter(past_condition(on))

    def late(self, on: date) -> Self:
        """Keep what is past, with an update accepted after the agreed end."""
        return self.with_reported().filter(late_condition(on))

    def unreported(self, on: date) -> Self:
        """Keep what is past, but nobody was asked since: neither late nor achieved."""
        return self.with_reported().filter(unreported_condition(on))

    def late_against_original(self, on: date) -> Self:
        """Keep what is late against the end in the programme document."""
        return self.with_reported().filter(late_condition(on, against="original"))


class LinkQuerySet(VersionedQuerySet[Any]):
    """Links."""


class ContradictionQuerySet(VersionedQuerySet[Any]):
    """Contradictions."""

    def with_counts(self) -> Self:
        """Add `source_count`: how many places disagree."""
        return self.annotate(source_count=Count("sources", distinct=True))
