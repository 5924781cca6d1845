"""Search: the same words find the same rows on every database.

What the reader may not see is neither found nor counted. Every word must occur.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window

from actions.models import Activity, Chapter, Milestone, Spearhead
from core.search import has_words, normalise, words_of
from governance.models import Body, BodyKind, Organisation, OrganisationKind
from pages.addresses import (
    Ref,
    to_action,
    to_body,
    to_chapter,
    to_organisation,
    to_place,
    to_spearhead,
)
from pages.glossary import TERMS
from pages.paging import Part
from pages.queries.actions import actions_of
from pages.queries.organisations import matching
from pages.queries.reading import Reading

# Per kind on the page with all kinds; and on the page with one.
FIRST = 10
PAGE = 50


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is, and where it belongs."""

    ref: Ref
    context: str


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind; `hits` may be the first few of `total`."""

    slug: str
    title: str
    hits: tuple[Hit, ...]
    total: int
    part: Part

    @property
    def has_more(self) -> bool:
        """Tell whether there is more than is shown here."""
        return self.total > len(self.hits)


Found = tuple[list[Hit], int]
Finder = Callable[[Reading, tuple[str, ...], slice], Found]


def search(
    reading: Reading, text: str, *, only: str = "", page: int = 1
) -> tuple[HitGroup, ...]:
    """Return what was found per kind, kinds without anything left out.

    One query per kind. With `only` one kind, a page at a time.
    """
    words = words_of(text)
    if not words:
        return ()
    size = PAGE if only else FIRST
    part = slice((page - 1) * size, page * size) if only else slice(0, size)
    groups = []
    for slug, (title, finder) in KINDS.items():
        if only and slug != only:
            continue
        hits, total = finder(reading, words, part)
        if total:
            cut = Part("pagina", page, -(-total // size), total)
            groups.append(HitGroup(slug, title, tuple(hits), total, cut))
    return tuple(groups)


def _cut(rows: QuerySet[Any], part: slice) -> tuple[list[Any], int]:
    """Return this part of the rows, and how many there are, in one query."""
    found = list(rows.annotate(found=Window(Count("*")))[part])
    return found, found[0].found if found else 0


def _chapters(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Chapter.objects.visible_to(reading.actor)
        .filter(has_words(words), programme=reading.programme)
        .order_by("number")
    )
    found, total = _cut(rows, part)
    return [Hit(to_chapter(row.number, row.title), "") for row in found], total


def _spearheads(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Spearhead.objects.visible_to(reading.actor)
        .filter(has_words(words), chapter__programme=reading.programme)
        .select_related("chapter")
        .order_by("chapter__number", "number")
    )
    found, total = _cut(rows, part)
    return [
        Hit(
            to_spearhead(row.chapter.number, row.number, row.title),
            str(row.chapter),
        )
        for row in found
    ], total


def _actions(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        actions_of(reading)
        .filter(has_words(words))
        .select_related("spearhead__chapter")
        .in_order()
    )
    found, total = _cut(rows, part)
    return [
        Hit(to_action(row.code, row.title), str(row.spearhead)) for row in found
    ], total


def _activities(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Activity.objects.visible_to(reading.actor)
        .filter(has_words(words), action__programme=reading.programme)
        .select_related("action")
        .order_by(
            "action__spearhead__chapter__number",
            "action__spearhead__number",
            "action__position",
            "action_id",
            "ordinal",
        )
    )
    found, total = _cut(rows, part)
    hits = []
    for row in found:
        action = to_action(row.action.code, row.action.title)
        ref = Ref(row.title, f"{action.url}#activiteit-{row.pk}")
        hits.append(Hit(ref, action.text))
    return hits, total


def _milestones(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Milestone.objects.visible_to(reading.actor)
        .filter(has_words(words), programme=reading.programme)
        .select_related("action", "spearhead__chapter", "chapter", "programme")
        .order_by(F("agreed_end").asc(nulls_last=True), "id")
    )
    found, total = _cut(rows, part)
    hits = []
    for row in found:
        place = to_place(row.place)
        page = place.url.partition("#")[0]
        ref = Ref(row.title, f"{page}#mijlpaal-{row.pk}")
        hits.append(Hit(ref, f"{row.agreed_text or row.original_text} · {place.text}"))
    return hits, total


def _organisations(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Organisation.objects.visible_to(reading.actor)
        .filter(matching(reading.actor, words))
        .order_by("id")
    )
    found, total = _cut(rows, part)
    return [
        Hit(
            to_organisation(row),
            " · ".join(
                filter(
                    None,
                    (
                        row.name if row.name != row.label else "",
                        OrganisationKind(row.kind).label,
                    ),
                )
            ),
        )
        for row in found
    ], total


def _bodies(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    rows = (
        Body.objects.visible_to(reading.actor).filter(has_words(words)).order_by("id")
    )
    found, total = _cut(rows, part)
    return [Hit(to_body(row), BodyKind(row.kind).label) for row in found], total


def _terms(reading: Reading, words: tuple[str, ...], part: slice) -> Found:
    """Look in the glossary, which is no table."""
    hits = [
        Hit(term.ref, term.meaning)
        for term in TERMS
        if all(word in normalise(f"{term.word} {term.meaning}") for word in words)
    ]
    return hits[part], len(hits)


KINDS: Mapping[str, tuple[str, Finder]] = {
    "hoofdstukken": ("Hoofdstukken", _chapters),
    "speerpunten": ("Speerpunten", _spearheads),
    "acties": ("Acties", _actions),
    "activiteiten": ("Activiteiten", _activities),
    "mijlpalen": ("Mijlpalen", _milestones),
    "organisaties": ("Organisaties", _organisations),
    "groepen": ("Groepen", _bodies),
    "begrippen": ("Begrippen", _terms),
}
