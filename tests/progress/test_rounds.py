"""Rounds open, are extended, close and are reopened; the rest follows from that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action
from core import writes
from core.actor import Actor
from core.errors import NotAllowed, StaleObject, WrongStep
from core.quarters import Quarter
from governance.models import Body
from progress.models import ReportingRound, RoundEvent, StatusUpdate
from progress.services import (
    close_round,
    edit_update,
    extend_round,
    open_round,
    reopen_round,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)
from tests.factories.actions import ProgrammeFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.governance import BodyFactory
from tests.factories.progress import (
    ReportingRoundFactory,
    RoundEventFactory,
    StatusUpdateFactory,
)

pytestmark = pytest.mark.django_db

DUE = date(2026, 8, 10)
LATER = date(2026, 8, 20)


def events_of(round_: ReportingRound) -> list[tuple[str, str, str]]:
    """Return what happened to a round: which step, who, why."""
    rows = RoundEvent.objects.filter(round=round_).order_by("pk")
    return list(rows.values_list("step", "by_name", "reason"))


# --- opening -----------------------------------------------------------------------


def test_open_round_stores_the_quarter_and_who_opened_it(office: Actor) -> None:
    programme = ProgrammeFactory.create()

    round_ = open_round(
        programme=programme,
        quarter=Quarter(2026, 2),
        opens=date(2026, 7, 1),
        due=DUE,
        by=office,
    )

    stored = ReportingRound.objects.get()
    assert stored == round_
    assert (stored.quarter, stored.opens_date, stored.due_date) == (
        "2026-Q2",
        date(2026, 7, 1),
        DUE,
    )
    assert not stored.is_fictitious
    assert str(stored) == "tweede kwartaal 2026"
    assert events_of(stored) == [("opened", "bureau", "")]
    assert str(stored.events.get()) == "tweede kwartaal 2026: geopend"


def test_open_round_twice_for_a_quarter_is_refused(
    round_: ReportingRound, office: Actor
) -> None:
    with pytest.raises(WrongStep, match="Voor dit kwartaal is er al een ronde"):
        open_round(
            programme=round_.programme,
            quarter=Quarter(2026, 2),
            opens=TODAY,
            due=DUE,
            by=office,
        )

    assert ReportingRound.objects.count() == 1
    assert not RoundEvent.objects.exists()


@pytest.mark.parametrize("who", ["secretaris", "vreemde", "lezer", "beheerder"])
def test_rounds_are_the_programme_offices(
    round_: ReportingRound, everybody: dict[str, Actor], who: str
) -> None:
    actor = everybody[who]
    attempts: list[Callable[[], object]] = [
        lambda: open_round(
            programme=round_.programme,
            quarter=Quarter(2026, 3),
            opens=TODAY,
            due=DUE,
            by=actor,
        ),
        lambda: extend_round(round_, due=LATER, reason="Vakantie.", by=actor),
        lambda: close_round(round_, on=TODAY, by=actor),
    ]

    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert ReportingRound.objects.count() == 1
    assert not RoundEvent.objects.exists()
    assert ReportingRound.objects.get().version == 1


# --- extending ---------------------------------------------------------------------


def test_extension_for_one_werkgroep_moves_its_day_only(
    round_: ReportingRound, office: Actor
) -> None:
    werkgroep, other = BodyFactory.create(), BodyFactory.create()

    extend_round(
        round_, due=LATER, reason=" Vakantie. ", by=office, werkgroep=werkgroep
    )

    assert round_.due_for(werkgroep.pk) == LATER
    assert round_.due_for(other.pk) == DUE
    assert round_.due_for(None) == DUE
    assert events_of(round_) == [("extended", "bureau", "Vakantie.")]
    assert ReportingRound.objects.get().due_date == DUE


def test_extension_for_everybody_moves_every_day(
    round_: ReportingRound, office: Actor
) -> None:
    werkgroep = BodyFactory.create()

    extend_round(round_, due=LATER, reason="Vakantie.", by=office)

    assert round_.due_for(werkgroep.pk) == LATER
    assert round_.due_for(None) == LATER


def test_latest_of_several_extensions_counts(
    round_: ReportingRound, office: Actor
) -> None:
    werkgroep = BodyFactory.create()
    extend_round(round_, due=LATER, reason="Ziek.", by=office, werkgroep=werkgroep)

    extend_round(round_, due=date(2026, 8, 15), reason="Vakantie.", by=office)

    assert round_.due_for(werkgroep.pk) == LATER
    assert round_.due_for(None) == date(2026, 8, 15)


def test_due_for_does_not_count_the_day_of_another_step(
    round_: ReportingRound,
) -> None:
    RoundEventFactory.create(round=round_, step="opened", due_date=LATER)

    assert round_.due_for(None) == DUE


@pytest.mark.parametrize("due", [DUE, DUE - timedelta(days=1)])
def test_extension_to_no_later_day_is_refused(
    round_: ReportingRound, office: Actor, due: date
) -> None:
    with pytest.raises(ValidationError) as refused:
        extend_round(round_, due=due, reason="Vakantie.", by=office)

    assert list(refused.value.message_dict) == ["due_date"]
    assert not RoundEvent.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_extension_without_a_reason_is_refused(
    round_: ReportingRound, office: Actor, reason: str
) -> None:
    with pytest.raises(ValidationError, match="Verlengen en heropenen hebben een"):
        extend_round(round_, due=LATER, reason=reason, by=office)

    assert not RoundEvent.objects.exists()


def test_extension_of_a_closed_round_is_refused(
    round_: ReportingRound, office: Actor
) -> None:
    close_round(round_, on=TODAY, by=office)

    with pytest.raises(WrongStep, match="Heropen haar eerst"):
        extend_round(round_, due=LATER, reason="Vakantie.", by=office)

    assert [step for step, _, _ in events_of(round_)] == ["closed"]


# --- closing and reopening ---------------------------------------------------------


def test_close_and_reopen_keep_who_and_why(
    round_: ReportingRound, office: Actor
) -> None:
    close_round(round_, on=TODAY, by=office)
    assert ReportingRound.objects.get().closed_date == TODAY

    reopen_round(round_, reason=" Een fout bij 1.1.1. ", by=office)

    assert ReportingRound.objects.get().closed_date is None
    assert events_of(round_) == [
        ("closed", "bureau", ""),
        ("reopened", "bureau", "Een fout bij 1.1.1."),
    ]
    assert round_.history.count() == 3


@pytest.mark.parametrize("reason", ["", "   "])
def test_reopen_without_a_reason_is_refused_and_the_round_stays_closed(
    round_: ReportingRound, office: Actor, reason: str
) -> None:
    close_round(round_, on=TODAY, by=office)

    with pytest.raises(ValidationError, match="Verlengen en heropenen hebben een"):
        reopen_round(round_, reason=reason, by=office)

    assert ReportingRound.objects.get().closed_date == TODAY
    assert round_.closed_date == TODAY
    assert [step for step, _, _ in events_of(round_)] == ["closed"]


def test_close_twice_and_reopen_of_an_open_round_are_refused(
    round_: ReportingRound, office: Actor
) -> None:
    with pytest.raises(WrongStep, match="niet gesloten"):
        reopen_round(round_, reason="Toch.", by=office)
    close_round(round_, on=TODAY, by=office)

    with pytest.raises(WrongStep, match="al gesloten"):
        close_round(round_, on=TODAY, by=office)

    assert [step for step, _, _ in events_of(round_)] == ["closed"]


def test_close_before_it_opened_is_refused(
    round_: ReportingRound, office: Actor
) -> None:
    with pytest.raises(ValidationError, match="sluit niet voordat zij opent"):
        close_round(round_, on=date(2026, 6, 30), by=office)

    assert ReportingRound.objects.get().closed_date is None
    assert not RoundEvent.objects.exists()


def test_close_and_reopen_of_an_older_version_are_refused(
    round_: ReportingRound, office: Actor
) -> None:
    seen = ReportingRound.objects.get()
    writes.write(round_, {"due_date": LATER}, by=SYSTEM)

    with pytest.raises(StaleObject):
        close_round(seen, on=TODAY, by=office)
    with pytest.raises(StaleObject):
        close_round(round_, on=TODAY, by=office, expected=1)
    close_round(round_, on=TODAY, by=office, expected=2)
    with pytest.raises(StaleObject):
        reopen_round(round_, reason="Toch.", by=office, expected=2)

    assert [step for step, _, _ in events_of(round_)] == ["closed"]


# --- when one can write ------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "closed", "is_open"),
    [
        (date(2026, 6, 30), None, False),
        (date(2026, 7, 1), None, True),
        (DUE, None, True),
        # Too late is not too late: until the round is closed.
        (DUE + timedelta(days=1), None, True),
        (DUE + timedelta(days=9), DUE + timedelta(days=8), False),
        (DUE, DUE, False),
    ],
)
def test_round_is_open_from_its_first_day_until_it_is_closed(
    on: date, closed: date | None, *, is_open: bool
) -> None:
    round_ = ReportingRoundFactory.create(closed_date=closed)

    assert round_.is_open(on=on) == is_open
    assert ReportingRound.objects.open(on).exists() == is_open


WRITING: dict[str, tuple[str, Callable[[StatusUpdate, Actor, date], object]]] = {
    "edit": (
        "filled",
        lambda row, who, on: edit_update(row, {"risk": "Nieuw."}, by=who, on=on),
    ),
    "submit": ("filled", lambda row, who, on: submit_update(row, by=who, on=on)),
    "withdraw": ("submitted", lambda row, who, on: withdraw_update(row, by=who, on=on)),
    "return": (
        "submitted",
        lambda row, who, on: return_update(row, reason="Nee.", by=who, on=on),
    ),
}


@pytest.mark.parametrize("step", WRITING)
@pytest.mark.parametrize("when", ["closed", "not yet open"])
def test_nothing_is_written_in_a_round_that_is_not_open(
    action: Action, round_: ReportingRound, office: Actor, step: str, when: str
) -> None:
    state, take = WRITING[step]
    update = StatusUpdateFactory.create(action=action, round=round_, **{state: True})
    on = TODAY
    if when == "closed":
        # The update was read before, with its round.
        close_round(ReportingRound.objects.get(), on=TODAY, by=office)
    else:
        on = date(2026, 6, 30)

    with pytest.raises(WrongStep, match="De ronde tweede kwartaal 2026 is niet open"):
        take(update, office, on)

    stored = StatusUpdate.objects.get()
    assert (stored.version, stored.risk) == (1, "")


@pytest.mark.parametrize("when", ["closed", "not yet open"])
def test_nothing_is_started_in_a_round_that_is_not_open(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor, when: str
) -> None:
    on = TODAY
    if when == "closed":
        close_round(ReportingRound.objects.get(), on=TODAY, by=office)
    else:
        on = date(2026, 6, 30)

    with pytest.raises(WrongStep, match="is niet open"):
        start_update(action=action, round_=round_, by=secretary, on=on)

    assert not StatusUpdate.objects.exists()


def test_reopened_round_can_be_written_in(
    action: Action, round_: ReportingRound, secretary: Actor, office: Actor
) -> None:
    close_round(round_, on=TODAY, by=office)
    reopen_round(round_, reason="Een fout bij 1.1.1.", by=office)

    draft = start_update(action=action, round_=round_, by=secretary, on=TODAY)

    assert draft.sequence == 1


def test_write_after_the_due_day_is_possible_until_the_round_is_closed(
    action: Action, round_: ReportingRound, secretary: Actor
) -> None:
    draft = start_update(action=action, round_=round_, by=secretary, on=LATER)

    assert draft.state == "draft"


def test_rounds_are_listed_with_the_newest_quarter_first(
    round_: ReportingRound,
) -> None:
    winter = ReportingRoundFactory.create(programme=round_.programme, quarter="2025-Q4")
    autumn = ReportingRoundFactory.create(programme=round_.programme, quarter="2026-Q3")

    assert list(ReportingRound.objects.in_order()) == [autumn, round_, winter]


def test_werkgroep_of_an_extension_is_named(
    round_: ReportingRound, office: Actor
) -> None:
    werkgroep: Body = BodyFactory.create()

    event = extend_round(
        round_, due=LATER, reason="Ziek.", by=office, werkgroep=werkgroep
    )

    assert (event.werkgroep, event.due_date) == (werkgroep, LATER)
