"""The Dutch words for the codes in a payload, with a shape for each state.

One list for page, files and comparison, so that all say the same. `tone` names the
shape and the colour; a word always stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.workflow import Rag, Status
from progress.workflow import BorgingState, Confidence


@dataclass(frozen=True)
class Word:
    """A word for a code; `tone` is done, ok, amber, red, stopped, none or empty."""

    code: str
    text: str
    tone: str = ""


# In the order of the bars; the codes are the keys of Counts.
CATEGORIES = (
    Word("completed", "klaar", "done"),
    Word("green", Rag.GREEN.label, "ok"),
    Word("amber", Rag.AMBER.label, "amber"),
    Word("red", Rag.RED.label, "red"),
    Word("stopped", Status.STOPPED.label, "stopped"),
    Word("no_report", "geen bericht", "none"),
)
MOVEMENTS = (
    Word("completed", "klaar", "up"),
    Word("better", "beter", "up"),
    Word("worse", "slechter", "down"),
    Word("stopped", "gestopt", "down"),
    Word("started", "weer begonnen", "up"),
    Word("silent", "zonder bericht", "down"),
    Word("back", "weer bericht", "up"),
    Word("progress", "zelfde stand, andere voortgang", "same"),
    Word("confidence", "zelfde stand, ander vertrouwen", "same"),
)
STATUSES = tuple(Word(status.value, status.label) for status in Status)
CONFIDENCE = (
    Word(Confidence.HIGH.value, Confidence.HIGH.label, "ok"),
    Word(Confidence.MEDIUM.value, Confidence.MEDIUM.label, "amber"),
    Word(Confidence.LOW.value, Confidence.LOW.label, "red"),
)
# In the order of the payload; `unknown`: reported, but nothing said about it.
BORGING = (
    Word(BorgingState.ARRANGED.value, BorgingState.ARRANGED.label, "done"),
    Word(BorgingState.PLANNED.value, BorgingState.PLANNED.label, "ok"),
    Word(BorgingState.NONE.value, BorgingState.NONE.label, "amber"),
    Word(BorgingState.NOT_NEEDED.value, BorgingState.NOT_NEEDED.label, "stopped"),
    Word("unknown", "niet ingevuld", "none"),
)
REPORTS = (
    Word("accepted", "vastgesteld"),
    Word("submitted", "ingediend, nog niet vastgesteld"),
    Word("draft", "wordt geschreven"),
    Word("none", "geen bericht"),
    Word("not_owed", "niet meer nodig"),
)


def word(words: tuple[Word, ...], code: str) -> Word:
    """Return the word for a code; a code that a later version made says itself."""
    return next((w for w in words if w.code == code), Word(code, code))


def of_state(state: dict[str, object]) -> Word:
    """Return the word for how an action stands; a JSON state of the payload."""
    return word(CATEGORIES, str(state["category"]))
