"""The reporting screens in Chromium: nothing is lost, and everybody can use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from core.imprecise_dates import parse_imprecise_date
from progress.models import Escalation, StatusUpdate
from progress.services import (
    accept_update,
    return_update,
    start_update,
    submit_update,
)
from progress.workflow import UpdateState
from tests.factories.actions import MilestoneFactory
from tests.factories.actors import acting
from tests.factories.progress import EscalationActionFactory, EscalationFactory
from tests.progress.desk import Desk, Seat, make_desk

pytestmark = pytest.mark.browser

FORM = "/beheer/werklijst/1.1.1/"
SOON = 10_000


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:
    return make_desk()


@pytest.fixture
def seat(desk: Desk, live_server: LiveServer, page: Page) -> Callable[[User], Seat]:
    """Give a browser with somebody signed in."""

    def sit(user: User) -> Seat:
        seat = Seat(page, live_server.url)
        seat.sign_in(user)
        return seat

    return sit


def written() -> StatusUpdate:
    """Return the only update of the open round."""
    update: StatusUpdate = StatusUpdate.objects.get(round__closed_date__isnull=True)
    return update


@pytest.mark.parametrize("was_begun", [False, True])
def test_two_browsers_on_one_form_see_both_texts_and_lose_none(
    desk: Desk,
    seat: Callable[[User], Seat],
    browser: Browser,
    live_server: LiveServer,
    was_begun: bool,
) -> None:
    mine = seat(desk.secretary)
    if was_begun:
        start_update(
            action=desk.actions[0],
            round_=desk.round,
            by=acting(desk.secretary, today=desk.today),
            on=desk.today,
        )
    mine.open(FORM, heading="1.1.1")
    with browser.new_context(locale="nl-NL") as context:
        theirs = Seat(context.new_page(), live_server.url)
        theirs.sign_in(desk.stand_in, FORM)
        theirs.page.get_by_label("Stand van zaken").fill("Van mijn vervanger.")
        theirs.page.get_by_label("Resultaten").fill("Een boek.")
        assert theirs.press("Bewaar als concept") == 200
    draft = written()

    mine.page.get_by_label("Stand van zaken").fill("Van mijzelf.")
    status = mine.press("Bewaar als concept")
    if was_begun:
        mine.look("conflict")

    page = mine.page
    assert status == 409
    assert "Niet opgeslagen" in page.locator("h1").inner_text()
    row = page.get_by_role("row", name="Stand van zaken")
    assert "Van mijn vervanger." in row.inner_text()
    assert "Van mijzelf." in row.inner_text()
    assert "Vorig kwartaal over 1.1.1." in row.inner_text()
    assert "Een boek." in page.get_by_role("row", name="Resultaten").inner_text()
    assert "door Vera Vervanger" in page.get_by_role("main").inner_text()
    assert StatusUpdate.objects.get(pk=draft.pk).state_of_affairs == (
        "Van mijn vervanger."
    )
    mine.press("Bewaar wat ik invulde")
    kept = StatusUpdate.objects.get(pk=draft.pk)
    # My words where I wrote, the colleague's where I did not.
    assert (kept.state_of_affairs, kept.results) == ("Van mijzelf.", "Een boek.")
    texts = kept.history.order_by("version").values_list("state_of_affairs", flat=True)
    assert list(texts)[-2:] == ["Van mijn vervanger.", "Van mijzelf."]
    assert mine.complaints == []


def test_conflict_is_told_while_writing(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    mine.open(FORM, heading="1.1.1")
    start_update(
        action=desk.actions[0],
        round_=desk.round,
        by=acting(desk.stand_in, today=desk.today),
        on=desk.today,
        content={"risk": "Van een collega."},
    )

    mine.page.get_by_label("Belangrijkste risico").fill("Van mij.")

    expect(mine.page.locator("#bewaard")).to_contain_text(
        "Klik op “Bewaar als concept” om te zien wat er verschilt", timeout=SOON
    )
    assert mine.page.get_by_label("Belangrijkste risico").input_value() == "Van mij."
    assert mine.press("Bewaar als concept") == 409
    assert written().risk == "Van een collega."
    assert "Van mij." in mine.page.get_by_role("main").inner_text()


def test_what_is_typed_is_saved_by_itself(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    mine.open(FORM, heading="1.1.1")

    mine.page.get_by_label("Stand van zaken").fill("Vanzelf bewaard.")

    expect(mine.page.locator("#bewaard")).to_contain_text(
        "Concept bewaard om", timeout=SOON
    )
    assert written().state_of_affairs == "Vanzelf bewaard."
    assert "bericht" not in mine.page.evaluate("Object.keys(localStorage).join()")
    assert mine.complaints == []


def test_broken_connection_keeps_the_text_and_tries_again(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")
    page.route("**/bewaar*", lambda route: route.abort())

    page.get_by_label("Stand van zaken").fill("Onderweg getypt.")

    told = page.locator("#bewaard")
    expect(told).to_contain_text("Geen verbinding.", timeout=SOON)
    expect(told).to_contain_text("op dit apparaat bewaard")
    assert "Onderweg getypt." in page.evaluate("Object.values(localStorage).join()")
    assert not StatusUpdate.objects.filter(round=desk.round).exists()
    page.unroute("**/bewaar*")
    expect(told).to_contain_text("Concept bewaard om", timeout=SOON)
    assert written().state_of_affairs == "Onderweg getypt."


def test_text_survives_closing_the_page_without_a_connection(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")
    page.route("**/bewaar*", lambda route: route.abort())
    page.get_by_label("Stand van zaken").fill("Onderweg getypt.")
    page.goto("about:blank")
    page.unroute("**/bewaar*")

    mine.open(FORM, heading="1.1.1")

    assert page.get_by_label("Stand van zaken").input_value() == "Onderweg getypt."
    assert "Hij staat er weer in" in page.get_by_role("main").inner_text()
    expect(page.locator("#bewaard")).to_contain_text("Concept bewaard", timeout=SOON)
    assert written().state_of_affairs == "Onderweg getypt."


def test_session_that_ends_while_typing_loses_nothing(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")
    Session.objects.all().delete()

    page.get_by_label("Stand van zaken").fill("Na een lange vergadering.")

    told = page.locator("#bewaard")
    expect(told).to_contain_text("U bent uitgelogd.", timeout=SOON)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Log opnieuw in").click()
    tab = Seat(popup.value, mine.url)
    tab.fill_in_login(desk.secretary)
    tab.page.close()
    expect(told).to_contain_text("Concept bewaard om", timeout=SOON)
    assert written().state_of_affairs == "Na een lange vergadering."
    # And the form goes on as if nothing had happened.
    page.get_by_label("Resultaten").fill("Een verslag.")
    mine.press("Indienen en naar 1.1.2")
    assert written().results == "Een verslag."
    assert written().state == UpdateState.SUBMITTED


def test_button_pressed_after_the_session_ended_loses_nothing(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")
    Session.objects.all().delete()

    page.get_by_label("Stand van zaken").fill("Net te laat.")
    mine.press("Indienen")
    assert page.locator("h1").inner_text() == "Inloggen"
    mine.fill_in_login(desk.secretary)

    assert page.get_by_label("Stand van zaken").input_value() == "Net te laat."
    expect(page.locator("#bewaard")).to_contain_text("Concept bewaard", timeout=SOON)
    assert written().state_of_affairs == "Net te laat."


def test_error_summary_takes_the_focus_and_leads_to_the_fields(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")
    page.get_by_label("knelt", exact=True).check()
    page.get_by_label("Stand van zaken").fill("")

    status = mine.press("Indienen")

    assert status == 400
    assert page.evaluate("document.activeElement.id") == "fouten"
    assert "Uw concept is bewaard" in page.locator("#fouten").inner_text()
    for name, target in (
        ("Stand van zaken", "id_state_of_affairs"),
        ("Knelpunten", "id_bottlenecks"),
    ):
        page.locator("#fouten").get_by_role("link", name=name).press("Enter")
        assert page.evaluate("document.activeElement.id") == target
        described = page.locator(f"#{target}").get_attribute("aria-describedby") or ""
        assert f"{target}_error" in described
        assert page.locator(f"#{target}_error").is_visible()
    mine.look("form with errors")
    assert mine.complaints == []


def test_form_is_filled_and_handed_in_by_keys_alone(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open("/beheer/werklijst/", heading="Mijn werklijst")
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                box = page.evaluate(
                    """() => {
                        const box = document.activeElement.getBoundingClientRect();
                        const x = box.x + box.width / 2, y = box.y + box.height / 2;
                        return document.activeElement.contains(
                            document.elementFromPoint(x, y));
                    }"""
                )
                assert box, f"{selector} has the focus under something else"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    tab_to("a.button.default")
    with page.expect_navigation():
        keys.press("Enter")
    tab_to("[name=status]")
    keys.press("ArrowRight")  # from "loopt" to "afgerond"
    tab_to("[name=rag]")
    keys.press("ArrowRight")  # from "op koers" to "aandacht"
    tab_to("[name=progress_pct]")
    keys.press("Control+A")
    keys.type("100")
    tab_to("[name=state_of_affairs]")
    keys.press("Control+A")
    keys.type("Met de toetsen.")
    tab_to("[name=bottlenecks]")
    keys.type("De muis is stuk.")
    tab_to("button[value=submit]")
    with page.expect_navigation():
        keys.press("Enter")

    update = written()
    assert page.locator("h1").inner_text().startswith("1.1.2 ")
    assert (update.state, update.status, update.rag) == (
        UpdateState.SUBMITTED,
        "completed",
        "amber",
    )
    assert (update.progress_pct, update.state_of_affairs) == (100, "Met de toetsen.")
    assert update.bottlenecks == "De muis is stuk."
    assert mine.complaints == []


def test_nothing_changed_must_be_said_and_is_told_to_the_office(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    mine = seat(desk.secretary)
    page = mine.page
    mine.open(FORM, heading="1.1.1")

    refused = mine.press("Indienen")
    page.locator("#fouten").get_by_role("link").press("Enter")
    page.keyboard.press("Space")
    mine.press("Indienen")

    assert refused == 400
    assert written().state == UpdateState.SUBMITTED
    mine.open("/beheer/werklijst/niets-veranderd/", heading="niet veranderd")
    page.context.clear_cookies()
    office = seat(desk.office)
    assert office.page.locator("h1").inner_text() == "Ronde volgen"
    assert "Zelfde tekst als de vorige keer" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="1.1.1").first.click()
    page.wait_for_url("**/bericht/**")
    assert "Zelfde tekst als de vorige keer" in page.get_by_role("main").inner_text()


@pytest.mark.slow
def test_screens_are_clean_for_a_secretary(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    own, today = acting(desk.secretary, today=desk.today), desk.today
    bureau = acting(desk.office, today=today)
    first, second, third, fourth = desk.actions
    MilestoneFactory.create(
        action=fourth, title="Klaar", agreed=parse_imprecise_date("2024")
    )
    updates = [
        submit_update(
            start_update(
                action=action,
                round_=desk.round,
                by=own,
                on=today,
                content={"state_of_affairs": "Nieuw."},
            ),
            by=own,
            on=today,
        )
        for action in (first, second, third)
    ]
    accept_update(updates[0], by=bureau, on=today)
    return_update(updates[1], reason="Te kort.", by=bureau, on=today)
    mine = seat(desk.secretary)

    for path, heading in (
        ("/beheer/werklijst/", "Mijn werklijst"),
        (f"/beheer/werklijst/{first.code}/", first.code),
        (f"/beheer/werklijst/{second.code}/", second.code),
        (f"/beheer/werklijst/{third.code}/", third.code),
        (f"/beheer/werklijst/{fourth.code}/", fourth.code),
        ("/beheer/werklijst/niets-veranderd/", "Wat is er niet veranderd?"),
        (f"/beheer/werklijst/?ronde={desk.before.quarter}", "Mijn werklijst"),
        ("/beheer/vragen/", "Vragen aan de regiegroep"),
        ("/beheer/vragen/nieuw/?actie=1.1.1", "Een vraag stellen"),
        (
            f"/beheer/progress/statusupdate/{updates[1].pk}/history/",
            "Geschiedenis",
        ),
    ):
        mine.open(path, heading=heading)
        mine.look(path)

    assert mine.complaints == []


@pytest.mark.slow
def test_screens_are_clean_for_the_office(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    own, today = acting(desk.secretary, today=desk.today), desk.today
    update = submit_update(
        start_update(action=desk.actions[0], round_=desk.round, by=own, on=today),
        by=own,
        on=today,
    )
    question = EscalationFactory.create(
        programme=desk.round.programme,
        raised_by=desk.werkgroepen[0],
        to_body=desk.regiegroep,
    )
    EscalationActionFactory.create(escalation=question, action=desk.actions[0])
    office = seat(desk.office)

    for path, heading in (
        ("/beheer/ronde/", "Ronde volgen"),
        (f"/beheer/ronde/bericht/{update.pk}/", desk.actions[0].code),
        ("/beheer/ronde/instellen/", "Rondes"),
        (f"/beheer/ronde/instellen/?ronde={desk.before.quarter}", "Rondes"),
        ("/beheer/vragen/", "Vragen aan de regiegroep"),
        ("/beheer/werklijst/", "Mijn werklijst"),
    ):
        office.open(path, heading=heading)
        office.look(path)
    assert Escalation.objects.count() == 1
    assert office.complaints == []


def test_office_accepts_several_at_once_without_those_that_want_reading(
    desk: Desk, seat: Callable[[User], Seat]
) -> None:
    own, today = acting(desk.secretary, today=desk.today), desk.today
    for action, text in ((desk.actions[0], "Nieuw."), (desk.actions[1], None)):
        content = {} if text is None else {"state_of_affairs": text}
        submit_update(
            start_update(
                action=action, round_=desk.round, by=own, on=today, content=content
            ),
            by=own,
            on=today,
        )
    office = seat(desk.office)

    office.open("/beheer/ronde/", heading="Ronde volgen")
    office.page.get_by_role("button", name="Kies alle 1 zonder opmerking").click()
    office.press("Stel de gekozen berichten vast")

    states = dict(
        StatusUpdate.objects.filter(round=desk.round).values_list(
            "action__code", "state"
        )
    )
    assert states == {"1.1.1": "accepted", "1.1.2": "submitted"}
    assert "Vastgesteld: 1.1.1." in office.page.get_by_role("main").inner_text()
