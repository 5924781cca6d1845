"""Reading published overviews, and publishing the next."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from core import policy
from core.actor import Actor, system_actor
from core.api.views import ObjectView, ResourceView
from core.api.writing import AddView
from reporting.api.resources import PUBLIC_EDITIONS
from reporting.models import Overview


class SignedInOrPublic(BasePermission):
    """Published overviews are for everybody where the public edition is on."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Tell whether who asks may come further; a no is answered with 401."""
        return bool(request.user.is_authenticated) or (
            settings.PUBLIC_OVERVIEWS and request.method in SAFE_METHODS
        )


class PublishedView(ResourceView):
    """Shows who is not signed in the public edition, where that is switched on.

    The switch is asked with every request, before anything else: a tag that somebody
    kept from before opens nothing.
    """

    permission_classes = (SignedInOrPublic,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Choose what is shown by who asks."""
        if not request.user.is_authenticated:
            self.resource = PUBLIC_EDITIONS
        super().initial(request, *args, **kwargs)


class OverviewView(PublishedView, ObjectView):
    """GET of one published overview, with its content."""


class OverviewsView(PublishedView, AddView):
    """GET of the collection, and POST to publish."""

    @property
    def verb(self) -> policy.Verb:
        """Return what one must be allowed: publishing asks for no right to read."""
        return "add" if self.request.method == "POST" else super().verb

    @property
    def reader(self) -> Actor:
        """Return who may learn what was published: at least who did it."""
        if policy.may(self.who, "view", Overview):
            return self.who
        return system_actor("publish", today=self.who.today)
