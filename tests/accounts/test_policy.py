"""Design section 6: the beheerder keeps users and tokens, the office sees users."""

from __future__ import annotations

import pytest

from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.rights import fields, people, rights

pytestmark = pytest.mark.django_db


def test_users_are_kept_by_the_beheerder_and_removed_by_nobody() -> None:
    row = UserFactory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == {
        "lezer": "",
        "secretaris": "",
        "programmabureau": "view",
        "beheerder": "view add change",
        "anoniem": "",
    }


def test_tokens_are_kept_by_the_beheerder_and_removed_by_nobody() -> None:
    row = ApiTokenFactory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == {
        "lezer": "",
        "secretaris": "",
        "programmabureau": "",
        "beheerder": "view add change",
        "anoniem": "",
    }


def test_beheerder_sets_every_field() -> None:
    beheerder = people()["beheerder"]

    assert fields(beheerder, UserFactory.create()) is None


def test_nobody_but_who_may_see_users_sees_oneself() -> None:
    lezer = people()["lezer"]
    row = UserFactory._meta.model.objects.get(pk=lezer.user_id)

    assert rights(lezer, row) == ""
