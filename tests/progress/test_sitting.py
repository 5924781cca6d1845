"""Twenty actions in one sitting, by mouse and keys, counted.

A chapter has ten to fifteen actions; this secretary keeps one werkgroep and stands in
for another. Of the twenty actions eight did not change, nine moved on, two need
attention, and one is doubted because a milestone is past.
"""

from __future__ import annotations

import sys

import pytest
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from core.imprecise_dates import parse_imprecise_date
from progress.models import StatusUpdate
from progress.workflow import UpdateState
from tests.factories.actions import MilestoneFactory
from tests.progress.desk import PASSWORD, Hand, Seat, make_desk

pytestmark = pytest.mark.browser

UNCHANGED = {0, 2, 5, 7, 10, 12, 15, 17}
DOUBTED = 4
ATTENTION = {9, 14}
ENDED = 19

# With the screens as they were this took 52 clicks and 25 page loads, and the eight
# actions without change were handed in with one click each, unseen.
AT_MOST = {"clicks": 51, "typed fields": 25, "page loads": 16}


@pytest.mark.slow
def test_twenty_actions_are_reported_in_one_sitting(
    live_server: LiveServer, page: Page
) -> None:
    desk = make_desk(actions_each=10)
    MilestoneFactory.create(
        action=desk.actions[DOUBTED],
        title="Klaar",
        agreed=parse_imprecise_date("2024"),
    )
    seat = Seat(page, live_server.url)
    hand = Hand(page)

    page.goto(f"{live_server.url}/beheer/")
    hand.type(page.get_by_label("Gebruikersnaam"), desk.secretary.username)
    hand.type(page.get_by_label("Wachtwoord"), PASSWORD)
    hand.go(page.get_by_role("button", name="Inloggen"))
    assert "van uw 20 acties" in page.get_by_role("main").inner_text()

    hand.go(page.get_by_role("link", name="Wat is er niet veranderd?"))
    for index in sorted(UNCHANGED):
        code = desk.actions[index].code
        hand.click(page.get_by_label(f"Nog precies zo: {code}", exact=True))
    hand.go(page.get_by_role("button", name="Dien de aangevinkte acties in"))

    for index, action in enumerate(desk.actions):
        if index not in UNCHANGED:
            assert page.locator("h1").inner_text().startswith(f"{action.code} ")
            _write(page, hand, index)
            hand.go(page.get_by_role("button", name="Indienen"))

    sys.stdout.write(f"20 actions in one sitting: {hand.counts()}\n")
    assert "U bent klaar." in page.get_by_role("main").inner_text()
    _assert_written(desk.round.pk)
    assert {
        name: number for name, number in hand.counts().items() if number > AT_MOST[name]
    } == {}
    assert seat.complaints == []


def _write(page: Page, hand: Hand, index: int) -> None:
    def field(name: str) -> Locator:
        return page.locator(f"[name={name}]")

    if index == DOUBTED:
        assert "de datum is voorbij van: Klaar" in page.locator("#twijfel").inner_text()
        hand.type(field("override_reason"), "De datum schuift een maand.")
    elif index in ATTENTION:
        hand.click(page.get_by_label("aandacht", exact=True))
        hand.type(field("state_of_affairs"), f"Nieuws {index}.")
        hand.type(field("bottlenecks"), "Te weinig mensen.")
    elif index == ENDED:
        hand.click(page.get_by_label("afgerond", exact=True))
        hand.type(field("progress_pct"), "100")
        hand.type(field("state_of_affairs"), f"Nieuws {index}.")
    else:
        hand.type(field("progress_pct"), "55")
        hand.type(field("state_of_affairs"), f"Nieuws {index}.")


def _assert_written(round_id: int) -> None:
    updates = StatusUpdate.objects.filter(round=round_id).select_related("action")
    by_index = {
        place: update
        for place, update in enumerate(
            updates.order_by("action__spearhead__chapter__number", "action__position")
        )
    }
    assert len(by_index) == 20
    assert {update.state for update in by_index.values()} == {UpdateState.SUBMITTED}
    for index, update in by_index.items():
        same = index in UNCHANGED or index == DOUBTED
        assert update.is_unchanged is same, index
        if not same:
            assert update.state_of_affairs == f"Nieuws {index}."
    assert by_index[DOUBTED].override_reason == "De datum schuift een maand."
    assert {by_index[index].rag for index in ATTENTION} == {"amber"}
    assert (by_index[ENDED].status, by_index[ENDED].progress_pct) == ("completed", 100)
