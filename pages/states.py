"""How it goes, in words that everybody understands, for actions and for milestones.

Each state has a key (for the shape and the colour), a word, and a sentence that says
what the word means. The pages show the word always; the colour only helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.workflow import Rag, Status


@dataclass(frozen=True)
class State:
    """One answer to "how does it go?"."""

    key: str
    slug: str  # in addresses
    word: str
    meaning: str


ACTION_STATES = (
    State("done", "klaar", "klaar", "De actie is afgerond."),
    State("ok", "op-koers", "op koers", "Het loopt zoals afgesproken."),
    State("amber", "aandacht", "aandacht", "Er is iets om op te letten."),
    State("red", "knelt", "knelt", "Het loopt vast zonder hulp of een besluit."),
    State("stopped", "gestopt", "gestopt", "De actie gaat niet door."),
    State("none", "geen-bericht", "nog geen bericht", "Niemand heeft nog bericht."),
)

MILESTONE_STATES = (
    State("done", "bereikt", "bereikt", "De mijlpaal is gehaald."),
    State(
        "red",
        "te-laat",
        "te laat",
        "De datum is voorbij, er is daarna bericht, en het is nog niet gehaald.",
    ),
    State(
        "none",
        "nog-niet-over-bericht",
        "nog niet over bericht",
        "De datum is voorbij, maar daarna heeft nog niemand bericht of het is gehaald.",
    ),
    State("open", "komt-nog", "komt nog", "De datum is nog niet voorbij."),
    State(
        "undated",
        "zonder-einddatum",
        "zonder einddatum",
        "Het document noemt geen datum waarop het klaar moet zijn.",
    ),
)

# For one action and for more, in the order in which a reader wants to hear it.
_TOLD = {
    "ok": ("is op koers", "zijn op koers"),
    "amber": ("vraagt aandacht", "vragen aandacht"),
    "red": ("loopt vast", "lopen vast"),
    "done": ("is klaar", "zijn klaar"),
    "stopped": ("is gestopt", "zijn gestopt"),
}

_ACTION = {state.key: state for state in ACTION_STATES}
_BY_RAG = {Rag.GREEN: "ok", Rag.AMBER: "amber", Rag.RED: "red"}

MILESTONE = dict(
    zip(
        ("achieved", "late", "unreported", "open", "undated"),
        MILESTONE_STATES,
        strict=True,
    )
)


def action_state(status: str, rag: str) -> State:
    """Return the one word for an action's status and rag."""
    if status == Status.COMPLETED:
        return _ACTION["done"]
    if status == Status.STOPPED:
        return _ACTION["stopped"]
    return _ACTION[_BY_RAG.get(Rag(rag), "none") if rag else "none"]


def told(counts: Mapping[str, int]) -> str:
    """Tell how many actions have which state: "3 zijn op koers en 1 loopt vast".

    Actions without a report are left out; empty when there is nothing else.
    """
    parts = [
        f"{counts[key]} {one if counts[key] == 1 else many}"
        for key, (one, many) in _TOLD.items()
        if counts.get(key)
    ]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"


def action_pairs(state: State) -> list[tuple[str, str]]:
    """Return the pairs of status and rag that show as this state; twin of the above."""
    return [
        (status, rag)
        for status in ("", *Status.values)
        for rag in ("", *Rag.values)
        if action_state(status, rag) == state
    ]
