"""What may be written to the reporting over the API; each is one call of a service."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from actions.models import Action, Programme
from actions.models.programme import DEFAULT_PROGRAMME
from core import policy
from core.actor import Actor
from core.api.writing import Add, Change, Data, Require, Step, require_change
from governance.models import Body
from progress.api.resources import STATUS_UPDATES
from progress.api.serializers import (
    EscalationAddSerializer,
    EscalationEditSerializer,
    ExtensionSerializer,
    FeedbackSerializer,
    ReopeningSerializer,
    ReturnSerializer,
    RoundAddSerializer,
    StatusUpdateEditSerializer,
    StatusUpdateStartSerializer,
    SubmissionSerializer,
)
from progress.models import Escalation, ReportingRound, StatusUpdate
from progress.services import (
    accept_update,
    close_escalation,
    close_round,
    edit_escalation,
    edit_update,
    extend_round,
    open_round,
    raise_escalation,
    reopen_round,
    require_turn,
    return_update,
    start_update,
    submit_update,
    withdraw_update,
)


def _missing(name: str, words: str) -> ValidationError:
    """Return the refusal of a field that must be sent in this case."""
    return ValidationError({name: ValidationError(words, code="required")})


# --- status updates ----------------------------------------------------------------


def _require_start(who: Actor, action: Action) -> None:
    policy.require(who, "add", StatusUpdate(action=action))


def _turn(verb: str) -> Require:
    """Return the question whether one ever takes this step with this update."""
    return lambda who, update: require_turn(update, verb, by=who)


def _start(action: Action, data: Data, who: Actor) -> StatusUpdate:
    content = {name: value for name, value in data.items() if name != "round"}
    return start_update(
        action=action, round_=data["round"], by=who, on=who.today, content=content
    )


def _edit(update: StatusUpdate, changes: Data, who: Actor) -> None:
    edit_update(update, changes, by=who, on=who.today, expected=update.version)


def _submit(update: StatusUpdate, data: Data, who: Actor) -> None:
    submit_update(
        update,
        by=who,
        on=who.today,
        expected=update.version,
        override_reason=data.get("override_reason"),
    )


START = Step(
    path="status-updates",
    id="addStatusUpdate",
    summary="Berichten: een concept beginnen",
    about=(
        "Maakt een concept over deze actie. Wat u niet meestuurt, komt uit het vorige "
        "bericht. Na een vastgesteld bericht in dezelfde ronde is het een verbetering "
        "daarvan. De actie zelf verandert niet; If-Match mag u daarom weglaten."
    ),
    body=StatusUpdateStartSerializer,
    require=_require_start,
    run=_start,
    makes=STATUS_UPDATES,
)

UPDATE_CHANGE = Change(
    id="patchStatusUpdate",
    summary="Berichten: een concept wijzigen",
    about=(
        "De secretaris van de werkgroep van dit hoofdstuk, en het programmabureau. Na "
        "het indienen staan de teksten vast."
    ),
    body=StatusUpdateEditSerializer,
    require=_turn("change"),
    run=_edit,
)

UPDATE_STEPS = (
    Step(
        path="submissions",
        id="submitStatusUpdate",
        summary="Berichten: indienen",
        about=(
            "Dient een concept in. Wat ontbreekt, komt in één keer terug (400). Lijkt "
            "iets niet te kloppen, dan is overrideReason nodig."
        ),
        body=SubmissionSerializer,
        require=_turn("submit"),
        run=_submit,
    ),
    Step(
        path="withdrawals",
        id="withdrawStatusUpdate",
        summary="Berichten: terughalen",
        about="Maakt van een ingediend bericht weer een concept.",
        require=_turn("withdraw"),
        run=lambda update, data, who: withdraw_update(
            update, by=who, on=who.today, expected=update.version
        ),
    ),
    Step(
        path="acceptances",
        id="acceptStatusUpdate",
        summary="Berichten: vaststellen",
        about=(
            "Het programmabureau stelt een ingediend bericht vast. Daarmee verandert "
            "de stand van de actie."
        ),
        require=_turn("accept"),
        run=lambda update, data, who: accept_update(
            update, by=who, on=who.today, expected=update.version
        ),
    ),
    Step(
        path="returns",
        id="returnStatusUpdate",
        summary="Berichten: terugsturen",
        about=(
            "Het programmabureau stuurt een ingediend bericht terug, met de reden. Er "
            "komt een nieuw concept met dezelfde teksten; zoek het met "
            "actionCode en state=draft."
        ),
        body=ReturnSerializer,
        require=_turn("return"),
        run=lambda update, data, who: return_update(
            update,
            reason=data["reason"],
            by=who,
            on=who.today,
            expected=update.version,
        ),
    ),
)

# --- rounds ------------------------------------------------------------------------


def _programme(data: Data, who: Actor) -> Programme:
    """Return the programme that is named, or the usual one."""
    named: Programme | None = data.get("programme")
    found = (
        named
        or Programme.objects.visible_to(who).filter(slug=DEFAULT_PROGRAMME).first()
    )
    if found is None:
        raise _missing("programme", "Noem het programma.")
    return found


def _open(data: Data, who: Actor) -> ReportingRound:
    return open_round(
        programme=_programme(data, who),
        quarter=data["quarter"],
        opens=data["opens_date"],
        due=data["due_date"],
        by=who,
    )


def _extend(round_: ReportingRound, data: Data, who: Actor) -> None:
    extend_round(
        round_,
        due=data["due_date"],
        reason=data["reason"],
        werkgroep=data.get("werkgroep"),
        by=who,
        expected=round_.version,
    )


ROUND_ADD = Add(
    id="addReportingRound",
    summary="Rondes: openen",
    about="Het programmabureau opent de ronde over een kwartaal: één per kwartaal.",
    body=RoundAddSerializer,
    run=_open,
)

ROUND_STEPS = (
    Step(
        path="extensions",
        id="extendReportingRound",
        summary="Rondes: verlengen",
        about="Geeft één werkgroep, of allemaal, tot een latere dag; met de reden.",
        body=ExtensionSerializer,
        require=require_change,
        run=_extend,
    ),
    Step(
        path="closures",
        id="closeReportingRound",
        summary="Rondes: sluiten",
        about="Daarna schrijft niemand er meer in; vaststellen kan nog.",
        require=require_change,
        run=lambda round_, data, who: close_round(
            round_, on=who.today, by=who, expected=round_.version
        ),
    ),
    Step(
        path="reopenings",
        id="reopenReportingRound",
        summary="Rondes: heropenen",
        about="Opent een gesloten ronde weer; met de reden.",
        body=ReopeningSerializer,
        require=require_change,
        run=lambda round_, data, who: reopen_round(
            round_, reason=data["reason"], by=who, expected=round_.version
        ),
    ),
)

# --- escalations -------------------------------------------------------------------


def _raise(data: Data, who: Actor) -> Escalation:
    actions: list[Action] = data["actions"]
    return raise_escalation(
        actions=actions,
        question=data["question"],
        explanation=data.get("explanation", ""),
        raised_by=data.get("raised_by") or _werkgroep(actions),
        to_body=data.get("to_body"),
        by=who,
        on=who.today,
    )


def _werkgroep(actions: list[Action]) -> Body:
    """Return the one werkgroep of these actions."""
    found = {action.spearhead.chapter.werkgroep for action in actions}
    werkgroep = found.pop() if len(found) == 1 else None
    if werkgroep is None:
        raise _missing(
            "raised_by", "Deze acties hebben niet één werkgroep: noem de groep."
        )
    return werkgroep


def _edit_question(escalation: Escalation, changes: Data, who: Actor) -> None:
    edit_escalation(escalation, changes, by=who, expected=escalation.version)


def _require_answer(who: Actor, escalation: Any) -> None:
    policy.require(who, "change", escalation, fields=("closed_date", "feedback"))


ESCALATION_ADD = Add(
    id="addEscalation",
    summary="Opschalingen: een vraag stellen",
    about=(
        "De secretaris vraagt voor de eigen werkgroep, over acties van het eigen "
        "hoofdstuk; het programmabureau voor elke groep."
    ),
    body=EscalationAddSerializer,
    run=_raise,
)

ESCALATION_CHANGE = Change(
    id="patchEscalation",
    summary="Opschalingen: een vraag anders verwoorden",
    about="Zolang de vraag niet is afgerond.",
    body=EscalationEditSerializer,
    run=_edit_question,
)

ESCALATION_STEPS = (
    Step(
        path="closures",
        id="closeEscalation",
        summary="Opschalingen: afronden",
        about="Het programmabureau rondt de vraag af, met een terugkoppeling.",
        body=FeedbackSerializer,
        require=_require_answer,
        run=lambda escalation, data, who: close_escalation(
            escalation,
            feedback=data["feedback"],
            by=who,
            on=who.today,
            expected=escalation.version,
        ),
    ),
)
