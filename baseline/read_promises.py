"""Reads milestones, targets and links, wherever they hang."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from actions.models import LinkKind, MilestoneKind
from baseline.directory import Directory, party_columns
from baseline.entry import Entry
from baseline.plan import Keys, PlannedRow, Ref, date_values, source_values
from monitoring.models import Operator

MILESTONE_KINDS = {value: value for value in MilestoneKind.values}
CERTAINTIES = {value: value for value in ("fixed", "intended", "conditional")}
LINK_KINDS = {value: value for value in LinkKind.values}
OPERATORS = {value: value for value in Operator.values}
PLACES = re.compile(r"^(hoofdstuk|speerpunt) (.+)$")


@dataclass(frozen=True)
class Place:
    """What a row belongs to; `key` begins the keys of what hangs here."""

    programme: Ref
    key: str
    chapter: Ref | None = None
    spearhead: Ref | None = None
    action: Ref | None = None

    def columns(self) -> dict[str, Ref | None]:
        """Return the four columns of a placed row."""
        return {
            "programme": self.programme,
            "chapter": self.chapter,
            "spearhead": self.spearhead,
            "action": self.action,
        }


def read_milestones(
    entry: Entry, place: Place, directory: Directory, keys: Keys, last_line: int
) -> list[PlannedRow]:
    """Return the milestones of an entry with their owners."""
    rows: list[PlannedRow] = []
    for position, item in enumerate(entry.entries("milestones")):
        rows += _milestone(item, place, position, directory, keys, last_line)
    return rows


def _milestone(
    item: Entry,
    place: Place,
    position: int,
    directory: Directory,
    keys: Keys,
    last_line: int,
) -> list[PlannedRow]:
    kind = item.choice("kind", MILESTONE_KINDS)
    role: Literal["start", "end"] = "start" if kind == "start" else "end"
    date = item.imprecise_date("date", role=role)
    certainty = item.choice("certainty", CERTAINTIES, default="fixed")
    condition = item.text("condition", required=False, longest=300)
    if (certainty == "conditional") != bool(condition):
        item.problem(
            "condition",
            "Een voorwaarde hoort bij certainty: conditional, en omgekeerd.",
        )
    source = item.source(last_line)
    key = keys.for_row(place.key, "milestones", source)
    values: dict[str, Any] = {
        **place.columns(),
        "assigned_spearhead": _assigned(item, place),
        "position": position,
        "kind": kind,
        "title": item.text("title", longest=250),
        "external": item.flag("external", default=False),
        "certainty": certainty,
        "condition": condition,
        **date_values("original", date),
        **date_values("agreed", date),
        **source_values(source),
    }
    rows = [PlannedRow("actions.Milestone", key, values, item.where)]
    for number, (spelling, where) in enumerate(item.texts("owners")):
        ref = directory.find(spelling, where, item.log)
        rows.append(
            PlannedRow(
                "actions.MilestoneOwner",
                f"{key}/owner/{spelling}",
                {
                    "milestone": Ref("actions.Milestone", key),
                    **party_columns(ref),
                    "position": number,
                },
                where,
            )
        )
    item.done()
    return rows


def _assigned(item: Entry, place: Place) -> Ref | None:
    number = item.integer("assigned_spearhead", required=False)
    if number is None:
        return None
    if place.chapter is None:
        item.problem(
            "assigned_spearhead",
            "Alleen een resultaat van een hoofdstuk wordt toegewezen.",
        )
        return None
    return Ref("actions.Spearhead", f"{place.chapter.key}.{number}")


def read_targets(
    entry: Entry, place: Place, keys: Keys, last_line: int
) -> list[PlannedRow]:
    """Return the figures to be reached of an entry."""
    rows = []
    for position, item in enumerate(entry.entries("targets")):
        source = item.source(last_line)
        due = item.imprecise_date("due", required=False)
        rows.append(
            PlannedRow(
                "monitoring.Target",
                keys.for_row(place.key, "targets", source),
                {
                    **place.columns(),
                    "position": position,
                    "what": item.text("what", longest=250),
                    "value": item.number("value"),
                    "operator": item.choice("operator", OPERATORS),
                    "unit": item.text("unit", longest=60),
                    "reservation": item.text(
                        "reservation", required=False, longest=300
                    ),
                    "baseline_value": item.number("baseline", required=False),
                    **date_values("due", due),
                    **source_values(source),
                },
                item.where,
            )
        )
        item.done()
    return rows


def read_links(
    entry: Entry, place: Place, keys: Keys, last_line: int
) -> list[PlannedRow]:
    """Return the ties of an entry to other parts and to outside programmes."""
    rows = []
    for item in entry.entries("links"):
        source = item.source(last_line)
        to = item.text("to", required=False)
        outside = item.text("outside", required=False, longest=200)
        if bool(to) == bool(outside):
            item.problem("to", "Een verband heeft óf `to` óf `outside`.")
        rows.append(
            PlannedRow(
                "actions.Link",
                keys.for_row(place.key, "links", source),
                {
                    **place.columns(),
                    "kind": item.choice("kind", LINK_KINDS),
                    **_target(to),
                    "outside": outside,
                    "note": item.text("note", required=False, longest=300),
                    **source_values(source),
                },
                item.at("to") if to else item.where,
            )
        )
        item.done()
    return rows


def _target(to: str) -> dict[str, Ref | None]:
    columns: dict[str, Ref | None] = {
        "target_chapter": None,
        "target_spearhead": None,
        "target_action": None,
    }
    found = PLACES.match(to)
    if found and found.group(1) == "hoofdstuk":
        columns["target_chapter"] = Ref("actions.Chapter", found.group(2))
    elif found and found.group(1) == "speerpunt":
        columns["target_spearhead"] = Ref("actions.Spearhead", found.group(2))
    elif to:
        columns["target_action"] = Ref("actions.Action", to)
    return columns
