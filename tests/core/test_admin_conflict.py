"""Too late: the whole form is refused, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from core import writes
from governance.models import Organisation, OrganisationAlias
from tests.admin_pages import address, opened, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM, acting
from tests.factories.governance import (
    BodyFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return UserFactory.create(username="bureau", role=Role.PROGRAMMABUREAU)


@pytest.fixture
def client(office: User) -> Client:
    return signed_in(office)


def row_now(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def test_stale_form_is_refused_and_nothing_typed_is_lost(client: Client) -> None:
    organisation = OrganisationFactory.create(name="Eerst")
    form = opened(client, organisation)
    colleague = acting(
        UserFactory.create(username="collega", role=Role.PROGRAMMABUREAU)
    )
    writes.write(organisation, {"name": "Van de collega"}, by=colleague)

    response = client.post(
        address(organisation, "change"),
        form | {"name": "Wat ik typte", "abbreviation": "WIT"},
    )

    assert response.status_code == 409
    for text in ("Eerst", "Van de collega", "Wat ik typte", "WIT"):
        assert text in response.text
    assert "door collega (programmabureau) op " in response.text
    assert address(organisation, "change") in response.text
    stored = row_now(organisation)
    assert (stored.name, stored.abbreviation) == ("Van de collega", "")
    assert stored.version == 2


def test_stale_inline_row_refuses_the_whole_form(client: Client) -> None:
    organisation = OrganisationFactory.create(name="ZN")
    alias = OrganisationAliasFactory.create(organisation=organisation, alias="Eerst")
    form = opened(client, organisation)
    writes.write(alias, {"alias": "Van de collega"}, by=SYSTEM)

    response = client.post(
        address(organisation, "change"),
        form | {"name": "Zorgverzekeraars Nederland", "aliases-0-alias": "Van mij"},
    )

    assert response.status_code == 409
    for text in ("Eerst", "Van de collega", "Van mij", "Zorgverzekeraars Nederland"):
        assert text in response.text
    assert row_now(organisation).name == "ZN"
    assert OrganisationAlias.objects.get().alias == "Van de collega"


def test_stale_inline_row_that_was_left_alone_stays_the_colleagues(
    client: Client,
) -> None:
    organisation = OrganisationFactory.create(name="ZN")
    alias = OrganisationAliasFactory.create(organisation=organisation, alias="Eerst")
    form = opened(client, organisation)
    writes.write(alias, {"alias": "Van de collega"}, by=SYSTEM)

    response = client.post(
        address(organisation, "change"), form | {"name": "Zorgverzekeraars"}
    )

    assert response.status_code == 302
    assert row_now(organisation).name == "Zorgverzekeraars"
    assert OrganisationAlias.objects.get().alias == "Van de collega"


def test_stale_row_above_a_changed_inline_stays_the_colleagues(client: Client) -> None:
    organisation = OrganisationFactory.create(name="Eerst")
    OrganisationAliasFactory.create(organisation=organisation, alias="Aa")
    form = opened(client, organisation)
    writes.write(organisation, {"name": "Van de collega"}, by=SYSTEM)

    response = client.post(
        address(organisation, "change"), form | {"aliases-0-alias": "Ab"}
    )

    assert response.status_code == 302
    assert row_now(organisation).name == "Van de collega"
    assert OrganisationAlias.objects.get().alias == "Ab"


def test_inline_row_that_was_deleted_meanwhile_refuses_its_change(
    client: Client,
) -> None:
    organisation = OrganisationFactory.create(name="ZN")
    alias = OrganisationAliasFactory.create(organisation=organisation, alias="Eerst")
    form = opened(client, organisation)
    writes.remove(alias, by=SYSTEM)

    response = client.post(
        address(organisation, "change"),
        form | {"name": "Anders", "aliases-0-alias": "Van mij"},
    )

    assert response.status_code == 409
    assert "Verwijderd door tests (systeem)" in response.text
    assert "Van mij" in response.text
    assert "Anders" in response.text
    assert row_now(organisation).name == "ZN"


def test_inline_row_that_was_deleted_meanwhile_and_left_alone_stays_away(
    client: Client,
) -> None:
    organisation = OrganisationFactory.create(name="ZN")
    alias = OrganisationAliasFactory.create(organisation=organisation, alias="Eerst")
    form = opened(client, organisation)
    writes.remove(alias, by=SYSTEM)

    response = client.post(address(organisation, "change"), form | {"name": "Anders"})

    assert response.status_code == 302
    assert row_now(organisation).name == "Anders"
    assert not OrganisationAlias.objects.exists()


def test_deleting_a_stale_inline_row_is_refused(client: Client) -> None:
    organisation = OrganisationFactory.create()
    alias = OrganisationAliasFactory.create(organisation=organisation, alias="Eerst")
    form = opened(client, organisation)
    writes.write(alias, {"alias": "Van de collega"}, by=SYSTEM)

    response = client.post(
        address(organisation, "change"), form | {"aliases-0-DELETE": "on"}
    )

    assert response.status_code == 409
    assert "Van de collega" in response.text
    assert OrganisationAlias.objects.exists()


def test_row_that_was_deleted_meanwhile_tells_who_and_what_was_typed(
    client: Client,
) -> None:
    organisation = OrganisationFactory.create(name="Eerst")
    form, page = opened(client, organisation), address(organisation, "change")
    writes.remove(organisation, by=SYSTEM)

    response = client.post(page, form | {"name": "Wat ik typte"})

    assert response.status_code == 409
    assert "Verwijderd door tests (systeem)" in response.text
    assert "Wat ik typte" in response.text
    assert not Organisation.objects.exists()


def test_stale_delete_is_refused(client: Client) -> None:
    organisation = OrganisationFactory.create(name="Eerst")
    writes.write(organisation, {"name": "Van de collega"}, by=SYSTEM)

    response = client.post(
        address(organisation, "delete"), {"post": "yes", "loaded_version": "1"}
    )

    assert response.status_code == 409
    assert "Van de collega" in response.text
    assert Organisation.objects.exists()


def test_conflict_page_shows_long_text_in_full(client: Client) -> None:
    body = BodyFactory.create(description="kort")
    form = opened(client, body)
    writes.write(body, {"description": "ander"}, by=SYSTEM)
    typed = "Een lange regel met <tekens> & meer. " * 60

    response = client.post(address(body, "change"), form | {"description": typed})

    assert response.status_code == 409
    assert response.text.count("Een lange regel met &lt;tekens&gt; &amp; meer.") == 60
