"""Users and tokens in the admin."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.roles import Role
from accounts.tokens import user_and_actor
from tests.admin_pages import address, fields_of, list_address, opened, signed_in
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.governance import MembershipFactory

pytestmark = pytest.mark.django_db

PASSWORD = "vier losse woorden"


@pytest.fixture
def keeper() -> User:
    return UserFactory.create(username="beheer", role=Role.BEHEERDER)


@pytest.fixture
def client(keeper: User) -> Client:
    return signed_in(keeper)


def new_user(client: Client, **values: str) -> dict[str, str]:
    form = fields_of(client.get(list_address(User, "add")).text)
    return form | {
        "username": "jansen",
        "role": Role.SECRETARIS,
        "password1": PASSWORD,
        "password2": PASSWORD,
        **values,
    }


def test_new_user_can_sign_in_and_the_history_has_no_password(client: Client) -> None:
    response = client.post(list_address(User, "add"), new_user(client))

    user = User.objects.get(username="jansen")
    history = user.history.get()
    assert response.status_code == 302
    assert user.check_password(PASSWORD)
    assert (user.role, user.is_active) == (Role.SECRETARIS, True)
    assert history.history_actor == "beheer"
    assert not hasattr(history, "password")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"password2": "iets heel anders"}, "De twee wachtwoordvelden komen niet"),
        (
            {"password1": "kort", "password2": "kort"},
            "Dit wachtwoord is te kort. Neem minstens 12 tekens.",
        ),
        (
            {"username": "jansen-de-vries", "password1": "jansen-de-vries"}
            | {"password2": "jansen-de-vries"},
            "lijkt te veel op",
        ),
        ({"username": "beheer"}, "Deze gebruikersnaam bestaat al."),
    ],
)
def test_new_user_that_cannot_be_is_refused_in_dutch(
    client: Client, values: dict[str, str], message: str
) -> None:
    response = client.post(list_address(User, "add"), new_user(client, **values))

    assert response.status_code == 200
    assert message in response.text
    assert User.objects.count() == 1


def test_role_and_access_are_changed_with_history(client: Client) -> None:
    user = UserFactory.create(username="jansen", role=Role.LEZER)
    form = opened(client, user)
    form["role"] = Role.PROGRAMMABUREAU
    del form["is_active"]

    response = client.post(address(user, "change"), form)

    stored = User.objects.get(pk=user.pk)
    assert response.status_code == 302
    assert (stored.role, stored.is_active) == (Role.PROGRAMMABUREAU, False)
    page = client.get(address(user, "history")).text
    for words in ("Rol", "lezer (regiegroep)", "programmabureau", "Actief", "nee"):
        assert words in page


@pytest.mark.parametrize("change", [{"role": "lezer"}, {"is_active": ""}])
def test_own_role_and_access_stay_as_they_are(
    client: Client, keeper: User, change: dict[str, str]
) -> None:
    form = {
        name: value
        for name, value in (opened(client, keeper) | change).items()
        if value or name != "is_active"
    }

    response = client.post(address(keeper, "change"), form)

    assert response.status_code == 200
    assert "wijzigt een andere beheerder" in response.text
    stored = User.objects.get(pk=keeper.pk)
    assert (stored.role, stored.is_active) == (Role.BEHEERDER, True)


def test_user_is_never_deleted(client: Client) -> None:
    user = UserFactory.create()

    page = client.get(address(user, "change"))
    answer = client.post(address(user, "delete"), {"post": "yes"})

    assert "deletelink" not in page.text
    assert answer.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_new_password_works_and_is_in_the_history_without_the_password(
    client: Client,
) -> None:
    user = UserFactory.create(username="jansen")
    url = address(user, "password")
    typed = {"new_password1": PASSWORD, "new_password2": PASSWORD}

    page = client.get(url)
    refused = client.post(url, typed | {"new_password2": "anders dan dat"})
    response = client.post(url, typed)

    stored = User.objects.get(pk=user.pk)
    last = stored.history.first()
    assert page.status_code == 200
    assert "De twee wachtwoordvelden komen niet" in refused.text
    assert response.status_code == 302
    assert stored.check_password(PASSWORD)
    assert last.history_actor == "beheer"
    assert last.history_change_reason == "Nieuw wachtwoord ingesteld"
    history = client.get(address(user, "history")).text
    assert "Nieuw wachtwoord ingesteld" in history
    assert stored.password not in history


def test_new_password_of_oneself_does_not_end_the_session(
    client: Client, keeper: User
) -> None:
    typed = {"new_password1": PASSWORD, "new_password2": PASSWORD}

    client.post(address(keeper, "password"), typed)

    assert client.get("/beheer/").status_code == 200


def test_anybody_changes_the_own_password() -> None:
    user = UserFactory.create(password="een oud wachtwoord")
    client = signed_in(user)
    typed = {"new_password1": PASSWORD, "new_password2": PASSWORD}

    response = client.post(
        "/beheer/password_change/", typed | {"old_password": "een oud wachtwoord"}
    )

    assert response.status_code == 302
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BEHEERDER])
def test_nobody_else_writes_users_or_sees_tokens(role: Role) -> None:
    client = signed_in(UserFactory.create(role=role))
    user, token = UserFactory.create(), ApiTokenFactory.create()

    answers = [
        client.post(list_address(User, "add"), {"username": "jansen"}),
        client.post(address(user, "change"), {"role": "beheerder"}),
        client.get(address(token, "change")),
        client.get(list_address(ApiToken)),
        client.post(address(token, "revoke")),
        client.post(address(user, "password"), {"new_password1": PASSWORD}),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert User.objects.filter(role="beheerder").count() == 0
    assert ApiToken.objects.get().revoked_at is None


def test_token_is_shown_once_and_works(client: Client) -> None:
    user = UserFactory.create(username="machine", role=Role.LEZER)
    form = fields_of(client.get(list_address(ApiToken, "add")).text)

    response = client.post(
        list_address(ApiToken, "add"),
        form | {"name": "Koppeling", "user": str(user.pk), "scopes": "read"},
    )

    shown = re.search(r'<code class="token">([^<]+)</code>', response.text)
    assert shown is not None
    found = user_and_actor(shown[1], route="GET /api/v1/")
    assert found is not None
    assert (found[0].pk, found[1].scopes) == (user.pk, frozenset({"read"}))
    token = ApiToken.objects.get()
    later = client.get(address(token, "change")).text
    assert shown[1] not in later
    assert token.sha256 not in later
    assert token.sha256 not in client.get(address(token, "history")).text


def test_token_with_an_unknown_scope_is_refused(client: Client) -> None:
    user = UserFactory.create()
    form = fields_of(client.get(list_address(ApiToken, "add")).text)

    response = client.post(
        list_address(ApiToken, "add"),
        form | {"name": "Koppeling", "user": str(user.pk), "scopes": "alles"},
    )

    assert response.status_code == 200
    assert "Kies uit: read" in response.text
    assert not ApiToken.objects.exists()


def test_token_is_revoked_after_a_question(client: Client) -> None:
    token = ApiTokenFactory.create(name="Oud")

    question = client.get(address(token, "revoke"))
    still_there = ApiToken.objects.get().revoked_at
    response = client.post(address(token, "revoke"))

    assert "Ja, trek in" in question.text
    assert still_there is None
    assert response.status_code == 302
    stored = ApiToken.objects.get()
    assert stored.revoked_at is not None
    assert stored.history.first().history_actor == "beheer"
    assert "ingetrokken" in client.get(list_address(ApiToken)).text
    assert "Intrekken</a>" not in client.get(address(token, "change")).text


def test_beheerder_makes_a_secretary_on_the_page_of_the_body(client: Client) -> None:
    membership = MembershipFactory.create()
    body, user = membership.body, UserFactory.create(role=Role.SECRETARIS)
    form = opened(client, body)
    assert "name" not in form
    form |= {
        "memberships-TOTAL_FORMS": "2",
        "memberships-1-user": str(user.pk),
        "memberships-1-role": "secretaris",
    }

    response = client.post(address(body, "change"), form)

    assert response.status_code == 302
    assert body.memberships.get(user=user).role == "secretaris"
