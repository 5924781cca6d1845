"""What one asks of organisations, bodies and memberships."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Case, CharField, Count, Expression, F, Q, When

from core.versioned import VersionedQuerySet


def label_expression(prefix: str = "") -> Case:
    """Return the printed abbreviation of an organisation, else its name.

    Twin of `Organisation.label`. `prefix` is the path to the organisation with a
    trailing double underscore.
    """
    return Case(
        When(**{f"{prefix}abbreviation": ""}, then=F(f"{prefix}name")),
        default=F(f"{prefix}abbreviation"),
        output_field=CharField(),
    )


def valid_condition(on: date | Expression, prefix: str = "") -> Q:
    """Return the condition that a membership holds on this day; both ends count.

    `prefix` is the path to the membership with a trailing double underscore.
    """
    first, last = f"{prefix}valid_from_date", f"{prefix}valid_to_date"
    return Q(
        Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": on}),
        Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": on}),
    )


class OrganisationQuerySet(VersionedQuerySet[Any]):
    """Organisations."""

    def called(self, name: str) -> Self:
        """Keep the one with this abbreviation, name or other spelling.

        May name it more than once: for use in a subquery.
        """
        return self.filter(Q(abbreviation=name) | Q(name=name) | Q(aliases__alias=name))

    def with_counts(self, on: date) -> Self:
        """Add `membership_count`: in how many bodies it sits on this day."""
        return self.annotate(
            membership_count=Count(
                "memberships__body",
                filter=valid_condition(on, "memberships__"),
                distinct=True,
            )
        )


class BodyQuerySet(VersionedQuerySet[Any]):
    """Bodies."""

    def with_counts(self, on: date) -> Self:
        """Add `member_count`: organisations that are lid on this day.

        An agendalid does not count.
        """
        return self.annotate(
            member_count=Count(
                "memberships__organisation",
                filter=Q(valid_condition(on, "memberships__"), memberships__role="lid"),
                distinct=True,
            )
        )


class MembershipQuerySet(VersionedQuerySet[Any]):
    """Memberships."""

    def valid(self, on: date) -> Self:
        """Keep those that hold on this day; both ends count."""
        return self.filter(valid_condition(on))

    def keeping(self, user_id: int | None, on: date) -> Self:
        """Keep the memberships that make this user secretary or stand-in."""
        return self.valid(on).filter(
            user_id=user_id, role__in=("secretaris", "vervanger")
        )
