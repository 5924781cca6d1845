"""The write route: no change is lost, nothing agreed changes, all is on record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from actions.models import Action
from core.api.writing import ChangeView
from tests.api.client import BASE, ApiClient, client_of, problem
from tests.api.world import change, make_full
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, ChapterFactory
from tests.factories.governance import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    return ActionFactory.create(description="oud")


def tag_of(client: ApiClient, action: Action) -> str:
    tag: str = client.get(f"/actions/{action.pk}").headers["ETag"]
    return tag


def test_description_is_changed_and_the_new_object_comes_back(
    office: ApiClient, action: Action
) -> None:
    response = office.patch(
        f"/actions/{action.pk}",
        {"description": "nieuw é"},
        if_match=tag_of(office, action),
    )

    action.refresh_from_db()
    assert response.status_code == 200
    assert (action.description, action.version) == ("nieuw é", 2)
    assert response.json() == office.get(f"/actions/{action.pk}").json()
    assert response.headers["ETag"] == tag_of(office, action)
    assert response.headers["ETag"].startswith('"2.')


def test_history_tells_who_by_which_route_and_token(
    office: ApiClient, action: Action
) -> None:
    office.patch(f"/actions/{action.pk}", {"description": "nieuw"}, if_match='"1"')

    newest, oldest = office.results(f"/actions/{action.pk}/history")

    assert newest["change"] == "changed"
    assert newest["version"] == 2
    assert newest["changes"] == [{"field": "description", "from": "oud", "to": "nieuw"}]
    assert newest["role"] == "programmabureau"
    assert newest["token"].startswith("test (tat_")
    assert newest["route"] == f"PATCH {BASE}/actions/{action.pk}"
    assert newest["requestId"]
    assert (oldest["change"], oldest["token"], oldest["changes"]) == (
        "created",
        None,
        [],
    )


def test_same_values_write_nothing(office: ApiClient, action: Action) -> None:
    whole = office.get(f"/actions/{action.pk}").json()

    for body in ({"description": "oud"}, {}, b"", whole):
        response = office.patch(f"/actions/{action.pk}", body, if_match='"1"')
        assert response.status_code == 200, response.content

    action.refresh_from_db()
    assert action.version == 1
    assert Action.history.filter(id=action.pk).count() == 1


def test_whole_object_may_come_back_with_another_description(office: ApiClient) -> None:
    action = make_full()["actions"]
    response = office.get(f"/actions/{action.pk}")
    body = {**response.json(), "description": "anders"}

    changed = office.patch(
        f"/actions/{action.pk}", body, if_match=response.headers["ETag"]
    )

    assert changed.status_code == 200, changed.content
    assert changed.json()["description"] == "anders"


def test_without_if_match_is_428_before_anything_else(
    office: ApiClient, reader: ApiClient, action: Action
) -> None:
    for client in (office, reader):
        for body in ({"description": "nieuw"}, {"x": 1}, b"geen json"):
            problem(client.patch(f"/actions/{action.pk}", body), 428)

    action.refresh_from_db()
    assert action.description == "oud"


@pytest.mark.parametrize("tag", ['"1"', '"1.abc"', '"3"', 'W/"2.x"', "2", "*", '"x"'])
def test_other_version_is_412_with_the_current_one_before_anything_else(
    office: ApiClient, reader: ApiClient, action: Action, tag: str
) -> None:
    change(action, description="intussen")

    for client in (office, reader):
        for body in ({"description": "nieuw"}, {"x": 1}, b"geen json"):
            answer = client.patch(f"/actions/{action.pk}", body, if_match=tag)
            assert problem(answer, 412)["currentVersion"] == 2

    action.refresh_from_db()
    assert action.description == "intussen"


@pytest.mark.parametrize("tag", ['"1"', '"1.andersdanikzag"', '"9", "1.x"'])
def test_part_before_the_dot_is_what_counts(
    office: ApiClient, action: Action, tag: str
) -> None:
    response = office.patch(
        f"/actions/{action.pk}", {"description": "nieuw"}, if_match=tag
    )

    assert response.status_code == 200


def test_change_in_between_is_412(
    office: ApiClient, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_then_overtaken(self: Any, body: Any, obj: Action) -> dict[str, Any]:
        change(Action.objects.get(pk=obj.pk), description="intussen")
        return {"description": "nieuw"}

    monkeypatch.setattr(ChangeView, "_changes", read_then_overtaken)

    answer = office.patch(
        f"/actions/{action.pk}", {"description": "nieuw"}, if_match='"1"'
    )

    assert problem(answer, 412)["currentVersion"] == 2
    action.refresh_from_db()
    assert action.description == "intussen"


@pytest.mark.parametrize(
    ("key", "value", "amendment"),
    [
        ("title", "Een andere titel", "action_title"),
        ("scope", "ruimer", "action_scope"),
        ("code", "9.9.9", "action_scope"),
        ("chapter", 9, "action_scope"),
        ("activities", [], "action_scope"),
        ("trekkers", [], "lead"),
        ("milestones", [], "milestone_date"),
    ],
)
def test_agreed_value_that_would_change_is_409_naming_the_amendment(
    office: ApiClient, key: str, value: Any, amendment: str
) -> None:
    action = make_full()["actions"]
    body = {key: value, "description": "nieuw"}

    answer = office.patch(
        f"/actions/{action.pk}", body, if_match=tag_of(office, action)
    )

    found = problem(answer, 409)
    assert found["amendments"] == [amendment]
    assert found["errors"][0]["pointer"] == f"#/{key}"
    assert "bijstelling" in found["detail"]
    action.refresh_from_db()
    assert action.description != "nieuw"


def test_reported_value_is_409_naming_the_report(
    office: ApiClient, action: Action
) -> None:
    answer = office.patch(f"/actions/{action.pk}", {"rag": "green"}, if_match='"1"')

    assert problem(answer, 409)["errors"][0]["code"] == "needs_status_update"


def test_all_that_is_wrong_with_the_body_comes_at_once(
    office: ApiClient, action: Action
) -> None:
    body = {"description": 1, "nergens": 2, "version": 7, "late": True, "title": "x"}

    answer = office.patch(f"/actions/{action.pk}", body, if_match='"1"')

    errors = {error["pointer"]: error for error in problem(answer, 400)["errors"]}
    assert {pointer: error["code"] for pointer, error in errors.items()} == {
        "#/nergens": "unknown",
        "#/version": "read_only",
        "#/late": "read_only",
    }


@pytest.mark.parametrize("value", [None, [], {}, True, "x" * 5001])
def test_description_that_is_no_text_is_400(
    office: ApiClient, action: Action, value: Any
) -> None:
    answer = office.patch(
        f"/actions/{action.pk}", {"description": value}, if_match='"1"'
    )

    (error,) = problem(answer, 400)["errors"]
    assert (error["in"], error["pointer"]) == ("body", "#/description")


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b"null",
        b'"tekst"',
        b"1",
        b'{"description": NaN}',
        b'{"description": 1e999}',
        b'{"description": "a", "description": "b"}',
        b'{"description": "\\ud800"}',
        b'{"description": "\\u0000"}',
        b'{"description": "\xff"}',
        b"[" * 20000 + b"]" * 20000,
        b'{"description": ' + b"[" * 60 + b"]" * 60 + b"}",
        b'{"description": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
def test_body_that_is_no_clean_json_object_is_400(
    office: ApiClient, action: Action, body: bytes
) -> None:
    answer = office.patch(f"/actions/{action.pk}", body, if_match='"1"')

    assert problem(answer, 400)["errors"]
    action.refresh_from_db()
    assert action.description == "oud"


def test_body_over_the_limit_is_413(office: ApiClient, action: Action) -> None:
    body = b'{"description": "' + b"a" * 1024 * 1024 + b'"}'

    problem(office.patch(f"/actions/{action.pk}", body, if_match='"1"'), 413)


def test_other_content_than_json_is_415(office: ApiClient, action: Action) -> None:
    answer = Client().patch(
        f"{BASE}/actions/{action.pk}",
        data=b"<a/>",
        content_type="application/xml",
        headers={"authorization": f"Bearer {office.token}", "if-match": '"1"'},
    )

    problem(answer, 415)


def test_text_is_stored_in_one_form(office: ApiClient, action: Action) -> None:
    office.patch(
        f"/actions/{action.pk}", {"description": "cafe\u0301 "}, if_match='"1"'
    )

    action.refresh_from_db()
    assert action.description == "caf\u00e9 "


@pytest.mark.parametrize("role", [Role.LEZER, Role.SECRETARIS, Role.BEHEERDER])
def test_who_may_not_write_is_403(action: Action, role: Role) -> None:
    user = UserFactory.create(role=role)

    answer = client_of(user).patch(
        f"/actions/{action.pk}", {"description": "nieuw"}, if_match='"1"'
    )

    problem(answer, 403)
    action.refresh_from_db()
    assert action.description == "oud"


def test_secretary_of_the_chapter_may_not_write_the_description_either() -> None:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None
    chapter = ChapterFactory.create(werkgroep=membership.body)
    action = ActionFactory.create(spearhead__chapter=chapter)

    answer = client_of(membership.user).patch(
        f"/actions/{action.pk}", {"description": "nieuw"}, if_match='"1"'
    )

    problem(answer, 403)


def test_token_without_the_scope_may_not_write(action: Action) -> None:
    office_user = UserFactory.create(role=Role.PROGRAMMABUREAU)
    only_reading = client_of(office_user, ["read"])
    writing = client_of(office_user, ["read", "plan:write"])
    body = {"description": "nieuw"}

    refused = only_reading.patch(f"/actions/{action.pk}", body, if_match='"1"')
    done = writing.patch(f"/actions/{action.pk}", body, if_match='"1"')

    problem(refused, 403)
    assert done.status_code == 200


def test_scope_gives_no_more_than_the_user_has(action: Action, lezer: User) -> None:
    client = client_of(lezer, ["read", "plan:write"])

    answer = client.patch(
        f"/actions/{action.pk}", {"description": "nieuw"}, if_match='"1"'
    )

    problem(answer, 403)


def test_missing_action_is_404(office: ApiClient) -> None:
    problem(office.patch("/actions/999999", {}, if_match='"1"'), 404)


def test_browser_with_csrf_token_may_write(action: Action) -> None:
    user = UserFactory.create(role=Role.PROGRAMMABUREAU)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    browser.get("/beheer/password_change/")
    token = browser.cookies["csrftoken"].value

    response = browser.patch(
        f"{BASE}/actions/{action.pk}",
        data=b'{"description": "nieuw"}',
        content_type="application/json",
        headers={"if-match": '"1"', "x-csrftoken": token},
    )

    assert response.status_code == 200, response.content
    newest = Action.history.filter(id=action.pk).first()
    assert (newest.history_actor, newest.history_token) == (user.username, "")
