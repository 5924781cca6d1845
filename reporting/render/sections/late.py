"""What is late, against the agreed and against the original plan."""

from __future__ import annotations

from datetime import date

from reporting.render.document import (
    Band,
    Cell,
    Column,
    Link,
    Row,
    Section,
    Span,
    Table,
)
from reporting.render.extract import (
    Extract,
    Json,
    chapter_cell,
    chapter_name,
    day,
    span,
)
from reporting.render.formats import span_text

WHOLE_PROGRAMME = "Hele programma"
# As many as one looks through; more fold away per chapter.
FEW = 20


def late(extract: Extract) -> Section:
    """Return the counts per chapter, and each milestone that is late."""
    return Section(
        "te-laat",
        "Te laat, tegen beide maatstaven",
        (_counts(extract), _milestones(extract)),
        intro=(
            "Elke datum heeft twee maatstaven. Oorspronkelijk: wat het "
            "programmadocument zegt. Afgesproken: wat nu geldt."
        ),
    )


def _counts(extract: Extract) -> Table:
    rows = [
        Row((chapter_cell(chapter), *_numbers(chapter["late"])))
        for chapter in extract.chapters
    ]
    if extract.is_whole:
        line = extract.payload["headline"]
        rows.append(
            Row(
                (
                    Cell(WHOLE_PROGRAMME, note=_beside(extract)),
                    Cell(line["lateMilestones"]),
                    Cell(line["lateMilestonesOriginal"]),
                    Cell(line["lateMilestonesNew"]),
                    Cell(line["unreportedMilestones"]),
                ),
                is_total=True,
            )
        )
    return Table(
        "Te laat per hoofdstuk",
        "Mijlpalen die te laat zijn, per hoofdstuk",
        (
            Column("Hoofdstuk", width=34),
            Column("Te laat, afgesproken", "number", 14),
            Column("Te laat, oorspronkelijk", "number", 14),
            Column("Nieuw te laat", "number", 10),
            Column("Nog niet over bericht", "number", 14),
        ),
        tuple(rows),
    )


def _beside(extract: Extract) -> str:
    """Return why the chapters may not add up to the whole."""
    if all(row["chapter"] for row in extract.payload["lateMilestones"]):
        return ""
    return "met de mijlpalen die bij geen hoofdstuk horen"


def _numbers(counts: Json) -> tuple[Cell, ...]:
    names = ("late", "lateOriginal", "new", "unreported")
    return tuple(Cell(counts[name]) for name in names)


def _milestones(extract: Extract) -> Table:
    told = extract.told(extract.payload["lateMilestones"])
    names = {
        chapter["number"]: chapter_name(chapter)
        for chapter in extract.payload["chapters"]
    }
    first, last = _reach(extract)
    return Table(
        "Te laat",
        "Elke mijlpaal die te laat is",
        (
            Column("Hoofdstuk", width=34),
            Column("Mijlpaal", width=47),
            Column("Oorspronkelijk", width=21),
            Column("Afgesproken", width=21),
            Column("Verwacht", width=17),
            Column("Dagen te laat", "number", 11),
            Column("Dagen, oorspronkelijk", "number", 14),
            Column("Verschoven", "number", 16),
            Column("In de tijd", "band", 37),
        ),
        tuple(_milestone_row(row, names, first, last, extract) for row in told),
        empty="Er is geen mijlpaal te laat.",
        group=0,
        is_folded=extract.is_whole and len(told) > FEW,
    )


def _milestone_row(
    row: Json, names: dict[int, str], first: date, last: date, extract: Extract
) -> Row:
    original, agreed, expected = (
        span(row[name]) for name in ("original", "agreed", "expected")
    )
    place = row["place"]
    as_of = day(extract.payload["asOf"])
    assert as_of is not None
    remarks = [", ".join(row["owners"]), row["source"]]
    if row["isNew"]:
        remarks.insert(0, "nieuw te laat")
    return Row(
        (
            Cell(names.get(row["chapter"], WHOLE_PROGRAMME)),
            Cell(
                f"{place} {row['title']}",
                note=" · ".join(remark for remark in remarks if remark),
                link=Link("action", place) if place in extract.by_code else None,
            ),
            Cell(span_text(original)),
            Cell(span_text(agreed)),
            Cell(span_text(expected)),
            Cell(row["daysLate"] if row["late"] else None),
            Cell(row["daysLateOriginal"] if row["lateOriginal"] else None),
            Cell(row["shifts"]),
            Cell(Band(row["title"], original, agreed, expected, first, last, as_of)),
        )
    )


def _reach(extract: Extract) -> tuple[date, date]:
    """Return the first and last year's ends that all bands are drawn between."""
    days = [day(extract.payload["asOf"])]
    for row in extract.payload["lateMilestones"]:
        for name in ("original", "agreed", "expected"):
            shown: Span | None = span(row[name])
            if shown is not None:
                days += [shown.start, shown.end]
    known = [found for found in days if found is not None]
    return date(min(known).year, 1, 1), date(max(known).year, 12, 31)
