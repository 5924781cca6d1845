"""One viewset and one filter set, as in the handbook."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import pagination, serializers, viewsets

from actions.models import Action
from bench.textbook.serializers import ActionDetailSerializer, ActionListSerializer


class ActionFilter(django_filters.FilterSet):
    """By chapter and status."""

    chapter = django_filters.NumberFilter(field_name="spearhead__chapter__number")

    class Meta:
        model = Action
        fields = ("chapter", "status")


class Pages(pagination.PageNumberPagination):
    """A hundred at a time, unless the client says otherwise."""

    page_size_query_param = "pageSize"


class ActionViewSet(viewsets.ModelViewSet[Action]):
    """Actions; a list does without milestones and activities."""

    filterset_class = ActionFilter
    pagination_class = Pages

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        """Return the serializer of a list or of one action."""
        if self.action == "list":
            return ActionListSerializer
        return ActionDetailSerializer

    def get_queryset(self) -> QuerySet[Action]:
        """Return the actions with all that the serializer will ask of them."""
        actions: QuerySet[Action] = (
            # Subqueries, not a join with a GROUP BY, which would be slower.
            Action.objects.with_counts()
            .with_lateness(on=timezone.localdate())
            .select_related("programme", "spearhead__chapter")
            .prefetch_related("trekkers__organisation", "trekkers__body")
            .order_by("id")
        )
        if self.action == "list":
            return actions
        return actions.prefetch_related(
            "milestones__action__programme",
            "milestones__action__spearhead__chapter",
            "milestones__assigned_spearhead",
            "milestones__owners__organisation",
            "milestones__owners__body",
            "activities__action__programme",
            "activities__parties__organisation",
            "activities__parties__body",
        )
