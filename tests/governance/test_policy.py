"""Design section 6: everybody reads who takes part, the programme office keeps it."""

from __future__ import annotations

import pytest

from core.versioned import Versioned
from tests.factories.base import VersionedFactory
from tests.factories.governance import (
    BodyFactory,
    CompositionPartFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)
from tests.rights import fields, people, rights

pytestmark = pytest.mark.django_db

KEPT_BY_OFFICE = {
    "lezer": "view",
    "secretaris": "view",
    "programmabureau": "view add change remove",
    "beheerder": "view",
    "anoniem": "",
}
# A membership of a user gives rights, so the beheerder keeps it too.
EXPECTED = {
    OrganisationFactory: KEPT_BY_OFFICE,
    OrganisationAliasFactory: KEPT_BY_OFFICE,
    BodyFactory: KEPT_BY_OFFICE,
    CompositionPartFactory: KEPT_BY_OFFICE,
    MembershipFactory: {**KEPT_BY_OFFICE, "beheerder": "view add change remove"},
}


@pytest.mark.parametrize("factory", EXPECTED, ids=lambda f: f._meta.model.__name__)
def test_rights_per_role(factory: type[VersionedFactory[Versioned]]) -> None:
    row = factory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == EXPECTED[factory]


@pytest.mark.parametrize("factory", EXPECTED, ids=lambda f: f._meta.model.__name__)
def test_office_sets_every_field(factory: type[VersionedFactory[Versioned]]) -> None:
    row = factory.create()
    actors = people()

    assert fields(actors["programmabureau"], row) is None
    assert fields(actors["lezer"], row) == set()


def test_secretary_does_not_keep_the_own_body_itself() -> None:
    body = BodyFactory.create()
    membership = MembershipFactory.create(body=body)
    secretary = people(keeping=[body])["secretaris"]

    assert rights(secretary, body) == "view"
    assert rights(secretary, membership) == "view"
