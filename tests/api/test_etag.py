"""An ETag changes whenever the answer does, and its first part is the row's version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import User
from accounts.roles import Role
from core import writes
from core.imprecise_dates import parse_imprecise_date
from tests.api.client import ApiClient, client_of
from tests.api.resources import RESOURCES
from tests.api.world import change, make_full
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, MilestoneFactory, TrekkerFactory
from tests.factories.actors import SYSTEM
from tests.factories.governance import MembershipFactory, OrganisationFactory
from tests.factories.progress import EscalationActionFactory, RoundEventFactory

pytestmark = pytest.mark.django_db

World = dict[str, Any]

CHANGES: dict[str, Callable[[World], object]] = {
    "programme": lambda world: change(world["programmes"], slug="anders"),
    "chapter": lambda world: change(world["chapters"], number=9),
    "spearhead": lambda world: change(world["spearheads"], number=9),
    "action": lambda world: change(world["actions"], code="9.9.9"),
    "report": lambda world: change(world["actions"], reported_date=None),
    "trekker": lambda world: change(world["trekkers"], as_printed="anders"),
    "activity": lambda world: change(world["activities"], title="anders"),
    "party": lambda world: change(
        world["activities"].parties.get(), role="commissions"
    ),
    "milestone": lambda world: change(world["milestones"], title="anders"),
    "owner": lambda world: writes.remove(world["milestones"].owners.get(), by=SYSTEM),
    "result": lambda world: change(world["assigned"], title="anders"),
    "link": lambda world: change(world["links"], note="anders"),
    "disagreeing source": lambda world: change(
        world["contradictions"].sources.get(), says="anders"
    ),
    "organisation": lambda world: change(world["organisations"], abbreviation="ANDERS"),
    "parent": lambda world: change(
        world["organisations"].parent, abbreviation="ANDERS"
    ),
    "alias": lambda world: change(world["organisations"].aliases.get(), alias="anders"),
    "body": lambda world: change(world["bodies"], name="Anders"),
    "higher body": lambda world: change(world["bodies"].escalates_to, name="Anders"),
    "membership": lambda world: change(
        world["bodies"].memberships.get(), role="agendalid"
    ),
    "composition": lambda world: change(
        world["bodies"].composition.get(), part="anders"
    ),
    "earmark": lambda world: change(
        world["budget-lines"].earmarks.get(), label="anders"
    ),
    "budget line": lambda world: change(world["budget-lines"], label="anders"),
    "funding line": lambda world: change(world["funding-lines"], label="anders"),
    "target": lambda world: change(world["targets"], what="anders"),
    "round": lambda world: change(world["reporting-rounds"], quarter="2026-Q1"),
    "step of a round": lambda world: RoundEventFactory.create(
        round=world["reporting-rounds"]
    ),
    "status update": lambda world: change(world["status-updates"], risk="anders"),
    "escalation": lambda world: change(world["escalations"], question="Anders?"),
    "escalated action": lambda world: EscalationActionFactory.create(
        escalation=world["escalations"],
        action=ActionFactory.create(spearhead=world["spearheads"]),
    ),
}


def answers(reader: ApiClient, world: World) -> dict[str, tuple[Any, str]]:
    """Return body and tag of the object of every resource."""
    found = {}
    for path in RESOURCES:
        response = reader.get(f"/{path}/{world[path].pk}")
        found[path] = (response.json(), response.headers["ETag"])
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_answer_that_changed_has_another_tag(reader: ApiClient, name: str) -> None:
    world = make_full()
    before = answers(reader, world)

    CHANGES[name](world)

    after = answers(reader, world)
    changed = {path for path in RESOURCES if before[path][0] != after[path][0]}
    retagged = {path for path in RESOURCES if before[path][1] != after[path][1]}
    assert changed
    assert changed <= retagged


def test_tag_is_the_same_as_long_as_nothing_changes(reader: ApiClient) -> None:
    world = make_full()

    assert answers(reader, world) == answers(reader, world)


def test_tag_begins_with_the_version_of_the_row_itself(reader: ApiClient) -> None:
    action = ActionFactory.create()
    path = f"/actions/{action.pk}"
    first = reader.get(path).headers["ETag"]

    TrekkerFactory.create(action=action)
    with_child = reader.get(path).headers["ETag"]
    change(action, description="nieuw")
    changed = reader.get(path).headers["ETag"]

    assert first.startswith('"1.')
    assert with_child.startswith('"1.')
    assert with_child != first
    assert changed.startswith('"2.')


def test_unchanged_object_is_304_and_a_changed_one_is_sent(reader: ApiClient) -> None:
    action = ActionFactory.create()
    path = f"/actions/{action.pk}"
    tag = reader.get(path).headers["ETag"]

    same = reader.get(path, if_none_match=tag)
    weak = reader.get(path, if_none_match=f'"1.0", W/{tag}')
    change(action, description="nieuw")
    new = reader.get(path, if_none_match=tag)

    assert (same.status_code, weak.status_code, new.status_code) == (304, 304, 200)
    assert same.headers["ETag"] == tag
    assert same.headers["API-Version"]
    assert new.json()["description"] == "nieuw"


def test_milestone_becomes_late_at_midnight_in_the_netherlands(
    reader: ApiClient,
) -> None:
    action = ActionFactory.create(reported_date=date(2026, 9, 1))
    agreed = parse_imprecise_date("31 augustus 2026")
    milestone = MilestoneFactory.create(action=action, original=agreed, agreed=agreed)
    paths = [f"/actions/{action.pk}", f"/milestones/{milestone.pk}"]

    # 21:59 in UTC is one minute to midnight in Dutch summer.
    with time_machine.travel(datetime(2026, 8, 31, 21, 59, tzinfo=UTC), tick=False):
        before = [reader.get(path) for path in paths]
    with time_machine.travel(datetime(2026, 8, 31, 22, 0, tzinfo=UTC), tick=False):
        after = [
            reader.get(path, if_none_match=response.headers["ETag"])
            for path, response in zip(paths, before, strict=True)
        ]
        late_in_list = reader.results("/milestones?late=true")

    assert [response.json()["late"] for response in before] == [False, False]
    assert [response.json()["late"] for response in after] == [True, True]
    assert [row["id"] for row in late_in_list] == [milestone.pk]


def test_tag_differs_by_what_is_asked_and_who_asks(
    reader: ApiClient, lezer: User
) -> None:
    action = ActionFactory.create()
    path = f"/actions/{action.pk}"
    office = client_of(UserFactory.create(role=Role.PROGRAMMABUREAU))
    narrowed = client_of(lezer, ["read"])

    tags = [
        reader.get(path).headers["ETag"],
        reader.get(f"{path}?fields=title").headers["ETag"],
        reader.get(f"{path}?include=milestones").headers["ETag"],
        office.get(path).headers["ETag"],
        narrowed.get(path).headers["ETag"],
    ]

    assert len(set(tags)) == len(tags)


def test_membership_that_ends_today_is_gone_tomorrow(reader: ApiClient) -> None:
    membership = MembershipFactory.create(
        organisation=OrganisationFactory.create(abbreviation="VGN"),
        valid_to_date=date(2026, 8, 31),
    )
    path = f"/bodies/{membership.body_id}"

    with time_machine.travel(datetime(2026, 8, 31, 12, tzinfo=UTC)):
        today = reader.get(path)
    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        tomorrow = reader.get(path, if_none_match=today.headers["ETag"])

    assert [member["organisation"] for member in today.json()["members"]] == ["VGN"]
    assert tomorrow.json()["members"] == []


def test_lists_have_no_tag(reader: ApiClient) -> None:
    response = reader.get("/actions", if_none_match="*")

    assert response.status_code == 200
    assert "ETag" not in response.headers
