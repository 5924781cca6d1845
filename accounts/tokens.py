"""Tokens of machine clients: made once, looked up with every request, revocable."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from django.db import models
from django.db.models import CharField, Q
from django.utils import timezone
from structlog.contextvars import get_contextvars

from accounts.models import ALL_RIGHTS, ApiToken, User
from core import writes
from core.actor import Actor
from core.api.statements import Slot, Statement

MARK = "tat_"
PREFIX_LENGTH = 12
# Longer than any token of ours, shorter than what costs time to hash.
MAX_LENGTH = 200
# Who looks when a token was last used wants to know the day, not the second.
USE_NOTED_EVERY = timedelta(hours=1)


def create_token(
    *,
    name: str,
    user: User,
    scopes: Iterable[str] | None,
    expires_at: datetime | None,
    by: Actor,
) -> str:
    """Store a token and return it; it can never be shown again.

    Without `scopes` it may do what its user may.
    """
    token = MARK + secrets.token_urlsafe(32)
    writes.add(
        ApiToken(
            name=name,
            user=user,
            prefix=token[:PREFIX_LENGTH],
            sha256=_hash(token),
            scopes=ALL_RIGHTS if scopes is None else " ".join(scopes),
            expires_at=expires_at,
        ),
        by=by,
    )
    return token


def revoke(token: ApiToken, *, at: datetime, by: Actor) -> None:
    """End a token; the next request with it is refused."""
    if token.revoked_at is None:
        writes.write(token, {"revoked_at": at}, by=by)


def user_and_actor(token: str, *, route: str) -> tuple[User, Actor] | None:
    """Return who sends this token, or None when it opens nothing (any more)."""
    if not token.startswith(MARK) or len(token) > MAX_LENGTH:
        return None
    found = _lookup().rows(sha256=_hash(token))
    if not found:
        return None
    token_id, name, prefix, scopes, expires, used, user_id, *account = found[0]
    username, full_name, role = account
    now = timezone.now()
    if expires is not None and expires <= now:
        return None
    if used is None or used <= now - USE_NOTED_EVERY:
        _note_use(token_id, now)
    user = User(
        pk=user_id, username=username, full_name=full_name, role=role, is_active=True
    )
    actor = Actor(
        name=str(user),
        role=role,
        user_id=user_id,
        token=f"{name} ({prefix}…)",
        scopes=None if scopes == ALL_RIGHTS else frozenset(scopes.split()),
        today=timezone.localdate(now),
        route=route[:300],
        request_id=str(get_contextvars().get("request_id", ""))[:64],
    )
    return user, actor


def _hash(token: str) -> str:
    # The token is random and long, so a plain hash cannot be turned around.
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


@cache
def _lookup() -> Statement:
    return Statement(
        ApiToken.objects.filter(
            sha256=Slot("sha256", CharField()),
            revoked_at__isnull=True,
            user__is_active=True,
        ).values_list(
            "id",
            "name",
            "prefix",
            "scopes",
            "expires_at",
            "last_used_at",
            "user_id",
            "user__username",
            "user__full_name",
            "user__role",
        )
    )


def _note_use(token_id: int, now: datetime) -> None:
    """Write when it was used: no version, no history, like Django's `last_login`."""
    models.QuerySet(ApiToken).filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY),
        pk=token_id,
    ).update(last_used_at=now)
