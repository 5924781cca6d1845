"""A document as HTML, for the page and, with other links and charts, for the PDF.

The classes are those of the site's own parts, so that the overview looks as the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from reporting.definitions import of_section
from reporting.render.charts import band_svg, bar_svg
from reporting.render.document import (
    CHARTS,
    Band,
    Bar,
    Block,
    Cell,
    Column,
    Figures,
    Items,
    Kind,
    Link,
    Notice,
    Paragraph,
    Row,
    Section,
    Table,
    Tag,
)
from reporting.render.formats import NOTHING, figure_text, text_of

Chart = Callable[[Bar | Band, str], SafeString]
Address = Callable[[Link], str]
Pairs = list[tuple[Column, Cell]]

NUMERIC: frozenset[Kind] = frozenset({"number", "percent", "euros"})
COUNTS: frozenset[Kind] = frozenset({"number", "percent"})
# From this width on a column of a card holds running text.
LONG = 40
BAND_LEGEND = SafeString(
    "Kader van streepjes: oorspronkelijk. Bovenste balk: afgesproken. Onderste balk: "
    "verwacht. Stippellijn: de dag van dit overzicht."
)
# More columns than this stand closer together; so few are not spread over the page.
MANY = 6
FEW = 5
NONE = SafeString("")


def inline_chart(chart: Bar | Band, uid: str) -> SafeString:
    """Return a chart for a page, coloured by its stylesheet."""
    return bar_svg(chart, uid) if isinstance(chart, Bar) else band_svg(chart, uid)


def tag_html(tag: Tag) -> SafeString:
    """Return a word with its shape."""
    if not tag.tone:
        return format_html("<span>{}</span>", tag.text)
    return format_html(
        '<span class="state" data-state="{}">{}</span>', tag.tone, tag.text
    )


@dataclass(frozen=True)
class HtmlWriter:
    """Writes sections. `address` gives where a link leads, empty for nowhere.

    On paper nothing folds and nothing explains: the counting has a part of its own.
    """

    address: Address
    chart: Chart = inline_chart
    tag: Callable[[Tag], SafeString] = tag_html
    is_paper: bool = False

    def sections(self, sections: Iterable[Section]) -> SafeString:
        """Return the sections one after another."""
        return format_html_join("", "{}", ((self.section(s),) for s in sections))

    def section(self, section: Section) -> SafeString:
        """Return a section under its heading."""
        blocks = format_html_join("", "{}", ((self._block(b),) for b in section.blocks))
        return format_html(
            '<section id="{}" aria-labelledby="{}-kop"><h2 id="{}-kop">{}</h2>{}{}{}'
            "</section>",
            section.key,
            section.key,
            section.key,
            section.title,
            format_html('<p class="muted">{}</p>', section.intro)
            if section.intro
            else NONE,
            blocks,
            NONE if self.is_paper else _explained(section.key),
        )

    def _block(self, block: Block) -> SafeString:
        if isinstance(block, Figures):
            return self._figures(block)
        if isinstance(block, Paragraph):
            return _paragraph(block, is_paper=self.is_paper)
        if isinstance(block, Items):
            return self._items(block)
        if not block.rows:
            return _nothing(block.title, block.empty)
        return self._cards(block) if block.layout == "cards" else self._table(block)

    # --- figures and lists ---

    def _figures(self, block: Figures) -> SafeString:
        tiles = (
            (
                self._linked(
                    format_html("<b>{}</b> {}", figure_text(figure), figure.label),
                    Link("section", figure.section) if figure.section else None,
                ),
                format_html(" <span>{}</span>", figure.remark)
                if figure.remark
                else NONE,
            )
            for figure in block.figures
        )
        return format_html(
            '<ul class="tiles" aria-label="{}">{}</ul>',
            block.title,
            format_html_join("", "<li>{}{}</li>", tiles),
        )

    def _items(self, block: Items) -> SafeString:
        if not block.items:
            return _nothing(block.title, block.empty)
        points = (
            (
                self._linked(item.text, item.link),
                format_html(" {}", self.tag(item.tag)) if item.tag else NONE,
                _note(item.note),
            )
            for item in block.items
        )
        return format_html(
            "<h3>{}</h3><ul>{}</ul>",
            block.title,
            format_html_join("", "<li>{}{}{}</li>", points),
        )

    # --- tables ---

    def _table(self, table: Table) -> SafeString:
        uid = slugify(table.key)
        if table.group is None and not table.is_folded:
            drawn = self._one_table(table, table.rows, table.title, uid)
            if self.is_paper:
                return format_html("<h3>{}</h3>{}", table.title, drawn)
            return drawn
        parts = []
        for number, (head, rows) in enumerate(table.grouped(), start=1):
            title = table.title if head is None else _capital(text_of(head, "text"))
            full = title if head is None else f"{table.title}: {title}"
            drawn = self._one_table(
                table, rows, full, f"{uid}-{number}", is_hidden=True
            )
            parts.append(self._under(title, len(rows), drawn, table, head))
        inside = format_html_join("", "{}", ((part,) for part in parts))
        if table.group is None:
            return inside
        return format_html("<h3>{}</h3>{}", table.title, inside)

    def _under(
        self,
        title: str,
        number: int,
        drawn: SafeString,
        table: Table,
        head: Cell | None,
    ) -> SafeString:
        if table.is_folded and not self.is_paper:
            return format_html(
                '<details class="fold"><summary>{} <span class="muted">({})</span>'
                "</summary>{}</details>",
                title,
                number,
                drawn,
            )
        level = SafeString("h3" if head is None else "h4")
        return format_html("<{}>{}</{}>{}", level, title, level, drawn)

    def _one_table(
        self,
        table: Table,
        rows: Iterable[Row],
        title: str,
        uid: str,
        *,
        is_hidden: bool = False,
    ) -> SafeString:
        rows = tuple(rows)
        numbered = list(enumerate(rows, start=1))
        body = self._rows(table, ((n, r) for n, r in numbered if not r.is_total), uid)
        foot = self._rows(table, ((n, r) for n, r in numbered if r.is_total), uid)
        head = format_html_join(
            "",
            '<th scope="col"{}{}>{}</th>',
            (
                (self._role("columnheader"), _class(column.kind), column.title)
                for column in table.shown_columns
            ),
        )
        group = self._role("rowgroup")
        drawn = format_html(
            "<table{}{}>{}<thead{}><tr{}>{}</tr></thead><tbody{}>{}</tbody>{}</table>",
            self._role("table"),
            _density(table.shown_columns),
            _widths(table.shown_columns)
            if self.is_paper
            # On paper a heading says it: that one never parts from its table.
            else _caption(title, uid, is_hidden=is_hidden),
            group,
            self._role("row"),
            head,
            group,
            body,
            format_html("<tfoot{}>{}</tfoot>", group, foot) if foot else NONE,
        )
        if self.is_paper:
            return format_html("{}{}", drawn, self._legend(rows))
        return format_html(
            '<div class="scroll cards" role="region" aria-labelledby="{}-tabel" '
            'tabindex="0">{}</div>{}',
            uid,
            drawn,
            self._legend(rows),
        )

    def _rows(
        self, table: Table, rows: Iterable[tuple[int, Row]], uid: str
    ) -> SafeString:
        return format_html_join(
            "",
            "<tr{}>{}</tr>",
            (
                (self._role("row"), self._cells(table.shown(row), f"{uid}-{number}"))
                for number, row in rows
            ),
        )

    def _cells(self, pairs: Pairs, uid: str) -> SafeString:
        (first, head), *rest = pairs
        cells = (
            (
                self._role("cell"),
                _class(column.kind, column.pair, is_zero=cell.value == 0),
                self._label(column),
                self._value(cell, column.kind, uid),
            )
            for column, cell in rest
        )
        return format_html(
            '<th scope="row"{}>{}</th>{}',
            self._role("rowheader"),
            self._value(head, first.kind, uid),
            format_html_join("", "<td{}{}{}>{}</td>", cells),
        )

    def _role(self, name: str) -> SafeString:
        # On a narrow screen a table is shown as cards; the roles keep it a table.
        return NONE if self.is_paper else format_html(' role="{}"', name)

    def _label(self, column: Column) -> SafeString:
        if self.is_paper:
            return NONE
        title = column.title.removesuffix(f" {column.pair}")
        return format_html(' data-label="{}"', title)

    def _value(self, cell: Cell, kind: Kind, uid: str) -> SafeString:
        value = cell.value
        if isinstance(value, Bar | Band):
            return self.chart(value, uid)
        if isinstance(value, tuple) and value:
            shown = format_html_join(" ", "{}", ((self.tag(tag),) for tag in value))
        else:
            shown = self._linked(text_of(cell, kind), cell.link)
        return format_html("{}{}", shown, _note(cell.note))

    def _legend(self, rows: tuple[Row, ...]) -> SafeString:
        """Return what the shapes mean to the eye; the columns say it in words."""
        charts = [
            cell.value
            for cell in (rows[0].cells if rows else ())
            if isinstance(cell.value, Bar | Band)
        ]
        told = [BAND_LEGEND for chart in charts if isinstance(chart, Band)]
        told += [
            self.tag(Tag(part.text, part.tone))
            for chart in charts
            if isinstance(chart, Bar)
            for part in chart.parts
        ]
        if not told:
            return NONE
        words = format_html_join(" ", "<span>{}</span>", ((word,) for word in told))
        return format_html('<p class="legend" aria-hidden="true">{}</p>', words)

    # --- cards ---

    def _cards(self, table: Table) -> SafeString:
        level = SafeString("h3" if table.group is None else "h4")
        parts = []
        for head, rows in table.grouped():
            cards = format_html_join(
                "", "{}", ((self._card(table, row, level),) for row in rows)
            )
            title = NONE if head is None else format_html("<h3>{}</h3>", head.value)
            parts.append((title, cards))
        return format_html_join("", "{}{}", parts)

    def _card(self, table: Table, row: Row, level: SafeString) -> SafeString:
        (_, head), *rest = table.shown(row)
        told = [(c, cell) for c, cell in rest if _says(cell) and not c.is_for_sheets]
        short = [pair for pair in told if pair[0].width < LONG]
        long = [pair for pair in told if pair[0].width >= LONG]
        write = self._on_paper if self.is_paper else self._on_screen
        return format_html(
            '<article class="card"{}><{}>{}</{}>{}</article>',
            format_html(' id="actie-{}"', head.link.key)
            if head.link and head.link.kind == "live"
            else NONE,
            level,
            self._linked(text_of(head, "text"), head.link),
            level,
            write(short, long),
        )

    def _on_screen(self, short: Pairs, long: Pairs) -> SafeString:
        facts = self._facts(short, "short"), self._facts(long, "long")
        return format_html("{}{}", *facts)

    def _facts(self, pairs: Pairs, name: str) -> SafeString:
        if not pairs:
            return NONE
        return format_html(
            '<dl class="{}">{}</dl>',
            name,
            format_html_join(
                "", "<div><dt>{}</dt> <dd>{}</dd></div>", self._told(pairs)
            ),
        )

    # As running text: a box for each word of these hundreds takes the PDF seconds.
    def _on_paper(self, short: Pairs, long: Pairs) -> SafeString:
        facts = format_html_join(" · ", "{}: {}", self._told(short))
        return format_html(
            "{}{}",
            format_html("<p>{}</p>", facts) if short else NONE,
            format_html_join("", "<p><strong>{}.</strong> {}</p>", self._told(long)),
        )

    def _told(self, pairs: Pairs) -> Iterable[tuple[str, SafeString]]:
        return (
            (column.title, self._value(cell, column.kind, "")) for column, cell in pairs
        )

    def _linked(self, text: str, link: Link | None) -> SafeString:
        address = self.address(link) if link is not None else ""
        if not address:
            return format_html("{}", text)
        return format_html('<a href="{}">{}</a>', address, text)


def notices_html(notices: Iterable[Notice]) -> SafeString:
    """Return what must be seen before anything else."""
    return format_html_join(
        "",
        '<div class="notice notice-{}"><p><strong>{}.</strong> {}</p></div>',
        ((notice.kind, notice.title, notice.text) for notice in notices),
    )


def _paragraph(block: Paragraph, *, is_paper: bool) -> SafeString:
    label = format_html("<strong>{}</strong> ", block.label) if block.label else NONE
    if block.sentences and not is_paper:
        return format_html(
            '<div class="say"><p>{}</p><ul>{}</ul></div>',
            label,
            format_html_join("", "<li>{}</li>", ((one,) for one in block.sentences)),
        )
    if block.is_lead:
        return format_html('<div class="say"><p>{}{}</p></div>', label, block.text)
    return format_html("<p>{}{}</p>", label, block.text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _nothing(title: str, words: str) -> SafeString:
    return format_html("<h3>{}</h3><p>{}</p>", title, words or NOTHING)


def _note(note: str) -> SafeString:
    return format_html(" <small>{}</small>", note) if note else NONE


def _says(cell: Cell) -> bool:
    return cell.value not in (None, "", (), 0)


def _class(kind: Kind, pair: str = "", *, is_zero: bool = False) -> SafeString:
    names = [pair] if pair else []
    if kind in CHARTS:
        names.append("wide")
    elif kind in NUMERIC:
        names += ["n", "zero"] if is_zero else ["n"]
    elif kind == "tags":
        names.append("tags")
    return format_html(' class="{}"', " ".join(names)) if names else NONE


def _density(columns: list[Column]) -> SafeString:
    """Return how wide a table is, and what its rows look like on a narrow screen."""
    names = []
    if len(columns) > MANY:
        names.append("dense")
    if len(columns) <= FEW:
        names.append("few")
    if any(column.kind == "bar" for column in columns):
        names.append("tallies")
    elif any(column.pair for column in columns):
        names.append("pairs")
    elif all(column.kind in COUNTS for column in columns[1:]):
        names.append("terse")
    return format_html(' class="{}"', " ".join(names)) if names else NONE


def _caption(title: str, uid: str, *, is_hidden: bool) -> SafeString:
    return format_html(
        '<caption id="{}-tabel"{}>{}</caption>',
        uid,
        SafeString(' class="sr"') if is_hidden else NONE,
        title,
    )


def _widths(columns: list[Column]) -> SafeString:
    # Known widths spare the PDF from measuring every cell of every column first.
    total = sum(column.width for column in columns)
    shares = ((f"{100 * column.width / total:.1f}",) for column in columns)
    return format_html(
        "<colgroup>{}</colgroup>",
        format_html_join("", '<col style="width: {}%">', shares),
    )


def _explained(section: str) -> SafeString:
    groups = of_section(section)
    if not groups:
        return NONE
    return format_html(
        '<details class="fold how"><summary>Hoe is dit geteld?</summary><dl>{}</dl>'
        "</details>",
        format_html_join(
            "",
            "<div><dt>{}</dt><dd>{} <small>Bron: {}.</small></dd></div>",
            (
                (figure.title, figure.formula, figure.source)
                for group in groups
                for figure in group.figures
            ),
        ),
    )
