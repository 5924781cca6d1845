"""What every form of the admin does: write by one way, refuse what comes too late."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from core import writes
from governance.models import Body, Membership, Organisation, OrganisationAlias
from tests.admin_pages import address, fields_of, list_address, opened, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
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


# --- writing -------------------------------------------------------------------------


def test_form_saves_with_version_and_history_and_without_djangos_log(
    client: Client,
) -> None:
    organisation = OrganisationFactory.create(name="VGN")
    form = opened(client, organisation)

    response = client.post(
        address(organisation, "change"), form | {"abbreviation": "VGN"}
    )

    stored = row_now(organisation)
    last = stored.history.first()
    assert response.status_code == 302
    assert (stored.abbreviation, stored.version) == ("VGN", 2)
    assert (last.history_actor, last.history_role) == ("bureau", "programmabureau")
    assert last.history_route == f"POST {address(organisation, 'change')}"
    assert not LogEntry.objects.exists()


def test_form_saved_without_a_change_writes_nothing(client: Client) -> None:
    body = BodyFactory.create(description="Eerste regel\nTweede regel\n\nDerde")
    MembershipFactory.create(body=body)
    form = opened(client, body)
    # As browsers send it.
    form["description"] = form["description"].replace("\n", "\r\n")

    response = client.post(address(body, "change"), form)

    assert response.status_code == 302
    assert Body.objects.get().version == 1
    assert body.history.count() == 1
    assert Membership.objects.get().version == 1


def test_new_row_is_added_with_its_inline(client: Client) -> None:
    form = fields_of(client.get(list_address(Organisation, "add")).text)
    form |= {
        "name": "Ieder(in)",
        "kind": "clients",
        "aliases-TOTAL_FORMS": "1",
        "aliases-0-alias": "Iederin",
    }

    response = client.post(list_address(Organisation, "add"), form)

    added = Organisation.objects.get()
    assert response.status_code == 302
    assert added.name == "Ieder(in)"
    assert [alias.alias for alias in added.aliases.all()] == ["Iederin"]
    assert OrganisationAlias.history.get().history_actor == "bureau"
    assert not LogEntry.objects.exists()


def test_inline_rows_are_changed_removed_and_added_at_once(client: Client) -> None:
    organisation = OrganisationFactory.create()
    changed = OrganisationAliasFactory.create(organisation=organisation, alias="Aa")
    removed = OrganisationAliasFactory.create(organisation=organisation, alias="Bb")
    form = opened(client, organisation)
    form |= {
        "aliases-0-alias": "Ab",
        "aliases-1-DELETE": "on",
        "aliases-TOTAL_FORMS": "3",
        "aliases-2-alias": "Cc",
    }

    response = client.post(address(organisation, "change"), form)

    assert response.status_code == 302
    stored = OrganisationAlias.objects.order_by("alias").values_list("alias", "version")
    assert list(stored) == [("Ab", 2), ("Cc", 1)]
    assert OrganisationAlias.history.filter(id=changed.pk).count() == 2
    assert OrganisationAlias.history.filter(id=removed.pk).count() == 2


def test_delete_leaves_its_history(client: Client) -> None:
    organisation = OrganisationFactory.create()
    page = client.get(address(organisation, "delete"))
    assert 'name="loaded_version" value="1"' in page.text

    response = client.post(
        address(organisation, "delete"), {"post": "yes", "loaded_version": "1"}
    )

    assert response.status_code == 302
    assert not Organisation.objects.exists()
    last = Organisation.history.first()
    assert (last.history_type, last.history_actor) == ("-", "bureau")
    assert not LogEntry.objects.exists()


def test_delete_of_a_row_in_use_is_refused_in_dutch(client: Client) -> None:
    membership = MembershipFactory.create()
    organisation = membership.organisation
    assert organisation is not None

    page = client.get(address(organisation, "delete"))
    response = client.post(
        address(organisation, "delete"), {"post": "yes", "loaded_version": "1"}
    )

    for text in (page.text, response.text):
        assert "kan niet weg: het wordt nog gebruikt" in text
        assert "lidmaatschappen: 1" in text
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_list_offers_no_deleting_of_many_at_once(client: Client) -> None:
    organisation = OrganisationFactory.create()
    data = {
        "action": "delete_selected",
        "_selected_action": str(organisation.pk),
        "post": "yes",
    }

    page = client.get(list_address(Organisation))
    client.post(list_address(Organisation), data)

    assert "delete_selected" not in page.text
    assert Organisation.objects.exists()


# --- errors --------------------------------------------------------------------------


def test_rule_of_one_row_is_told_at_the_form(client: Client) -> None:
    OrganisationFactory.create(name="VGN")
    other = OrganisationFactory.create(name="ZN")
    form = opened(client, other) | {"name": "VGN"}

    response = client.post(address(other, "change"), form)

    assert response.status_code == 200
    assert "Deze organisatie staat er al in." in response.text
    assert row_now(other).name == "ZN"


def test_rule_that_only_the_write_sees_is_told_at_the_form(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = OrganisationFactory.create(name="VGN")
    other = OrganisationFactory.create(name="ZN")
    form = opened(client, other) | {"name": "VGN"}
    # Two people at the same moment: the other one's row is not there yet when the
    # form looks, and is there when the database does.
    monkeypatch.setattr(Organisation, "validate_constraints", lambda *_, **__: None)

    response = client.post(address(other, "change"), form)

    assert response.status_code == 200
    assert "Deze organisatie staat er al in." in response.text
    assert 'value="VGN"' in response.text
    assert row_now(other).name == "ZN"
    assert row_now(taken).version == 1


def test_form_without_its_version_is_refused(client: Client) -> None:
    organisation = OrganisationFactory.create(name="ZN")
    form = opened(client, organisation) | {"name": "Anders"}
    del form["loaded_version"]

    response = client.post(address(organisation, "change"), form)

    assert response.status_code == 200
    assert "Niet te zien is welke versie u voor u had." in response.text
    assert row_now(organisation).name == "ZN"


# --- nobody's and nothing's ----------------------------------------------------------


def test_row_that_is_not_there_is_not_found(client: Client) -> None:
    organisation = OrganisationFactory.create()
    writes.remove(organisation, by=SYSTEM)
    organisation.pk = 999_999

    for page in ("change", "delete", "history"):
        assert client.get(address(organisation, page)).status_code == 404
    assert client.post(address(organisation, "change"), {}).status_code == 404


@pytest.mark.parametrize("role", [Role.LEZER, Role.SECRETARIS, Role.BEHEERDER])
def test_others_see_the_row_read_only(role: Role) -> None:
    organisation = OrganisationFactory.create(name="VGN")
    client = signed_in(UserFactory.create(role=role))

    page = client.get(address(organisation, "change"))
    answers = [
        client.post(address(organisation, "change"), {"name": "x"}),
        client.post(address(organisation, "delete"), {"post": "yes"}),
        client.post(list_address(Organisation, "add"), {"name": "y"}),
    ]

    assert page.status_code == 200
    assert "VGN" in page.text
    assert "loaded_version" not in page.text
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert list(Organisation.objects.values_list("name")) == [("VGN",)]


def test_index_lists_by_importance_and_has_no_recent_actions(client: Client) -> None:
    page = client.get("/beheer/").text

    names = [
        "Programma",
        "Sturing en organisatie",
        "Geld",
        "Monitor",
        "Programmadocument",
        "Gebruikers",
    ]
    positions = [page.index(f'class="section">{name}</a>') for name in names]
    assert positions == sorted(positions)
    assert "Recente" not in page
    for foreign in ("/auth/", "/axes/", "Access", "Authenticatie"):
        assert foreign not in page
