"""What may be written over the API to an action and to what belongs to it.

Nothing agreed: that changes by an amendment, and a refusal says which.
"""

from __future__ import annotations

from rest_framework import serializers

from actions.models import MilestoneKind
from actions.workflow import ActivityState
from core.api.bodies import BodySerializer, ImpreciseDateWriteSerializer
from core.api.writing import Change, Elsewhere, by_amendment
from core.imprecise_dates import Role

SCOPE = by_amendment("action_scope", "de reikwijdte van een actie")
REPORT = Elsewhere(
    "needs_status_update", "Dit verandert door een statusbericht dat is aangenomen."
)


def description() -> serializers.CharField:
    """Return the field of a description in own words."""
    return serializers.CharField(
        allow_blank=True,
        max_length=5000,
        trim_whitespace=False,
        help_text="Omschrijving, in eigen woorden.",
    )


class ActionWriteSerializer(BodySerializer):
    """The body of a PATCH: own words about an action."""

    about = "Eigen woorden over een actie."

    description = description()


ACTION_CHANGE = Change(
    id="patchAction",
    summary="Acties: omschrijving wijzigen",
    about=(
        "Het programmabureau wijzigt de omschrijving. Wat is afgesproken, verandert "
        "alleen door een bijstelling (409 zegt welke)."
    ),
    body=ActionWriteSerializer,
    elsewhere={
        "title": by_amendment("action_title", "de titel van een actie"),
        **dict.fromkeys(
            (
                "scope",
                "programme",
                "chapter",
                "spearhead",
                "group",
                "code",
                "printedCode",
                "activities",
            ),
            SCOPE,
        ),
        "trekkers": by_amendment("lead", "een trekker"),
        "milestones": by_amendment("milestone_date", "de datum van een mijlpaal"),
        **dict.fromkeys(("status", "rag", "progressPct", "quarter"), REPORT),
    },
)


class ActivityWriteSerializer(BodySerializer):
    """The body of a PATCH: how far an activity is."""

    about = "Hoe ver een activiteit is."

    state = serializers.ChoiceField(ActivityState.choices, help_text="Stand.")
    description = description()


ACTIVITY_CHANGE = Change(
    id="patchActivity",
    summary="Activiteiten: stand en omschrijving wijzigen",
    about=(
        "Het programmabureau, en de secretaris van de werkgroep van dit hoofdstuk. De "
        "rest is afgesproken en verandert alleen door een bijstelling."
    ),
    body=ActivityWriteSerializer,
    elsewhere=dict.fromkeys(
        (
            "programme",
            "actionCode",
            "ordinal",
            "level",
            "title",
            "kind",
            "organisations",
        ),
        SCOPE,
    ),
)


class MilestoneDateSerializer(ImpreciseDateWriteSerializer):
    """A date of the milestone that is written to."""

    about = "Een datum van een mijlpaal: met dagen, of alleen in woorden."

    @property
    def date_role(self) -> Role:
        """Read words about the start of something as such ("vanaf 2025")."""
        milestone = self.context["opened"]
        return "start" if milestone.kind == MilestoneKind.START else "end"


class MilestoneWriteSerializer(BodySerializer):
    """The body of a PATCH: when a milestone is expected, and when it was there."""

    about = "Wanneer een mijlpaal wordt verwacht, en wanneer die er was."

    expected = MilestoneDateSerializer(
        allow_null=True, help_text="Datum die nu wordt verwacht, of null."
    )
    achieved = MilestoneDateSerializer(
        allow_null=True, help_text="Datum waarop het bereikt is, of null."
    )


MILESTONE_CHANGE = Change(
    id="patchMilestone",
    summary="Mijlpalen: verwachte en bereikte datum wijzigen",
    about=(
        "Het programmabureau, en de secretaris van de werkgroep van dit hoofdstuk. De "
        "afgesproken datum verandert alleen door een bijstelling."
    ),
    body=MilestoneWriteSerializer,
    elsewhere={
        "agreed": by_amendment("milestone_date", "de datum van een mijlpaal"),
        **dict.fromkeys(
            (
                "programme",
                "actionCode",
                "spearhead",
                "chapter",
                "assignedSpearhead",
                "kind",
                "title",
                "certainty",
                "condition",
                "external",
                "owners",
            ),
            SCOPE,
        ),
    },
)
