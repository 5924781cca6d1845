"""Every step with a status update through HTTP, per state and per person.

The tables are those of `tests.progress.test_steps`, written by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.models import Action
from progress.models import ReportingRound, StatusUpdate
from tests.api.client import ApiClient, problem
from tests.factories.actions import ActionFactory
from tests.factories.progress import StatusUpdateFactory
from tests.progress.test_steps import (
    AFTER,
    PEOPLE,
    STATES,
    STEPS,
    starts_table,
    steps_table,
    trait,
)

pytestmark = pytest.mark.django_db

STATUSES = {"done": 200, "wrong": 409, "forbidden": 403, "hidden": 404, "taken": 409}
PATHS = {
    "submit": "submissions",
    "withdraw": "withdrawals",
    "accept": "acceptances",
    "return": "returns",
}


def take(client: ApiClient, update: StatusUpdate, step: str, **headers: str) -> Any:
    """Take the step over HTTP; `edit` is a PATCH."""
    address = f"/status-updates/{update.pk}"
    if step == "edit":
        return client.patch(address, {"risk": "Nieuw."}, **headers)
    body = {"reason": "Te kort."} if step == "return" else {}
    return client.post(f"{address}/{PATHS[step]}", body, **headers)


def posting(client: ApiClient, below: str) -> Callable[..., Any]:
    """Return what sends a body to an address below an object."""
    return lambda path, body, **headers: client.post(f"{path}/{below}", body, **headers)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_step(
    action: Action,
    round_: ReportingRound,
    clients: dict[str, ApiClient],
    state: str,
    who: str,
) -> None:
    for step in STEPS:
        update = StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead),
            round=round_,
            **{trait(state): True},
        )

        response = take(clients[who], update, step, if_match='"1"')

        outcome = steps_table()[state, who, step]
        assert response.status_code == STATUSES[outcome], (step, response.content)
        stored = StatusUpdate.objects.get(pk=update.pk)
        if outcome == "done":
            item = response.json()
            assert (stored.state, stored.version) == (AFTER[step], 2)
            assert (item["state"], item["version"]) == (AFTER[step], 2)
            assert response.headers["ETag"].startswith('"2.')
        else:
            problem(response, STATUSES[outcome])
            assert (stored.state, stored.version) == (state, 1)


@pytest.mark.parametrize("who", PEOPLE)
def test_start(
    action: Action, round_: ReportingRound, clients: dict[str, ApiClient], who: str
) -> None:
    for (state, person), outcome in starts_table().items():
        if person != who:
            continue
        fresh = ActionFactory.create(spearhead=action.spearhead)
        if state != "nothing":
            StatusUpdateFactory.create(
                action=fresh, round=round_, **{trait(state): True}
            )

        response = clients[who].post(
            f"/actions/{fresh.pk}/status-updates", {"round": round_.quarter}
        )

        expected = 201 if outcome == "done" else STATUSES[outcome]
        assert response.status_code == expected, (state, response.content)


@pytest.mark.parametrize("step", STEPS)
def test_428_then_404_then_412_come_before_right_state_and_body(
    action: Action, round_: ReportingRound, clients: dict[str, ApiClient], step: str
) -> None:
    # Accepted: everybody sees it, and no step fits.
    update = StatusUpdateFactory.create(action=action, round=round_, accepted=True)
    address = f"/status-updates/{update.pk}"

    for who in ("lezer", "secretaris", "bureau"):
        client = clients[who]
        send = client.patch if step == "edit" else posting(client, PATHS[step])
        problem(send(address, b"geen json"), 428)
        problem(send("/status-updates/999999", b"geen json", if_match='"1"'), 404)
        stale = problem(send(address, b"geen json", if_match='"9.x"'), 412)
        assert stale["currentVersion"] == 1

    hidden = StatusUpdateFactory.create(
        action=action, round=round_, sequence=2, filled=True
    )
    # Who may not see it does not learn its version.
    answer = problem(take(clients["vreemde"], hidden, step, if_match='"9"'), 404)
    assert "currentVersion" not in answer


@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        (["read"], 403),
        (["status:write"], 403),
        (["read", "plan:write"], 403),
        (["read", "status:write"], 200),
    ],
)
def test_token_narrows_every_step(
    action: Action,
    round_: ReportingRound,
    narrowed_office: Any,
    scopes: list[str],
    status: int,
) -> None:
    client = narrowed_office(scopes)
    for step in STEPS:
        state = "filled" if step in ("edit", "submit") else "submitted"
        update = StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead),
            round=round_,
            **{state: True},
        )

        response = take(client, update, step, if_match='"1"')

        assert response.status_code == status, (step, response.content)
    fresh = ActionFactory.create(spearhead=action.spearhead)
    response = client.post(
        f"/actions/{fresh.pk}/status-updates", {"round": round_.quarter}
    )
    assert response.status_code == (201 if status == 200 else status)
