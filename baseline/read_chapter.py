"""Reads a chapter file: spearheads, actions and everything that hangs under them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.models import ActivityKind, ChapterKind, PartyRole, TrekkerRole
from baseline.directory import BODY, Directory
from baseline.entry import Entry
from baseline.plan import ChapterCount, Keys, PlannedRow, Ref, source_values
from baseline.read_promises import Place, read_links, read_milestones, read_targets
from baseline.yaml_nodes import Where

CHAPTER = "actions.Chapter"
SPEARHEAD = "actions.Spearhead"
ACTION = "actions.Action"
ACTIVITY_KINDS = {value: value for value in ActivityKind.values}
PARTY_ROLES = {value: value for value in PartyRole.values}
CHAPTER_KINDS = {value: value for value in ChapterKind.values}


@dataclass
class Reading:
    """What the chapter files share: the programme, who is who, keys, line count."""

    programme: Ref
    directory: Directory
    last_line: int
    keys: Keys = field(default_factory=Keys)
    rows: list[PlannedRow] = field(default_factory=list)
    codes: dict[str, Where] = field(default_factory=dict)

    def add(self, model: str, key: str, values: dict[str, Any], where: Where) -> Ref:
        """Add a row to the plan and return the reference to it."""
        self.rows.append(PlannedRow(model, key, values, where))
        return Ref(model, key)


def read_chapter(root: Entry, reading: Reading) -> ChapterCount | None:
    """Add the rows of a chapter file; return what the chapter holds as counted."""
    chapter = root.entry("chapter", required=True)
    bullets = root.integers("bullets")
    lead_lines = root.integers("lead_lines", required=False)
    page_first_lines = root.integers("page_first_lines", required=False)
    if chapter is None:
        return None
    number = chapter.integer("number") or 0
    root.section = chapter.section
    place = _chapter(chapter, number, reading)
    for entry in root.entries("spearheads", required=True):
        _spearhead(entry, number, place, reading)
    read_contradictions(root, f"h{number}", place.chapter, reading)
    root.done()
    return ChapterCount(
        number=number,
        bullets=tuple(bullets),
        lead_lines=tuple(lead_lines),
        page_first_lines=tuple(page_first_lines),
    )


def _chapter(entry: Entry, number: int, reading: Reading) -> Place:
    key = str(number)
    directory = reading.directory
    name = entry.text("werkgroep", required=False)
    werkgroep = directory.find(name, entry.at("werkgroep"), entry.log) if name else None
    if werkgroep is not None and werkgroep.model != BODY:
        entry.problem("werkgroep", f"“{name}” is geen groep.")
    elif werkgroep is not None and directory.chapter_of(werkgroep) != number:
        entry.problem(
            "werkgroep", f"“{name}” hoort in governance.yaml niet bij dit hoofdstuk."
        )
    source = entry.source(reading.last_line)
    ref = reading.add(
        CHAPTER,
        key,
        {
            "programme": reading.programme,
            "number": number,
            "title": entry.text("title", longest=200),
            "heading": entry.text("heading", longest=200),
            "kind": entry.choice("kind", CHAPTER_KINDS),
            "description": entry.text("description"),
            "werkgroep": werkgroep,
            **source_values(source),
        },
        entry.where,
    )
    place = Place(reading.programme, f"h{number}", chapter=ref)
    _promises(entry, place, reading)
    entry.done()
    return place


def _spearhead(entry: Entry, chapter: int, above: Place, reading: Reading) -> None:
    number = entry.integer("number") or 0
    key = f"{chapter}.{number}"
    goal = entry.entry("societal_goal")
    goal_text = goal.text("text") if goal else ""
    if goal is not None:
        goal.source(reading.last_line)
        goal.done()
    ref = reading.add(
        SPEARHEAD,
        key,
        {
            "chapter": above.chapter,
            "number": number,
            "title": entry.text("title", longest=200),
            "description": entry.text("description"),
            "societal_goal": goal_text,
            **source_values(entry.source(reading.last_line)),
        },
        entry.where,
    )
    place = Place(reading.programme, f"s{key}", spearhead=ref)
    _promises(entry, place, reading)
    for position, action in enumerate(entry.entries("actions", required=True), start=1):
        _action(action, ref, position, reading)
    entry.done()


def _action(entry: Entry, spearhead: Ref, position: int, reading: Reading) -> None:
    code = entry.text("code", longest=20)
    if code in reading.codes:
        entry.problem("code", f"De code {code} is al gebruikt ({reading.codes[code]}).")
        return
    if not code.startswith(spearhead.key):
        entry.problem("code", f"De code begint met {spearhead.key}.")
    reading.codes.setdefault(code, entry.at("code"))
    ref = reading.add(
        ACTION,
        code,
        {
            "programme": reading.programme,
            "spearhead": spearhead,
            "position": position,
            "code": code,
            "printed_code": entry.text("printed_code", required=False, longest=20),
            "title": entry.text("title", longest=200),
            "group": entry.text("group", required=False, longest=200),
            "description": entry.text("description"),
            **source_values(entry.source(reading.last_line)),
        },
        entry.where,
    )
    place = Place(reading.programme, code, action=ref)
    _promises(entry, place, reading)
    lead = entry.entry("lead")
    if lead is not None:
        _lead(lead, ref, reading)
    for position, partner in enumerate(entry.entries("partners")):
        _partner(partner, ref, position, reading)
    for ordinal, activity in enumerate(entry.entries("activities"), start=1):
        _activity(activity, ref, ordinal, place, reading)
    for earmark in entry.entries("earmarks"):
        _earmark(earmark, ref, reading)
    entry.done()


def _promises(entry: Entry, place: Place, reading: Reading) -> None:
    last = reading.last_line
    reading.rows += read_milestones(entry, place, reading.directory, reading.keys, last)
    reading.rows += read_targets(entry, place, reading.keys, last)
    reading.rows += read_links(entry, place, reading.keys, last)


def _lead(entry: Entry, action: Ref, reading: Reading) -> None:
    printed = entry.text("printed", longest=300)
    source = source_values(entry.source(reading.last_line))
    named = [
        (spelling, where, role)
        for key, role in (
            ("trekkers", TrekkerRole.TREKKER.value),
            ("partners", TrekkerRole.PARTNER.value),
        )
        for spelling, where in entry.texts(key)
    ]
    if not entry.has("trekkers"):
        entry.problem("trekkers", "Een regel “Trekker:” noemt minstens één trekker.")
    for position, (spelling, where, role) in enumerate(named):
        ref = reading.directory.find(spelling, where, entry.log)
        reading.add(
            "actions.Trekker",
            f"{action.key}/trekker/{spelling}",
            {
                "action": action,
                **_party(ref),
                "position": position,
                "role": role,
                "as_printed": printed,
                **source,
            },
            where,
        )
    entry.done()


def _partner(entry: Entry, action: Ref, position: int, reading: Reading) -> None:
    """Read a party of an action that is a bullet: it has no activity to stand in."""
    who = entry.text("who")
    found = reading.directory.find(who, entry.at("who"), entry.log)
    reading.add(
        "actions.Trekker",
        f"{action.key}/trekker/{who}",
        {
            "action": action,
            **_party(found),
            "position": position,
            "role": TrekkerRole.PARTNER.value,
            "as_printed": entry.text("printed", longest=300),
            **source_values(entry.source(reading.last_line)),
        },
        entry.at("who"),
    )
    entry.done()


def _party(ref: Ref | None) -> dict[str, Ref | None]:
    is_body = ref is not None and ref.model == BODY
    return {"organisation": None if is_body else ref, "body": ref if is_body else None}


def _activity(
    entry: Entry, action: Ref, ordinal: int, place: Place, reading: Reading
) -> None:
    source = entry.source(reading.last_line)
    key = reading.keys.for_row(action.key, "activities", source)
    level = entry.integer("level", required=False) or 1
    if level not in (1, 2):
        entry.problem("level", "Het niveau is 1 of 2.")
    ref = reading.add(
        "actions.Activity",
        key,
        {
            "action": action,
            "ordinal": ordinal,
            "level": level,
            "title": entry.text("title", longest=200),
            "description": entry.text("description", required=False),
            "kind": entry.choice("kind", ACTIVITY_KINDS, default="activity"),
            **source_values(source),
        },
        entry.where,
    )
    for position, party in enumerate(entry.entries("organisations")):
        who = party.text("who")
        role = party.choice("role", PARTY_ROLES)
        found = reading.directory.find(who, party.at("who"), party.log)
        reading.add(
            "actions.ActivityParty",
            f"{key}/party/{who}/{role}",
            {"activity": ref, **_party(found), "position": position, "role": role},
            party.where,
        )
        party.done()
    last = reading.last_line
    reading.rows += read_milestones(entry, place, reading.directory, reading.keys, last)
    reading.rows += read_targets(entry, place, reading.keys, last)
    entry.done()


def _earmark(entry: Entry, action: Ref, reading: Reading) -> None:
    line = entry.text("budget_line")
    year = entry.integer("year")
    label = entry.text("label", longest=200)
    reading.add(
        "finance.Earmark",
        f"{action.key}/earmark/{line}/{year}/{label}",
        {
            "budget_line": Ref("finance.BudgetLine", f"budget/{line}/{year}"),
            "action": action,
            "label": label,
            "amount": entry.amount("amount"),
            **source_values(entry.source(reading.last_line)),
        },
        entry.at("budget_line"),
    )
    entry.done()


def read_contradictions(
    root: Entry, prefix: str, chapter: Ref | None, reading: Reading
) -> None:
    """Add the contradictions of a file, each with the places that disagree."""
    for position, entry in enumerate(root.entries("contradictions")):
        subject = entry.text("subject", longest=200)
        places = entry.entries("sources", required=True)
        if len(places) < 2:
            entry.problem("sources", "Een tegenspraak heeft minstens twee plekken.")
        sources = [place.source(reading.last_line) for place in places]
        values = {
            "programme": reading.programme,
            "chapter": chapter,
            "position": position,
            "subject": subject,
            "loaded": entry.text("loaded", longest=300),
            "why": entry.text("why"),
        }
        if sources:
            values |= source_values(sources[0])
        key = f"{prefix}/contradiction/{subject}"
        ref = reading.add("actions.Contradiction", key, values, entry.where)
        for number, (place, source) in enumerate(zip(places, sources, strict=True)):
            reading.add(
                "actions.ContradictionSource",
                reading.keys.for_row(key, "sources", source),
                {
                    "contradiction": ref,
                    "position": number,
                    "says": place.text("says", longest=300),
                    **source_values(source),
                },
                place.where,
            )
            place.done()
        entry.done()
