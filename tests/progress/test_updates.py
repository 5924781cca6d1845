"""Beginning, filling in, handing in, sending back and correcting an update."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action
from core import writes
from core.actor import Actor
from core.errors import NotAllowed, NotVisible
from progress.models import CONTENT, ReportingRound, StatusUpdate, UpdateEvent
from progress.services import (
    accept_update,
    edit_update,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from progress.workflow import UpdateState
from tests.factories.actions import ActionFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory

pytestmark = pytest.mark.django_db

FILLED = {
    "status": "in_progress",
    "rag": "amber",
    "progress_pct": 40,
    "confidence": "medium",
    "risk": "Te weinig mensen.",
    "state_of_affairs": "De proef is begonnen.",
    "results": "Twaalf plekken.",
    "borging": "Het komt in de inkoop.",
    "borging_state": "planned",
    "bottlenecks": "Er is te weinig geld.",
    "next_steps": "Uitbreiden.",
    "plain_language": "Er zijn twaalf plekken bij.",
}


def earlier_round(round_: ReportingRound, quarter: str) -> ReportingRound:
    """Return a closed round of the same programme on another quarter."""
    return ReportingRoundFactory.create(
        programme=round_.programme,
        quarter=quarter,
        opens_date=date(2026, 1, 1),
        due_date=date(2026, 1, 20),
        closed_date=date(2026, 2, 1),
    )


def steps_of(update: StatusUpdate) -> list[tuple[str, str, str]]:
    """Return the steps of an update: which, who, why."""
    rows = UpdateEvent.objects.filter(update=update).order_by("pk")
    return list(rows.values_list("step", "by_name", "reason"))


def test_content_in_the_test_is_all_there_is() -> None:
    assert set(FILLED) == set(CONTENT)


# --- beginning ---------------------------------------------------------------------


def test_start_without_earlier_update_is_empty(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert draft.prefilled_from is None
    assert draft.corrects is None
    assert set(draft.content().values()) == {"", None}
    assert draft.missing() == [
        "status",
        "rag",
        "progress_pct",
        "confidence",
        "state_of_affairs",
    ]


def test_start_takes_over_the_last_accepted_update_of_an_earlier_quarter(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    autumn = earlier_round(round_, "2025-Q4")
    winter = earlier_round(round_, "2026-Q1")
    StatusUpdateFactory.create(action=action, round=autumn, accepted=True, risk="Oud.")
    newest = StatusUpdateFactory.create(
        action=action, round=winter, accepted=True, **FILLED
    )
    # None of these may be taken over.
    StatusUpdateFactory.create(
        action=action, round=winter, sequence=2, returned=True, risk="Terug."
    )
    StatusUpdateFactory.create(
        action=action, round=winter, sequence=3, filled=True, risk="Concept."
    )
    StatusUpdateFactory.create(
        action=ActionFactory.create(spearhead=action.spearhead),
        round=winter,
        accepted=True,
        risk="Van een andere actie.",
    )

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert draft.content() == FILLED
    assert draft.prefilled_from == newest
    assert draft.corrects is None
    assert (draft.sequence, draft.state) == (1, UpdateState.DRAFT)


def test_start_takes_over_the_correction_rather_than_what_it_corrected(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    winter = earlier_round(round_, "2026-Q1")
    first = StatusUpdateFactory.create(action=action, round=winter, accepted=True)
    StatusUpdateFactory.create(
        action=action,
        round=winter,
        sequence=2,
        accepted=True,
        corrects=first,
        risk="Verbeterd.",
    )

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert draft.risk == "Verbeterd."


def test_start_does_not_take_over_from_a_later_quarter(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    later = ReportingRoundFactory.create(programme=round_.programme, quarter="2026-Q3")
    StatusUpdateFactory.create(action=action, round=later, accepted=True, risk="Later.")

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert (draft.risk, draft.prefilled_from) == ("", None)


def test_start_takes_over_what_was_returned_here_before_what_was_accepted_earlier(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    winter = earlier_round(round_, "2026-Q1")
    StatusUpdateFactory.create(action=action, round=winter, accepted=True, risk="Oud.")
    returned = StatusUpdateFactory.create(
        action=action, round=round_, returned=True, risk="Terug."
    )

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert (draft.risk, draft.prefilled_from, draft.sequence) == ("Terug.", returned, 2)


def test_start_with_content_replaces_what_was_taken_over(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    winter = earlier_round(round_, "2026-Q1")
    StatusUpdateFactory.create(action=action, round=winter, accepted=True, **FILLED)

    draft = start_update(
        action=action,
        round_=round_,
        by=secretary,
        on=TODAY,
        content={"progress_pct": 60, "risk": ""},
    )

    assert draft.content() == {**FILLED, "progress_pct": 60, "risk": ""}


@pytest.mark.parametrize("name", ["state", "submitted_date", "override_reason", "pk"])
def test_start_with_anything_but_content_is_refused(
    action: Action, round_: ReportingRound, secretary: Actor, name: str
) -> None:
    with pytest.raises(ValueError, match=name):
        start_update(
            action=action, round_=round_, by=secretary, on=TODAY, content={name: "x"}
        )

    assert not StatusUpdate.objects.exists()


def test_start_does_not_take_over_the_reason_of_last_time(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    winter = earlier_round(round_, "2026-Q1")
    StatusUpdateFactory.create(
        action=action, round=winter, accepted=True, override_reason="Het klopte."
    )

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert draft.override_reason == ""


def test_start_in_the_round_of_another_programme_is_refused(
    action: Action, secretary: Actor
) -> None:
    elsewhere = ReportingRoundFactory.create()

    with pytest.raises(ValidationError, match="verschillende programma"):
        start_update(action=action, round_=elsewhere, by=secretary, on=TODAY)

    assert not StatusUpdate.objects.exists()


def test_start_raises_the_revision_of_the_action(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    before = Action.objects.get(pk=action.pk).revision

    start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert Action.objects.get(pk=action.pk).revision > before


# --- filling in --------------------------------------------------------------------


def test_edit_changes_texts_and_keeps_history(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    edit_update(draft, {**FILLED, "override_reason": "Ja."}, by=secretary, on=TODAY)

    stored = StatusUpdate.objects.get(pk=draft.pk)
    assert stored.content() == FILLED
    assert stored.override_reason == "Ja."
    assert [row.version for row in draft.history.order_by("version")] == [1, 2]


def test_edit_without_a_change_makes_no_version(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = StatusUpdateFactory.create(action=action, round=round_, **FILLED)

    edit_update(draft, FILLED, by=secretary, on=TODAY)

    assert StatusUpdate.objects.get(pk=draft.pk).version == 1


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_missing_counts_blank_words_as_missing(words: str) -> None:
    update = StatusUpdateFactory.build(
        action=None, round=None, filled=True, state_of_affairs=words
    )

    assert update.missing() == ["state_of_affairs"]


def test_missing_counts_nought_percent_as_filled() -> None:
    update = StatusUpdateFactory.build(
        action=None, round=None, filled=True, progress_pct=0
    )

    assert update.missing() == []


@pytest.mark.parametrize(
    ("rag", "bottlenecks", "missing"),
    [
        ("green", "", []),
        ("green", "Toch iets.", []),
        ("amber", "", ["bottlenecks"]),
        ("amber", "  ", ["bottlenecks"]),
        ("amber", "Geld.", []),
        ("red", "", ["bottlenecks"]),
        ("red", "Geld.", []),
        ("", "", ["rag"]),
    ],
)
def test_missing_asks_for_a_bottleneck_when_not_green(
    rag: str, bottlenecks: str, missing: list[str]
) -> None:
    update = StatusUpdateFactory.build(
        action=None, round=None, filled=True, rag=rag, bottlenecks=bottlenecks
    )

    assert update.missing() == missing


# --- handing in and taking back ----------------------------------------------------


def test_submit_of_an_incomplete_draft_names_every_missing_field(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = StatusUpdateFactory.create(
        action=action, round=round_, rag="red", progress_pct=10
    )

    with pytest.raises(ValidationError) as refused:
        submit_update(draft, by=secretary, on=TODAY)

    assert set(refused.value.message_dict) == {
        "status",
        "confidence",
        "state_of_affairs",
        "bottlenecks",
    }
    assert StatusUpdate.objects.get(pk=draft.pk).version == 1


def test_submit_notes_the_day_and_the_step(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = start_update(
        action=action, round_=round_, by=secretary, on=TODAY, content=FILLED
    )

    submit_update(draft, by=secretary, on=TODAY)

    stored = StatusUpdate.objects.get(pk=draft.pk)
    assert (stored.state, stored.submitted_date) == ("submitted", TODAY)
    assert stored.content() == FILLED
    assert steps_of(draft) == [("start", "eigen", ""), ("submit", "eigen", "")]


def completed_halfway(action: Action, round_: ReportingRound) -> StatusUpdate:
    """Return a draft that does not seem to add up."""
    return StatusUpdateFactory.create(
        action=action, round=round_, filled=True, status="completed"
    )


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_submit_with_a_doubt_needs_a_reason(
    action: Action, round_: ReportingRound, secretary: Actor, reason: str | None
) -> None:
    draft = completed_halfway(action, round_)

    with pytest.raises(ValidationError) as refused:
        submit_update(draft, by=secretary, on=TODAY, override_reason=reason)

    assert refused.value.message_dict == {
        "override_reason": [
            "Leg uit waarom dit toch klopt: De actie is “afgerond”, maar de voortgang "
            "is 50 procent."
        ]
    }
    assert StatusUpdate.objects.get(pk=draft.pk).state == "draft"


def test_submit_with_a_doubt_keeps_the_reason_without_space_around_it(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = completed_halfway(action, round_)

    submit_update(draft, by=secretary, on=TODAY, override_reason="  Rest vervalt. ")

    assert StatusUpdate.objects.get(pk=draft.pk).override_reason == "Rest vervalt."


def test_submit_with_a_doubt_uses_the_reason_in_the_draft(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = completed_halfway(action, round_)
    edit_update(draft, {"override_reason": "Rest vervalt."}, by=secretary, on=TODAY)

    submit_update(draft, by=secretary, on=TODAY)

    assert StatusUpdate.objects.get(pk=draft.pk).override_reason == "Rest vervalt."


def test_submit_without_a_doubt_drops_a_reason(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = StatusUpdateFactory.create(
        action=action, round=round_, filled=True, override_reason="Van eerst."
    )

    submit_update(draft, by=secretary, on=TODAY)

    assert StatusUpdate.objects.get(pk=draft.pk).override_reason == ""


def test_withdrawn_update_can_be_changed_and_handed_in_again(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    withdraw_update(update, by=secretary, on=TODAY)
    assert StatusUpdate.objects.get(pk=update.pk).submitted_date is None
    edit_update(update, {"risk": "Nieuw."}, by=secretary, on=TODAY)
    submit_update(update, by=secretary, on=TODAY)

    stored = StatusUpdate.objects.get(pk=update.pk)
    assert (stored.state, stored.risk, stored.sequence) == ("submitted", "Nieuw.", 1)
    assert [step for step, _, _ in steps_of(update)] == ["withdraw", "submit"]


# --- sending back ------------------------------------------------------------------


def test_return_opens_a_new_draft_with_the_texts(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor
) -> None:
    update = StatusUpdateFactory.create(
        action=action,
        round=round_,
        submitted=True,
        **{**FILLED, "override_reason": "Het klopt."},
        is_fictitious=True,
    )

    draft = return_update(update, reason=" Noem de plekken. ", by=office, on=TODAY)

    assert (draft.state, draft.sequence) == ("draft", 2)
    assert draft.content() == FILLED
    assert draft.override_reason == "Het klopt."
    assert draft.prefilled_from == update
    assert draft.is_fictitious
    assert (draft.submitted_date, draft.decided_date) == (None, None)
    assert steps_of(draft) == [("start", "bureau", "")]
    returned = StatusUpdate.objects.get(pk=update.pk)
    assert (returned.state, returned.decided_date) == ("returned", TODAY)
    assert returned.content() == FILLED
    assert steps_of(update) == [("return", "bureau", "Noem de plekken.")]
    assert update.history.latest().history_change_reason == "Noem de plekken."
    # The secretary goes on in it.
    edit_update(draft, {"results": "Plek A en B."}, by=secretary, on=TODAY)
    submit_update(draft, by=secretary, on=TODAY)
    assert StatusUpdate.objects.get(pk=update.pk).results == "Twaalf plekken."


@pytest.mark.parametrize("reason", ["", "   "])
def test_return_without_a_reason_is_refused(
    action: Action, round_: ReportingRound, office: Actor, reason: str
) -> None:
    update = StatusUpdateFactory.create(action=action, round=round_, submitted=True)

    with pytest.raises(ValidationError) as refused:
        return_update(update, reason=reason, by=office, on=TODAY)

    assert list(refused.value.message_dict) == ["reason"]
    assert StatusUpdate.objects.get().state == "submitted"
    assert not UpdateEvent.objects.exists()


def test_return_of_a_correction_opens_a_correction(
    action: Action, round_: ReportingRound, office: Actor
) -> None:
    first = StatusUpdateFactory.create(action=action, round=round_, accepted=True)
    correction = StatusUpdateFactory.create(
        action=action, round=round_, sequence=2, submitted=True, corrects=first
    )

    draft = return_update(correction, reason="Te kort.", by=office, on=TODAY)

    assert (draft.corrects, draft.sequence) == (first, 3)


# --- correcting --------------------------------------------------------------------


def test_start_after_acceptance_is_a_correction_of_the_last_accepted(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor
) -> None:
    first = start_update(
        action=action, round_=round_, by=secretary, on=TODAY, content=FILLED
    )
    submit_update(first, by=secretary, on=TODAY)
    accept_update(first, by=office, on=TODAY)

    second = start_update(action=action, round_=round_, by=secretary, on=TODAY)
    assert (second.corrects, second.prefilled_from) == (first, first)
    assert (second.sequence, second.content()) == (2, FILLED)
    edit_update(second, {"progress_pct": 45}, by=secretary, on=TODAY)
    submit_update(second, by=secretary, on=TODAY)
    accept_update(second, by=office, on=TODAY)
    third = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert (third.corrects, third.sequence) == (second, 3)
    assert StatusUpdate.objects.get(pk=first.pk).progress_pct == 40
    assert list(StatusUpdate.objects.accepted().order_by("sequence")) == [first, second]


def test_correction_of_what_is_not_accepted_is_refused(
    action: Action, round_: ReportingRound
) -> None:
    returned = StatusUpdateFactory.create(action=action, round=round_, returned=True)

    with pytest.raises(ValidationError, match="vastgesteld bericht over deze actie"):
        StatusUpdateFactory.create(
            action=action, round=round_, sequence=2, corrects=returned
        )


def test_correction_of_another_action_is_refused(
    action: Action, round_: ReportingRound
) -> None:
    other = StatusUpdateFactory.create(
        action=ActionFactory.create(spearhead=action.spearhead),
        round=round_,
        accepted=True,
    )

    with pytest.raises(ValidationError, match="vastgesteld bericht over deze actie"):
        StatusUpdateFactory.create(action=action, round=round_, corrects=other)


# --- people and the rest -----------------------------------------------------------


def test_stand_in_goes_on_where_the_secretary_stopped(
    action: Action, round_: ReportingRound, secretary: Actor, stand_in: Actor
) -> None:
    draft = start_update(
        action=action, round_=round_, by=secretary, on=TODAY, content=FILLED
    )

    submit_update(draft, by=stand_in, on=TODAY)

    assert steps_of(draft) == [("start", "eigen", ""), ("submit", "vervanger", "")]


def test_nobody_removes_an_update(
    action: Action, round_: ReportingRound, everybody: dict[str, Actor]
) -> None:
    draft = StatusUpdateFactory.create(action=action, round=round_)

    for who in everybody.values():
        with pytest.raises((NotAllowed, NotVisible)):
            writes.remove(draft, by=who)

    assert StatusUpdate.objects.filter(pk=draft.pk).exists()


def test_update_reads_as_its_action_and_quarter(
    action: Action, round_: ReportingRound
) -> None:
    update = start_update(action=action, round_=round_, by=SYSTEM, on=TODAY)

    assert str(update) == "1.1.1, 2026-Q2"
    assert str(update.events.get()) == "begonnen door tests"
