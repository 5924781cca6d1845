"""The lists of the programme: order, columns, filters and search."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.roles import Role
from actions.models import Action, Milestone
from core import writes
from core.imprecise_dates import ImpreciseDate, Precision, parse_imprecise_date
from tests.admin_pages import list_address, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import (
    BodyFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    return signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))


def codes(client: Client, **query: str) -> list[str]:
    page = client.get(list_address(Action), query)
    assert page.status_code == 200
    return [row.code for row in page.context["cl"].result_list]


def test_actions_stand_in_the_order_of_the_document(office: Client) -> None:
    chapter = ChapterFactory.create(number=2)
    earlier = ChapterFactory.create(programme=chapter.programme, number=1)
    for code, place, position in (("2.1.10", chapter, 2), ("2.1.9", chapter, 1)):
        spearhead = place.spearheads.first() or SpearheadFactory.create(
            chapter=place, number=1
        )
        ActionFactory.create(code=code, spearhead=spearhead, position=position)
    ActionFactory.create(
        code="1.1.1", spearhead=SpearheadFactory.create(chapter=earlier, number=1)
    )

    assert codes(office) == ["1.1.1", "2.1.9", "2.1.10"]


def test_list_of_actions_tells_leads_and_counts(office: Client) -> None:
    action = ActionFactory.create(code="1.1.1")
    TrekkerFactory.create(
        action=action, organisation=OrganisationFactory.create(abbreviation="VGN")
    )
    TrekkerFactory.create(
        action=action, role="partner", organisation=OrganisationFactory.create()
    )
    TrekkerFactory.create(
        action=action, body=BodyFactory.create(name="Taskforce"), position=1
    )
    for _ in range(2):
        MilestoneFactory.create(action=action)
    for _ in range(3):
        ActivityFactory.create(action=action)

    text = office.get(list_address(Action)).text

    assert '<td class="field-leads_text">VGN, Taskforce</td>' in text
    assert '<td class="field-milestone_count">2</td>' in text
    assert '<td class="field-activity_count">3</td>' in text
    assert '<td class="field-status_text">nog geen bericht</td>' in text


def test_actions_are_filtered_by_chapter_lead_and_status(office: Client) -> None:
    led = ActionFactory.create(code="A")
    TrekkerFactory.create(action=led)
    partner_only = ActionFactory.create(code="B")
    TrekkerFactory.create(action=partner_only, role="partner")
    reported = ActionFactory.create(code="C")
    writes.write(reported, {"status": "in_progress", "quarter": "2026-Q2"}, by=SYSTEM)
    chapter = str(led.spearhead.chapter_id)

    assert codes(office, spearhead__chapter__id__exact=chapter) == ["A"]
    assert codes(office, trekker="ja") == ["A"]
    assert codes(office, trekker="nee") == ["B", "C"]
    assert codes(office, status="in_progress") == ["C"]
    assert codes(office, status="geen") == ["A", "B"]


def test_milestones_are_filtered_by_what_became_of_them(office: Client) -> None:
    late_action = ActionFactory.create()
    writes.write(
        late_action,
        {"reported_date": parse_imprecise_date("1 juni 2025").end},
        by=SYSTEM,
    )
    past, ahead = parse_imprecise_date("2024"), parse_imprecise_date("2099")
    made = {
        "te laat": MilestoneFactory.create(action=late_action, agreed=past),
        "niet gemeld": MilestoneFactory.create(
            action=ActionFactory.create(), agreed=past
        ),
        "loopt nog": MilestoneFactory.create(agreed=ahead),
        "bereikt": MilestoneFactory.create(agreed=past, achieved=past),
    }
    without_end = MilestoneFactory.create(
        agreed=ImpreciseDate(None, None, Precision.UNKNOWN, "komende jaren")
    )

    for state, milestone in made.items():
        page = office.get(list_address(Milestone), {"stand": state})
        found = list(page.context["cl"].result_list)
        extra = [without_end] if state == "loopt nog" else []
        assert set(found) == {milestone, *extra}, state
        assert page.text.count(f'<td class="field-state">{state}</td>') == len(found)


def test_milestones_are_found_by_chapter_wherever_they_hang(office: Client) -> None:
    chapter = ChapterFactory.create()
    spearhead = SpearheadFactory.create(chapter=chapter)
    inside = {
        MilestoneFactory.create(chapter=chapter),
        MilestoneFactory.create(spearhead=spearhead),
        MilestoneFactory.create(action=ActionFactory.create(spearhead=spearhead)),
    }
    MilestoneFactory.create(action=ActionFactory.create())
    MilestoneFactory.create()

    page = office.get(list_address(Milestone), {"hoofdstuk": str(chapter.pk)})

    assert set(page.context["cl"].result_list) == inside
