"""What one asks of the money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db.models import Sum

from core.versioned import VersionedQuerySet


class BudgetLineQuerySet(VersionedQuerySet[Any]):
    """Budget lines."""

    def in_order(self) -> Self:
        """Order as printed: row by row, year by year."""
        return self.order_by("position", "year", "id")

    def in_total(self) -> Self:
        """Keep the rows that count in the total."""
        return self.filter(in_total=True)

    def agreed_per_year(self) -> dict[int, Decimal]:
        """Return the agreed euros per year."""
        return dict(
            self.order_by("year").values_list("year").annotate(total=Sum("agreed"))
        )

    def original_per_year(self) -> dict[int, Decimal]:
        """Return the original euros per year."""
        return dict(
            self.order_by("year").values_list("year").annotate(total=Sum("original"))
        )


class FundingLineQuerySet(VersionedQuerySet[Any]):
    """Funding lines."""

    def in_order(self) -> Self:
        """Order as printed: row by row, year by year."""
        return self.order_by("position", "year", "id")

    def in_total(self) -> Self:
        """Keep the rows that cover the total."""
        return self.filter(in_total=True)

    def per_year(self) -> dict[int, Decimal]:
        """Return the euros per year; years without any cell are left out."""
        return dict(
            self.filter(amount__isnull=False)
            .order_by("year")
            .values_list("year")
            .annotate(total=Sum("amount"))
        )


def unallocated_per_year(
    funding: dict[int, Decimal], budget: dict[int, Decimal]
) -> dict[int, Decimal]:
    """Return funding less budget per year, for years that have funding in the total.

    2022 has none: it was paid from the ministry's own budget (section 8).
    """
    return {
        year: amount - budget.get(year, Decimal()) for year, amount in funding.items()
    }
