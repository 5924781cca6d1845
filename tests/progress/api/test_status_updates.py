"""Status updates over HTTP: what is sent, what comes back, what is told when wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from core import writes
from progress.models import ReportingRound, StatusUpdate
from tests.api.client import BASE, ApiClient, problem
from tests.factories.actions import ActivityFactory
from tests.factories.actors import SYSTEM
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db

WHOLE = {
    "status": "in_progress",
    "rag": "amber",
    "progressPct": 40,
    "confidence": "medium",
    "risk": "Geld.",
    "stateOfAffairs": "Het loopt.",
    "results": "Twaalf plekken.",
    "borging": "In de wet.",
    "borgingState": "planned",
    "bottlenecks": "Er is geen geld.",
    "nextSteps": "Verder.",
    "plainLanguage": "Het gaat goed.",
}


def test_draft_is_made_with_its_address_and_tag(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    response = own.post(
        f"/actions/{action.pk}/status-updates", {"round": "2026-Q2", **WHOLE}
    )

    assert response.status_code == 201, response.content
    item = response.json()
    assert {key: item[key] for key in WHOLE} == WHOLE
    assert (item["state"], item["round"], item["quarter"], item["actionCode"]) == (
        "draft",
        round_.pk,
        "2026-Q2",
        "1.1.1",
    )
    assert [(step["step"], step["by"]) for step in item["steps"]] == [
        ("start", "eigen")
    ]
    path = f"/status-updates/{item['id']}"
    assert response.headers["Location"].endswith(f"{BASE}{path}")
    again = own.get(path)
    assert (again.json(), again.headers["ETag"]) == (item, response.headers["ETag"])
    newest = own.results(f"{path}/history")[0]
    assert (newest["change"], newest["by"], newest["route"]) == (
        "created",
        "eigen",
        f"POST {BASE}/actions/{action.pk}/status-updates",
    )


def test_round_is_named_by_id_as_well_and_texts_are_taken_over(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    earlier = StatusUpdateFactory.create(
        action=action,
        round=ReportingRoundFactory.create(
            programme=action.programme, quarter="2026-Q1"
        ),
        accepted=True,
        results="Twaalf plekken.",
    )

    response = own.post(
        f"/actions/{action.pk}/status-updates", {"round": round_.pk, "rag": "red"}
    )

    item = response.json()
    assert (item["results"], item["rag"]) == ("Twaalf plekken.", "red")
    assert (item["prefilledFrom"], item["corrects"]) == (earlier.pk, None)


@pytest.mark.parametrize("value", [0, -1, 2**64 - 1, "2026-Q9", "", None, True, [], {}])
def test_round_that_is_none_is_refused(
    own: ApiClient, action: Action, round_: ReportingRound, value: Any
) -> None:
    answer = own.post(f"/actions/{action.pk}/status-updates", {"round": value})

    (error,) = problem(answer, 400)["errors"]
    assert error["pointer"] == "#/round"


def test_round_of_another_programme_does_not_exist_here(
    own: ApiClient, action: Action
) -> None:
    elsewhere = ReportingRoundFactory.create()

    answer = own.post(f"/actions/{action.pk}/status-updates", {"round": elsewhere.pk})

    assert problem(answer, 400)["errors"][0]["code"] == "does_not_exist"


def test_closed_round_takes_no_draft(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    writes.write(round_, {"closed_date": round_.due_date}, by=SYSTEM)

    answer = own.post(f"/actions/{action.pk}/status-updates", {"round": round_.pk})

    assert "niet open" in problem(answer, 409)["detail"]


def test_if_match_on_a_start_may_be_left_out_but_counts_when_sent(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    path = f"/actions/{action.pk}/status-updates"

    stale = own.post(path, {"round": round_.pk}, if_match='"9.x"')
    made = own.post(path, {"round": round_.pk}, if_match='"1.x"')
    taken = own.post(path, {"round": round_.pk}, if_match=" ")

    assert problem(stale, 412)["currentVersion"] == 1
    assert made.status_code == 201
    problem(taken, 409)
    assert Action.objects.get(pk=action.pk).version == 1


def test_all_that_is_wrong_with_a_draft_is_told_at_once(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    body = {
        "status": "bezig",
        "rag": 3,
        "progressPct": 101,
        "confidence": [],
        "risk": "x" * 201,
        "results": {},
        "plainLanguage": "x" * 301,
        "state": "accepted",
        "progress_pct": 10,
    }

    answer = own.post(f"/actions/{action.pk}/status-updates", body)

    codes = {e["pointer"]: e["code"] for e in problem(answer, 400)["errors"]}
    assert codes == {
        "#/round": "required",
        "#/status": "invalid_choice",
        "#/rag": "invalid_choice",
        "#/progressPct": "max_value",
        "#/confidence": "invalid_choice",
        "#/risk": "max_length",
        "#/results": "invalid",
        "#/plainLanguage": "max_length",
        "#/state": "unknown",
        "#/progress_pct": "unknown",
    }
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"x"'])
def test_body_that_is_no_object_is_400(
    own: ApiClient, action: Action, round_: ReportingRound, body: bytes
) -> None:
    answer = own.post(f"/actions/{action.pk}/status-updates", body)

    assert problem(answer, 400)["errors"]


def test_draft_is_changed_and_emptied_with_null(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(
        action=action, round=round_, filled=True, results="Twaalf plekken."
    )
    path = f"/status-updates/{update.pk}"
    read = own.get(path)
    body = {**read.json(), "rag": None, "results": None, "progressPct": None}

    response = own.patch(path, body, if_match=read.headers["ETag"])

    assert response.status_code == 200, response.content
    item = response.json()
    assert (item["rag"], item["results"], item["progressPct"]) == (None, "", None)
    (changes,) = [own.results(f"{path}/history")[0]["changes"]]
    assert [change["field"] for change in changes] == ["rag", "progressPct", "results"]


def test_what_a_step_sets_is_read_only(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, filled=True)
    body = {"state": "accepted", "submittedDate": "2026-08-01", "round": 0, "risk": "x"}

    answer = own.patch(f"/status-updates/{update.pk}", body, if_match='"1"')

    codes = {e["pointer"]: e["code"] for e in problem(answer, 400)["errors"]}
    assert codes == dict.fromkeys(
        ("#/state", "#/submittedDate", "#/round"), "read_only"
    )


def test_submitting_tells_all_that_is_missing_by_its_key(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, rag="red")

    answer = own.post(f"/status-updates/{update.pk}/submissions", if_match='"1"')

    found = problem(answer, 400)
    assert [error["pointer"] for error in found["errors"]] == [
        "#/status",
        "#/progressPct",
        "#/confidence",
        "#/stateOfAffairs",
        "#/bottlenecks",
    ]


def test_what_does_not_add_up_needs_a_reason_that_is_kept(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    ActivityFactory.create(action=action)
    update = StatusUpdateFactory.create(
        action=action,
        round=round_,
        filled=True,
        status="completed",
        progress_pct=100,
    )
    path = f"/status-updates/{update.pk}/submissions"

    refused = own.post(path, if_match='"1"')
    done = own.post(path, {"overrideReason": "Bijna klaar."}, if_match='"1"')

    (error,) = problem(refused, 400)["errors"]
    assert error["pointer"] == "#/overrideReason"
    assert "activiteit" in error["detail"]
    item = done.json()
    assert (item["state"], item["overrideReason"]) == ("submitted", "Bijna klaar.")
    assert item["submittedDate"]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}])
def test_returning_needs_a_reason(
    bureau: ApiClient, action: Action, round_: ReportingRound, body: dict[str, str]
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    answer = bureau.post(f"/status-updates/{update.pk}/returns", body, if_match='"1"')

    (error,) = problem(answer, 400)["errors"]
    assert error["pointer"] == "#/reason"


def test_returned_update_tells_why_and_leaves_a_draft(
    bureau: ApiClient, own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(
        action=action, round=round_, submitted=True, results="Twaalf plekken."
    )

    response = bureau.post(
        f"/status-updates/{update.pk}/returns", {"reason": "Te kort."}, if_match='"1"'
    )

    assert response.json()["steps"][-1]["reason"] == "Te kort."
    (draft,) = own.results("/status-updates?actionCode=1.1.1&state=draft")
    assert (draft["results"], draft["prefilledFrom"]) == ("Twaalf plekken.", update.pk)


def test_accepting_writes_the_action(
    bureau: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    bureau.post(f"/status-updates/{update.pk}/acceptances", if_match='"1"')

    item = bureau.get(f"/actions/{action.pk}").json()
    assert (item["rag"], item["progressPct"], item["quarter"]) == (
        "green",
        50,
        "2026-Q2",
    )


def test_step_without_a_body_refuses_one_with_keys(
    bureau: ApiClient, action: Action, round_: ReportingRound
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    answer = bureau.post(
        f"/status-updates/{update.pk}/acceptances", {"rag": "red"}, if_match='"1"'
    )

    assert problem(answer, 400)["errors"][0]["code"] == "unknown"


def test_correction_says_what_it_corrects(
    own: ApiClient, action: Action, round_: ReportingRound
) -> None:
    accepted = StatusUpdateFactory.create(action=action, round=round_, accepted=True)

    item = own.post(f"/actions/{action.pk}/status-updates", {"round": round_.pk}).json()

    assert (item["corrects"], item["sequence"]) == (accepted.pk, 2)


def test_reader_sees_what_was_accepted_and_of_its_history_no_drafts(
    clients: dict[str, ApiClient], action: Action, round_: ReportingRound
) -> None:
    own, bureau, reader = clients["secretaris"], clients["bureau"], clients["lezer"]
    made = own.post(
        f"/actions/{action.pk}/status-updates", {"round": round_.pk, **WHOLE}
    ).json()
    path = f"/status-updates/{made['id']}"
    own.patch(path, {"risk": "Een geheim."}, if_match='"1"')
    own.patch(path, {"risk": "Geld."}, if_match='"2"')

    assert reader.results("/status-updates") == []
    problem(reader.get(path), 404)
    problem(reader.get(f"{path}/history"), 404)
    own.post(f"{path}/submissions", if_match='"3"')
    bureau.post(f"{path}/acceptances", if_match='"4"')

    assert [row["id"] for row in reader.results("/status-updates")] == [made["id"]]
    (seen,) = reader.results(f"{path}/history")
    assert (seen["version"], seen["changes"]) == (5, [])
    assert [step["version"] for step in own.results(f"{path}/history")] == [
        5,
        4,
        3,
        2,
        1,
    ]


def test_statements_of_each_way_to_write(
    bureau: ApiClient, action: Action, round_: ReportingRound
) -> None:
    # The first use of a token is noted.
    bureau.get("/programmes")
    counts = {}

    def counted(name: str, ask: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as queries:
            response = ask()
        # Within the transaction of the test each atomic block is a savepoint of two.
        counts[name] = sum("SAVEPOINT" not in q["sql"] for q in queries)
        assert response.status_code < 300, response.content
        return response

    made = counted(
        "start",
        lambda: bureau.post(
            f"/actions/{action.pk}/status-updates", {"round": "2026-Q2", **WHOLE}
        ),
    ).json()
    path = f"/status-updates/{made['id']}"
    body = {"risk": "Nieuw."}
    counted("edit", lambda: bureau.patch(path, body, if_match='"1"'))
    counted("submit", lambda: bureau.post(f"{path}/submissions", if_match='"2"'))
    counted("accept", lambda: bureau.post(f"{path}/acceptances", if_match='"3"'))

    # Beside the write itself: token, row, policy, version, rules, rows above, answer.
    most = {"start": 30, "edit": 26, "submit": 32, "accept": 62}
    assert {name: n for name, n in counts.items() if n > most[name]} == {}
