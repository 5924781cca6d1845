"""The figures at the top, and the overview in one minute."""

from __future__ import annotations

from decimal import Decimal

from core.money import in_dutch
from reporting.render.document import (
    Block,
    Cell,
    Figure,
    Figures,
    Item,
    Items,
    Link,
    Paragraph,
    Section,
)
from reporting.render.extract import Extract, Json, chapter_name, euros
from reporting.render.formats import whole
from reporting.render.sections.people import waiting


def head(extract: Extract) -> Section:
    """Return the part that is read first."""
    if not extract.is_whole:
        (chapter,) = extract.chapters
        figures = _of_chapter(chapter, extract.compared)
        return Section("kern", "De kern", (Figures(chapter_name(chapter), figures),))
    blocks: list[Block] = [
        Figures("De cijfers", _of_programme(extract)),
        Paragraph(
            " ".join(extract.payload["inOneMinute"]),
            label="In één minuut.",
            is_lead=True,
            sentences=tuple(extract.payload["inOneMinute"]),
        ),
    ]
    if not extract.is_public and extract.payload["questions"]:
        blocks.append(
            Items(
                "Gevraagde besluiten",
                tuple(
                    Item(
                        row["question"],
                        tag=waiting(row["ageDays"]),
                        link=Link("section", "besluiten"),
                    )
                    for row in extract.payload["questions"]
                ),
            )
        )
    return Section("kern", "De kern", tuple(blocks))


def _of_programme(extract: Extract) -> tuple[Figure, ...]:
    line = extract.payload["headline"]
    silent = extract.payload["reporting"]["silent"]
    return (
        Figure(
            Cell(line["actions"]),
            "number",
            f"acties in {line['chapters']} hoofdstukken",
            _completed(line["completed"], line["completedMore"], extract.compared),
            "hoofdstukken",
        ),
        Figure(
            Cell(line["lateMilestones"]),
            "number",
            _many(line["lateMilestones"], "mijlpaal te laat", "mijlpalen te laat"),
            _against_original(line["lateMilestonesOriginal"])
            + _new(line["lateMilestonesNew"]),
            "te-laat",
        ),
        Figure(
            Cell(line["questions"]),
            "number",
            _many(line["questions"], "vraag om een besluit", "vragen om een besluit"),
            _oldest(line["oldestQuestionDays"]),
            "" if extract.is_public else "besluiten",
        ),
        Figure(
            Cell(euros(line["budgetOfYear"])),
            "euros",
            f"begroot voor {line['year']}",
            _money(line),
            "geld",
        ),
        Figure(
            Cell(f"{line['reported']} van {line['owed']}"),
            "text",
            "acties met bericht",
            _silent(silent) or _not_owed(line),
            "berichten",
        ),
    )


def _silent(names: list[str]) -> str:
    return f"niets ontvangen van: {', '.join(names)}" if names else ""


def _not_owed(line: Json) -> str:
    """Return why fewer reports are owed than there are actions."""
    if line["owed"] == line["actions"]:
        return ""
    return "wat eerder klaar of gestopt was, hoeft niet meer"


def _of_chapter(chapter: Json, compared: str) -> tuple[Figure, ...]:
    counts, late, pace = chapter["counts"], chapter["late"], chapter["pace"]
    return (
        Figure(
            Cell(counts["total"]),
            "number",
            _many(counts["total"], "actie", "acties"),
            _completed(counts["completed"], None, compared),
            "hoofdstukken",
        ),
        Figure(
            Cell(counts["red"]),
            "number",
            _many(counts["red"], "actie knelt", "acties knellen"),
            f"{counts['amber']} met aandacht, {counts['noReport']} zonder bericht",
            "hoofdstukken",
        ),
        Figure(
            Cell(late["late"]),
            "number",
            _many(late["late"], "mijlpaal te laat", "mijlpalen te laat"),
            _against_original(late["lateOriginal"]) + _new(late["new"]),
            "te-laat",
        ),
        Figure(
            Cell(f"{pace['achieved']} van {pace['due']}"),
            "text",
            "mijlpalen bereikt waarvan de datum voorbij is",
            "",
            "doel",
        ),
    )


def _completed(completed: int, more: int | None, compared: str) -> str:
    told = f"{whole(completed)} klaar"
    if more is None:
        return told
    if more == 0:
        return f"{told}, evenveel als in {compared}"
    return f"{told}, {abs(more)} {'meer' if more > 0 else 'minder'} dan in {compared}"


def _against_original(number: int) -> str:
    return f"{whole(number)} tegen het oorspronkelijke plan"


def _new(number: int | None) -> str:
    return "" if number is None else f"; {number} nieuw"


def _oldest(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return "de oudste is van vandaag"
    return f"de oudste wacht {'1 dag' if days == 1 else f'{whole(days)} dagen'}"


def _money(line: Json) -> str:
    agreed, original = line["budgetOfYear"], line["budgetOfYearOriginal"]
    told = []
    if original is not None and original != agreed:
        told.append(f"oorspronkelijk {_euros(original)}")
    left = line["unallocatedOfYear"]
    if left is not None:
        told.append(f"{_euros(left)} niet verdeeld")
    return ", ".join(told)


def _euros(amount: str) -> str:
    return in_dutch(Decimal(amount))


def _many(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
