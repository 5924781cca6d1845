"""Lists of the admin: filters that offer visible rows only, and totals at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from core import policy
from core.actor import current_actor


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """Offers the rows that this person may see, in the order of their own list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = mark_safe("geen")

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        related = cast("type[models.Model]", field.remote_field.model)
        rows = (
            policy.visible(related._default_manager.all(), current_actor())
            .select_related()
            .order_by(*self.field_admin_ordering(field, request, model_admin), "pk")
        )
        return [(row.pk, str(row)) for row in rows]


@dataclass(frozen=True)
class TotalsRow:
    """A line under a list: a label, and a text per column that has a total."""

    label: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class TotalsCell:
    """One cell of that line; the first spans the columns without a total."""

    text: str
    span: int
    is_heading: bool


class TotalsChangeList(ChangeList):
    """A list that ends with totals of all rows that the filters leave."""

    totals: Sequence[Sequence[TotalsCell]] = ()

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = cast(Any, self.model_admin).totals(self.queryset.order_by())
        self.totals = [self._cells(row) for row in rows]

    def _cells(self, row: TotalsRow) -> list[TotalsCell]:
        names = [str(name) for name in self.list_display]
        first = min(names.index(name) for name in row.columns)
        return [
            TotalsCell(row.label, first, is_heading=True),
            *(
                TotalsCell(row.columns.get(name, ""), 1, is_heading=False)
                for name in names[first:]
            ),
        ]
