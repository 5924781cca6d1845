"""How many statements a request costs; each is named, so that one more is noticed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.api.client import BASE, ApiClient
from tests.api.resources import RESOURCES
from tests.api.world import make_full, make_sparse
from tests.factories.actions import ActionFactory, MilestoneFactory, TrekkerFactory

pytestmark = pytest.mark.django_db

LIST_AT_MOST = 4
DETAIL_AT_MOST = 6
WHO_ASKS = 1


def test_list_of_actions(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_full()
    for _ in range(3):
        MilestoneFactory.create(action=TrekkerFactory.create().action)

    # 1. token with its user  2. which actions  3. their columns  4. their trekkers
    with django_assert_num_queries(4):
        rows = reader.results("/actions?chapter=1&status=in_progress")
    # The same for more rows.
    with django_assert_num_queries(4):
        all_rows = reader.results("/actions")

    assert (len(rows), len(all_rows)) == (1, 4)


def test_list_with_a_count_and_an_include(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_full()

    # 1. token  2. count  3. which  4. columns  5. trekkers
    with django_assert_num_queries(5):
        reader.results("/actions?page=1")
    # 1. token  2. which  3. columns  4. trekkers  5. milestones  6. their owners
    with django_assert_num_queries(6):
        reader.results("/actions?include=milestones")


def test_single_action_with_milestones_and_activities(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    action = make_full()["actions"]

    # 1. token  2. columns and state  3. trekkers  4. milestones  5. their owners
    # 6. activities  7. their parties
    with django_assert_num_queries(WHO_ASKS + DETAIL_AT_MOST):
        reader.get(f"/actions/{action.pk}")


def test_single_object_that_did_not_change(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    action = make_full()["actions"]
    tag = reader.get(f"/actions/{action.pk}").headers["ETag"]

    # 1. token  2. columns and state
    with django_assert_num_queries(WHO_ASKS + 1):
        response = reader.get(f"/actions/{action.pk}", if_none_match=tag)

    assert response.status_code == 304
    assert response.content == b""


def test_every_list_and_object_stays_below_the_ceiling(
    reader: ApiClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_sparse()
    full = make_full()

    for path in RESOURCES:
        with django_assert_max_num_queries(WHO_ASKS + LIST_AT_MOST):
            assert reader.results(f"/{path}")
        with django_assert_max_num_queries(WHO_ASKS + DETAIL_AT_MOST):
            assert reader.get(f"/{path}/{full[path].pk}").status_code == 200


def test_session_costs_one_more_than_a_token(
    lezer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ActionFactory.create()
    browser = Client()
    browser.force_login(lezer)

    # 1. session  2. user  3. which  4. columns  5. trekkers
    with django_assert_num_queries(5):
        response = browser.get(f"{BASE}/actions")

    assert response.status_code == 200


def test_token_is_noted_once_an_hour_and_not_with_every_request(
    reader: ApiClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # 1. token  2. which
    with django_assert_num_queries(2):
        reader.results("/targets")
