"""What the demo tells about one action in each round: made up, and marked so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.models import Action, Chapter
from baseline import demo_texts as texts
from baseline.demo_texts import marked, pick

# How it goes per quarter: green, amber, red.
COURSES = (
    "gggg", "ggga", "gaag", "aagg", "agga", "garr",
    "gggg", "raag", "aaaa", "ggar", "rrag", "gagg",
)  # fmt: skip
RAG = {"g": "green", "a": "amber", "r": "red"}
CONFIDENCE = {
    "green": ("high", "high", "medium"),
    "amber": ("medium", "medium", "low"),
    "red": ("low", "medium", "low"),
}
BORGING_STATES = ("none", "planned", "planned", "arranged", "not_needed")


@dataclass(frozen=True)
class Story:
    """What is told about one action; `index` is its place in the programme."""

    action: Action
    index: int

    @property
    def chapter(self) -> Chapter:
        return self.action.spearhead.chapter

    def has_ended(self, number: int) -> bool:
        """Tell whether it ended in a round before this one."""
        return any(self.status(n) in ("completed", "stopped") for n in range(number))

    def is_reported(self, number: int) -> bool:
        """Tell whether there is an update in this closed round: some forget."""
        return not self.has_ended(number) and (self.index + 5 * number) % 11 != 3

    def was_sent_back(self, number: int) -> bool:
        return (self.index + number) % 26 == 6

    def was_corrected(self, number: int) -> bool:
        return (self.index + 2 * number) % 34 == 9

    def has_detours(self, number: int) -> bool:
        """Tell whether more happened than writing, handing in and accepting."""
        return self.was_sent_back(number) or self.was_corrected(number)

    def status(self, number: int) -> str:
        if self.index % 24 == 5 and number >= 2:
            return "completed"
        if self.index % 36 == 11 and number >= 1:
            return "stopped"
        if self.index % 9 == 4 and number <= self.index % 3:
            return "not_started"
        return "in_progress"

    def progress_pct(self, number: int) -> int:
        status = self.status(number)
        if status in ("completed", "not_started"):
            return 100 if status == "completed" else 0
        grown = 5 + self.index * 17 % 35 + number * (6 + self.index % 4 * 3)
        # A few counted again, and came out lower.
        return grown - 12 if self.index % 19 == 7 and number == 2 else grown

    def rag(self, number: int, *, has_past_milestone: bool) -> str:
        if self.status(number) == "completed":
            return "green"
        rag = RAG[COURSES[self.index % len(COURSES)][number]]
        # Green with a milestone past its date needs a reason; a few give one.
        doubtful = rag == "green" and has_past_milestone and self.index % 3
        return "amber" if doubtful else rag

    def content(self, number: int, *, has_past_milestone: bool) -> dict[str, Any]:
        """Return what the secretary writes in this round."""
        turn = self.index * 5 + number * 3
        status = self.status(number)
        rag = self.rag(number, has_past_milestone=has_past_milestone)
        borging = BORGING_STATES[(self.index + number // 2) % len(BORGING_STATES)]
        return {
            "status": status,
            "rag": rag,
            "progress_pct": self.progress_pct(number),
            "confidence": CONFIDENCE[rag][turn % 3],
            "risk": pick(texts.RISKS, turn),
            "state_of_affairs": pick(texts.STATE_OF_AFFAIRS[status], turn),
            "results": pick(texts.RESULTS, turn),
            "borging": pick(texts.BORGING[borging], turn),
            "borging_state": borging,
            "bottlenecks": pick(texts.BOTTLENECKS[rag], turn),
            "next_steps": pick(texts.NEXT_STEPS, turn),
            "plain_language": pick(texts.PLAIN_LANGUAGE[rag], turn),
        }

    def override_reason(self, number: int) -> str:
        """Return why it holds all the same; dropped when nothing is doubted."""
        if self.status(number) in ("completed", "stopped"):
            kind = "ended"
        elif number and self.progress_pct(number) < self.progress_pct(number - 1):
            kind = "down"
        elif number and not self.is_reported(number - 1):
            kind = "silence"
        else:
            kind = "milestone"
        return marked(texts.OVERRIDES[kind])
