"""Reading the query string: strict, and everything that is wrong told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from core.actor import Actor
from core.api.filters import MAX_WORDS, ResourceFilterSet
from core.api.ordering import Cursor, Ordering, Term
from core.api.paging import PageWanted
from core.api.problems import Fault, bad_query, query_fault
from core.api.resource import BY_CHANGE, BY_ID, Resource
from core.search import words_of

DEFAULT_PAGE_SIZE = 100
MAX_PAGE_SIZE = 500
MAX_PAGE = 1_000_000

ID = Term("id", BY_ID, descending=False)
CHANGE = Term("changedAt", BY_CHANGE, descending=False)

PAGE_KEYS = ("page", "cursor", "pageSize")

T = TypeVar("T")


@dataclass(frozen=True)
class Query:
    """What a request asks of a collection."""

    fields: tuple[str, ...]
    include: tuple[str, ...]
    wanted: PageWanted
    # None: nothing was searched for; empty: nothing to be found was.
    search: tuple[str, ...] | None
    changed_since: datetime | None
    filters: ResourceFilterSet


class QueryReader:
    """Takes the keys out of a query string one by one and keeps what is wrong."""

    def __init__(self, params: QueryDict, known: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self.values: dict[str, str] = {}
        for key, values in params.lists():
            fault = _fault(key, values, known)
            if fault is None:
                self.values[key] = values[0]
            else:
                self.faults.append(fault)

    def take(self, key: str, read: Callable[[str], T], default: T) -> T:
        """Return the value as `read` makes it of the text; ValueError is a fault."""
        text = self.values.get(key)
        if text is None:
            return default
        try:
            return read(text)
        except ValueError as error:
            self.refuse(key, "invalid", str(error))
            return default

    def refuse(self, key: str, code: str, detail: str) -> None:
        """Note what is wrong with this key."""
        self.faults.append(query_fault(key, code, detail))

    def done(self) -> None:
        """Refuse the request when anything was wrong."""
        if self.faults:
            bad_query(self.faults)


def _fault(key: str, values: list[str], known: Collection[str]) -> Fault | None:
    if key not in known:
        # The key is echoed, and may hold anything.
        shown = re.sub(r"[^\w.-]", "?", key)[:50]
        names = ", ".join(sorted(known)) or "geen"
        return query_fault(
            shown, "unknown", f"De sleutel {shown} bestaat hier niet. Wel: {names}."
        )
    if len(values) > 1:
        return query_fault(key, "repeated", "Deze sleutel staat er meer dan één keer.")
    if not values[0]:
        return query_fault(key, "empty", "Geef een waarde, of laat de sleutel weg.")
    if not _is_clean(values[0]):
        return query_fault(key, "characters", "Hier staan tekens in die niet kunnen.")
    return None


def _is_clean(text: str) -> bool:
    # The replacement character stands for bytes that were not UTF-8.
    return not any(
        char < " " or char in "\x7f\ufffd" or "\ud800" <= char <= "\udfff"
        for char in text
    )


def detail_keys(resource: Resource) -> tuple[str, ...]:
    """Return the keys that a single object takes."""
    return ("fields", "include") if resource.includes else ("fields",)


def collection_keys(resource: Resource) -> tuple[str, ...]:
    """Return every key that the collection takes."""
    general = (*detail_keys(resource), *PAGE_KEYS, "ordering", "changedSince")
    if resource.is_searched:
        general = (*general, "search")
    return (*general, *resource.filters.base_filters)


def read_detail_query(
    resource: Resource, params: QueryDict
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys and the includes that are asked of a single object."""
    reader = QueryReader(params, detail_keys(resource))
    fields, include = _shape(
        reader, resource, keys=resource.keys_of_one, included=resource.with_detail
    )
    reader.done()
    return fields, include


