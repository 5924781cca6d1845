"""Rounds over HTTP: open, extend, close, reopen."""

from __future__ import annotations

from typing import Any

import pytest

from actions.models import Action
from core import writes
from progress.models import ReportingRound
from tests.api.client import BASE, ApiClient, problem
from tests.factories.actors import SYSTEM
from tests.factories.governance import BodyFactory
from tests.factories.progress import ReportingRoundFactory
from tests.progress.test_steps import PEOPLE

pytestmark = pytest.mark.django_db

NEW = {"quarter": "2026-Q4", "opensDate": "2027-01-01", "dueDate": "2027-01-20"}
STEPS: dict[str, dict[str, Any]] = {
    "extensions": {"dueDate": "2026-08-20", "reason": "Vakantie."},
    "closures": {},
    "reopenings": {"reason": "Te vroeg gesloten."},
}


def in_state_for(step: str, action: Action) -> ReportingRound:
    """Make a round with which this step can be taken."""
    closed = "2026-08-15" if step == "reopenings" else None
    return ReportingRoundFactory.create(
        programme=action.programme, quarter="2026-Q1", closed_date=closed
    )


def test_office_opens_a_round_of_the_usual_programme(
    bureau: ApiClient, action: Action
) -> None:
    writes.write(action.programme, {"slug": "toekomstagenda"}, by=SYSTEM)

    response = bureau.post("/reporting-rounds", NEW)

    assert response.status_code == 201, response.content
    item = response.json()
    assert {key: item[key] for key in NEW} == NEW
    assert (item["programme"], item["closedDate"]) == ("toekomstagenda", None)
    assert [step["step"] for step in item["steps"]] == ["opened"]
    address = f"{BASE}/reporting-rounds/{item['id']}"
    assert response.headers["Location"].endswith(address)
    problem(bureau.post("/reporting-rounds", NEW), 409)


def test_all_that_is_wrong_with_a_round_is_told_at_once(bureau: ApiClient) -> None:
    body = {"programme": "geen", "quarter": "Q4", "opensDate": "morgen", "x": 1}

    answer = bureau.post("/reporting-rounds", body)

    codes = {e["pointer"]: e["code"] for e in problem(answer, 400)["errors"]}
    assert codes == {
        "#/programme": "does_not_exist",
        "#/quarter": "invalid",
        "#/opensDate": "invalid",
        "#/dueDate": "required",
        "#/x": "unknown",
    }


@pytest.mark.parametrize("quarter", ["0000-Q1", "2026-Q5", "\u0662026-Q1"])
def test_quarter_that_is_in_no_calendar_is_refused(
    bureau: ApiClient, action: Action, quarter: str
) -> None:
    body = {**NEW, "programme": action.programme.slug, "quarter": quarter}

    answer = bureau.post("/reporting-rounds", body)

    (error,) = problem(answer, 400)["errors"]
    assert error["pointer"] == "#/quarter"


def test_programme_must_be_named_where_the_usual_one_is_not_there(
    bureau: ApiClient,
) -> None:
    (error,) = problem(bureau.post("/reporting-rounds", NEW), 400)["errors"]

    assert (error["pointer"], error["code"]) == ("#/programme", "required")


def test_round_that_is_due_before_it_opens_is_refused(
    bureau: ApiClient, action: Action
) -> None:
    body = {**NEW, "dueDate": "2026-12-01", "programme": action.programme.slug}

    answer = bureau.post("/reporting-rounds", body)

    assert "uiterste dag" in problem(answer, 400)["errors"][0]["detail"]


def test_one_werkgroep_gets_more_time(
    bureau: ApiClient, round_: ReportingRound
) -> None:
    BodyFactory.create(name="Werkgroep LVB")

    response = bureau.post(
        f"/reporting-rounds/{round_.pk}/extensions",
        {**STEPS["extensions"], "werkgroep": "Werkgroep LVB"},
        if_match='"1"',
    )

    assert response.status_code == 200, response.content
    (step,) = response.json()["steps"]
    assert (step["step"], step["werkgroep"], step["dueDate"], step["reason"]) == (
        "extended",
        "Werkgroep LVB",
        "2026-08-20",
        "Vakantie.",
    )


