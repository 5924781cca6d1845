"""What one asks of rounds, status updates and escalations."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import OuterRef, Q, Subquery

from core.versioned import VersionedQuerySet


class ReportingRoundQuerySet(VersionedQuerySet[Any]):
    """Rounds."""

    def in_order(self) -> Self:
        """Newest quarter first; `2026-Q3` sorts as text."""
        return self.order_by("-quarter", "-id")

    def open(self, on: date) -> Self:
        """Keep the rounds in which one can write on this day."""
        return self.filter(opens_date__lte=on, closed_date__isnull=True)


class StatusUpdateQuerySet(VersionedQuerySet[Any]):
    """Status updates."""

    def accepted(self) -> Self:
        """Keep what the programme office accepted."""
        return self.filter(state="accepted")

    def drafts(self) -> Self:
        """Keep what is still being written."""
        return self.filter(state="draft")

    def submitted(self) -> Self:
        """Keep what waits for the programme office."""
        return self.filter(state="submitted")

    def before(self, quarter: str) -> Self:
        """Keep the updates on earlier quarters."""
        return self.filter(round__quarter__lt=quarter)

    def latest_first(self) -> Self:
        """Order by quarter and sequence, the newest first."""
        return self.order_by("-round__quarter", "-sequence", "-id")

    def latest_per_action(self) -> Self:
        """Keep of each action the newest update of this set, one row per action."""
        newest = self.filter(action=OuterRef("action")).latest_first().values("pk")[:1]
        return self.filter(pk=Subquery(newest))


class EscalationQuerySet(VersionedQuerySet[Any]):
    """Escalations."""

    def open(self) -> Self:
        """Keep the questions without an answer."""
        return self.filter(closed_date__isnull=True)

    def open_on(self, on: date) -> Self:
        """Keep the questions that waited on this day."""
        return self.filter(
            Q(closed_date__isnull=True) | Q(closed_date__gt=on), raised_date__lte=on
        )
