"""The money: budget against both yardsticks, what pays for it, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from core.money import in_dutch
from reporting.render.document import Cell, Column, Paragraph, Row, Section, Table
from reporting.render.extract import Extract, Json, euros

OUTSIDE = "telt niet mee in het totaal"


def money(extract: Extract) -> Section:
    """Return the money of the programme, or of one chapter."""
    if not extract.is_whole:
        return _of_chapter(extract)
    told = extract.payload["money"]
    return Section(
        "geld",
        "Geld",
        (_budget(told), _funding(told), Paragraph(_all_years(told))),
        intro="Een bedrag is zoals nu afgesproken. Wat anders was, staat eronder.",
    )


def _years(years: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(str(year), "euros", 16) for year in years)


def _amounts(
    agreed: Sequence[str | None], original: Sequence[str | None]
) -> list[Cell]:
    return [
        Cell(
            euros(now),
            note=f"was {_words(before)}" if before != now else "",
        )
        for now, before in zip(agreed, original, strict=True)
    ]


def _words(amount: str | None) -> str:
    value = euros(amount)
    return "leeg" if value is None else in_dutch(value)


def _line(line: Json) -> Row:
    return Row(
        (
            Cell(line["label"], note="" if line["inTotal"] else OUTSIDE),
            *_amounts(line["amounts"], line["originalAmounts"]),
        )
    )


def _budget(told: Json) -> Table:
    total = Row(
        (
            Cell("Totaal begroot"),
            *_amounts(told["budgetTotals"], told["budgetOriginalTotals"]),
        ),
        is_total=True,
    )
    return Table(
        "Begroting",
        "Begroot per jaar, in euro",
        (Column("Regel", width=44), *_years(told["years"])),
        (*(_line(line) for line in told["budget"]), total),
    )


def _funding(told: Json) -> Table:
    left = Row(
        (
            Cell("Niet verdeeld", note="dekking in het totaal, min begroot"),
            *(Cell(euros(amount)) for amount in told["unallocated"]),
        ),
        is_total=True,
    )
    return Table(
        "Dekking",
        "Waar het geld vandaan komt, in euro",
        (Column("Regel", width=44), *_years(told["years"])),
        (*(_line(line) for line in told["funding"]), left),
    )


def _all_years(told: Json) -> str:
    total, original = told["grandTotal"], told["grandTotalOriginal"]
    words = f"Alle jaren samen is {_words(total)} begroot."
    if total == original:
        return f"{words} Dat is gelijk aan het programmadocument."
    return f"{words} In het programmadocument was dat {_words(original)}."


def _of_chapter(extract: Extract) -> Section:
    (chapter,) = extract.chapters
    return Section(
        "geld",
        "Geld",
        (
            Table(
                "Begroting",
                "Begroot per jaar, in euro",
                (
                    Column("Jaar", width=10),
                    Column("Afgesproken", "euros", 18),
                    Column("Oorspronkelijk", "euros", 18),
                ),
                tuple(
                    Row(
                        (
                            Cell(str(row["year"])),
                            Cell(euros(row["agreed"])),
                            Cell(euros(row["original"])),
                        )
                    )
                    for row in chapter["money"]
                ),
                empty="Dit hoofdstuk heeft geen eigen begrotingsregel.",
            ),
        ),
    )
