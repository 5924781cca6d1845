"""Fifty machines at once over real HTTP: everything accepted is kept, nothing breaks.

An attempt is a GET and a PATCH with the ETag of that GET. On one action it is sent
once: whoever is late hears 412, and that is the end of the attempt. Spread over twenty
actions (client n writes to action n mod 20, so two or three share one) a client that
hears 412 waits a moment, reads again and sends again, at most twenty times in all.
"""

from __future__ import annotations

from contextlib import closing

import pytest

from accounts.models import User
from accounts.roles import Role
from accounts.tokens import create_token
from actions.models import Action
from tests.api.serving import Machine, Tally, serving, together
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, SpearheadFactory
from tests.factories.actors import SYSTEM

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

CLIENTS = 50
ATTEMPTS = 40
ACTIONS = 20
TRIES = 20


@pytest.fixture
def token() -> str:
    user: User = UserFactory.create(role=Role.PROGRAMMABUREAU)
    return create_token(
        name="belasting", user=user, scopes=None, expires_at=None, by=SYSTEM
    )


def descriptions(action: Action) -> list[str]:
    """Return what the history has, without the row as it was made."""
    rows = Action.history.filter(id=action.pk, history_type="~").order_by("version")
    return list(rows.values_list("description", flat=True))


def told(name: str, tally: Tally, seconds: float) -> None:
    """Print the figures; `pytest -s` shows them."""
    attempts = len(tally.accepted) + tally.given_up
    print(  # noqa: T201
        f"\n{name}: {attempts} attempts in {seconds:.1f} s, "
        f"{len(tally.accepted)} accepted, {tally.given_up} given up, "
        f"tries {dict(sorted(tally.tries.items()))}, "
        f"statuses {dict(sorted(tally.statuses.items()))}"
    )


def test_on_one_action_accepted_is_versions_is_history(token: str) -> None:
    action = ActionFactory.create()
    path = f"/actions/{action.pk}"

    with serving(workers=2, threads=4) as port:

        def work(client: int) -> Tally:
            tally = Tally()
            with closing(Machine(port, token)) as machine:
                for number in range(ATTEMPTS):
                    machine.describe(path, f"{client}, {number}", tally, tries=1)
            return tally

        tally, seconds = together(CLIENTS, work)

    told("one action", tally, seconds)
    action.refresh_from_db()
    kept = descriptions(action)
    assert len(tally.accepted) + tally.given_up == CLIENTS * ATTEMPTS
    assert set(tally.statuses) <= {200, 412}
    assert tally.server_errors == 0
    assert len(tally.accepted) == action.version - 1 == len(kept)
    assert sorted(kept) == sorted(tally.accepted)
    assert action.description == kept[-1]
    assert tally.accepted


def test_spread_over_actions_nearly_everything_is_accepted(token: str) -> None:
    spearhead = SpearheadFactory.create()
    actions = [ActionFactory.create(spearhead=spearhead) for _ in range(ACTIONS)]

    with serving(workers=2, threads=4) as port:

        def work(client: int) -> Tally:
            tally = Tally()
            path = f"/actions/{actions[client % ACTIONS].pk}"
            with closing(Machine(port, token)) as machine:
                for number in range(ATTEMPTS):
                    machine.describe(path, f"{client}, {number}", tally, tries=TRIES)
            return tally

        tally, seconds = together(CLIENTS, work)

    told("spread", tally, seconds)
    assert tally.server_errors == 0
    assert set(tally.statuses) <= {200, 412}
    assert len(tally.accepted) >= 0.99 * CLIENTS * ATTEMPTS
    kept = [text for action in actions for text in descriptions(action)]
    assert sorted(kept) == sorted(tally.accepted)
    for action in actions:
        action.refresh_from_db()
        assert action.version - 1 == len(descriptions(action))
