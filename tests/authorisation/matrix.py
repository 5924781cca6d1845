"""Reads the two tables of expected answers, and writes the documentation from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

HERE = Path(__file__).parent
WHO = ("anonymous", "lezer", "secretaris", "programmabureau", "beheerder")
# A machine client of the programme office that may only read.
TOKEN = "read-token"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# The verb that each page of a model in the admin needs, and what it answers who may and
# who may not. A row that one may not see answers 404 before anything else.
ADMIN_PAGES: Mapping[tuple[str, str], tuple[str, int, int]] = {
    ("changelist", "GET"): ("view", 200, 403),
    ("changelist", "POST"): ("view", 200, 403),
    ("removed", "GET"): ("look back", 200, 403),
    ("add", "GET"): ("add", 200, 403),
    ("add", "POST"): ("add", 200, 403),
    ("change", "GET"): ("view", 200, 404),
    ("change", "POST"): ("change", 200, 403),
    ("history", "GET"): ("view", 200, 404),
    ("delete", "GET"): ("remove", 200, 403),
    ("delete", "POST"): ("remove", 200, 403),
    # An old address of Django's, which leads to the change page.
    ("redirect", "GET"): ("sign in", 302, 302),
    ("redirect", "POST"): ("sign in", 302, 302),
}
_STATED = re.compile(
    rf"admin:([a-z]+)_([a-z]+)_({'|'.join({page for page, _ in ADMIN_PAGES})})"
)
_MOVED = re.compile(r"beheer/([a-z]+)/([a-z]+)/<path:object_id>/")
VERBS = {
    "v": "view",
    "l": "list",
    "a": "add",
    "c": "change",
    "b": "change",
    "r": "remove",
}
# What was removed is seen by who keeps the programme and who keeps the site.
LOOKS_BACK = frozenset({"programmabureau", "beheerder"})


@dataclass(frozen=True)
class Row:
    """The expected answers of one method of one address, about one kind of object."""

    route: str
    method: str
    about: str
    statuses: Mapping[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.about}"


def _lines(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words:
            yield words


def answers() -> list[Row]:
    """Return the rows of `answers.txt`, in its order."""
    rows = []
    for route, method, about, *statuses in _lines("answers.txt"):
        asked = (*WHO, TOKEN) if len(statuses) > len(WHO) else WHO
        found = dict(zip(asked, map(int, statuses), strict=True))
        methods = METHODS if method == "ALL" else method.split(",")
        rows += [Row(route, one, about, found) for one in methods]
    return rows


@dataclass(frozen=True)
class Rights:
    """What a role may do with the rows of a model: own ones and foreign ones."""

    own: str
    foreign: str

    def may(self, verb: str, about: str = "") -> bool:
        """Tell whether the verb is allowed; without `about`, on any row at all."""
        letters = {"own": self.own, "foreign": self.foreign}.get(
            about, self.own + self.foreign
        )
        return any(VERBS.get(letter) == verb for letter in letters)


def admin_rights() -> dict[str, dict[str, Rights]]:
    """Return the rights per model and role, from `admin.txt`."""
    found = {}
    for model, lezer, own, foreign, office, administrator in _lines("admin.txt"):
        found[model] = {
            "lezer": Rights(lezer, lezer),
            "secretaris": Rights(own, foreign),
            "programmabureau": Rights(office, office),
            "beheerder": Rights(administrator, administrator),
        }
    return found


def admin_status(rights: Rights, role: str, page: str, method: str, about: str) -> int:
    """Return what a page of a model in the admin answers somebody of this role."""
    verb, allowed, refused = ADMIN_PAGES[page, method]
    if verb == "sign in":
        return allowed
    listed = rights.may("view") or rights.may("list")
    if verb == "look back":
        return allowed if listed and role in LOOKS_BACK else refused
    if page == "changelist":
        return allowed if listed else refused
    if page == "add":
        return allowed if rights.may(verb) else refused
    if page == "change" and method == "GET" and not listed:
        return 403
    return allowed if rights.may(verb, about) else refused


@dataclass(frozen=True)
class Route:
    """An address of the site. Without a name it goes by its pattern."""

    name: str
    pattern: str

    @property
    def admin_page(self) -> tuple[str, str] | None:
        """Return the model and the page, of a page that a model in the admin has."""
        if moved := _MOVED.fullmatch(self.name):
            return f"{moved[1]}.{moved[2]}", "redirect"
        if stated := _STATED.fullmatch(self.name):
            return f"{stated[1]}.{stated[2]}", stated[3]
        return None


def routes() -> list[Route]:
    """Return every address that the site has."""
    return list(_routes(get_resolver(), "", ""))


def _routes(resolver: URLResolver, space: str, before: str) -> Iterator[Route]:
    for part in resolver.url_patterns:
        pattern = before + str(part.pattern)
        if isinstance(part, URLResolver):
            below = f"{space}{part.namespace}:" if part.namespace else space
            yield from _routes(part, below, pattern)
        elif isinstance(part, URLPattern):
            yield Route(f"{space}{part.name}" if part.name else pattern, pattern)
