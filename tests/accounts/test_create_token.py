"""The command that makes a token: printed once, alone on the last line."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.tokens import user_and_actor
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return UserFactory.create(username="regiegroep")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_token_is_alone_on_the_last_line_and_works(user: User) -> None:
    printed = run("Dashboard", "--user", "regiegroep")

    token = printed.splitlines()[-1]
    found = user_and_actor(token, route="")
    stored = ApiToken.objects.get()
    assert found is not None
    assert found[0].pk == user.pk
    assert found[1].scopes is None
    assert (stored.name, stored.expires_at) == ("Dashboard", None)
    assert ApiToken.history.get().history_actor == "create_token"


def test_scopes_and_days_are_taken(user: User) -> None:
    before = timezone.now()

    run("X", "--user", "regiegroep", "--scopes", "read,status:write", "--expires", "30")

    stored = ApiToken.objects.get()
    assert stored.scopes == "read status:write"
    assert stored.expires_at is not None
    assert before <= stored.expires_at - timedelta(days=30) <= timezone.now()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["X", "--user", "niemand"], "niemand"),
        (["X", "--user", "regiegroep", "--scopes", "alles"], "alles"),
        (["X", "--user", "regiegroep", "--scopes", ""], "Onbekend"),
        (["X", "--user", "regiegroep", "--expires", "0"], "--expires"),
        (["X" * 81, "--user", "regiegroep"], "80"),
        (["X"], "--user"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    user: User, arguments: list[Any], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(*arguments)

    assert not ApiToken.objects.exists()


def test_user_who_is_switched_off_gets_no_token() -> None:
    UserFactory.create(username="weg", is_active=False)

    with pytest.raises(CommandError, match="weg"):
        run("X", "--user", "weg")
