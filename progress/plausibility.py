"""What does not seem to add up in a status update (design 2.7).

Pure rules on plain facts. They are shown while writing; who submits anyway gives a
reason, and the overview shows that reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.workflow import Rag, Status


@dataclass(frozen=True)
class Facts:
    """What the rules look at, on the day of writing.

    `past_milestones` are titles of milestones past their agreed end and not achieved;
    `open_activities` counts activities that are neither done nor dropped;
    `previous_progress_pct` is the last accepted one, None when there is none;
    `missed_quarters` counts the rounds right before this one in which nothing was
    handed in (and not sent back), 0 when there was a report in the last one.
    """

    status: str
    rag: str
    progress_pct: int | None
    past_milestones: tuple[str, ...] = ()
    open_activities: int = 0
    previous_progress_pct: int | None = None
    missed_quarters: int = 0


@dataclass(frozen=True)
class Doubt:
    """One thing that does not seem to add up: a stable code and Dutch words."""

    code: str
    message: str


def doubts(facts: Facts) -> list[Doubt]:
    """Return everything that does not seem to add up, in a fixed order."""
    found = []
    if facts.rag == Rag.GREEN and facts.past_milestones:
        titles = "; ".join(facts.past_milestones)
        found.append(
            Doubt(
                "green_with_past_milestone",
                f"De stand is “op koers”, maar de datum is voorbij van: {titles}.",
            )
        )
    if facts.status == Status.COMPLETED and facts.open_activities:
        number = facts.open_activities
        found.append(
            Doubt(
                "completed_with_open_activities",
                "De actie is “afgerond”, maar "
                + (
                    "1 activiteit staat nog open."
                    if number == 1
                    else f"{number} activiteiten staan nog open."
                ),
            )
        )
    if (
        facts.progress_pct is not None
        and facts.previous_progress_pct is not None
        and facts.progress_pct < facts.previous_progress_pct
    ):
        found.append(
            Doubt(
                "progress_down",
                f"De voortgang was {facts.previous_progress_pct} procent en is nu "
                f"{facts.progress_pct} procent.",
            )
        )
    if facts.status == Status.COMPLETED and facts.progress_pct not in (None, 100):
        found.append(
            Doubt(
                "completed_below_100",
                f"De actie is “afgerond”, maar de voortgang is {facts.progress_pct} "
                "procent.",
            )
        )
    if facts.status == Status.NOT_STARTED and facts.progress_pct:
        found.append(
            Doubt(
                "not_started_with_progress",
                f"De actie is “niet begonnen”, maar de voortgang is "
                f"{facts.progress_pct} procent.",
            )
        )
    if facts.missed_quarters:
        number = facts.missed_quarters
        found.append(
            Doubt(
                "silence",
                "Over deze actie is het vorige kwartaal niet bericht."
                if number == 1
                else f"Over deze actie is {number} kwartalen niet bericht.",
            )
        )
    return found
