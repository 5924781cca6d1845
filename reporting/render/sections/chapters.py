"""Per chapter: how it stands, how sure it is, what lasts, and what it adds."""

from __future__ import annotations

from reporting.render.document import (
    Bar,
    Block,
    Cell,
    Column,
    Link,
    Part,
    Row,
    Section,
    Table,
    Tag,
)
from reporting.render.extract import (
    Extract,
    Json,
    action_cell,
    chapter_cell,
    chapter_name,
)
from reporting.words import BORGING, CATEGORIES, CONFIDENCE, MOVEMENTS, Word

NOT_SHOWN = "Geen resultaat gemeld: de bijdrage is dit kwartaal niet aangetoond."
KEYS = {"no_report": "noReport", "not_needed": "notNeeded"}


def _number(counts: Json, code: str) -> int:
    return int(counts[KEYS.get(code, code)])


def _bar(title: str, words: tuple[Word, ...], counts: Json) -> Bar:
    return Bar(
        title,
        tuple(Part(w.text, w.tone, _number(counts, w.code)) for w in words),
    )


def _movement(movement: Json, compared: str) -> tuple[Tag, ...]:
    if not compared:
        return ()
    moved = tuple(
        Tag(f"{movement[w.code]} {w.text}", w.tone)
        for w in MOVEMENTS
        if movement.get(w.code)
    )
    return moved or (Tag("gelijk", "same"),)


def chapters(extract: Extract) -> Section:
    """Return how the actions of each chapter stand, and how they moved."""
    compared = extract.compared
    rows = [
        Row(
            (
                chapter_cell(chapter),
                Cell(_bar(chapter_name(chapter), CATEGORIES, chapter["counts"])),
                *(Cell(_number(chapter["counts"], w.code)) for w in CATEGORIES),
                Cell(_movement(chapter["movement"], compared)),
            )
        )
        for chapter in extract.chapters
    ]
    if extract.is_whole:
        counts = extract.payload["counts"]
        rows.append(
            Row(
                (
                    Cell("Hele programma"),
                    Cell(_bar("Hele programma", CATEGORIES, counts)),
                    *(Cell(_number(counts, w.code)) for w in CATEGORIES),
                    Cell(_movement(extract.payload["movement"], compared)),
                ),
                is_total=True,
            )
        )
    since = f", met de beweging sinds {compared}" if compared else ""
    return Section(
        "hoofdstukken",
        "Per hoofdstuk",
        (
            Table(
                "Per hoofdstuk",
                f"Hoe de acties ervoor staan{since}",
                (
                    Column("Hoofdstuk", width=38),
                    Column("Stand", "bar", 18),
                    *(Column(w.text.capitalize(), "number", 10) for w in CATEGORIES),
                    Column("Beweging", "tags", 36),
                ),
                tuple(rows),
            ),
        ),
    )


def confidence(extract: Extract) -> Section:
    """Return how sure the reporters are of the goal, apart from the status."""
    levels = [
        (chapter_cell(chapter), chapter["confidence"], chapter["previousConfidence"])
        for chapter in extract.chapters
    ]
    rows = [_confidence_row(*level, is_total=False) for level in levels]
    if extract.is_whole:
        payload = extract.payload
        rows.append(
            _confidence_row(
                Cell("Hele programma"),
                payload["confidence"],
                payload["previousConfidence"],
                is_total=True,
            )
        )
    return Section(
        "vertrouwen",
        "Vertrouwen in het doel van 2026",
        (
            Table(
                "Vertrouwen",
                "Hoe groot is de kans op het doel van 2026, volgens wie bericht",
                (
                    Column("Hoofdstuk", width=38),
                    Column("Kans", "bar", 24),
                    *(Column(w.text.capitalize(), "number", 10) for w in CONFIDENCE),
                    *(
                        Column(f"{w.text} eerder".capitalize(), "number", 10)
                        for w in CONFIDENCE
                    ),
                ),
                tuple(rows),
            ),
        ),
        intro=(
            "Dit staat los van de stand. Een actie kan nu op koers liggen en het doel "
            "toch niet halen."
        ),
    )


def _confidence_row(
    cell: Cell, levels: Json, before: Json | None, *, is_total: bool
) -> Row:
    return Row(
        (
            cell,
            Cell(_bar(str(cell.value), CONFIDENCE, levels)),
            *(Cell(levels[w.code]) for w in CONFIDENCE),
            *(Cell(None if before is None else before[w.code]) for w in CONFIDENCE),
        ),
        is_total=is_total,
    )


