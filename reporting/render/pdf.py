"""The PDF: A4, tagged, with pages, day, version and hash in the foot.

WeasyPrint needs Pango of the system; without it everything but this works.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.collector import collector_at_rest
from reporting.render.charts import band_svg, bar_svg
from reporting.render.document import Band, Bar, Document, Tag
from reporting.render.errors import PANGO, MissingLibrary
from reporting.render.formats import band_in_words, bar_in_words
from reporting.render.html import HtmlWriter, notices_html

try:
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError, URLFetcher
except OSError:  # pragma: no cover - depends on the machine
    weasyprint = None
    URLFetcher = object

AUTHOR = "Programmabureau Toekomstagenda"
VARIANT = "pdf/ua-1"
STYLES = Path(__file__).with_name("pdf.css")

# Letters of the font: on hundreds of words a box for each sign takes seconds.
SIGNS = {
    "done": "◉",
    "ok": "●",
    "amber": "◆",
    "red": "■",
    "stopped": "▨",
    "none": "○",
    "up": "▲",
    "down": "▼",
    "same": "–",
}

# Charts stand in the page as images of their own and nothing else is ever fetched.
OWN_CHART = "data:image/svg+xml;base64,"


class OwnChartsOnly(URLFetcher):
    """Refuses every address: no network, no file, only the charts made here."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Return one of our charts; anything else ends the rendering."""
        if url.startswith(OWN_CHART):
            return super().fetch(url, headers)
        self._refuse(url)

    def _refuse(self, url: str) -> NoReturn:
        raise FatalURLFetchingError(f"Dit adres hoort niet in een overzicht: {url}")


def has_pango() -> bool:
    """Tell whether a PDF can be made on this machine."""
    return weasyprint is not None


def pdf_bytes(document: Document) -> bytes:
    """Return the document as PDF; raise MissingLibrary without Pango."""
    if weasyprint is None:  # pragma: no cover - depends on the machine
        raise MissingLibrary(PANGO)
    with collector_at_rest():
        rendered: bytes = weasyprint.HTML(
            string=html_of(document), url_fetcher=OwnChartsOnly()
        ).write_pdf(
            stylesheets=[weasyprint.CSS(string=STYLES.read_text(encoding="utf-8"))],
            pdf_variant=VARIANT,
            # Or each rendering would get a number of its own.
            pdf_identifier=document.sha256.encode("ascii") or None,
        )
    return rendered


def html_of(document: Document) -> str:
    """Return the whole HTML that becomes the PDF."""
    writer = HtmlWriter(address=lambda link: "", chart=_chart, tag=_tag, is_paper=True)
    facts = " · ".join(f"{name.lower()} {value}" for name, value in document.facts)
    warning = next((n.title for n in document.notices if n.kind == "fictitious"), "")
    return format_html(
        '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="author" content="{}"><meta name="description" content="{}">'
        '</head><body><header><p class="programme">{}</p><h1>{}</h1>{}'
        '<p class="proof">{}</p><p class="warning">{}</p></header>{}{}</body></html>',
        document.language,
        document.title,
        AUTHOR,
        document.programme,
        document.programme,
        document.title,
        _facts(document),
        facts,
        warning,
        notices_html(document.notices),
        writer.sections(document.sections),
    )


def _facts(document: Document) -> SafeString:
    # The hash stands in the foot of each page.
    told = (fact for fact in document.facts if fact[1] != document.sha256)
    return format_html(
        '<dl class="facts">{}</dl>',
        format_html_join("", "<div><dt>{}</dt> <dd>{}</dd></div>", told),
    )


def _tag(tag: Tag) -> SafeString:
    if not tag.tone:
        return format_html("{}", tag.text)
    return format_html(
        '<span class="state" data-state="{}">{}\u00a0{}</span>',
        tag.tone,
        SIGNS[tag.tone],
        tag.text,
    )


def _chart(chart: Bar | Band, uid: str) -> SafeString:
    if isinstance(chart, Bar):
        svg, words = bar_svg(chart, "c", stands_alone=True), bar_in_words(chart)
    else:
        svg, words = band_svg(chart, "c", stands_alone=True), band_in_words(chart)
    image = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return format_html(
        '<img class="chart" src="{}{}" alt="{}">', OWN_CHART, image, words
    )
