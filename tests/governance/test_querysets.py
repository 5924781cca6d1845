"""What one asks of organisations, bodies and memberships."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.models import Body, Membership, Organisation
from governance.querysets import label_expression
from tests.factories.accounts import UserFactory
from tests.factories.actors import TODAY
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_label_expression_is_the_twin_of_the_label() -> None:
    OrganisationFactory.create(name="Ministerie van VWS", abbreviation="VWS")
    OrganisationFactory.create(name="gemeenten")
    MembershipFactory.create(organisation__name="VGN", organisation__abbreviation="")

    organisations = Organisation.objects.annotate(shown=label_expression())
    members = Membership.objects.annotate(shown=label_expression("organisation__"))

    assert {o.shown for o in organisations} == {"VWS", "gemeenten", "VGN"}
    assert all(o.shown == o.label for o in organisations)
    assert [m.shown for m in members] == ["VGN"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ieder(in)", True),
        ("Iederin, koepel", True),
        ("Ieder(In)", True),
        ("ieder(in)", False),
        ("Ieder", False),
        ("", False),
    ],
)
def test_called_finds_by_abbreviation_name_and_other_spelling(
    name: str, *, found: bool
) -> None:
    organisation = OrganisationFactory.create(
        name="Iederin, koepel", abbreviation="Ieder(in)"
    )
    OrganisationAliasFactory.create(organisation=organisation, alias="Ieder(In)")
    OrganisationFactory.create(name="VGN", abbreviation="VGN")

    answers = Organisation.objects.called(name)

    assert set(answers) == ({organisation} if found else set())


def test_organisations_count_the_bodies_they_sit_in_today() -> None:
    organisation = OrganisationFactory.create()
    here, there, before = BodyFactory.create_batch(3)
    for body, role, last in (
        (here, "lid", None),
        (here, "voorzitter", None),
        (there, "agendalid", TODAY),
        (before, "lid", TODAY - DAY),
    ):
        MembershipFactory.create(
            body=body, organisation=organisation, role=role, valid_to_date=last
        )
    MembershipFactory.create(body=here)

    counted = Organisation.objects.with_counts(TODAY).get(pk=organisation.pk)

    assert counted.membership_count == 2


def test_bodies_count_the_organisations_that_are_lid_today() -> None:
    body = BodyFactory.create()
    MembershipFactory.create(body=body)
    MembershipFactory.create(body=body, valid_from_date=TODAY, valid_to_date=TODAY)
    MembershipFactory.create(body=body, role="agendalid")
    MembershipFactory.create(body=body, valid_to_date=TODAY - DAY)
    MembershipFactory.create(body=body, valid_from_date=TODAY + DAY)
    MembershipFactory.create(body=body, secretary=True)
    MembershipFactory.create()
    back = OrganisationFactory.create()
    MembershipFactory.create(
        body=body, organisation=back, valid_to_date=TODAY - 9 * DAY
    )
    MembershipFactory.create(body=body, organisation=back, valid_from_date=TODAY)

    counted = Body.objects.with_counts(TODAY).get(pk=body.pk)

    assert counted.member_count == 3


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (None, TODAY, True),
        (None, TODAY - DAY, False),
        (TODAY, TODAY, True),
        (TODAY - 9 * DAY, TODAY - DAY, False),
    ],
)
def test_valid_counts_both_ends(
    first: date | None, last: date | None, *, holds: bool
) -> None:
    membership = MembershipFactory.create(valid_from_date=first, valid_to_date=last)

    assert Membership.objects.valid(TODAY).filter(pk=membership.pk).exists() is holds


def test_keeping_finds_what_this_user_keeps_today() -> None:
    user = UserFactory.create()

    def member(role: str, last: date | None = None) -> Membership:
        return MembershipFactory.create(
            organisation=None, user=user, role=role, valid_to_date=last
        )

    secretary = member("secretaris")
    stand_in = member("vervanger", TODAY)
    member("lid")
    member("voorzitter")
    member("secretaris", TODAY - DAY)
    MembershipFactory.create(secretary=True)

    assert set(Membership.objects.keeping(user.pk, TODAY)) == {secretary, stand_in}


def test_keeping_of_nobody_is_empty() -> None:
    MembershipFactory.create()
    MembershipFactory.create(secretary=True)

    assert not Membership.objects.keeping(None, TODAY).exists()
