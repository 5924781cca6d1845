"""The OpenDocument text: for who must edit. Tables keep their heads over pages."""

from __future__ import annotations

from collections.abc import Iterable

from odf.element import Element
from odf.opendocument import OpenDocumentText
from odf.style import (
    Footer,
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TextProperties,
)
from odf.table import (
    Table as OdfTable,
)
from odf.table import (
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import H, List, ListItem, P, PageCount, PageNumber, Span

from reporting.render.document import (
    CHARTS,
    Block,
    Cell,
    Column,
    Document,
    Figures,
    Items,
    Paragraph,
    Row,
    Section,
    Table,
)
from reporting.render.formats import figure_text, text_of
from reporting.render.opendocument import (
    clean,
    describe,
    packed,
    text_style,
    within,
)

TEXT_WIDTH_CM = 18.0


def odt_bytes(document: Document) -> bytes:
    """Return the document as a text file."""
    target = OpenDocumentText()
    describe(target, document)
    _add_styles(target)
    _add_page(target, document)
    for element in _content(target, document):
        target.text.addElement(element)
    return packed(target)


def _add_styles(target: OpenDocumentText) -> None:
    font = {"fontfamily": "Liberation Sans", "language": "nl", "country": "NL"}
    target.styles.addElement(
        text_style("Standard", "paragraph", fontsize="10pt", **font)
    )
    for level, size in ((1, "20pt"), (2, "14pt"), (3, "12pt"), (4, "10pt")):
        style = Style(
            name=f"Heading_20_{level}",
            displayname=f"Heading {level}",
            family="paragraph",
            parentstylename="Standard",
            nextstylename="Standard",
            defaultoutlinelevel=str(level),
        )
        within(
            style,
            ParagraphProperties(
                margintop="0.4cm", marginbottom="0.15cm", keepwithnext="always"
            ),
            TextProperties(fontsize=size, fontweight="bold"),
        )
        target.styles.addElement(style)
    small = within(
        Style(name="Small", family="paragraph", parentstylename="Standard"),
        TextProperties(fontsize="8pt"),
    )
    warning = within(
        Style(name="Warning", family="paragraph", parentstylename="Standard"),
        ParagraphProperties(border="1pt solid #b3261e", padding="0.15cm"),
        TextProperties(fontweight="bold", color="#8f1d16"),
    )
    for made in (small, warning):
        target.styles.addElement(made)
    for made in (
        text_style("Bold", "text", fontweight="bold"),
        text_style("Note", "text", fontsize="7pt", color="#51606e"),
        within(
            Style(name="Grid", family="table"),
            TableProperties(width=f"{TEXT_WIDTH_CM}cm", align="left"),
        ),
        within(
            Style(name="Head", family="table-cell"),
            TableCellProperties(borderbottom="1pt solid #15202b", padding="0.05cm"),
        ),
        within(
            Style(name="Plain", family="table-cell"),
            TableCellProperties(borderbottom="0.5pt solid #d5dde4", padding="0.05cm"),
        ),
    ):
        target.automaticstyles.addElement(made)


def _add_page(target: OpenDocumentText, document: Document) -> None:
    layout = within(
        PageLayout(name="A4"),
        PageLayoutProperties(
            pagewidth="21cm",
            pageheight="29.7cm",
            margintop="2cm",
            marginbottom="1.5cm",
            marginleft="1.5cm",
            marginright="1.5cm",
        ),
    )
    target.automaticstyles.addElement(layout)
    proof = " · ".join(f"{name.lower()} {value}" for name, value in document.facts)
    warning = next((n.title for n in document.notices if n.kind == "fictitious"), "")
    page = P(stylename="Small")
    page.addText("pagina ")
    page.addElement(PageNumber(selectpage="current"))
    page.addText(" van ")
    page.addElement(PageCount())
    page.addText(f" · {document.title}{f' · {warning}' if warning else ''}")
    footer = within(Footer(), page, P(stylename="Small", text=clean(proof)))
    master = within(MasterPage(name="Standard", pagelayoutname="A4"), footer)
    target.masterstyles.addElement(master)


def _content(target: OpenDocumentText, document: Document) -> Iterable[Element]:
    yield P(text=clean(document.programme))
    yield _heading(1, document.title)
    for name, value in document.facts:
        yield _labelled(name, value)
    for notice in document.notices:
        yield P(stylename="Warning", text=clean(f"{notice.title}. {notice.text}"))
    for section in document.sections:
        yield from _section(target, section)


def _section(target: OpenDocumentText, section: Section) -> Iterable[Element]:
    yield _heading(2, section.title)
    if section.intro:
        yield P(text=clean(section.intro))
    for block in section.blocks:
        yield from _block(target, block)


def _block(target: OpenDocumentText, block: Block) -> Iterable[Element]:
    if isinstance(block, Figures):
        yield _list(
            f"{figure_text(figure)} {figure.label}"
            + (f" ({figure.remark})" if figure.remark else "")
            for figure in block.figures
        )
    elif isinstance(block, Paragraph):
        yield _labelled(block.label.rstrip("."), block.text)
    elif isinstance(block, Items):
        yield _heading(3, block.title)
        if block.items:
            yield _list(
                " ".join(part for part in (item.text, item.note) if part)
                for item in block.items
            )
        else:
            yield P(text=clean(block.empty))
    else:
        yield _heading(3, block.title)
        yield from _rows(target, block)


def _rows(target: OpenDocumentText, table: Table) -> Iterable[Element]:
    if not table.rows:
        yield P(text=clean(table.empty))
        return
    for number, (head, rows) in enumerate(table.grouped(), start=1):
        level = 3
        if head is not None:
            level = 4
            yield _heading(level, text_of(head, "text"))
        if table.layout == "cards":
            for row in rows:
                yield from _card(table, row, level + 1)
        else:
            yield _table(target, table, rows, f"{table.key} {number}")


def _card(table: Table, row: Row, level: int) -> Iterable[Element]:
    (_, head), *rest = table.shown(row)
    yield _heading(min(level, 4), text_of(head, "text"))
    for column, cell in rest:
        if cell.value not in (None, "", (), 0) and not column.is_for_sheets:
            yield _labelled(column.title, text_of(cell, column.kind))


def _table(
    target: OpenDocumentText, table: Table, rows: Iterable[Row], name: str
) -> OdfTable:
    columns = [c for c in table.shown_columns if c.kind not in CHARTS]
    drawn = OdfTable(name=clean(name), stylename="Grid")
    for column in columns:
        drawn.addElement(TableColumn(stylename=_width(target, column, columns)))
    titles = [_cell(Cell(c.title), c, "Head", is_bold=True) for c in columns]
    drawn.addElement(within(TableHeaderRows(), within(TableRow(), *titles)))
    for row in rows:
        cells = [
            _cell(cell, column, "Plain", is_bold=row.is_total)
            for column, cell in table.shown(row)
            if column.kind not in CHARTS
        ]
        drawn.addElement(within(TableRow(), *cells))
    return drawn


def _width(target: OpenDocumentText, column: Column, columns: list[Column]) -> str:
    share = column.width / sum(c.width for c in columns)
    name = f"Width{round(share * 1000)}"
    known = {s.getAttribute("name") for s in target.automaticstyles.childNodes}
    if name not in known:
        target.automaticstyles.addElement(
            within(
                Style(name=name, family="table-column"),
                TableColumnProperties(columnwidth=f"{share * TEXT_WIDTH_CM:.2f}cm"),
            )
        )
    return name


def _cell(cell: Cell, column: Column, style: str, *, is_bold: bool) -> TableCell:
    paragraph = P(stylename="Small")
    text = clean(text_of(cell, column.kind))
    if is_bold:
        paragraph.addElement(Span(stylename="Bold", text=text))
    else:
        paragraph.addText(text)
    drawn = within(TableCell(valuetype="string", stylename=style), paragraph)
    if cell.note:
        note = Span(stylename="Note", text=clean(cell.note))
        drawn.addElement(within(P(stylename="Small"), note))
    return drawn


def _heading(level: int, text: str) -> H:
    return H(outlinelevel=level, stylename=f"Heading_20_{level}", text=clean(text))


def _labelled(label: str, text: str) -> P:
    paragraph = P()
    if label:
        paragraph.addElement(Span(stylename="Bold", text=clean(f"{label}: ")))
    paragraph.addText(clean(text))
    return paragraph


def _list(points: Iterable[str]) -> List:
    return within(
        List(), *(within(ListItem(), P(text=clean(point))) for point in points)
    )
