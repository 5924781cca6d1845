"""Who reported, who explained, what is asked, and the words for everybody."""

from __future__ import annotations

from reporting.render.document import (
    Cell,
    Column,
    Item,
    Items,
    Paragraph,
    Row,
    Section,
    Table,
    Tag,
)
from reporting.render.extract import (
    Extract,
    Json,
    action_cell,
    chapter_name,
    day,
)

# Days after which a question asks for attention, and after which it is stuck.
LONG, TOO_LONG = 30, 60

WAITING = (
    ("submitted", Tag("ingediend, nog niet vastgesteld", "amber")),
    ("draft", Tag("wordt geschreven", "none")),
    ("none", Tag("geen bericht", "red")),
)


def reporting(extract: Extract) -> Section:
    """Return who reported, and each way of not having done so apart."""
    told = extract.payload["reporting"]
    rows = tuple(
        Row((action_cell(action["code"], action["title"]), Cell((tag,))))
        for state, tag in WAITING
        for _, action in extract.actions()
        if action["report"] == state
    )
    table = Table(
        "Zonder vastgesteld bericht",
        "Acties zonder vastgesteld bericht",
        (Column("Actie", width=60), Column("Waar het bericht is", "tags", 34)),
        rows,
        empty="Over alle acties is een bericht vastgesteld.",
    )
    if not extract.is_whole:
        return Section("berichten", "Wie nog niet berichtte", (table,))
    return Section(
        "berichten",
        "Wie nog niet berichtte",
        (
            Paragraph(
                f"Van {told['owed']} acties moet een bericht komen. "
                f"Over {told['accepted']} acties is een bericht vastgesteld."
            ),
            Items(
                "Werkgroepen die niets inleverden",
                tuple(Item(name) for name in told["silent"]),
                empty="Elke werkgroep leverde iets in, of heeft daarvoor nog tijd.",
            ),
            table,
        ),
    )


def overrides(extract: Extract) -> Section | None:
    """Return what did not seem to add up, and why it was handed in all the same."""
    if extract.is_public:
        return None
    rows = tuple(
        Row((action_cell(row["code"], row["title"]), Cell(row["reason"])))
        for row in extract.payload["overrides"]
        if row["code"] in extract.by_code
    )
    return Section(
        "toch-zo",
        "Leek niet te kloppen, en toch zo ingediend",
        (
            Table(
                "Toch zo ingediend",
                "Berichten die niet leken te kloppen, met de reden van de werkgroep",
                (Column("Actie", width=60), Column("Reden", width=70)),
                rows,
                empty="Geen.",
            ),
        ),
    )


def questions(extract: Extract) -> Section | None:
    """Return what must be decided, the oldest question first."""
    if extract.is_public:
        return None
    told = [
        row
        for row in extract.payload["questions"]
        if extract.is_whole or any(c in extract.by_code for c in row["actionCodes"])
    ]
    return Section(
        "besluiten",
        "Wat de regiegroep moet besluiten",
        (
            Table(
                "Vragen",
                "Open vragen, de oudste eerst",
                (
                    Column("Vraag", width=60),
                    Column("Wachttijd", "tags", 16),
                    Column("Dagen", "number", 10, is_for_sheets=True),
                    Column("Van", width=30),
                    Column("Aan", width=24),
                    Column("Gesteld op", "day", 18),
                    Column("Gaat over", width=24),
                    Column("Toelichting", width=60),
                ),
                tuple(_question_row(row) for row in told),
                empty="Er staan geen vragen open.",
                layout="cards",
            ),
        ),
    )


def _question_row(row: Json) -> Row:
    return Row(
        (
            Cell(row["question"]),
            Cell((waiting(row["ageDays"]),)),
            Cell(row["ageDays"]),
            Cell(row["raisedBy"]),
            Cell(row["toBody"]),
            Cell(day(row["raisedDate"])),
            Cell(", ".join(row["actionCodes"])),
            Cell(row["explanation"]),
        )
    )


def waiting(days: int) -> Tag:
    """Return how long a question waits, with a shape for how bad that is."""
    if days <= 0:
        return Tag("nieuw", "ok")
    words = "wacht 1 dag" if days == 1 else f"wacht {days} dagen"
    return Tag(words, "red" if days > TOO_LONG else "amber" if days > LONG else "ok")


def plain(extract: Extract) -> Section:
    """Return the sentences in plain language, and who did not write one."""
    spoken = tuple(
        Row(
            (
                Cell(chapter_name(chapter)),
                action_cell(action["code"], action["title"]),
                Cell(action["plainLanguage"]),
            )
        )
        for chapter, action in extract.actions()
        if action["plainLanguage"]
    )
    missing = tuple(
        Item(f"{code} {action['title']}")
        for code in extract.payload["plainLanguage"]["missing"]
        if code in extract.by_code
        for _, action in (extract.by_code[code],)
    )
    return Section(
        "gewone-taal",
        "In gewone taal",
        (
            Table(
                "In gewone taal",
                "Wat er gebeurt, per actie",
                (
                    Column("Hoofdstuk", width=34),
                    Column("Actie", width=50),
                    Column("In gewone taal", width=70),
                ),
                spoken,
                empty="Nog niemand schreef een zin in gewone taal.",
                group=0,
            ),
            Items(
                "Acties met bericht, maar zonder zin in gewone taal",
                missing,
                empty="Geen: elk bericht heeft zo’n zin.",
            ),
        ),
    )