def read_collection_query(resource: Resource, params: QueryDict, who: Actor) -> Query:
    """Return what is asked of a collection, or refuse it with all that is wrong."""
    reader = QueryReader(params, collection_keys(resource))
    fields, include = _shape(reader, resource, keys=resource.keys, included=())
    changed_since = reader.take("changedSince", moment, None)
    ordering = reader.take(
        "ordering", lambda text: _ordering(resource, text), Ordering((ID,))
    )
    if changed_since is not None:
        if "ordering" in reader.values:
            reader.refuse("ordering", "conflict", "Past niet bij changedSince.")
        ordering = Ordering((CHANGE, ID))
    wanted = page_wanted(reader, ordering)
    search = reader.take("search", _words, None)
    filters = resource.filters(
        {key: reader.values[key] for key in reader.values}, who=who
    )
    for key, error in filters.faults().items():
        code = error.error_list[0].code or "invalid"
        reader.refuse(key, code, " ".join(error.messages))
    reader.done()
    return Query(fields, include, wanted, search, changed_since, filters)


def page_wanted(reader: QueryReader, ordering: Ordering) -> PageWanted:
    """Return which page is asked for, by number or by cursor."""
    size = reader.take("pageSize", _whole_number(MAX_PAGE_SIZE), DEFAULT_PAGE_SIZE)
    number = reader.take("page", _whole_number(MAX_PAGE), None)
    cursor = reader.take("cursor", lambda text: _cursor(text, ordering), None)
    if "page" in reader.values and "cursor" in reader.values:
        reader.refuse("cursor", "conflict", "Kies page of cursor, niet allebei.")
    return PageWanted(ordering, size, number, cursor)


def moment(text: str) -> datetime:
    """Read an ISO moment with an offset; ValueError when it is none."""
    # An unescaped plus in an address arrives as a space.
    written = text.replace(" ", "+") if "T" in text else text
    try:
        read = parse_datetime(written)
        if read is not None and read.tzinfo is not None:
            return read.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("Schrijf een tijdstip als 2026-11-21T13:00:00Z.")


def _shape(
    reader: QueryReader,
    resource: Resource,
    *,
    keys: tuple[str, ...],
    included: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = reader.take("fields", _names(keys), keys)
    known = tuple(child.key for child in resource.includes)
    include = reader.take("include", _names(known), included)
    return fields, include


def _names(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of a list with commas; in the order of the resource."""

    def read(text: str) -> tuple[str, ...]:
        asked = text.split(",")
        unknown = [name for name in asked if name not in known]
        if unknown:
            raise ValueError(f"Kies uit: {', '.join(known)}.")
        return tuple(name for name in known if name in asked)

    return read


def _whole_number(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text) and 1 <= int(text) <= most:
            return int(text)
        raise ValueError(f"Geef een geheel getal van 1 tot en met {most}.")

    return read


def _ordering(resource: Resource, text: str) -> Ordering:
    terms: list[Term] = []
    for name in text.split(","):
        key = name.removeprefix("-")
        if key not in resource.orders:
            known = ", ".join(resource.orders)
            raise ValueError(f"Kies uit: {known}; met een - ervoor andersom.")
        # A second time the same key orders nothing.
        if key not in {term.key for term in terms}:
            terms.append(Term(key, resource.orders[key], name.startswith("-")))
    # No two rows have the same id: what comes after it orders nothing.
    keys = [term.key for term in terms]
    unique = keys.index("id") + 1 if "id" in keys else len(keys)
    return Ordering((*terms[:unique], *(() if "id" in keys else (ID,))))


def _cursor(text: str, ordering: Ordering) -> Cursor:
    try:
        return Cursor.decode(text, ordering)
    except ValueError as error:
        raise ValueError(
            "Deze cursor hoort niet bij deze vraag. Neem next of previous over."
        ) from error


def _words(text: str) -> tuple[str, ...]:
    words = words_of(text)
    if len(text) > MAX_WORDS:
        raise ValueError(f"Zoek met hooguit {MAX_WORDS} tekens.")
    return words
