"""How organisations, bodies and memberships are shown."""

from __future__ import annotations

import pytest

from governance.models import (
    Body,
    CompositionPart,
    Membership,
    Organisation,
    OrganisationAlias,
)
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(
    ("abbreviation", "label"), [("VWS", "VWS"), ("", "Ministerie van VWS")]
)
def test_organisation_is_shown_by_abbreviation_or_else_by_name(
    abbreviation: str, label: str
) -> None:
    organisation = Organisation(name="Ministerie van VWS", abbreviation=abbreviation)

    assert organisation.label == label
    assert str(organisation) == label


def test_alias_body_and_composition_are_shown_by_their_words() -> None:
    assert str(OrganisationAlias(alias="Ieder(In)")) == "Ieder(In)"
    assert str(Body(name="Regiegroep")) == "Regiegroep"
    part = CompositionPart(part="naasten", numerator=1, denominator=3)
    assert str(part) == "1/3 naasten"


def test_membership_is_shown_with_who_and_in_which_role() -> None:
    body = Body(name="Regiegroep")
    organisation = Membership(
        body=body, organisation=Organisation(id=1, name="VGN"), role="lid"
    )
    user = UserFactory.build(full_name="A. de Vries")
    person = Membership(body=body, user=user, role="vervanger")

    assert str(organisation) == "VGN, lid van Regiegroep"
    assert str(person) == "A. de Vries, vervangend secretaris van Regiegroep"
