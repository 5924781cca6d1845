"""The plain shape of an overview that every format shows: sections, tables, words.

Made from a payload by the pure functions in `reporting.render.sections`; read by the
page and by the writers of PDF, XLSX, ODS, ODT and CSV. Nothing here computes a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "percent", "euros", "day", "tags", "bar", "band"]

# Drawn on the page and in the PDF; the columns beside them hold the same as words.
CHARTS: frozenset[Kind] = frozenset({"bar", "band"})


@dataclass(frozen=True)
class Tag:
    """A word with a shape: `tone` is done, ok, amber, red, stopped, none, up, down."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Part:
    """One piece of a stacked bar."""

    text: str
    tone: str
    number: int


@dataclass(frozen=True)
class Bar:
    """A stacked bar; the parts add up to its whole length."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Span:
    """A date as policy writes it: its days, where known, and its words."""

    start: date | None
    end: date | None
    text: str


@dataclass(frozen=True)
class Band:
    """A milestone in time: the original as a ghost, the agreed and the expected date.

    `first`, `last` and `on` (the day of the overview) are the same for a whole table.
    """

    title: str
    original: Span | None
    agreed: Span | None
    expected: Span | None
    first: date
    last: date
    on: date


@dataclass(frozen=True)
class Link:
    """Where a cell leads on the page; `live` is an action as it is now."""

    kind: Literal["action", "live", "chapter", "section"]
    key: str


Value = str | int | Decimal | date | tuple[Tag, ...] | Bar | Band | None


@dataclass(frozen=True)
class Cell:
    """A value, with a remark under it and a link, if any. None: not known."""

    value: Value = None
    note: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Column:
    """A column; `width` is in characters and matters to the files only."""

    title: str
    kind: Kind = "text"
    width: int = 12
    # A bare number that another column says in words: for who calculates.
    is_for_sheets: bool = False
    # Two columns tell what a thing was and what it is: one line on a narrow screen.
    pair: Literal["", "was", "is"] = ""


@dataclass(frozen=True)
class Row:
    """A row of a table, one cell per column."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first column says what a row is about.

    `key` names the sheet in a workbook. `group` is the column that rows are grouped by
    on paper. `layout` cards: on paper each row reads as a short text of its own.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    # What to say when there are no rows.
    empty: str = ""
    group: int | None = None
    layout: Literal["table", "cards"] = "table"
    is_folded: bool = False

    def grouped(self) -> Iterator[tuple[Cell | None, tuple[Row, ...]]]:
        """Return the rows per group, in order; one group without a head if none."""
        if self.group is None:
            yield None, self.rows
            return
        start = 0
        for index in range(1, len(self.rows) + 1):
            if (
                index == len(self.rows)
                or self.rows[index].cells[self.group]
                != self.rows[start].cells[self.group]
            ):
                yield self.rows[start].cells[self.group], self.rows[start:index]
                start = index

    def shown(self, row: Row) -> list[tuple[Column, Cell]]:
        """Return columns and cells of a row, without the one it is grouped by."""
        pairs = zip(self.columns, row.cells, strict=True)
        return [pair for index, pair in enumerate(pairs) if index != self.group]

    @property
    def shown_columns(self) -> list[Column]:
        """The columns without the one that rows are grouped by."""
        return [c for index, c in enumerate(self.columns) if index != self.group]


@dataclass(frozen=True)
class Figure:
    """A figure that stands by itself, with what it counts and what to know of it."""

    value: Cell
    kind: Kind
    label: str
    remark: str = ""
    # The part of the overview that says more.
    section: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures at the top."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text; `label` stands in front in bold.

    `sentences` is the same text, where it is better read one sentence per line.
    """

    text: str
    label: str = ""
    is_lead: bool = False
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One point of a list, with what belongs under it."""

    text: str
    note: str = ""
    tag: Tag | None = None
    link: Link | None = None


@dataclass(frozen=True)
class Items:
    """A list; numbered when the order matters."""

    title: str
    items: tuple[Item, ...]
    empty: str = ""
    is_numbered: bool = False


Block = Figures | Paragraph | Table | Items


@dataclass(frozen=True)
class Section:
    """A part of the overview; `key` is its anchor, and that of its definitions."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    intro: str = ""


@dataclass(frozen=True)
class Notice:
    """What must be seen before anything else: made up, not published, corrected."""

    kind: Literal["fictitious", "preview", "erratum"]
    title: str
    text: str


@dataclass(frozen=True)
class Document:
    """The whole overview, or one chapter of it."""

    title: str
    programme: str
    # What identifies it: day, version, hash; also in the foot of every page.
    facts: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    sections: tuple[Section, ...]
    sha256: str = ""
    language: str = field(default="nl")

    @property
    def tables(self) -> list[Table]:
        """Every table, in order: the sheets of a workbook."""
        return [
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Table)
        ]
