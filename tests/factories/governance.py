# mypy: disallow-untyped-calls=False
"""Organisations, bodies and who sits in them."""

from __future__ import annotations

from factory.declarations import Sequence, SubFactory, Trait

from accounts.roles import Role
from governance.models import (
    Body,
    BodyKind,
    CompositionPart,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
)
from tests.factories.accounts import UserFactory
from tests.factories.base import VersionedFactory


class OrganisationFactory(VersionedFactory[Organisation]):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.OTHER


class OrganisationAliasFactory(VersionedFactory[OrganisationAlias]):
    class Meta:
        model = OrganisationAlias

    organisation = SubFactory(OrganisationFactory)
    alias = Sequence(lambda n: f"Schrijfwijze {n}")


class BodyFactory(VersionedFactory[Body]):
    """A werkgroep."""

    class Meta:
        model = Body

    name = Sequence(lambda n: f"Werkgroep {n}")
    kind = BodyKind.WERKGROEP


class CompositionPartFactory(VersionedFactory[CompositionPart]):
    class Meta:
        model = CompositionPart

    body = SubFactory(BodyFactory)
    part = Sequence(lambda n: f"deel {n}")
    numerator = 1
    denominator = 3


class MembershipFactory(VersionedFactory[Membership]):
    """An organisation that is lid; with `secretary=True` a user who keeps the body."""

    class Meta:
        model = Membership

    class Params:
        secretary = Trait(
            organisation=None,
            user=SubFactory(UserFactory, role=Role.SECRETARIS),
            role=MembershipRole.SECRETARIS,
        )

    body = SubFactory(BodyFactory)
    organisation = SubFactory(OrganisationFactory)
    role = MembershipRole.LID
