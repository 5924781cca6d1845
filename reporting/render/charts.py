"""The charts of the overview as SVG: a stacked bar, and a milestone in time.

Each has a title and a description; the columns beside it hold the same as words and
numbers. Pattern and outline tell apart what colour alone would not. On a page colours
and patterns come from its stylesheet and frame, and places are shares of the width;
in a file the SVG stands alone and brings its own.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reporting.render.document import Band, Bar, Span
from reporting.render.formats import band_in_words, bar_in_words

BAR_HEIGHT = 16
BAND_HEIGHT = 44
# Of a file: the width that shares are shares of.
WIDTH = 130
# Without a first day something is drawn for its last month.
UNKNOWN_START = timedelta(days=30)
# A single day must still be seen.
NARROWEST = 0.015
# More years than this are too many to name each.
NAMED_YEARS = 5

PATTERNED = frozenset({"amber", "red", "none", "stopped"})

# The same patterns as in the frame of a page, with the colours of the light theme.
OWN_STYLE = mark_safe(
    "<style>.part{stroke:#fff;stroke-width:1}[data-fill=done]{fill:#1d6b4f}"
    "[data-fill=ok]{fill:#3c8f6b}.axis{stroke:#8a97a3}.tick{stroke:#d5dde4}"
    ".original{fill:none;stroke:#51606e;stroke-dasharray:3 2}.agreed{fill:#0b4f6c}"
    ".expected{fill:#b56a00}"
    ".today{stroke:#15202b;stroke-width:1.5;stroke-dasharray:1 2}"
    "text{font:7px 'Liberation Sans',sans-serif;fill:#51606e}</style>"
)
OWN_PATTERNS = mark_safe(
    '<defs><pattern id="pattern-amber" width="7" height="7" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#b56a00"/>'
    '<rect width="3" height="7" fill="#e0a04a"/></pattern>'
    '<pattern id="pattern-red" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-45)"><rect width="6" height="6" fill="#b3261e"/>'
    '<rect width="2" height="6" fill="#e58a84"/></pattern>'
    '<pattern id="pattern-none" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#f3f6f8"/>'
    '<circle cx="3" cy="3" r="1.1" fill="#6b7986"/></pattern>'
    '<pattern id="pattern-stopped" width="6" height="6" '
    'patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#f3f6f8"/>'
    '<path d="M1 1l4 4M5 1l-4 4" stroke="#6b7986"/></pattern></defs>'
)


class Drawing:
    """One chart: where things lie, on a page as shares and in a file as numbers."""

    def __init__(self, uid: str, *, stands_alone: bool) -> None:
        self.uid = uid
        self.stands_alone = stands_alone

    def at(self, share: float) -> str:
        """Return a share of the width as SVG writes it."""
        if self.stands_alone:
            return f"{WIDTH * share:.1f}".removesuffix(".0")
        return f"{100 * share:.2f}%"

    def svg(
        self, title: str, words: str, height: int, kind: str, drawn: SafeString
    ) -> SafeString:
        """Return the whole chart."""
        if self.stands_alone:
            patterns = OWN_PATTERNS if kind == "stacked" else SafeString("")
            return format_html(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" '
                'width="{}" height="{}">{}{}{}</svg>',
                WIDTH,
                height,
                WIDTH,
                height,
                OWN_STYLE,
                patterns,
                drawn,
            )
        return format_html(
            '<svg class="chart {}" width="100%" height="{}" role="img" '
            'aria-labelledby="{}-titel {}-uitleg"><title id="{}-titel">{}</title>'
            '<desc id="{}-uitleg">{}</desc>{}</svg>',
            kind,
            height,
            self.uid,
            self.uid,
            self.uid,
            title,
            self.uid,
            words,
            drawn,
        )


def bar_svg(bar: Bar, uid: str, *, stands_alone: bool = False) -> SafeString:
    """Return a stacked bar; without any part nothing is drawn in it."""
    drawing = Drawing(uid, stands_alone=stands_alone)
    total = sum(part.number for part in bar.parts) or 1
    pieces, done = [], 0
    for part in bar.parts:
        if part.number:
            fill = (
                format_html('fill="url(#pattern-{})"', part.tone)
                if part.tone in PATTERNED
                else format_html('data-fill="{}"', part.tone)
            )
            x, width = drawing.at(done / total), drawing.at(part.number / total)
            pieces.append((x, width, BAR_HEIGHT, fill))
            done += part.number
    drawn = format_html_join(
        "", '<rect class="part" x="{}" y="0" width="{}" height="{}" {}/>', pieces
    )
    return drawing.svg(bar.title, bar_in_words(bar), BAR_HEIGHT, "stacked", drawn)


def band_svg(band: Band, uid: str, *, stands_alone: bool = False) -> SafeString:
    """Return the dates of a milestone between the first and the last year shown.

    The original is a dashed ghost, the agreed date is solid, the expected one below.
    """
    drawing = Drawing(uid, stands_alone=stands_alone)
    drawn = format_html(
        '{}<line class="axis" x1="0" x2="{}" y1="28" y2="28"/>{}{}{}'
        '<line class="today" x1="{}" x2="{}" y1="0" y2="28"/>',
        _years(drawing, band),
        drawing.at(1),
        _stretch(drawing, band, band.original, "original", 2, 22),
        _stretch(drawing, band, band.agreed, "agreed", 5, 7),
        _stretch(drawing, band, band.expected, "expected", 15, 7),
        drawing.at(_share(band, band.on)),
        drawing.at(_share(band, band.on)),
    )
    title = f"{band.title}, in de tijd"
    return drawing.svg(title, band_in_words(band), BAND_HEIGHT, "inrow", drawn)


def _share(band: Band, day: date) -> float:
    days = (band.last - band.first).days + 1
    return min(max((day - band.first).days / days, 0.0), 1.0)


def _stretch(
    drawing: Drawing, band: Band, span: Span | None, name: str, y: int, height: int
) -> SafeString:
    if span is None or (span.start is None and span.end is None):
        return SafeString("")
    end = span.end or band.last
    start = _share(band, span.start or end - UNKNOWN_START)
    width = _share(band, end + timedelta(days=1)) - start
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        name,
        drawing.at(min(start, 1 - NARROWEST)),
        y,
        drawing.at(max(width, NARROWEST)),
        height,
    )


def _years(drawing: Drawing, band: Band) -> SafeString:
    years = range(band.first.year, band.last.year + 1)
    every = 1 if len(years) <= NAMED_YEARS else 2
    return format_html_join(
        "",
        '<line class="tick" x1="{0}" x2="{0}" y1="0" y2="32"/>'
        '<text class="year" x="{0}" y="42">{1}</text>',
        ((drawing.at(_share(band, date(year, 1, 1))), year) for year in years[::every]),
    )
