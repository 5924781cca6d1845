"""Machine clients: `Authorization: Bearer TOKEN`, and no other place for a token."""

from __future__ import annotations

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from accounts.models import User
from accounts.tokens import user_and_actor

SCHEME = "bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """Looks the token up with every request, together with its user."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        """Return the user, and narrow the actor to what the token may do."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        django_request = request._request
        found = user_and_actor(
            token.strip(), route=f"{django_request.method} {django_request.path}"
        )
        if found is None:
            raise exceptions.AuthenticationFailed(
                "Dit token is niet geldig: onbekend, verlopen of ingetrokken."
            )
        user, actor = found
        django_request.actor = actor  # type: ignore[attr-defined]
        return user, actor.token

    def authenticate_header(self, request: Request) -> str:
        """Return the value of WWW-Authenticate; it makes the answer a 401."""
        return 'Bearer realm="api"'
