"""Gathering: a fixed number of queries, and rows that say what is in the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import writes
from core.actor import as_actor
from core.quarters import Quarter
from progress.services import extend_round, open_round, start_update, submit_update
from reporting.sources import gather
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.governance import OrganisationFactory
from tests.factories.progress import EscalationFactory, StatusUpdateFactory
from tests.reporting.world import AFTER_Q2, AFTER_Q3, PLAIN, Q2, Q3, World

# chapters, what was published before, spearheads, leads, actions, updates, open
# updates, owners, milestones, questions, budget, funding, round, its extensions 2
QUERIES = 15


def test_number_of_queries_is_fixed(reported: World) -> None:
    with CaptureQueriesContext(connection) as few:
        gather(reported.programme, Q2, as_of=AFTER_Q2)
    with as_actor(SYSTEM):
        for number in range(2, 5):
            chapter = ChapterFactory.create(programme=reported.programme, number=number)
            for _ in range(3):
                action = ActionFactory.create(
                    spearhead=SpearheadFactory.create(chapter=chapter)
                )
                MilestoneOwnerFactory.create(
                    milestone=MilestoneFactory.create(action=action)
                )

    with CaptureQueriesContext(connection) as many:
        gather(reported.programme, Q2, as_of=AFTER_Q2)

    assert (len(few), len(many)) == (QUERIES, QUERIES)


def test_only_the_last_accepted_update_of_a_quarter_counts(reported: World) -> None:
    action = reported.actions[0]
    with as_actor(SYSTEM):
        StatusUpdateFactory.create(
            action=action,
            round=reported.programme_round(Q2),
            accepted=True,
            sequence=2,
            rag="amber",
            bottlenecks="Toch een knelpunt.",
        )

    rows = gather(reported.programme, Q2, as_of=AFTER_Q2).updates

    mine = [row for row in rows if row.action_id == action.pk]
    assert [(row.quarter, row.rag) for row in mine] == [("2026-Q2", "amber")]


def test_later_quarters_are_left_out(reported: World) -> None:
    reported.report(Q3, on=AFTER_Q3)

    quarters = {
        u.quarter for u in gather(reported.programme, Q2, as_of=AFTER_Q2).updates
    }

    assert quarters == {"2026-Q2"}


def test_draft_and_submitted_are_told_as_state_only(world: World) -> None:
    office = world.office
    round_ = open_round(
        programme=world.programme, quarter=Q2, opens=AFTER_Q2, due=AFTER_Q2, by=office
    )
    drafts = [
        start_update(action=a, round_=round_, by=office, on=AFTER_Q2, content=PLAIN)
        for a in world.actions[:2]
    ]
    submit_update(drafts[1], by=office, on=AFTER_Q2, override_reason="Het klopt.")

    rows = gather(world.programme, Q2, as_of=AFTER_Q2)

    assert rows.updates == ()
    assert dict(rows.open_updates) == {
        world.actions[0].pk: "draft",
        world.actions[1].pk: "submitted",
    }


def test_question_that_is_about_no_action_is_there_too(world: World) -> None:
    with as_actor(SYSTEM):
        EscalationFactory.create(
            programme=world.programme, question="Wie?", raised_date=AFTER_Q2
        )

    (question,) = gather(world.programme, Q2, as_of=AFTER_Q2).escalations

    assert (question.question, question.action_codes) == ("Wie?", ())


@pytest.mark.parametrize(
    ("raised", "closed", "is_open"),
    [
        (AFTER_Q2, None, True),
        (AFTER_Q2 + timedelta(days=1), None, False),
        (date(2026, 5, 1), AFTER_Q2, False),
        (date(2026, 5, 1), AFTER_Q2 + timedelta(days=1), True),
    ],
)
def test_questions_are_those_that_waited_on_the_day(
    world: World, raised: date, closed: date | None, is_open: bool
) -> None:
    with as_actor(SYSTEM):
        EscalationFactory.create(
            programme=world.programme,
            raised_date=raised,
            closed_date=closed,
            feedback="Besloten." if closed else "",
        )

    found = gather(world.programme, Q2, as_of=AFTER_Q2).escalations

    assert bool(found) is is_open


def test_round_is_as_late_as_its_last_extension(reported: World) -> None:
    office = reported.office
    later = AFTER_Q3 + timedelta(days=7)
    round_ = open_round(
        programme=reported.programme,
        quarter=Q3,
        opens=AFTER_Q3,
        due=AFTER_Q3,
        by=office,
    )
    extend_round(round_, due=later, reason="Vakantie.", by=office)
    extend_round(
        round_,
        due=later + timedelta(days=1),
        reason="Ziekte.",
        by=office,
        werkgroep=reported.werkgroep,
    )

    row = gather(reported.programme, Q3, as_of=AFTER_Q3).round

    assert row is not None
    assert row.due_date == later
    assert row.extended == ((reported.werkgroep.name, later + timedelta(days=1)),)


def test_without_a_round_there_is_none(world: World) -> None:
    assert gather(world.programme, Q2, as_of=AFTER_Q2).round is None


def test_published_overview_of_the_quarter_before_is_read(reported: World) -> None:
    reported.publish(Q2)
    reported.report(Q3, on=AFTER_Q3)

    rows = gather(reported.programme, Q3, as_of=AFTER_Q3)

    assert rows.previous_edition == 1
    assert {code for code, _ in rows.previous} == {a.code for a in reported.actions}
    assert rows.previous_late == frozenset({("1.1.1", "Wegwijzer klaar")})


def test_quarter_further_back_is_not_what_one_compares_with(reported: World) -> None:
    reported.publish(Q2)

    rows = gather(reported.programme, Quarter(2026, 4), as_of=AFTER_Q3)

    assert (rows.previous_edition, rows.previous) == (None, ())


def test_leads_and_owners_are_named_by_their_abbreviation(world: World) -> None:
    organisation = OrganisationFactory.create(name="Zorgautoriteit", abbreviation="NZa")
    milestone = MilestoneFactory.create(action=world.actions[1], title="Tarief")
    MilestoneOwnerFactory.create(milestone=milestone, organisation=organisation)

    rows = gather(world.programme, Q2, as_of=AFTER_Q2)

    assert rows.actions[0].leads == ("VGN",)
    assert {m.title: m.owners for m in rows.milestones}["Tarief"] == ("NZa",)
    writes.write(organisation, {"abbreviation": "ZA"}, by=SYSTEM)
    again = gather(world.programme, Q2, as_of=AFTER_Q2)
    assert {m.title: m.owners for m in again.milestones}["Tarief"] == ("ZA",)
