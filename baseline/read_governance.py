"""Reads `governance.yaml`: organisations, bodies and their members."""

from __future__ import annotations

from fractions import Fraction

from baseline.directory import BODY, ORGANISATION, Directory
from baseline.entry import Entry
from baseline.plan import PlannedRow, Ref, source_values
from governance.models import BodyKind, MembershipRole, OrganisationKind

ORGANISATION_KINDS = {
    "ministerie": OrganisationKind.MINISTRY.value,
    "directie": OrganisationKind.DIRECTORATE.value,
    "uitvoering": OrganisationKind.AGENCY.value,
    "branche": OrganisationKind.BRANCH.value,
    "beroepsvereniging": OrganisationKind.PROFESSION.value,
    "clientenorganisatie": OrganisationKind.CLIENTS.value,
    "kennisorganisatie": OrganisationKind.KNOWLEDGE.value,
    "zorgkantoor": OrganisationKind.CARE_OFFICE.value,
    "zorgverzekeraar": OrganisationKind.INSURER.value,
    "zorgaanbieder": OrganisationKind.PROVIDER.value,
    "overheid": OrganisationKind.GOVERNMENT.value,
    "onderwijs": OrganisationKind.EDUCATION.value,
    "collectief": OrganisationKind.COLLECTIVE.value,
    "overig": OrganisationKind.OTHER.value,
}
BODY_KINDS = {value: value for value in BodyKind.values}
ROLES = {value: value for value in MembershipRole.values}


def read_governance(
    root: Entry, directory: Directory, last_line: int
) -> list[PlannedRow]:
    """Return the rows of the file and make every spelling known to the directory."""
    organisations = root.entries("organisations", required=True)
    bodies = root.entries("bodies", required=True)
    for entry in organisations:
        _make_known(entry, ORGANISATION, "org", directory)
    for entry in bodies:
        _make_known(entry, BODY, "body", directory)
    rows: list[PlannedRow] = []
    for entry in organisations:
        rows += _organisation(entry, directory, last_line)
    for entry in bodies:
        rows += _body(entry, directory, last_line)
    return rows


def _make_known(entry: Entry, model: str, prefix: str, directory: Directory) -> None:
    name = entry.text("name", longest=200)
    ref = Ref(model, f"{prefix}/{name}")
    directory.add(name, ref, entry.at("name"), entry.log)
    abbreviation = entry.text("abbreviation", required=False, longest=60)
    if abbreviation and abbreviation != name:
        directory.add(abbreviation, ref, entry.at("abbreviation"), entry.log)
    for alias, where in entry.texts("aliases"):
        directory.add(alias, ref, where, entry.log)
    chapter = entry.integer("chapter", required=False) if model == BODY else None
    if chapter is not None:
        directory.set_chapter(ref, chapter)


def _organisation(
    entry: Entry, directory: Directory, last_line: int
) -> list[PlannedRow]:
    name = entry.text("name")
    key = f"org/{name}"
    parent = entry.text("parent", required=False)
    values = {
        "name": name,
        "abbreviation": entry.text("abbreviation", required=False),
        "kind": entry.choice("kind", ORGANISATION_KINDS),
        "parent": (
            directory.find(parent, entry.at("parent"), entry.log) if parent else None
        ),
        **source_values(entry.source(last_line)),
    }
    rows = [PlannedRow(ORGANISATION, key, values, entry.where)]
    rows += [
        PlannedRow(
            "governance.OrganisationAlias",
            f"{key}/alias/{alias}",
            {"organisation": Ref(ORGANISATION, key), "alias": alias},
            where,
        )
        for alias, where in entry.texts("aliases")
    ]
    entry.done()
    return rows


def _body(entry: Entry, directory: Directory, last_line: int) -> list[PlannedRow]:
    name = entry.text("name")
    key = f"body/{name}"
    values = {
        "name": name,
        "kind": entry.choice("kind", BODY_KINDS),
        "heading": entry.text("heading", required=False, longest=200),
        "description": entry.text("description", required=False),
        "meetings_per_year": entry.integer("meetings_per_year", required=False),
        "frequency": entry.text("frequency", required=False, longest=200),
        "secretariat": _found(entry, "secretariat", directory),
        "escalates_to": _found(entry, "escalates_to", directory),
        "via": entry.text("via", required=False, longest=200),
        "membership_text": entry.text("membership_text", required=False, longest=300),
        "established": entry.flag("established", default=True),
        **source_values(entry.source(last_line)),
    }
    rows = [PlannedRow(BODY, key, values, entry.where)]
    rows += [_part(part, key) for part in entry.entries("composition")]
    for position, member in enumerate(entry.entries("members")):
        rows.append(_member(member, key, position, directory, last_line))
    entry.done()
    return rows


def _found(entry: Entry, key: str, directory: Directory) -> Ref | None:
    spelling = entry.text(key, required=False)
    return directory.find(spelling, entry.at(key), entry.log) if spelling else None


def _part(entry: Entry, body: str) -> PlannedRow:
    part = entry.text("part", longest=100)
    share = entry.text("share")
    try:
        fraction = Fraction(share)
    except (ValueError, ZeroDivisionError):
        entry.problem("share", f"“{share}” is geen breuk. Schrijf 1/3.")
        fraction = Fraction(1)
    entry.done()
    return PlannedRow(
        "governance.CompositionPart",
        f"{body}/part/{part}",
        {
            "body": Ref(BODY, body),
            "part": part,
            "numerator": fraction.numerator,
            "denominator": fraction.denominator,
        },
        entry.where,
    )


def _member(
    entry: Entry, body: str, position: int, directory: Directory, last_line: int
) -> PlannedRow:
    who = entry.text("who")
    role = entry.choice("role", ROLES)
    ref = directory.find(who, entry.at("who"), entry.log)
    if ref is not None and ref.model != ORGANISATION:
        entry.problem("who", "Een lid is een organisatie, geen groep.")
    source = entry.source(last_line)
    entry.done()
    return PlannedRow(
        "governance.Membership",
        f"{body}/member/{who}/{role}",
        {
            "body": Ref(BODY, body),
            "organisation": ref,
            "role": role,
            "position": position,
            **source_values(source),
        },
        entry.where,
    )
