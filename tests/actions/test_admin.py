"""The programme in the admin: who may set what, in forms and in the rows under them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from actions.models import Action, Activity, Chapter, Milestone
from core import writes
from core.imprecise_dates import parse_imprecise_date
from governance.models import MembershipRole
from tests.admin_pages import address, fields_of, list_address, opened, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    ContradictionSourceFactory,
    LinkFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Desk:
    """A secretary, and an action in the own chapter and one in another's."""

    client: Client
    own: Action
    foreign: Action


@pytest.fixture
def desk() -> Desk:
    werkgroep = BodyFactory.create()
    secretary = UserFactory.create(username="secretaris", role=Role.SECRETARIS)
    MembershipFactory.create(
        body=werkgroep,
        organisation=None,
        user=secretary,
        role=MembershipRole.SECRETARIS,
    )
    own = ChapterFactory.create(werkgroep=werkgroep)
    foreign = ChapterFactory.create(werkgroep=BodyFactory.create())
    return Desk(
        signed_in(secretary),
        ActionFactory.create(spearhead=SpearheadFactory.create(chapter=own)),
        ActionFactory.create(spearhead=SpearheadFactory.create(chapter=foreign)),
    )


@pytest.fixture
def office() -> Client:
    return signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))


# --- a secretary ----------------------------------------------------------------------


def test_secretary_sets_the_state_of_an_own_activity_on_its_page(desk: Desk) -> None:
    activity = ActivityFactory.create(action=desk.own, title="Blijft")
    form = opened(desk.client, activity)

    response = desk.client.post(
        address(activity, "change"), form | {"state": "done", "title": "Anders"}
    )

    stored = Activity.objects.get()
    last = stored.history.first()
    assert response.status_code == 302
    # The title is no field of this form: what is sent for it is not looked at.
    assert (stored.state, stored.title, stored.version) == ("done", "Blijft", 2)
    assert (last.history_actor, last.history_role) == ("secretaris", "secretaris")


def test_secretary_sets_states_on_the_page_of_the_own_action(desk: Desk) -> None:
    first = ActivityFactory.create(action=desk.own, ordinal=1, title="Eerste")
    ActivityFactory.create(action=desk.own, ordinal=2, title="Tweede")
    form = opened(desk.client, desk.own)
    assert "activities-0-title" not in form
    assert "description" not in form

    response = desk.client.post(
        address(desk.own, "change"),
        form | {"activities-0-state": "done", "activities-0-title": "Anders"},
    )

    assert response.status_code == 302
    rows = Activity.objects.order_by("ordinal").values_list("title", "state", "version")
    assert list(rows) == [("Eerste", "done", 2), ("Tweede", "open", 1)]
    assert Action.objects.get(pk=desk.own.pk).version == 1
    assert first.history.first().history_actor == "secretaris"


def test_secretary_adds_an_activity_with_a_title_to_the_own_action(desk: Desk) -> None:
    ActivityFactory.create(action=desk.own, ordinal=1)
    page = desk.client.get(address(desk.own, "change"))
    form = fields_of(page.text)
    form |= {
        "activities-TOTAL_FORMS": "2",
        "activities-1-ordinal": "2",
        "activities-1-level": "1",
        "activities-1-title": "Zelf toegevoegd",
        "activities-1-kind": "activity",
        "activities-1-state": "open",
    }

    response = desk.client.post(address(desk.own, "change"), form)

    assert 'name="activities-__prefix__-title"' in page.text
    assert response.status_code == 302
    added = Activity.objects.get(title="Zelf toegevoegd")
    assert added.action_id == desk.own.pk
    assert added.history.get().history_actor == "secretaris"


def test_secretary_cannot_write_on_the_page_of_a_foreign_action(desk: Desk) -> None:
    activity = ActivityFactory.create(action=desk.foreign)
    page = desk.client.get(address(desk.foreign, "change"))

    answers = [
        desk.client.post(
            address(desk.foreign, "change"),
            {
                "activities-TOTAL_FORMS": "1",
                "activities-INITIAL_FORMS": "1",
                "activities-0-id": str(activity.pk),
                "activities-0-loaded_version": "1",
                "activities-0-state": "done",
            },
        ),
        desk.client.post(
            address(activity, "change"), {"state": "done", "loaded_version": "1"}
        ),
    ]

    assert page.status_code == 200
    assert 'name="_save"' not in page.text
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Activity.objects.get().state == "open"


