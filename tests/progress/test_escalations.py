"""A werkgroep puts a question to a higher body."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from actions.models import Action
from core import writes
from core.actor import Actor
from core.errors import NotAllowed
from governance.models import Body
from progress.models import Escalation, EscalationAction
from progress.services import raise_escalation
from tests.factories.actions import ActionFactory
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.governance import BodyFactory
from tests.factories.progress import EscalationActionFactory, EscalationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def regiegroep(action: Action) -> Body:
    """Give the body that the action's werkgroep escalates to."""
    body = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    writes.write(werkgroep_of(action), {"escalates_to": body}, by=SYSTEM)
    return body


def werkgroep_of(action: Action) -> Body:
    """Return the werkgroep of an action's chapter."""
    werkgroep = action.spearhead.chapter.werkgroep
    assert werkgroep is not None
    return werkgroep


def test_secretary_raises_a_question_on_two_actions(
    action: Action, regiegroep: Body, secretary: Actor
) -> None:
    other = ActionFactory.create(spearhead=action.spearhead)

    escalation = raise_escalation(
        actions=[action, other],
        question=" Wie betaalt de tweede fase? ",
        explanation=" Het geld is op. ",
        by=secretary,
        on=TODAY,
        raised_by=werkgroep_of(action),
    )

    stored = Escalation.objects.get(pk=escalation.pk)
    assert str(stored) == "Wie betaalt de tweede fase?"
    assert stored.explanation == "Het geld is op."
    assert (stored.raised_by, stored.to_body) == (werkgroep_of(action), regiegroep)
    assert (stored.raised_date, stored.closed_date) == (TODAY, None)
    assert stored.programme == action.programme
    rows = stored.actions.order_by("action__code")
    assert [row.action for row in rows] == [action, other]
    assert str(rows[0]) == "1.1.1 " + action.title
    assert stored.history.get().history_actor == "eigen"


def test_question_to_another_body_than_the_usual_one(
    action: Action, regiegroep: Body, secretary: Actor
) -> None:
    elsewhere = BodyFactory.create()

    escalation = raise_escalation(
        actions=[action],
        question="Wie?",
        by=secretary,
        on=TODAY,
        raised_by=werkgroep_of(action),
        to_body=elsewhere,
    )

    assert escalation.to_body == elsewhere


@pytest.mark.usefixtures("regiegroep")
def test_question_of_another_werkgroep_is_refused(
    action: Action, foreign_secretary: Actor, reader: Actor, administrator: Actor
) -> None:
    for who in (foreign_secretary, reader, administrator):
        with pytest.raises(NotAllowed):
            raise_escalation(
                actions=[action],
                question="Wie?",
                by=who,
                on=TODAY,
                raised_by=werkgroep_of(action),
            )

    assert not Escalation.objects.exists()


@pytest.mark.usefixtures("regiegroep")
@pytest.mark.parametrize("question", ["", "   "])
def test_question_without_words_is_refused(
    action: Action, secretary: Actor, question: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        raise_escalation(
            actions=[action],
            question=question,
            by=secretary,
            on=TODAY,
            raised_by=werkgroep_of(action),
        )

    assert "question" in refused.value.message_dict
    assert not Escalation.objects.exists()


@pytest.mark.usefixtures("regiegroep")
def test_question_without_an_action_is_refused(
    action: Action, secretary: Actor
) -> None:
    with pytest.raises(ValidationError, match="Kies minstens één actie"):
        raise_escalation(
            actions=[],
            question="Wie?",
            by=secretary,
            on=TODAY,
            raised_by=werkgroep_of(action),
        )


def test_question_without_a_body_to_ask_is_refused(
    action: Action, secretary: Actor
) -> None:
    with pytest.raises(ValidationError, match="Kies aan wie u de vraag stelt"):
        raise_escalation(
            actions=[action],
            question="Wie?",
            by=secretary,
            on=TODAY,
            raised_by=werkgroep_of(action),
        )


def test_question_to_oneself_is_refused(action: Action, secretary: Actor) -> None:
    with pytest.raises(ValidationError, match="stelt de vraag niet aan zichzelf"):
        raise_escalation(
            actions=[action],
            question="Wie?",
            by=secretary,
            on=TODAY,
            raised_by=werkgroep_of(action),
            to_body=werkgroep_of(action),
        )


@pytest.mark.usefixtures("regiegroep")
@pytest.mark.parametrize("case", ["twice", "other programme"])
def test_question_on_wrong_actions_is_refused_and_leaves_nothing(
    action: Action, office: Actor, case: str
) -> None:
    second = action if case == "twice" else ActionFactory.create()

    with pytest.raises(ValidationError):
        raise_escalation(
            actions=[action, second],
            question="Wie?",
            by=office,
            on=TODAY,
            raised_by=werkgroep_of(action),
        )

    assert not Escalation.objects.exists()
    assert not EscalationAction.objects.exists()


def test_office_closes_with_an_answer(office: Actor) -> None:
    escalation = EscalationFactory.create()

    writes.write(
        escalation,
        {"closed_date": TODAY, "feedback": "VWS betaalt."},
        by=office,
    )

    assert not Escalation.objects.open().exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"closed_date": TODAY},
        {"closed_date": date(2026, 7, 31), "feedback": "Ja."},
    ],
    ids=["without an answer", "before it was raised"],
)
def test_closing_wrongly_is_refused(office: Actor, changes: dict[str, object]) -> None:
    escalation = EscalationFactory.create()

    with pytest.raises(ValidationError, match="afgerond met een terugkoppeling"):
        writes.write(escalation, changes, by=office)


def test_age_counts_the_days_until_the_answer() -> None:
    escalation = EscalationFactory.create(raised_date=date(2026, 7, 1))
    answered = EscalationFactory.create(
        raised_date=date(2026, 7, 1), closed_date=date(2026, 7, 11), feedback="Ja."
    )

    assert escalation.age_days(on=TODAY) == 31
    assert answered.age_days(on=TODAY) == 10


def test_open_on_looks_at_that_day() -> None:
    waiting = EscalationFactory.create(raised_date=date(2026, 7, 1))
    answered = EscalationFactory.create(
        raised_date=date(2026, 7, 1), closed_date=date(2026, 7, 11), feedback="Ja."
    )
    EscalationFactory.create(raised_date=date(2026, 7, 20))

    assert list(Escalation.objects.open_on(date(2026, 7, 10)).order_by("pk")) == [
        waiting,
        answered,
    ]
    assert list(Escalation.objects.open_on(date(2026, 7, 11))) == [waiting]
    assert not Escalation.objects.open_on(date(2026, 6, 30)).exists()


def test_action_of_another_programme_cannot_be_added() -> None:
    escalation = EscalationFactory.create()

    with pytest.raises(ValidationError, match="hoort bij een ander programma"):
        EscalationActionFactory.create(escalation=escalation)
