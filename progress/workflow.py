"""The life of a status update as one table (design 4.5).

    draft ──submit──▶ submitted ──accept──▶ accepted
      ▲                 │    │
      └────withdraw─────┘    └─return─▶ returned   (opens a new draft with its texts)

Accepted and returned are ends: a later correction is a new update that says what it
corrects. Texts can be changed in a draft only.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from accounts.roles import Role


class UpdateState(models.TextChoices):
    """Where a status update is."""

    DRAFT = "draft", "concept"
    SUBMITTED = "submitted", "ingediend"
    ACCEPTED = "accepted", "vastgesteld"
    RETURNED = "returned", "teruggestuurd"


class Step(models.TextChoices):
    """What somebody did with a status update."""

    START = "start", "begonnen"
    SUBMIT = "submit", "ingediend"
    WITHDRAW = "withdraw", "ingetrokken"
    ACCEPT = "accept", "vastgesteld"
    RETURN = "return", "teruggestuurd"


@dataclass(frozen=True)
class Transition:
    """One allowed move, who may make it, and whether a reason is needed."""

    source: UpdateState
    target: UpdateState
    roles: frozenset[Role]
    needs_reason: bool = False


TRANSITIONS: dict[Step, Transition] = {
    Step.SUBMIT: Transition(
        UpdateState.DRAFT,
        UpdateState.SUBMITTED,
        frozenset({Role.SECRETARIS, Role.PROGRAMMABUREAU}),
    ),
    Step.WITHDRAW: Transition(
        UpdateState.SUBMITTED,
        UpdateState.DRAFT,
        frozenset({Role.SECRETARIS, Role.PROGRAMMABUREAU}),
    ),
    Step.ACCEPT: Transition(
        UpdateState.SUBMITTED,
        UpdateState.ACCEPTED,
        frozenset({Role.PROGRAMMABUREAU}),
    ),
    Step.RETURN: Transition(
        UpdateState.SUBMITTED,
        UpdateState.RETURNED,
        frozenset({Role.PROGRAMMABUREAU}),
        needs_reason=True,
    ),
}

# What still lies with the secretary, with the programme office, with nobody.
WITH_SECRETARY = (UpdateState.DRAFT,)
WITH_OFFICE = (UpdateState.SUBMITTED,)
OPEN_STATES = (UpdateState.DRAFT, UpdateState.SUBMITTED)


class Confidence(models.TextChoices):
    """Chance to reach the goal of 2026, apart from how it goes today."""

    HIGH = "high", "groot"
    MEDIUM = "medium", "redelijk"
    LOW = "low", "klein"


class BorgingState(models.TextChoices):
    """Whether the result will last after the programme."""

    NONE = "none", "nog niets geregeld"
    PLANNED = "planned", "gepland"
    ARRANGED = "arranged", "geregeld"
    NOT_NEEDED = "not_needed", "niet nodig"


class RoundStep(models.TextChoices):
    """What happened to a round."""

    OPENED = "opened", "geopend"
    EXTENDED = "extended", "verlengd"
    CLOSED = "closed", "gesloten"
    REOPENED = "reopened", "heropend"