def test_extension_that_is_none_is_told_by_its_key(
    bureau: ApiClient, round_: ReportingRound
) -> None:
    path = f"/reporting-rounds/{round_.pk}/extensions"
    body = {"dueDate": "2026-08-01", "reason": "Vakantie."}

    earlier = problem(bureau.post(path, body, if_match='"1"'), 400)
    nobody = problem(
        bureau.post(path, {"werkgroep": "Niemand", "reason": " "}, if_match='"1"'), 400
    )

    assert [error["pointer"] for error in earlier["errors"]] == ["#/dueDate"]
    assert {error["pointer"] for error in nobody["errors"]} == {
        "#/werkgroep",
        "#/reason",
        "#/dueDate",
    }


def test_round_is_closed_and_reopened_with_a_reason(
    bureau: ApiClient, round_: ReportingRound
) -> None:
    path = f"/reporting-rounds/{round_.pk}"

    closed = bureau.post(f"{path}/closures", if_match='"1"')
    again = bureau.post(f"{path}/closures", if_match='"2"')
    late = bureau.post(f"{path}/extensions", STEPS["extensions"], if_match='"2"')
    silent = bureau.post(f"{path}/reopenings", if_match='"2"')
    reopened = bureau.post(f"{path}/reopenings", STEPS["reopenings"], if_match='"2"')
    twice = bureau.post(f"{path}/reopenings", STEPS["reopenings"], if_match='"3"')

    assert (closed.status_code, closed.json()["open"]) == (200, False)
    assert closed.json()["closedDate"]
    problem(again, 409)
    problem(late, 409)
    assert problem(silent, 400)["errors"][0]["pointer"] == "#/reason"
    assert (reopened.status_code, reopened.json()["open"]) == (200, True)
    assert [step["step"] for step in reopened.json()["steps"]] == ["closed", "reopened"]
    problem(twice, 409)
    routes = [row["route"] for row in bureau.results(f"{path}/history")]
    assert routes == [
        f"POST {BASE}{path}/reopenings",
        f"POST {BASE}{path}/closures",
        "opdracht tests",
    ]


@pytest.mark.parametrize("step", STEPS)
def test_only_the_office_keeps_rounds(
    clients: dict[str, ApiClient], action: Action, step: str
) -> None:
    round_ = in_state_for(step, action)
    for who in sorted(PEOPLE, key="bureau".__eq__):
        response = clients[who].post(
            f"/reporting-rounds/{round_.pk}/{step}", STEPS[step], if_match='"1"'
        )
        expected = 200 if who == "bureau" else 403
        assert response.status_code == expected, (who, response.content)

        body = {**NEW, "programme": action.programme.slug}
        added = clients[who].post("/reporting-rounds", body)
        assert added.status_code == (201 if who == "bureau" else 403)


@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        (["read"], 403),
        (["read", "status:write"], 403),
        (["plan:write"], 403),
        (["read", "plan:write"], 200),
    ],
)
def test_token_narrows_the_keeping_of_rounds(
    narrowed_office: Any, action: Action, scopes: list[str], status: int
) -> None:
    client = narrowed_office(scopes)
    for number, step in enumerate(STEPS, start=1):
        closed = "2026-08-15" if step == "reopenings" else None
        round_ = ReportingRoundFactory.create(
            programme=action.programme, quarter=f"2025-Q{number}", closed_date=closed
        )
        response = client.post(
            f"/reporting-rounds/{round_.pk}/{step}", STEPS[step], if_match='"1"'
        )
        assert response.status_code == status, (step, response.content)
    added = client.post(
        "/reporting-rounds", {**NEW, "programme": action.programme.slug}
    )
    assert added.status_code == (201 if status == 200 else 403)


@pytest.mark.parametrize("step", STEPS)
def test_conflict_comes_first(
    clients: dict[str, ApiClient], round_: ReportingRound, step: str
) -> None:
    path = f"/reporting-rounds/{round_.pk}/{step}"

    for who in ("lezer", "bureau"):
        problem(clients[who].post(path, b"geen json"), 428)
        stale = clients[who].post(path, b"geen json", if_match='"7"')
        assert problem(stale, 412)["currentVersion"] == 1
        gone = clients[who].post(f"/reporting-rounds/0/{step}", if_match='"1"')
        problem(gone, 404)
