"""Escalations over HTTP: raised on actions, worded, closed with an answer."""

from __future__ import annotations

from typing import Any

import pytest

from actions.models import Action
from core import writes
from governance.models import Body
from progress.models import Escalation
from tests.api.client import BASE, ApiClient, problem
from tests.factories.actions import ActionFactory, ChapterFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import BodyFactory
from tests.factories.progress import EscalationFactory
from tests.progress.test_steps import PEOPLE

pytestmark = pytest.mark.django_db

QUESTION = {"question": "Wie betaalt dit?", "actions": ["1.1.1"]}


@pytest.fixture(autouse=True)
def regiegroep(action: Action) -> Body:
    """Let the werkgroep escalate to it, in the usual programme."""
    body = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    writes.write(action.programme, {"slug": "toekomstagenda"}, by=SYSTEM)
    writes.write(werkgroep(action), {"escalates_to": body}, by=SYSTEM)
    return body


def werkgroep(action: Action) -> Body:
    """Return the werkgroep of the action."""
    found = action.spearhead.chapter.werkgroep
    assert found is not None
    return found


@pytest.fixture
def escalation(action: Action, regiegroep: Body) -> Escalation:
    """Give an open question of the action's werkgroep."""
    return EscalationFactory.create(
        programme=action.programme, raised_by=werkgroep(action), to_body=regiegroep
    )


def test_secretary_asks_on_two_actions(own: ApiClient, action: Action) -> None:
    ActionFactory.create(spearhead=action.spearhead, code="1.1.2")
    body = {**QUESTION, "actions": ["1.1.2", "1.1.1", "1.1.2"], "explanation": "Op."}

    response = own.post("/escalations", body)

    assert response.status_code == 201, response.content
    item = response.json()
    assert (item["question"], item["explanation"]) == ("Wie betaalt dit?", "Op.")
    assert item["actions"] == ["1.1.1", "1.1.2"]
    assert (item["raisedBy"], item["toBody"]) == (
        werkgroep(action).name,
        "Regiegroep",
    )
    assert (item["closedDate"], item["feedback"]) == (None, None)
    assert response.headers["Location"].endswith(f"{BASE}/escalations/{item['id']}")


def test_groups_are_named_where_they_do_not_follow(
    bureau: ApiClient, action: Action
) -> None:
    BodyFactory.create(name="Bestuurlijk overleg", kind="bestuurlijk_overleg")
    ActionFactory.create(
        spearhead__chapter=ChapterFactory.create(programme=action.programme),
        code="6.1.1",
    )
    body = {**QUESTION, "actions": ["1.1.1", "6.1.1"]}

    refused = problem(bureau.post("/escalations", body), 400)
    named = bureau.post(
        "/escalations",
        {**body, "raisedBy": "Regiegroep", "toBody": "Bestuurlijk overleg"},
    )

    assert [error["pointer"] for error in refused["errors"]] == ["#/raisedBy"]
    assert named.status_code == 201, named.content
    assert named.json()["toBody"] == "Bestuurlijk overleg"


def test_all_that_is_wrong_with_a_question_is_told_at_once(own: ApiClient) -> None:
    body = {
        "question": "x" * 301,
        "actions": ["9.9.9"],
        "raisedBy": "Niemand",
        "toBody": 7,
        "programme": "geen",
        "explanation": [],
        "feedback": "Ja.",
    }

    answer = own.post("/escalations", body)

    codes = {e["pointer"]: e["code"] for e in problem(answer, 400)["errors"]}
    assert codes == {
        "#/question": "max_length",
        "#/actions": "does_not_exist",
        "#/raisedBy": "does_not_exist",
        "#/toBody": "does_not_exist",
        "#/programme": "does_not_exist",
        "#/explanation": "invalid",
        "#/feedback": "unknown",
    }


@pytest.mark.parametrize("actions", [[], None, "1.1.1", [1.5, {}], ["1.1.1"] * 501])
def test_actions_that_are_none_are_refused(own: ApiClient, actions: Any) -> None:
    answer = own.post("/escalations", {**QUESTION, "actions": actions})

    for error in problem(answer, 400)["errors"]:
        assert error["pointer"].startswith("#/actions")


