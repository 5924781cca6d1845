"""PATCH of milestones and activities: what is reported, and nothing that is agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from actions.models import Activity, Milestone
from core.versioned import Versioned
from governance.models import Body, Membership
from tests.api.client import ApiClient, client_of, problem
from tests.api.world import make_full
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
)
from tests.factories.governance import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db

AUTUMN = {
    "start": "2026-09-01",
    "end": "2026-11-30",
    "precision": "season",
    "text": "najaar 2026",
}


def kept_by(user: User) -> Body:
    """Return the werkgroep that this secretary keeps."""
    body: Body = Membership.objects.get(user=user).body
    return body


@pytest.fixture
def secretary() -> User:
    membership = MembershipFactory.create(secretary=True)
    assert membership.user is not None
    return membership.user


@pytest.fixture
def milestone(secretary: User) -> Milestone:
    body = kept_by(secretary)
    action = ActionFactory.create(spearhead__chapter__werkgroep=body)
    return MilestoneFactory.create(action=action)


@pytest.fixture
def activity(milestone: Milestone) -> Activity:
    return ActivityFactory.create(action=milestone.action)


def test_secretary_reports_when_a_milestone_is_expected_and_was_there(
    secretary: User, milestone: Milestone
) -> None:
    response = client_of(secretary).patch(
        f"/milestones/{milestone.pk}",
        {"expected": AUTUMN, "achieved": {"text": "1 juni 2026"}},
        if_match='"1"',
    )

    assert response.status_code == 200, response.content
    item = response.json()
    assert item["expected"] == AUTUMN
    assert (item["achieved"]["start"], item["achieved"]["precision"]) == (
        "2026-06-01",
        "day",
    )
    assert (item["version"], response.headers["ETag"][:3]) == (2, '"2.')
    milestone.refresh_from_db()
    assert milestone.expected is not None
    assert milestone.expected.end == date(2026, 11, 30)


def test_a_reported_date_is_taken_back_with_null(
    secretary: User, milestone: Milestone
) -> None:
    client = client_of(secretary)
    path = f"/milestones/{milestone.pk}"
    client.patch(path, {"expected": AUTUMN}, if_match='"1"')

    response = client.patch(path, {"expected": None}, if_match='"2"')

    assert response.json()["expected"] is None
    newest = client.results(f"{path}/history")[0]
    assert {change["field"] for change in newest["changes"]} == {
        "expectedStart",
        "expectedEnd",
        "expectedPrecision",
        "expectedText",
    }


def test_words_of_a_start_are_read_as_a_start(
    secretary: User, milestone: Milestone
) -> None:
    client = client_of(secretary)
    start = MilestoneFactory.create(action=milestone.action, kind="start")
    words = {"expected": {"text": "vanaf 2027"}}

    as_start = client.patch(f"/milestones/{start.pk}", words, if_match='"1"').json()
    as_end = client.patch(f"/milestones/{milestone.pk}", words, if_match='"1"').json()

    assert as_start["expected"]["end"] == "2027-12-31"
    assert as_end["expected"]["end"] == "2027-01-01"


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ("najaar 2026", "#/expected"),
        ({"text": "ooit eens"}, "#/expected"),
        ({"text": ""}, "#/expected/text"),
        ({}, "#/expected/text"),
        ({"precision": "year"}, "#/expected/text"),
        ({**AUTUMN, "start": "1 september"}, "#/expected/start"),
        ({**AUTUMN, "end": None}, "#/expected"),
        ({**AUTUMN, "end": "2026-08-01"}, "#/expected"),
        ({**AUTUMN, "precision": "ongeveer"}, "#/expected/precision"),
        ({"text": "najaar 2026", "end": "2026-11-30"}, "#/expected/precision"),
        ({**AUTUMN, "jaar": 2026}, "#/expected/jaar"),
    ],
)
def test_date_that_is_none_is_refused_where_it_is_wrong(
    secretary: User, milestone: Milestone, value: Any, pointer: str
) -> None:
    answer = client_of(secretary).patch(
        f"/milestones/{milestone.pk}", {"expected": value}, if_match='"1"'
    )

    (error,) = problem(answer, 400)["errors"]
    assert (error["in"], error["pointer"]) == ("body", pointer)
    milestone.refresh_from_db()
    assert milestone.version == 1


def test_agreed_date_that_would_change_names_its_amendment(
    secretary: User, milestone: Milestone
) -> None:
    answer = client_of(secretary).patch(
        f"/milestones/{milestone.pk}",
        {"agreed": AUTUMN, "title": "Anders", "expected": AUTUMN},
        if_match='"1"',
    )

    found = problem(answer, 409)
    assert found["amendments"] == ["action_scope", "milestone_date"]
    assert [error["pointer"] for error in found["errors"]] == ["#/agreed", "#/title"]
    milestone.refresh_from_db()
    assert milestone.expected is None


def test_original_date_and_verdicts_are_read_only_and_told_with_the_rest(
    secretary: User, milestone: Milestone
) -> None:
    body = {"original": AUTUMN, "late": True, "x": 1, "expected": 7}

    answer = client_of(secretary).patch(
        f"/milestones/{milestone.pk}", body, if_match='"1"'
    )

    codes = {e["pointer"]: e["code"] for e in problem(answer, 400)["errors"]}
    assert codes == {
        "#/original": "read_only",
        "#/late": "read_only",
        "#/x": "unknown",
        "#/expected": "invalid",
    }


@pytest.mark.parametrize("path", ["milestones", "activities"])
def test_whole_object_may_come_back_as_it_is(office: ApiClient, path: str) -> None:
    row = make_full()[path]
    response = office.get(f"/{path}/{row.pk}")

    back = office.patch(
        f"/{path}/{row.pk}", response.json(), if_match=response.headers["ETag"]
    )

    assert back.status_code == 200, back.content
    assert back.json() == response.json()
    assert row.history.count() == 1


def test_secretary_keeps_the_state_of_an_activity(
    secretary: User, activity: Activity
) -> None:
    client = client_of(secretary)

    response = client.patch(
        f"/activities/{activity.pk}", {"state": "done"}, if_match='"1"'
    )

    assert (response.status_code, response.json()["state"]) == (200, "done")
    newest = client.results(f"/activities/{activity.pk}/history")[0]
    assert newest["changes"] == [{"field": "state", "from": "open", "to": "done"}]


def test_state_that_is_none_and_an_agreed_title_are_refused(
    secretary: User, activity: Activity
) -> None:
    client = client_of(secretary)
    path = f"/activities/{activity.pk}"

    (error,) = problem(client.patch(path, {"state": "af"}, if_match='"1"'), 400)[
        "errors"
    ]
    agreed = problem(client.patch(path, {"title": "Anders"}, if_match='"1"'), 409)

    assert (error["pointer"], error["code"]) == ("#/state", "invalid_choice")
    assert agreed["amendments"] == ["action_scope"]


@pytest.fixture
def rows(milestone: Milestone, activity: Activity) -> dict[str, Versioned]:
    return {"milestones": milestone, "activities": activity}


ROWS = {"milestones": {"expected": AUTUMN}, "activities": {"state": "done"}}


@pytest.mark.parametrize("path", ROWS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("own", 200), ("bureau", 200), ("other", 403), ("lezer", 403), ("beheer", 403)],
)
def test_who_may_report(
    secretary: User,
    rows: dict[str, Versioned],
    path: str,
    who: str,
    status: int,
) -> None:
    other = MembershipFactory.create(secretary=True).user
    assert other is not None
    users = {
        "own": secretary,
        "other": other,
        "bureau": UserFactory.create(role=Role.PROGRAMMABUREAU),
        "lezer": UserFactory.create(),
        "beheer": UserFactory.create(role=Role.BEHEERDER),
    }
    row = rows[path]

    answer = client_of(users[who]).patch(
        f"/{path}/{row.pk}", ROWS[path], if_match='"1"'
    )

    assert answer.status_code == status, answer.content
    row.refresh_from_db()
    assert row.version == (2 if status == 200 else 1)


@pytest.mark.parametrize("path", ROWS)
@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        (["read"], 403),
        (["read", "status:write"], 200),
        (["read", "plan:write"], 200),
        (["read", "overviews:publish"], 403),
        (["plan:write"], 403),
    ],
)
def test_token_narrows_who_may_report(
    secretary: User,
    rows: dict[str, Versioned],
    path: str,
    scopes: list[str],
    status: int,
) -> None:
    row = rows[path]

    answer = client_of(secretary, scopes).patch(
        f"/{path}/{row.pk}", ROWS[path], if_match='"1"'
    )

    assert answer.status_code == status, answer.content


@pytest.mark.parametrize("path", ROWS)
def test_conflict_comes_before_anything_else(
    secretary: User, rows: dict[str, Versioned], path: str
) -> None:
    row = rows[path]
    client = client_of(secretary)

    problem(client.patch(f"/{path}/{row.pk}", b"geen json"), 428)
    stale = client.patch(f"/{path}/{row.pk}", b"geen json", if_match='"7.x"')
    gone = client.patch(f"/{path}/999999", {}, if_match='"1"')

    assert problem(stale, 412)["currentVersion"] == 1
    problem(gone, 404)


def test_milestone_of_a_chapter_is_for_its_secretary(secretary: User) -> None:
    chapter = ChapterFactory.create(werkgroep=kept_by(secretary))
    elsewhere = ChapterFactory.create(werkgroep=BodyFactory.create())
    client = client_of(secretary)

    statuses = [
        client.patch(
            f"/milestones/{MilestoneFactory.create(chapter=of, action=None).pk}",
            {"expected": AUTUMN},
            if_match='"1"',
        ).status_code
        for of in (chapter, elsewhere)
    ]

    assert statuses == [200, 403]
