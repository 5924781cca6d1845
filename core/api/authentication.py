"""Who asks: people with a session. Machine clients' tokens are in `accounts`."""

from __future__ import annotations

from rest_framework import authentication, exceptions
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """A signed-in browser; what it changes needs the CSRF token of its page."""

    def enforce_csrf(self, request: Request) -> None:
        """Say in Dutch what is missing."""
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise exceptions.PermissionDenied(
                "Een wijziging uit de browser heeft een CSRF-token nodig.",
                code="csrf_failed",
            ) from error