def test_secretary_asks_for_no_other_werkgroep_and_on_no_other_actions(
    own: ApiClient, action: Action, regiegroep: Body
) -> None:
    other = BodyFactory.create(name="Werkgroep Elders", escalates_to=regiegroep)
    ActionFactory.create(
        spearhead__chapter=ChapterFactory.create(
            programme=action.programme, werkgroep=other
        ),
        code="2.1.1",
    )

    as_other = own.post("/escalations", {**QUESTION, "raisedBy": "Werkgroep Elders"})
    on_other = own.post(
        "/escalations",
        {**QUESTION, "actions": ["2.1.1"], "raisedBy": werkgroep(action).name},
    )

    problem(as_other, 403)
    problem(on_other, 403)
    assert not Escalation.objects.exists()


def test_question_is_worded_anew_until_it_is_closed(
    own: ApiClient, bureau: ApiClient, escalation: Escalation
) -> None:
    path = f"/escalations/{escalation.pk}"

    worded = own.patch(path, {"question": "Wie dan?"}, if_match='"1"')
    agreed = own.patch(path, {"toBody": "Anders", "x": 1}, if_match='"2"')
    early = bureau.post(f"{path}/closures", {"feedback": " "}, if_match='"2"')
    closed = bureau.post(f"{path}/closures", {"feedback": "VWS."}, if_match='"2"')
    twice = bureau.post(f"{path}/closures", {"feedback": "VWS."}, if_match='"3"')
    by_office = bureau.patch(path, {"question": "Toch?"}, if_match='"3"')
    by_own = own.patch(path, {"question": "Toch?"}, if_match='"3"')

    assert worded.json()["question"] == "Wie dan?"
    codes = {e["pointer"]: e["code"] for e in problem(agreed, 400)["errors"]}
    assert codes == {"#/toBody": "read_only", "#/x": "unknown"}
    assert problem(early, 400)["errors"][0]["pointer"] == "#/feedback"
    item = closed.json()
    assert (closed.status_code, item["feedback"]) == (200, "VWS.")
    assert item["closedDate"]
    problem(twice, 409)
    problem(by_office, 409)
    problem(by_own, 403)
    assert [row["version"] for row in own.results(f"{path}/history")] == [3, 2, 1]


OWN = ("secretaris", "vervanger", "bureau")
EXPECTED = {
    "ask": {who: 201 if who in OWN else 403 for who in PEOPLE},
    "word": {who: 200 if who in OWN else 403 for who in PEOPLE},
    "close": {who: 200 if who == "bureau" else 403 for who in PEOPLE},
}


def ask(client: ApiClient, action: Action, what: str) -> int:
    """Do this with a new question of the werkgroep; return the status."""
    if what == "ask":
        return int(client.post("/escalations", QUESTION).status_code)
    row = EscalationFactory.create(
        programme=action.programme, raised_by=werkgroep(action)
    )
    path = f"/escalations/{row.pk}"
    answer = (
        client.patch(path, {"question": "Anders?"}, if_match='"1"')
        if what == "word"
        else client.post(f"{path}/closures", {"feedback": "Ja."}, if_match='"1"')
    )
    return int(answer.status_code)


@pytest.mark.parametrize("what", EXPECTED)
def test_who_may_ask_word_and_close(
    clients: dict[str, ApiClient], action: Action, what: str
) -> None:
    found = {who: ask(clients[who], action, what) for who in PEOPLE}

    assert found == EXPECTED[what]


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        (["read"], False),
        (["read", "plan:write"], False),
        (["read", "status:write"], True),
    ],
)
def test_token_narrows_asking(
    narrowed_office: Any, action: Action, scopes: list[str], allowed: bool
) -> None:
    client = narrowed_office(scopes)

    found = [ask(client, action, what) for what in EXPECTED]

    assert found == ([201, 200, 200] if allowed else [403] * 3)


def test_conflict_comes_first(
    clients: dict[str, ApiClient], escalation: Escalation
) -> None:
    path = f"/escalations/{escalation.pk}/closures"

    for who in ("lezer", "secretaris", "bureau"):
        problem(clients[who].post(path, b"geen json"), 428)
        stale = clients[who].post(path, b"geen json", if_match='"7"')
        assert problem(stale, 412)["currentVersion"] == 1
        problem(clients[who].post("/escalations/0/closures", if_match='"1"'), 404)
