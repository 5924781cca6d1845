"""Reads the files of one programme document into a plan, or says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from baseline.directory import Directory
from baseline.entry import Entry
from baseline.plan import (
    ChapterCount,
    Plan,
    PlannedRow,
    Ref,
    VersionNote,
    source_values,
)
from baseline.read_chapter import Reading, read_chapter, read_contradictions
from baseline.read_expected import read_expected
from baseline.read_finance import read_finance
from baseline.read_governance import read_governance
from baseline.read_promises import Place, read_links, read_milestones
from baseline.sections import in_their_sections, read_sections
from baseline.yaml_nodes import Log, read_file

DOCUMENTS = Path(__file__).parent / "documents"
PROGRAMME = "actions.Programme"
FILE_NAME = re.compile(r"(?:governance|finance|chapter)[a-z0-9-]*\.yaml")


def read_programme(folder: Path) -> Plan:
    """Return what the files of this folder say; raise Problems with every mistake."""
    log = Log()
    node = read_file(folder / "programme.yaml", log)
    log.stop_if_any()
    assert node is not None
    root = Entry(node, log, "", "")
    head = root.entry("programme", required=True)
    log.stop_if_any()
    assert head is not None
    head.document = document = head.text("document", longest=20)
    last_line = head.integer("document_line_count") or 1
    directory = Directory()
    reading = Reading(Ref(PROGRAMME, "programme"), directory, last_line)
    chapters = _read_files(folder, root, reading, document, log)
    # The programme's own rows come after the files, because its links point there.
    own = _programme(head, reading)
    reading.rows[:0] = own
    root.document, root.section = document, head.section
    read_contradictions(root, "programme", None, reading)
    versions = [_version(entry) for entry in root.entries("versions", required=True)]
    _check_versions(versions, root)
    expected = read_expected(root, chapters)
    rows = in_their_sections(reading.rows, read_sections(root, last_line))
    root.done()
    head.done()
    _check_keys(rows, log)
    log.stop_if_any()
    assert expected is not None
    return Plan(
        programme=head.text("slug", longest=50),
        document=document,
        document_sha256=head.text("document_sha256"),
        document_lines=last_line,
        versions=[version for version in versions if version is not None],
        expected=expected,
        rows=rows,
        spellings=directory.spellings(),
    )


def _read_files(
    folder: Path, root: Entry, reading: Reading, document: str, log: Log
) -> list[ChapterCount]:
    nodes = []
    for name, where in root.texts("files", required=True):
        if FILE_NAME.fullmatch(name):
            nodes.append((name, read_file(folder / name, log)))
        else:
            log.add(where, f"“{name}” is geen soort bestand dat hier hoort.")
    # One file that cannot be read would make everything that points into it wrong.
    log.stop_if_any()
    chapters = []
    for name, node in nodes:
        assert node is not None
        entry = Entry(node, log, document, "")
        if name.startswith("chapter"):
            count = read_chapter(entry, reading)
            if count is not None:
                chapters.append(count)
            continue
        if name.startswith("governance"):
            reading.rows += read_governance(entry, reading.directory, reading.last_line)
            read_contradictions(entry, "governance", None, reading)
        else:
            reading.rows += read_finance(entry, reading.programme, reading.last_line)
            read_contradictions(entry, "finance", None, reading)
        entry.done()
    return chapters


def _programme(head: Entry, reading: Reading) -> list[PlannedRow]:
    levels = head.entry("levels", required=True)
    words = {
        name: levels.text(name, longest=50) if levels else ""
        for name in ("chapter", "spearhead", "action")
    }
    if levels is not None:
        levels.done()
    last = reading.last_line
    source = head.source(last)
    place = Place(reading.programme, "programme")
    return [
        PlannedRow(
            PROGRAMME,
            "programme",
            {
                "slug": head.text("slug", longest=50),
                "title": head.text("title", longest=200),
                "description": head.text("description"),
                "start_year": head.integer("start_year"),
                "end_year": head.integer("end_year"),
                "document": head.text("document", longest=20),
                "document_title": head.text("document_title", longest=200),
                "document_sha256": head.text("document_sha256", longest=64),
                "chapter_word": words["chapter"],
                "spearhead_word": words["spearhead"],
                "action_word": words["action"],
                **source_values(source),
            },
            head.where,
        ),
        *read_milestones(head, place, reading.directory, reading.keys, last),
        *read_links(head, place, reading.keys, last),
    ]


def _version(entry: Entry) -> VersionNote | None:
    number = entry.integer("number")
    day = entry.day("date")
    reason = entry.text("reason")
    entry.done()
    if number is None or day is None or not reason:
        return None
    return VersionNote(number, day, reason, entry.where)


def _check_versions(versions: list[VersionNote | None], root: Entry) -> None:
    numbers = [version.number for version in versions if version is not None]
    if numbers != list(range(1, len(numbers) + 1)):
        root.problem("versions", "Versies zijn 1, 2, 3 …, de nieuwste onderaan.")


def _check_keys(rows: Iterable[PlannedRow], log: Log) -> None:
    rows = list(rows)
    seen: dict[tuple[str, str], PlannedRow] = {}
    for row in rows:
        first = seen.setdefault((row.model, row.key), row)
        if first is not row:
            log.add(row.where, f"Dit staat er al: zie {first.where}.")
    for row in rows:
        for ref in row.refs:
            if (ref.model, ref.key) not in seen:
                log.add(row.where, f"Dit verwijst naar {ref.key}, en dat bestaat niet.")