def test_foreign_row_slipped_into_the_own_form_changes_nothing(desk: Desk) -> None:
    own = ActivityFactory.create(action=desk.own)
    foreign = ActivityFactory.create(action=desk.foreign)
    form = opened(desk.client, desk.own)

    response = desk.client.post(
        address(desk.own, "change"),
        form | {"activities-0-id": str(foreign.pk), "activities-0-state": "done"},
    )

    assert response.status_code == 404
    assert set(Activity.objects.values_list("pk", "state", "version")) == {
        (own.pk, "open", 1),
        (foreign.pk, "open", 1),
    }


def test_secretary_cannot_add_an_activity_to_a_foreign_action(desk: Desk) -> None:
    response = desk.client.post(
        list_address(Activity, "add"),
        {
            "action": str(desk.foreign.pk),
            "ordinal": "1",
            "level": "1",
            "title": "Bij een ander",
            "kind": "activity",
            "state": "open",
            "parties-TOTAL_FORMS": "0",
            "parties-INITIAL_FORMS": "0",
        },
    )

    assert response.status_code == 403
    assert not Activity.objects.exists()


def test_secretary_reports_dates_of_own_milestones_only(desk: Desk) -> None:
    own = MilestoneFactory.create(action=desk.own)
    foreign = MilestoneFactory.create(action=desk.foreign)
    form = opened(desk.client, own)
    assert {"original", "agreed", "title"} & set(form) == set()

    response = desk.client.post(
        address(own, "change"), form | {"expected": "najaar 2026"}
    )
    refused = desk.client.post(
        address(foreign, "change"),
        {"expected": "najaar 2026", "loaded_version": "1"},
    )

    assert (response.status_code, refused.status_code) == (302, 403)
    stored = Milestone.objects.get(pk=own.pk)
    assert stored.expected == parse_imprecise_date("najaar 2026")
    assert Milestone.objects.get(pk=foreign.pk).expected is None


# --- pages ----------------------------------------------------------------------------


def test_page_tells_its_source_and_its_place(office: Client) -> None:
    action = ActionFactory.create(code="9.9.9", title="Een plek")
    milestone = MilestoneFactory.create(
        action=action,
        source_document="000",
        source_section="hoofdstuk 2",
        source_first=120,
        source_last=124,
        source_also=[[7, 7]],
    )
    by_hand = MilestoneFactory.create(action=action)

    page = office.get(address(milestone, "change")).text

    assert "document 000, hoofdstuk 2, regel 120–124, 7" in page
    assert f'<a href="{address(action, "change")}">9.9.9 Een plek</a>' in page
    other = office.get(address(by_hand, "change")).text
    assert "niet uit een document" in other


def test_office_describes_an_action_and_nothing_that_was_agreed(office: Client) -> None:
    action = ActionFactory.create(title="Afgesproken")
    form = opened(office, action)
    assert {"title", "code", "status", "spearhead"} & set(form) == set()

    response = office.post(
        address(action, "change"),
        form | {"description": "In onze woorden", "title": "Anders"},
    )

    stored = Action.objects.get()
    assert response.status_code == 302
    assert (stored.description, stored.title) == ("In onze woorden", "Afgesproken")


def test_office_names_the_werkgroep_of_a_chapter(office: Client) -> None:
    chapter = ChapterFactory.create()
    body = BodyFactory.create()
    form = opened(office, chapter) | {"werkgroep": str(body.pk)}

    response = office.post(address(chapter, "change"), form)

    assert response.status_code == 302
    assert Chapter.objects.get().werkgroep == body


@pytest.mark.parametrize("role", list(Role))
def test_link_and_contradiction_are_read_by_everybody(role: Role) -> None:
    client = signed_in(UserFactory.create(role=role))
    link = LinkFactory.create(outside="Een ander programma")
    place = ContradictionSourceFactory.create(says="hier staat 2024")

    assert "Een ander programma" in client.get(address(link, "change")).text
    assert "hier staat 2024" in client.get(address(place.contradiction, "change")).text


def test_right_that_ends_ends_at_once(desk: Desk) -> None:
    activity = ActivityFactory.create(action=desk.own)
    form = opened(desk.client, activity)
    secretary = User.objects.get(username="secretaris")
    writes.write(secretary, {"role": Role.LEZER}, by=SYSTEM)

    response = desk.client.post(address(activity, "change"), form | {"state": "done"})

    assert response.status_code == 403
    assert Activity.objects.get().state == "open"
