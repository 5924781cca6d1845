"""What acceptance writes: the update, the action, and the day to all above it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.models import Action, Chapter, Programme, Spearhead
from core import writes
from core.actor import Actor
from core.errors import NotAllowed, NotVisible, WrongStep
from progress.models import ReportingRound, StatusUpdate, UpdateEvent
from progress.services import (
    accept_many,
    accept_update,
    start_update,
    submit_update,
)
from tests.factories.actions import ActionFactory, ChapterFactory, SpearheadFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db


def state_of(action: Action) -> tuple[str, str, int | None, str, date | None]:
    """Return the state columns of an action as stored."""
    stored = Action.objects.get(pk=action.pk)
    return (
        stored.status,
        stored.rag,
        stored.progress_pct,
        stored.quarter,
        stored.reported_date,
    )


def test_accept_writes_the_state_of_the_action_and_its_history(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    update = StatusUpdateFactory.create(
        action=action,
        round=round_,
        submitted=True,
        rag="amber",
        bottlenecks="Geld.",
        progress_pct=35,
    )

    accept_update(update, by=office, on=TODAY)

    assert state_of(action) == ("in_progress", "amber", 35, "2026-Q2", TODAY)
    stored = StatusUpdate.objects.get(pk=update.pk)
    assert (stored.state, stored.decided_date) == ("accepted", TODAY)
    row = action.history.latest()
    assert (row.version, row.history_actor, row.rag) == (2, "bureau", "amber")


def test_accept_writes_the_day_to_everything_above_and_to_nothing_beside(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    beside = ActionFactory.create(spearhead=action.spearhead)
    other_spearhead = SpearheadFactory.create(chapter=action.spearhead.chapter)
    other_chapter = ChapterFactory.create(programme=action.programme)
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    accept_update(update, by=office, on=TODAY)

    assert {
        Spearhead.objects.get(pk=action.spearhead_id).reported_date,
        Chapter.objects.get(pk=action.spearhead.chapter_id).reported_date,
        Programme.objects.get(pk=action.programme_id).reported_date,
    } == {TODAY}
    assert {
        Action.objects.get(pk=beside.pk).reported_date,
        Spearhead.objects.get(pk=other_spearhead.pk).reported_date,
        Chapter.objects.get(pk=other_chapter.pk).reported_date,
    } == {None}


def test_submitting_writes_nothing_to_the_action(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, filled=True)

    submit_update(update, by=secretary, on=TODAY)

    assert state_of(action) == ("", "", None, "", None)


def test_accepted_correction_of_this_quarter_replaces_the_state(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    first = StatusUpdateFactory.create(action=action, round=round_, submitted=True)
    accept_update(first, by=office, on=TODAY)
    correction = start_update(
        action=action,
        round_=round_,
        by=office,
        on=TODAY,
        content={"rag": "red", "bottlenecks": "Toch niet.", "progress_pct": 50},
    )
    submit_update(correction, by=office, on=TODAY)

    accept_update(correction, by=office, on=TODAY)

    assert state_of(action) == ("in_progress", "red", 50, "2026-Q2", TODAY)


def test_accepted_correction_of_an_older_quarter_leaves_the_later_state(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    winter = ReportingRoundFactory.create(programme=round_.programme, quarter="2026-Q1")
    first = StatusUpdateFactory.create(action=action, round=winter, accepted=True)
    update = StatusUpdateFactory.create(
        action=action, round=round_, submitted=True, progress_pct=70
    )
    accept_update(update, by=office, on=TODAY)
    correction = StatusUpdateFactory.create(
        action=action,
        round=winter,
        sequence=2,
        submitted=True,
        progress_pct=20,
        corrects=first,
    )
    next_day = TODAY + timedelta(days=1)

    accept_update(correction, by=office, on=next_day)

    # The day counts as a report, the content is of an older quarter.
    assert state_of(action) == ("in_progress", "green", 70, "2026-Q2", next_day)
    assert StatusUpdate.objects.get(pk=correction.pk).state == "accepted"


def test_accept_in_a_closed_round_is_possible(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)
    writes.write(round_, {"closed_date": TODAY}, by=SYSTEM)

    accept_update(update, by=office, on=TODAY)

    assert state_of(action)[3] == "2026-Q2"


def test_accept_many_takes_what_can_be_taken_and_says_why_not_for_the_rest(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    good, stale, returned, last = (
        StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead, code=code),
            round=round_,
            **{state: True},
        )
        for code, state in [
            ("1.1.2", "submitted"),
            ("1.1.3", "submitted"),
            ("1.1.4", "returned"),
            ("1.1.5", "submitted"),
        ]
    )
    seen = StatusUpdate.objects.get(pk=stale.pk)
    writes.write(stale, {"risk": "Van een ander."}, by=SYSTEM)

    accepted, refused = accept_many([good, seen, returned, last], by=office, on=TODAY)

    assert accepted == [good, last]
    assert [(refusal.update, refusal.message) for refusal in refused] == [
        (seen, "Iemand anders heeft dit gewijzigd nadat u het opende."),
        (
            returned,
            "Dit bericht is teruggestuurd; het kan nu niet worden vastgesteld.",
        ),
    ]
    states = StatusUpdate.objects.order_by("action__code").values_list(
        "state", flat=True
    )
    assert list(states) == ["accepted", "submitted", "returned", "accepted"]
    assert UpdateEvent.objects.filter(step="accept").count() == 2
    assert Action.objects.get(pk=good.action_id).quarter == "2026-Q2"
    assert Action.objects.get(pk=stale.action_id).quarter == ""


def test_accept_many_makes_one_version_of_what_is_above(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    updates = [
        StatusUpdateFactory.create(
            action=ActionFactory.create(spearhead=action.spearhead),
            round=round_,
            submitted=True,
        )
        for _ in range(3)
    ]

    accept_many(updates, by=office, on=TODAY)

    assert Programme.objects.get(pk=action.programme_id).version == 2
    assert Spearhead.objects.get(pk=action.spearhead_id).version == 2


def test_accept_many_refuses_what_no_longer_holds(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    # As after an import past the rules: the database would refuse the write.
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)
    update.progress_pct = 400

    accepted, refused = accept_many([update], by=office, on=TODAY)

    assert accepted == []
    assert "De voortgang ligt tussen 0 en 100 procent." in refused[0].message
    assert StatusUpdate.objects.get(pk=update.pk).state == "submitted"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("secretaris", NotAllowed),
        ("beheerder", NotAllowed),
        ("vreemde", NotVisible),
        ("lezer", NotVisible),
    ],
)
def test_accept_by_anybody_but_the_office_leaves_the_action(
    action: Action,
    round_: ReportingRound,
    everybody: dict[str, Actor],
    who: str,
    refusal: type[Exception],
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    with pytest.raises(refusal):
        accept_update(update, by=everybody[who], on=TODAY)

    assert state_of(action) == ("", "", None, "", None)


def test_accept_of_a_draft_leaves_the_action(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, filled=True)

    with pytest.raises(WrongStep):
        accept_update(update, by=office, on=TODAY)

    assert state_of(action) == ("", "", None, "", None)