def borging(extract: Extract) -> Section:
    """Return whether results will last after the programme."""
    return Section(
        "borging",
        "Borging: wat blijft na 2026",
        (
            Table(
                "Borging",
                "Hoe het resultaat na 2026 blijft bestaan; alleen acties met bericht",
                (
                    Column("Hoofdstuk", width=38),
                    Column("Borging", "bar", 24),
                    *(Column(w.text.capitalize(), "number", 12) for w in BORGING),
                ),
                tuple(
                    Row(
                        (
                            chapter_cell(chapter),
                            Cell(
                                _bar(chapter_name(chapter), BORGING, chapter["borging"])
                            ),
                            *(
                                Cell(_number(chapter["borging"], w.code))
                                for w in BORGING
                            ),
                        )
                    )
                    for chapter in extract.chapters
                ),
            ),
        ),
    )


PACE = (
    Word("achieved", "bereikt", "done"),
    Word("late", "te laat", "red"),
    Word("unreported", "nog niet over bericht", "none"),
)


def goals(extract: Extract) -> Section:
    """Return goal, pace and contribution: what for, how fast, and because of what."""
    blocks: list[Block] = [_goals(extract), _pace(extract)]
    if not extract.is_public:
        blocks.append(_contributions(extract))
    return Section(
        "doel",
        "Doel, tempo en bijdrage",
        tuple(blocks),
        intro=(
            "Drie vragen per hoofdstuk. Wat moet er in 2026 bereikt zijn? Gaat het "
            "snel genoeg? En wat droegen de acties bij?"
        ),
    )


def _goals(extract: Extract) -> Table:
    return Table(
        "Doelen",
        "Doel: wat er in 2026 bereikt moet zijn",
        (
            Column("Hoofdstuk", width=38),
            Column("Doel", width=60),
            Column("Hoort bij", width=16),
            Column("Afgesproken", width=16),
            Column("Bereikt", "tags", 12),
        ),
        tuple(
            Row(
                (
                    Cell(chapter_name(chapter)),
                    Cell(goal["title"]),
                    _place(extract, goal["place"]),
                    Cell(goal["agreed"]["text"] if goal["agreed"] else None),
                    Cell(
                        (
                            Tag("bereikt", "done")
                            if goal["achieved"]
                            else Tag("nog niet", "none"),
                        )
                    ),
                )
            )
            for chapter in extract.chapters
            for goal in chapter["goal"]
        ),
        empty="Het programmadocument noemt hier geen doelen voor 2026.",
        group=0,
        is_folded=extract.is_whole,
    )


def _place(extract: Extract, place: str) -> Cell:
    if place in extract.by_code:
        return Cell(place, link=Link("action", place))
    return Cell(place)


def _pace(extract: Extract) -> Table:
    return Table(
        "Tempo",
        "Tempo: mijlpalen waarvan de afgesproken datum voorbij is",
        (
            Column("Hoofdstuk", width=38),
            Column("Tempo", "bar", 24),
            Column("Datum voorbij", "number", 10),
            *(Column(w.text.capitalize(), "number", 10) for w in PACE),
        ),
        tuple(
            Row(
                (
                    chapter_cell(chapter),
                    Cell(_bar(chapter_name(chapter), PACE, chapter["pace"])),
                    Cell(chapter["pace"]["due"]),
                    *(Cell(chapter["pace"][w.code]) for w in PACE),
                )
            )
            for chapter in extract.chapters
        ),
    )


def _contributions(extract: Extract) -> Table:
    rows = []
    for chapter in extract.chapters:
        name = Cell(chapter_name(chapter))
        for told in chapter["contribution"]:
            _, action = extract.by_code[told["code"]]
            cell = action_cell(told["code"], action["title"])
            rows.append(Row((name, cell, Cell(told["results"]))))
        if not chapter["contribution"]:
            rows.append(Row((name, Cell("Geen actie"), Cell(NOT_SHOWN))))
    return Table(
        "Bijdrage",
        "Bijdrage: resultaten die acties dit kwartaal melden",
        (
            Column("Hoofdstuk", width=38),
            Column("Actie", width=50),
            Column("Resultaat", width=70),
        ),
        tuple(rows),
        group=0,
        is_folded=extract.is_whole,
    )
