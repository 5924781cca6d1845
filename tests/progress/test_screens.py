"""The reporting screens over HTTP: list, form, conflict, office, questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from actions.models import Action
from core.actor import Actor
from core.imprecise_dates import parse_imprecise_date
from progress.models import Escalation, ReportingRound, StatusUpdate
from progress.workflow import UpdateState
from tests.factories.accounts import UserFactory
from tests.factories.actions import ActionFactory, MilestoneFactory
from tests.factories.actors import TODAY
from tests.factories.governance import BodyFactory
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db

FILLED = {
    "status": "in_progress",
    "rag": "green",
    "progress_pct": "40",
    "confidence": "high",
    "state_of_affairs": "Het onderzoek loopt.",
    "plain_language": "Het gaat goed.",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    noon = datetime(
        TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Europe/Amsterdam")
    )
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def action() -> Action:
    """Give an action of the programme that the screens are about."""
    return ActionFactory.create(
        code="1.1.1",
        spearhead__chapter__programme__slug="toekomstagenda",
        spearhead__chapter__werkgroep=BodyFactory.create(
            escalates_to=BodyFactory.create()
        ),
    )


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def client_of_secretary(secretary: Actor, round_: ReportingRound) -> Client:
    return signed_in(secretary)


@pytest.fixture
def client_of_office(round_: ReportingRound) -> Client:
    client = Client()
    client.force_login(
        UserFactory.create(username="bureau-scherm", role=Role.PROGRAMMABUREAU)
    )
    return client


def write(
    client: Client, action: Action, button: str = "save", **more: str
) -> HttpResponse:
    return cast(
        HttpResponse,
        client.post(
            f"/beheer/werklijst/{action.code}/", {**FILLED, "button": button, **more}
        ),
    )


def test_work_list_shows_own_actions(
    client_of_secretary: Client, action: Action
) -> None:
    page = client_of_secretary.get("/beheer/werklijst/")

    assert page.status_code == 200
    assert f"{action.code} {action.title}" in page.content.decode()


def test_work_list_of_another_secretary_is_empty(
    foreign_secretary: Actor, action: Action, round_: ReportingRound
) -> None:
    client = signed_in(foreign_secretary)

    assert action.title not in client.get("/beheer/werklijst/").content.decode()
    assert client.get(f"/beheer/werklijst/{action.code}/").status_code == 404
    assert write(client, action).status_code == 404
    assert not StatusUpdate.objects.exists()


def test_opening_the_form_writes_nothing(
    client_of_secretary: Client, action: Action
) -> None:
    page = client_of_secretary.get(f"/beheer/werklijst/{action.code}/")

    assert page.status_code == 200
    assert not StatusUpdate.objects.exists()


def test_saving_makes_a_draft(client_of_secretary: Client, action: Action) -> None:
    write(client_of_secretary, action)

    update = StatusUpdate.objects.get()
    assert (update.state, update.progress_pct) == (UpdateState.DRAFT, 40)


def test_submitting_an_incomplete_draft_keeps_it_and_tells_what_is_missing(
    client_of_secretary: Client, action: Action
) -> None:
    page = client_of_secretary.post(
        f"/beheer/werklijst/{action.code}/",
        {"rag": "red", "state_of_affairs": "Het loopt vast.", "button": "submit"},
    )

    update = StatusUpdate.objects.get()
    assert page.status_code == 400
    assert update.state == UpdateState.DRAFT
    assert update.state_of_affairs == "Het loopt vast."
    assert set(page.context["form"].errors) == {
        "status",
        "progress_pct",
        "confidence",
        "bottlenecks",
    }
    assert "Uw concept is bewaard" in page.content.decode()


def test_submitting_a_complete_update_hands_it_in(
    client_of_secretary: Client, action: Action
) -> None:
    write(client_of_secretary, action, "submit")

    assert StatusUpdate.objects.get().state == UpdateState.SUBMITTED


def test_stale_form_shows_both_values_and_saves_nothing(
    client_of_secretary: Client, action: Action
) -> None:
    write(client_of_secretary, action)
    write(client_of_secretary, action, loaded_version="1", risk="Van een collega")

    page = write(client_of_secretary, action, loaded_version="1", risk="Van mij")

    update = StatusUpdate.objects.get()
    text = page.content.decode()
    assert page.status_code == 409
    assert (update.version, update.risk) == (2, "Van een collega")
    assert "Van een collega" in text
    assert "Van mij" in text


def test_draft_that_saves_itself_tells_the_new_version(
    client_of_secretary: Client, action: Action
) -> None:
    address = f"/beheer/werklijst/{action.code}/bewaar"
    first = client_of_secretary.post(address, FILLED)

    second = client_of_secretary.post(
        address, {**FILLED, "loaded_version": "1", "risk": "Geld"}
    )
    late = client_of_secretary.post(
        address, {**FILLED, "loaded_version": "1", "risk": "Tijd"}
    )

    assert first.json()["version"] == 1
    assert second.json()["version"] == 2
    assert late.status_code == 409
    assert StatusUpdate.objects.get().risk == "Geld"


def report_before(action: Action, **content: str) -> StatusUpdate:
    """Store what was accepted on the quarter before."""
    earlier = ReportingRoundFactory.create(
        programme=action.programme,
        quarter="2026-Q1",
        opens_date=date(2026, 4, 1),
        due_date=date(2026, 4, 20),
        closed_date=date(2026, 5, 1),
    )
    return StatusUpdateFactory.create(
        action=action, round=earlier, accepted=True, **content
    )


UNCHANGED = "/beheer/werklijst/niets-veranderd/"


def test_what_did_not_change_is_handed_in_when_it_is_ticked(
    client_of_secretary: Client, action: Action
) -> None:
    before = report_before(action)

    page = client_of_secretary.get(UNCHANGED)
    nothing = client_of_secretary.post(UNCHANGED, {})
    unwritten = StatusUpdate.objects.exclude(pk=before.pk).exists()
    answer = client_of_secretary.post(UNCHANGED, {"same": f"{action.pk}:{before.pk}"})

    update = StatusUpdate.objects.exclude(pk=before.pk).get()
    assert before.state_of_affairs in page.content.decode()
    assert (nothing.status_code, unwritten) == (302, False)
    assert answer.headers["Location"] == "/beheer/werklijst/?ronde=2026-Q2"
    assert (update.state, update.is_unchanged) == (UpdateState.SUBMITTED, True)


def test_tick_beside_words_that_are_no_longer_the_last_hands_in_nothing(
    client_of_secretary: Client, action: Action
) -> None:
    before = report_before(action)
    corrected = StatusUpdateFactory.create(
        action=action, round=before.round, sequence=2, accepted=True, corrects=before
    )

    client_of_secretary.post(UNCHANGED, {"same": f"{action.pk}:{before.pk}"})

    assert not StatusUpdate.objects.exclude(pk__in=[before.pk, corrected.pk]).exists()


def test_what_is_doubted_is_not_handed_in_by_a_tick(
    client_of_secretary: Client, action: Action
) -> None:
    before = report_before(action)
    MilestoneFactory.create(action=action, agreed=parse_imprecise_date("2024"))

    page = client_of_secretary.get(UNCHANGED).content.decode()
    client_of_secretary.post(UNCHANGED, {"same": f"{action.pk}:{before.pk}"})

    assert "Hier is uitleg nodig" in page
    assert 'name="same"' not in page
    assert not StatusUpdate.objects.exclude(pk=before.pk).exists()


def test_action_of_another_werkgroep_is_not_handed_in_by_a_tick(
    foreign_secretary: Actor, action: Action, round_: ReportingRound
) -> None:
    before = report_before(action)
    client = signed_in(foreign_secretary)

    page = client.get(UNCHANGED).content.decode()
    client.post(UNCHANGED, {"same": f"{action.pk}:{before.pk}"})

    assert action.title not in page
    assert not StatusUpdate.objects.exclude(pk=before.pk).exists()


def test_same_words_are_handed_in_only_by_who_says_to_have_read_them(
    client_of_secretary: Client, action: Action
) -> None:
    before = report_before(action)
    words = {
        name: value for name, value in before.content().items() if value is not None
    }
    address = f"/beheer/werklijst/{action.code}/"

    unread = client_of_secretary.post(
        address, {**words, "loaded_version": "", "button": "submit"}
    )
    draft = StatusUpdate.objects.exclude(pk=before.pk).get()
    client_of_secretary.post(
        address, {**words, "loaded_version": "1", "reread": "on", "button": "submit"}
    )

    assert unread.status_code == 400
    assert "vink aan dat u het hebt nagelezen" in unread.content.decode()
    assert draft.state == UpdateState.DRAFT
    assert StatusUpdate.objects.get(pk=draft.pk).state == UpdateState.SUBMITTED


def test_reason_typed_before_the_first_save_is_kept(
    client_of_secretary: Client, action: Action
) -> None:
    MilestoneFactory.create(action=action, agreed=parse_imprecise_date("2024"))

    page = client_of_secretary.get(f"/beheer/werklijst/{action.code}/")
    write(client_of_secretary, action, "submit", override_reason="Het schuift.")

    update = StatusUpdate.objects.get()
    assert page.status_code == 200
    assert (update.state, update.override_reason) == (
        UpdateState.SUBMITTED,
        "Het schuift.",
    )


def test_reviewed_update_leads_to_the_next_that_waits(
    client_of_secretary: Client, client_of_office: Client, action: Action
) -> None:
    second = ActionFactory.create(spearhead=action.spearhead, code="1.1.2", position=2)
    for one in (action, second):
        write(client_of_secretary, one, "submit")
    waiting = StatusUpdate.objects.order_by("action__code")
    addresses = [f"/beheer/ronde/bericht/{update.pk}/" for update in waiting]
    answers = [
        client_of_office.post(
            address, {"button": "accept", "loaded_version": str(update.version)}
        ).headers["Location"]
        for address, update in zip(addresses, waiting, strict=True)
    ]

    assert answers == [addresses[1], "/beheer/ronde/?ronde=2026-Q2"]


def test_withdrawing_gives_the_draft_back(
    client_of_secretary: Client, action: Action
) -> None:
    write(client_of_secretary, action, "submit")

    write(client_of_secretary, action, "withdraw")

    assert StatusUpdate.objects.get().state == UpdateState.DRAFT


def test_secretary_does_not_enter_the_office(client_of_secretary: Client) -> None:
    for address in ("/beheer/ronde/", "/beheer/ronde/instellen/"):
        assert client_of_secretary.get(address).status_code == 403


def test_office_accepts_what_it_saw(
    client_of_secretary: Client, client_of_office: Client, action: Action
) -> None:
    write(client_of_secretary, action, "submit")
    update = StatusUpdate.objects.get()

    client_of_office.post("/beheer/ronde/", {"update": f"{update.pk}:1"})
    unseen = StatusUpdate.objects.get()
    client_of_office.post("/beheer/ronde/", {"update": f"{update.pk}:{update.version}"})

    assert unseen.state == UpdateState.SUBMITTED
    assert StatusUpdate.objects.get().state == UpdateState.ACCEPTED
    action.refresh_from_db()
    assert (action.rag, action.progress_pct) == ("green", 40)


def test_office_sends_back_with_a_reason(
    client_of_secretary: Client, client_of_office: Client, action: Action
) -> None:
    write(client_of_secretary, action, "submit")
    update = StatusUpdate.objects.get()
    address = f"/beheer/ronde/bericht/{update.pk}/"
    version = str(update.version)

    silent = client_of_office.post(
        address, {"button": "return", "loaded_version": version}
    )
    client_of_office.post(
        address,
        {"button": "return", "reason": "Te kort.", "loaded_version": version},
    )

    states = StatusUpdate.objects.order_by("sequence").values_list("state", flat=True)
    assert silent.status_code == 200
    assert list(states) == [UpdateState.RETURNED, UpdateState.DRAFT]
    page = client_of_secretary.get(f"/beheer/werklijst/{action.code}/")
    assert "Te kort." in page.content.decode()


def test_closed_round_takes_nothing(
    client_of_secretary: Client, client_of_office: Client, action: Action
) -> None:
    client_of_office.post("/beheer/ronde/instellen/", {"button": "close"})

    page = write(client_of_secretary, action)

    assert page.status_code == 409
    assert not StatusUpdate.objects.exists()


def test_question_goes_to_the_body_above(
    client_of_secretary: Client, action: Action
) -> None:
    page = client_of_secretary.post(
        "/beheer/vragen/nieuw/",
        {"actions": [action.pk], "question": "Mag het later?", "explanation": ""},
    )

    escalation = Escalation.objects.get()
    werkgroep = action.spearhead.chapter.werkgroep
    assert werkgroep is not None
    assert page.status_code == 302
    assert escalation.question == "Mag het later?"
    assert escalation.raised_by == werkgroep
    assert escalation.to_body == werkgroep.escalates_to
