# mypy: disallow-untyped-calls=False
"""Users and tokens."""

from __future__ import annotations

from factory.declarations import Sequence, SubFactory
from factory.django import Password

from accounts.models import ApiToken, User
from tests.factories.base import VersionedFactory


class UserFactory(VersionedFactory[User]):
    """A lezer; `password` is given in plain and stored as a hash."""

    class Meta:
        model = User

    username = Sequence(lambda n: f"gebruiker{n}")
    password = Password("een lang wachtwoord")


class ApiTokenFactory(VersionedFactory[ApiToken]):
    """A token with all rights of its user; nobody knows the text of its hash."""

    class Meta:
        model = ApiToken

    user = SubFactory(UserFactory)
    name = Sequence(lambda n: f"Koppeling {n}")
    prefix = "toekomst"
    sha256 = Sequence(lambda n: f"{n:064x}")
