"""Tokens of machine clients: stored hashed, narrow, revocable at once, rarely noted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import SCOPES, ApiToken, User
from accounts.roles import Role
from accounts.tokens import create_token, revoke, user_and_actor
from core import policy, writes
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.actors import SYSTEM, acting

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    return UserFactory.create(role=Role.PROGRAMMABUREAU)


def new_token(user: User, **options: object) -> str:
    values: dict[str, object] = {
        "name": "Dashboard",
        "scopes": None,
        "expires_at": None,
        **options,
    }
    return create_token(user=user, by=SYSTEM, **values)  # type: ignore[arg-type]


def test_token_gives_its_user_and_an_actor_with_its_name(user: User) -> None:
    token = new_token(user, scopes=["read", "plan:write"])

    found = user_and_actor(token, route="GET /api/v1/actions")

    assert found is not None
    asker, actor = found
    assert (asker.pk, asker.username, asker.role) == (user.pk, user.username, user.role)
    assert actor.user_id == user.pk
    assert actor.role == Role.PROGRAMMABUREAU
    assert actor.scopes == frozenset({"read", "plan:write"})
    assert actor.token == f"Dashboard ({token[:12]}…)"
    assert actor.route == "GET /api/v1/actions"
    assert actor.today == timezone.localdate()


def test_token_without_scopes_has_the_rights_of_its_user(user: User) -> None:
    found = user_and_actor(new_token(user), route="")

    assert found is not None
    assert found[1].scopes is None


def test_token_is_kept_as_a_hash_only(user: User) -> None:
    token = new_token(user)

    stored = ApiToken.objects.get()
    history = ApiToken.history.get()
    values = [
        str(value)
        for row in (stored, history)
        for field in row._meta.fields
        if (value := getattr(row, field.attname)) is not None
    ]

    assert not any(token in value for value in values)
    assert len(stored.sha256) == 64
    assert token.startswith(stored.prefix)
    assert len(token) > 40
    assert not hasattr(history, "sha256")


def test_two_tokens_are_never_the_same(user: User) -> None:
    assert len({new_token(user) for _ in range(20)}) == 20


@pytest.mark.parametrize("text", ["", "tat_", "tat_onbekend", "x" * 300, "tat_\udcff"])
def test_text_that_is_no_token_opens_nothing(user: User, text: str) -> None:
    new_token(user)

    assert user_and_actor(text, route="") is None


def test_revoked_token_opens_nothing(user: User) -> None:
    token = new_token(user)
    stored = ApiToken.objects.get()

    revoke(stored, at=NOON, by=SYSTEM)
    revoke(stored, at=NOON + timedelta(days=1), by=SYSTEM)

    assert user_and_actor(token, route="") is None
    stored.refresh_from_db()
    assert (stored.revoked_at, stored.version) == (NOON, 2)


def test_expired_token_opens_nothing(user: User) -> None:
    token = new_token(user, expires_at=NOON)

    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        assert user_and_actor(token, route="") is not None
    with time_machine.travel(NOON, tick=False):
        assert user_and_actor(token, route="") is None


def test_token_of_a_user_who_is_switched_off_opens_nothing(user: User) -> None:
    token = new_token(user)
    writes.write(user, {"is_active": False}, by=SYSTEM)

    assert user_and_actor(token, route="") is None


def test_change_of_role_counts_at_once(user: User) -> None:
    token = new_token(user)
    writes.write(user, {"role": Role.LEZER}, by=SYSTEM)

    found = user_and_actor(token, route="")
    assert found is not None
    assert found[1].role == Role.LEZER


def test_use_is_noted_at_most_once_an_hour_without_version_or_history(
    user: User,
) -> None:
    token = new_token(user)

    def used_at(moment: datetime) -> datetime | None:
        with time_machine.travel(moment, tick=False):
            user_and_actor(token, route="")
        return ApiToken.objects.get().last_used_at

    assert used_at(NOON) == NOON
    assert used_at(NOON + timedelta(minutes=59)) == NOON
    later = NOON + timedelta(minutes=60)
    assert used_at(later) == later
    stored = ApiToken.objects.get()
    assert stored.version == 1
    assert ApiToken.history.count() == 1


@pytest.mark.parametrize("scopes", ["*", "read", "read status:write", " ".join(SCOPES)])
def test_known_scopes_are_stored(scopes: str) -> None:
    assert ApiTokenFactory.create(scopes=scopes).scopes == scopes


@pytest.mark.parametrize(
    "scopes", ["", "alles", "read,status:write", "read ", "* read"]
)
def test_unknown_scopes_are_refused_also_by_the_database(scopes: str) -> None:
    user = UserFactory.create()
    with pytest.raises(ValidationError):
        writes.add(ApiTokenFactory.build(user=user, scopes=scopes), by=SYSTEM)

    token = ApiTokenFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(ApiToken).filter(pk=token.pk).update(scopes=scopes)


def test_only_the_beheerder_sees_and_revokes_tokens(user: User) -> None:
    new_token(user)

    for role in Role:
        who = acting(UserFactory.create(role=role))
        allowed = role == Role.BEHEERDER
        assert ApiToken.objects.visible_to(who).exists() == allowed
        assert policy.may(who, "add", ApiToken) == allowed
        assert not policy.may(who, "remove", ApiToken)
