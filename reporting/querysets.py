"""What one asks of published overviews."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import (
    Aggregate,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from core.versioned import VersionedQuerySet


class Joined(Aggregate):
    """Texts of several rows as one, with commas between."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        """Write it as PostgreSQL calls it."""
        return self.as_sql(
            compiler,
            connection,
            function="STRING_AGG",
            template="%(function)s(%(expressions)s, ',')",
            **options,
        )


class OverviewQuerySet(VersionedQuerySet[Any]):
    """Published overviews."""

    def newest_first(self) -> Self:
        """Order by quarter and edition, the newest first."""
        return self.order_by("-quarter", "-edition")

    def latest_editions(self) -> Self:
        """Keep of each quarter the newest edition."""
        newest = self.model._default_manager.filter(
            programme=OuterRef("programme"), quarter=OuterRef("quarter")
        ).order_by("-edition")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))

    def without_all_files(self, number: int) -> Self:
        """Keep the overviews that have fewer files than this for the whole."""
        return self.annotate(
            file_count=Count("files", filter=Q(files__chapter=0))
        ).filter(file_count__lt=number)

    def with_files(self) -> Self:
        """Add `file_sizes`: `pdf=373179,csv=90776`, the files of the whole."""
        files = self.model._meta.get_field("files").related_model
        joined = (
            files._default_manager.filter(overview=OuterRef("pk"), chapter=0)
            .order_by()
            .values("overview")
            .annotate(
                joined=Joined(
                    Concat("format", Value("="), Cast("size_bytes", CharField()))
                )
            )
            .values("joined")
        )
        return self.annotate(file_sizes=Coalesce(Subquery(joined), Value("")))

    def with_neighbours(self) -> Self:
        """Add `newest_edition` of the same quarter, and `quarter_before`, if any.

        `quarter_before` is the nearest earlier quarter with an overview.
        """
        same = self.model._default_manager.filter(programme=OuterRef("programme"))
        newest = (
            same.filter(quarter=OuterRef("quarter"))
            .order_by("-edition")
            .values("edition")[:1]
        )
        before = (
            same.filter(quarter__lt=OuterRef("quarter"))
            .order_by("-quarter")
            .values("quarter")[:1]
        )
        return self.annotate(
            newest_edition=Subquery(newest, output_field=IntegerField()),
            quarter_before=Coalesce(Subquery(before), Value("")),
        )
