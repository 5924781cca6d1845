"""Users: what Django writes by itself, what history keeps, and who comes in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.models import update_last_login
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.models import ApiToken, User
from accounts.roles import Role
from core import writes
from core.actor import as_actor
from core.errors import InUse, NoActor
from core.versioned import Versioned
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import MembershipFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een lang wachtwoord"


def version_and_history(row: Versioned) -> tuple[int, int]:
    """Return the stored version and how many history rows there are."""
    stored = type(row)._default_manager.get(pk=row.pk)
    assert isinstance(stored, Versioned)
    return stored.version, row.history.count()


def test_last_login_is_written_without_actor_version_or_history() -> None:
    user = UserFactory.create()
    assert user.last_login is None

    update_last_login(User, user)

    assert User.objects.get(pk=user.pk).last_login is not None
    assert version_and_history(user) == (1, 1)


def test_login_through_the_client_leaves_no_history(client: Client) -> None:
    user = UserFactory.create()

    client.force_login(user)

    assert User.objects.get(pk=user.pk).last_login is not None
    assert version_and_history(user) == (1, 1)


def test_hash_that_django_renews_at_login_leaves_no_history(
    settings: Settings,
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    user = UserFactory.create()
    old = PBKDF2PasswordHasher().encode(PASSWORD, "zout", iterations=1)
    writes.write(user, {"password": old}, by=SYSTEM)
    before = version_and_history(user)

    signed_in = authenticate(username=user.username, password=PASSWORD)

    assert signed_in == user
    assert User.objects.get(pk=user.pk).password.startswith("md5$")
    assert version_and_history(user) == before


def test_password_saved_by_django_is_stored_for_this_user_only() -> None:
    user, other = UserFactory.create_batch(2)
    kept = other.password

    user.set_password("een ander lang wachtwoord")
    user.save(update_fields=["password"])

    assert User.objects.get(pk=user.pk).check_password("een ander lang wachtwoord")
    assert User.objects.get(pk=other.pk).password == kept
    assert version_and_history(user) == (1, 1)


@pytest.mark.parametrize(
    "update_fields", [None, ["role"], ["password", "role"], ["last_login", "email"]]
)
def test_other_fields_are_not_saved_without_actor(
    update_fields: list[str] | None,
) -> None:
    user = UserFactory.create(role=Role.LEZER)

    user.role = Role.BEHEERDER
    with pytest.raises(NoActor):
        user.save(update_fields=update_fields)

    assert User.objects.get(pk=user.pk).role == Role.LEZER


def test_password_together_with_another_field_leaves_history() -> None:
    user = UserFactory.create(role=Role.LEZER)

    user.role = Role.BEHEERDER
    with as_actor(SYSTEM):
        user.save(update_fields=["password", "role"])

    assert version_and_history(user) == (2, 2)
    assert user.history.first().role == "beheerder"


def test_history_tells_that_somebody_changed_but_not_the_hash() -> None:
    user = UserFactory.create()
    hash_ = make_password("een ander lang wachtwoord")

    writes.write(user, {"password": hash_}, by=SYSTEM, reason="vergeten")

    assert version_and_history(user) == (2, 2)
    row = user.history.first()
    assert row.history_change_reason == "vergeten"
    columns = {field.name for field in row._meta.concrete_fields}
    assert not {"password", "last_login"} & columns
    assert hash_ not in [str(value) for value in vars(row).values()]


def test_history_of_a_token_does_not_hold_its_hash() -> None:
    token = ApiTokenFactory.create(sha256="a" * 64)

    row = token.history.get()

    columns = {field.name for field in row._meta.concrete_fields}
    assert not {"sha256", "last_used_at"} & columns
    assert token.sha256 not in [str(value) for value in vars(row).values()]


def test_user_in_use_is_not_removed() -> None:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None

    with pytest.raises(InUse, match="lidmaatschap"):
        writes.remove(membership.user, by=SYSTEM)


def test_inactive_user_does_not_come_in() -> None:
    user = UserFactory.create()
    assert authenticate(username=user.username, password=PASSWORD) == user

    writes.write(user, {"is_active": False}, by=SYSTEM)

    assert authenticate(username=user.username, password=PASSWORD) is None
    assert not User.objects.get(pk=user.pk).is_staff


def test_user_is_found_by_name() -> None:
    user = UserFactory.create(username="secretaris1")

    assert User.objects.get_by_natural_key("secretaris1") == user


@pytest.mark.parametrize(
    ("full_name", "shown"), [("", "secretaris1"), ("A. de Vries", "A. de Vries")]
)
def test_user_is_shown_by_full_name_or_else_by_user_name(
    full_name: str, shown: str
) -> None:
    assert str(User(username="secretaris1", full_name=full_name)) == shown


def test_token_is_shown_by_name_and_first_characters() -> None:
    assert str(ApiToken(name="Dashboard", prefix="tat_abcd")) == "Dashboard (tat_abcd…)"


@pytest.mark.parametrize("username", ["met spatie", "punt;komma", ""])
def test_user_name_of_other_characters_is_refused(username: str) -> None:
    with pytest.raises(ValidationError) as refused:
        UserFactory.create(username=username)

    assert list(refused.value.message_dict) == ["username"]


def test_user_name_that_exists_is_refused_in_dutch() -> None:
    UserFactory.create(username="secretaris1")

    with pytest.raises(ValidationError, match="Deze gebruikersnaam bestaat al"):
        writes.add(UserFactory.build(username="secretaris1"), by=SYSTEM)


def test_moment_of_login_does_not_make_a_form_stale() -> None:
    user = UserFactory.create()
    open_form = User.objects.get(pk=user.pk)
    user.last_login = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
    user.save(update_fields=["last_login"])

    writes.write(open_form, {"full_name": "A. de Vries"}, by=SYSTEM)

    stored = User.objects.get(pk=user.pk)
    assert stored.full_name == "A. de Vries"
    assert stored.last_login == datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
