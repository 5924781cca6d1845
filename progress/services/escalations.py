"""Questions of a werkgroep to a higher body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actions.models import Action
from core import policy, writes
from core.actor import Actor
from core.errors import WrongStep
from governance.models import Body
from progress.models import Escalation, EscalationAction


def raise_escalation(
    *,
    actions: Sequence[Action],
    question: str,
    by: Actor,
    on: date,
    raised_by: Body,
    to_body: Body | None = None,
    explanation: str = "",
    is_fictitious: bool = False,
) -> Escalation:
    """Put a question on one or more actions to a higher body.

    Without `to_body` it goes where the raising body escalates to.
    """
    if not actions:
        raise ValidationError({"actions": "Kies minstens één actie."})
    target = to_body or raised_by.escalates_to
    if target is None:
        raise ValidationError({"to_body": "Kies aan wie u de vraag stelt."})
    with transaction.atomic():
        escalation = writes.add(
            Escalation(
                programme=actions[0].programme,
                question=question.strip(),
                explanation=explanation.strip(),
                raised_by=raised_by,
                raised_date=on,
                to_body=target,
                is_fictitious=is_fictitious,
            ),
            by=by,
        )
        for action in actions:
            writes.add(EscalationAction(escalation=escalation, action=action), by=by)
    return escalation


def edit_escalation(
    escalation: Escalation,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    expected: int | None = None,
) -> Escalation:
    """Word an open question in another way."""
    policy.require(by, "change", escalation, fields=changes)
    if escalation.closed_date is not None:
        raise WrongStep("Deze vraag is afgerond en verandert niet meer.")
    return writes.write(escalation, changes, by=by, expected=expected)


def close_escalation(
    escalation: Escalation,
    *,
    feedback: str,
    by: Actor,
    on: date,
    expected: int | None = None,
) -> Escalation:
    """Close a question with what the raiser hears back."""
    policy.require(by, "change", escalation, fields=("closed_date", "feedback"))
    if escalation.closed_date is not None:
        raise WrongStep("Deze vraag is al afgerond.")
    if not feedback.strip():
        raise ValidationError({"feedback": "Zeg wat de werkgroep terughoort."})
    return writes.write(
        escalation,
        {"closed_date": on, "feedback": feedback.strip()},
        by=by,
        expected=expected,
    )
