"""How the figures are counted: the definitions, as a table."""

from __future__ import annotations

from reporting.definitions import GROUPS
from reporting.render.document import Cell, Column, Row, Section, Table
from reporting.render.extract import Extract


def counting(extract: Extract) -> Section:
    """Return what every figure means; the same for every overview."""
    return Section(
        "telling",
        "Hoe is dit geteld?",
        (
            Table(
                "Hoe geteld",
                "Wat elk cijfer betekent",
                (
                    Column("Onderdeel", width=30),
                    Column("Cijfer", width=34),
                    Column("Eenheid", width=18),
                    Column("Hoe geteld", width=70),
                    Column("Bron", width=50),
                ),
                tuple(
                    Row(
                        (
                            Cell(group.title),
                            Cell(figure.title),
                            Cell(figure.unit),
                            Cell(figure.formula),
                            Cell(figure.source),
                        )
                    )
                    for group in GROUPS
                    for figure in group.figures
                ),
                group=0,
            ),
        ),
    )
