"""Organisations and bodies in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.roles import Role
from governance.models import Body, CompositionPart, Membership, Organisation
from tests.admin_pages import address, list_address, opened, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.governance import (
    BodyFactory,
    CompositionPartFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))


def names(client: Client, query: str) -> list[str]:
    page = client.get(list_address(Organisation), {"q": query})
    return [row.name for row in page.context["cl"].result_list]


def test_organisation_is_found_by_each_of_its_spellings_once(client: Client) -> None:
    found = OrganisationFactory.create(name="Ieder(in)", abbreviation="II")
    for alias in ("Iederin", "Ieder-In koepel"):
        OrganisationAliasFactory.create(organisation=found, alias=alias)
    OrganisationFactory.create(name="VGN")

    for query in ("ieder(in)", "iederin", "koepel", "II"):
        assert names(client, query) == ["Ieder(in)"], query
    assert names(client, "ieder vgn") == []


def test_list_of_bodies_counts_members_without_agendaleden(client: Client) -> None:
    body = BodyFactory.create(meetings_per_year=4)
    MembershipFactory.create(body=body)
    MembershipFactory.create(body=body)
    MembershipFactory.create(body=body, role="agendalid")
    MembershipFactory.create(body=body, secretary=True)
    BodyFactory.create(kind="regiegroep", frequency="naar behoefte")
    BodyFactory.create(kind="other", established=False)

    text = client.get(list_address(Body)).text

    assert text.count('<td class="field-member_count">2</td>') == 1
    for meetings in ("4", "naar behoefte", "bepaalt de groep zelf"):
        assert f'<td class="field-meetings">{meetings}</td>' in text
    assert '<td class="field-established_text">nee</td>' in text


def test_page_of_a_body_shows_roles_and_composition(client: Client) -> None:
    body = BodyFactory.create()
    CompositionPartFactory.create(body=body, part="naasten")
    MembershipFactory.create(
        body=body,
        role="agendalid",
        organisation=OrganisationFactory.create(abbreviation="IPO"),
    )
    reader = signed_in(UserFactory.create(role=Role.LEZER))

    page = reader.get(address(body, "change")).text

    for words in ("agendalid", "IPO", "naasten"):
        assert words in page


def test_bodies_are_filtered_by_kind(client: Client) -> None:
    BodyFactory.create(name="Regiegroep", kind="regiegroep")
    BodyFactory.create(name="Werkgroep")

    page = client.get(list_address(Body), {"kind__exact": "regiegroep"})

    assert [body.name for body in page.context["cl"].result_list] == ["Regiegroep"]


def test_rule_of_a_row_is_told_at_that_row(client: Client) -> None:
    body = BodyFactory.create()
    form = opened(client, body) | {
        "composition-TOTAL_FORMS": "1",
        "composition-0-part": "naasten",
        "composition-0-numerator": "2",
        "composition-0-denominator": "1",
    }

    response = client.post(address(body, "change"), form)

    assert response.status_code == 200
    assert "Een deel is meer dan nul en hooguit alles." in response.text
    assert not CompositionPart.objects.exists()


def test_organisation_cannot_be_made_secretary(client: Client) -> None:
    membership = MembershipFactory.create()
    form = opened(client, membership) | {"role": "secretaris"}

    response = client.post(address(membership, "change"), form)

    assert response.status_code == 200
    assert "Een secretaris is een gebruiker." in response.text
    assert Membership.objects.get().role == "lid"


def test_members_with_an_account_stay_when_others_are_changed(client: Client) -> None:
    body = BodyFactory.create()
    MembershipFactory.create(body=body, position=1)
    secretary = MembershipFactory.create(body=body, secretary=True, position=2)
    form = opened(client, body) | {"memberships-0-role": "voorzitter"}

    response = client.post(address(body, "change"), form)

    assert response.status_code == 302
    roles = Membership.objects.order_by("position").values_list(
        "role", "user", "version"
    )
    assert list(roles) == [
        ("voorzitter", None, 2),
        ("secretaris", secretary.user_id, 1),
    ]
