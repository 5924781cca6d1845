"""The token of the product, looked up as DRF's own TokenAuthentication does."""

from __future__ import annotations

import hashlib

from rest_framework import authentication, exceptions

from accounts.models import ApiToken, User


class BearerAuthentication(authentication.TokenAuthentication):
    """`Authorization: Bearer TOKEN`; the table holds the hash of the token."""

    keyword = "Bearer"

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        """Return the user of the token with the token."""
        try:
            token = ApiToken.objects.select_related("user").get(
                sha256=hashlib.sha256(key.encode()).hexdigest(), revoked_at=None
            )
        except ApiToken.DoesNotExist:
            raise exceptions.AuthenticationFailed("Invalid token.") from None
        if not token.user.is_active:
            raise exceptions.AuthenticationFailed("User inactive or deleted.")
        return token.user, token
