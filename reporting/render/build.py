"""Builds the document of an overview from its payload: whole, or one chapter."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.render.document import Document, Notice, Section
from reporting.render.extract import Extract, Json, chapter_name, day
from reporting.render.formats import day_in_words
from reporting.render.sections import ANNEX, MAIN, Part

FICTITIOUS = Notice(
    "fictitious",
    "Verzonnen gegevens voor de demo",
    "De berichten en vragen in dit overzicht zijn verzonnen. Er is niets echt gebeurd.",
)
PREVIEW = Notice(
    "preview",
    "Voorlopig, niet gepubliceerd",
    "Zo staat het er nu voor. De cijfers en de teksten kunnen nog veranderen.",
)


def whole_document(payload: Json, sha256: str = "", *, chapter: int = 0) -> Document:
    """Return everything that is told, for the files."""
    return _document(Extract(payload, chapter), (*MAIN, *ANNEX), sha256)


def page_document(
    payload: Json, sha256: str = "", *, chapter: int = 0, is_public: bool = False
) -> Document:
    """Return what stands on one page: of the whole no more than the main parts.

    `is_public` leaves out the texts that were written for the regiegroep.
    """
    parts: Sequence[Part] = MAIN
    if chapter and not is_public:
        parts = (*MAIN, *ANNEX[:1])
    return _document(Extract(payload, chapter, is_public), parts, sha256)


def _document(extract: Extract, parts: Sequence[Part], sha256: str) -> Document:
    payload = extract.payload
    title = f"Kwartaaloverzicht {payload['quarterLabel']}"
    if not extract.is_whole:
        (chapter,) = extract.chapters
        title = f"{title}, hoofdstuk {chapter_name(chapter)}"
    made = (part(extract) for part in parts)
    sections: tuple[Section, ...] = tuple(s for s in made if s is not None)
    return Document(
        title=title,
        programme=payload["programmeTitle"],
        facts=_facts(payload, sha256),
        notices=_notices(payload),
        sections=sections,
        sha256=sha256,
    )


def _facts(payload: Json, sha256: str) -> tuple[tuple[str, str], ...]:
    as_of = day(payload["asOf"])
    assert as_of is not None
    facts = [("Stand op", day_in_words(as_of))]
    if payload["edition"]:
        facts.append(("Versie", str(payload["edition"])))
    if payload["comparedQuarter"]:
        edition = payload["comparedEdition"]
        with_what = f"overzicht, versie {edition}" if edition else "de berichten"
        facts.append(("Vergeleken met", f"{payload['comparedQuarter']} ({with_what})"))
    if sha256:
        facts.append(("SHA-256", sha256))
    return tuple(facts)


def _notices(payload: Json) -> tuple[Notice, ...]:
    notices = []
    if not payload["edition"]:
        notices.append(PREVIEW)
    if payload["isFictitious"]:
        notices.append(FICTITIOUS)
    if payload["erratum"]:
        notices.append(Notice("erratum", "Verbeterde versie", payload["erratum"]))
    return tuple(notices)
