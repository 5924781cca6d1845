"""What is being written is for the own werkgroep: every page of the admin, both ways.

A secretary of one werkgroep, one of another, a draft and an accepted update.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from actions.models import Action
from core.actor import Actor
from governance.models import Body
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    StatusUpdate,
    UpdateEvent,
)
from progress.workflow import Step
from tests.admin_pages import address, list_address
from tests.factories.actions import ActionFactory
from tests.factories.actors import TODAY
from tests.factories.governance import BodyFactory
from tests.factories.progress import StatusUpdateFactory, UpdateEventFactory

pytestmark = pytest.mark.django_db

SECRET = "Nog niet voor anderen."
TOLD = "Voor iedereen."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    noon = datetime.combine(TODAY, time(12), tzinfo=ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def action() -> Action:
    """Give an action of the programme that the screens are about."""
    return ActionFactory.create(
        code="1.1.1",
        title="Eigen actie",
        spearhead__chapter__programme__slug="toekomstagenda",
        spearhead__chapter__werkgroep=BodyFactory.create(
            escalates_to=BodyFactory.create()
        ),
    )


@pytest.fixture
def draft(action: Action, round_: ReportingRound) -> StatusUpdate:
    """Give a draft with a step, and beside it what was accepted on another action."""
    draft = StatusUpdateFactory.create(
        action=action, round=round_, filled=True, risk=SECRET
    )
    UpdateEventFactory.create(update=draft, step=Step.START, by_name="Een schrijver")
    return draft


@pytest.fixture
def accepted(action: Action, round_: ReportingRound) -> StatusUpdate:
    """Give what everybody may read."""
    other = ActionFactory.create(spearhead=action.spearhead, code="1.1.2", position=2)
    update = StatusUpdateFactory.create(
        action=other, round=round_, accepted=True, risk=TOLD
    )
    UpdateEventFactory.create(
        update=update, step=Step.ACCEPT, by_name="Een vaststeller"
    )
    return update


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def own(secretary: Actor) -> Client:
    return client_of(secretary)


@pytest.fixture
def foreign(foreign_secretary: Actor) -> Client:
    return client_of(foreign_secretary)


def listed(client: Client, **query: str) -> set[int]:
    page = client.get(list_address(StatusUpdate), query)
    assert page.status_code == 200
    return {row.pk for row in page.context["cl"].result_list}


def test_list_search_and_filters_show_drafts_of_the_own_werkgroep_only(
    own: Client, foreign: Client, draft: StatusUpdate, accepted: StatusUpdate
) -> None:
    queries: list[dict[str, str]] = [
        {},
        {"state__exact": "draft"},
        {"q": "Het loopt"},
        {"q": "1.1"},
        {"o": "-3"},
    ]

    for query in queries:
        in_own, in_foreign = listed(own, **query), listed(foreign, **query)
        assert draft.pk in in_own, query
        assert draft.pk not in in_foreign, query
    assert accepted.pk in listed(own)
    assert accepted.pk in listed(foreign)


def test_page_with_its_steps_and_history_are_closed_to_another_werkgroep(
    own: Client, foreign: Client, draft: StatusUpdate, accepted: StatusUpdate
) -> None:
    for page in ("change", "history"):
        mine = own.get(address(draft, page))
        assert mine.status_code == 200
        assert SECRET in mine.content.decode()
        theirs = foreign.get(address(draft, page))
        assert theirs.status_code == 404
        assert SECRET not in theirs.content.decode()
        # What was accepted is for both.
        for client in (own, foreign):
            assert TOLD in client.get(address(accepted, page)).content.decode()
    assert "Een schrijver" in own.get(address(draft, "change")).content.decode()
    assert (
        "Een vaststeller" in foreign.get(address(accepted, "change")).content.decode()
    )


def test_updates_have_no_admin_actions_and_cannot_be_deleted(
    own: Client, draft: StatusUpdate
) -> None:
    page = own.get(list_address(StatusUpdate))

    own.post(
        list_address(StatusUpdate),
        {"action": "delete_selected", "_selected_action": str(draft.pk), "post": "yes"},
    )
    refused = own.post(address(draft, "delete"), {"post": "yes"})

    assert 'name="action"' not in page.content.decode()
    assert refused.status_code == 403
    assert StatusUpdate.objects.filter(pk=draft.pk).exists()
    assert UpdateEvent.objects.filter(update=draft).exists()


def test_autocomplete_offers_drafts_of_the_own_werkgroep_only(
    own: Client, foreign: Client, draft: StatusUpdate, accepted: StatusUpdate
) -> None:
    def offered(client: Client) -> set[int]:
        answer = client.get(
            "/beheer/autocomplete/",
            {
                "term": "1.1",
                "app_label": "progress",
                "model_name": "updateevent",
                "field_name": "update",
            },
        )
        assert answer.status_code == 200
        return {int(row["id"]) for row in answer.json()["results"]}

    assert offered(own) == {draft.pk, accepted.pk}
    assert offered(foreign) == {accepted.pk}


def test_form_steps_and_saving_by_itself_are_closed_to_another_werkgroep(
    own: Client, foreign: Client, draft: StatusUpdate
) -> None:
    form = f"/beheer/werklijst/{draft.action.code}/"
    typed = {"risk": "Van een ander.", "loaded_version": "1"}

    for path, button in (
        (form, "save"),
        (form, "submit"),
        (form, "withdraw"),
        (f"{form}bewaar", ""),
    ):
        assert foreign.post(path, typed | {"button": button}).status_code == 404
    assert StatusUpdate.objects.get(pk=draft.pk).risk == SECRET

    assert own.post(f"{form}bewaar", typed).status_code == 200
    assert StatusUpdate.objects.get(pk=draft.pk).risk == "Van een ander."


def test_question_is_asked_about_own_actions_only(
    own: Client, foreign: Client, action: Action, round_: ReportingRound
) -> None:
    asked = {"actions": [action.pk], "question": "Mag het later?", "explanation": ""}

    choices = foreign.get("/beheer/vragen/nieuw/").content.decode()
    refused = foreign.post("/beheer/vragen/nieuw/", asked)
    assert "Eigen actie" not in choices
    assert refused.status_code == 400
    assert not Escalation.objects.exists()

    assert "Eigen actie" in own.get("/beheer/vragen/nieuw/").content.decode()
    assert own.post("/beheer/vragen/nieuw/", asked).status_code == 302
    assert EscalationAction.objects.get().action == action


def test_deadline_of_another_werkgroep_is_not_on_the_own_list(
    own: Client, foreign: Client, action: Action, round_: ReportingRound
) -> None:
    werkgroep = action.spearhead.chapter.werkgroep
    assert isinstance(werkgroep, Body)

    assert werkgroep.name in own.get("/beheer/werklijst/").content.decode()
    assert werkgroep.name not in foreign.get("/beheer/werklijst/").content.decode()
