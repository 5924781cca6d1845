"""One row of a file, read key by key; what is wrong is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from baseline.yaml_nodes import Log, Node, Where
from core.imprecise_dates import ImpreciseDate, UnknownDateWords, parse_imprecise_date
from core.sources import Source

LINES = re.compile(r"^([1-9][0-9]*)(?:-([1-9][0-9]*))?$")
AMOUNT = re.compile(r"^[0-9]+\.[0-9]{2}$")
NUMBER = re.compile(r"^[0-9]+(?:\.[0-9]+)?$")


class Entry:
    """A map of the file. Each getter notes a problem and returns an empty value.

    `done()` notes the keys that nobody asked for: unknown keys are mistakes.
    """

    def __init__(self, node: Node, log: Log, document: str, section: str) -> None:
        self.where = node.where
        self.log = log
        self.document = document
        self._keys: dict[str, Node] = node.keys or {}
        self._asked: set[str] = set()
        self._is_map = node.keys is not None
        if not self._is_map:
            log.add(node.where, "Hier horen sleutels met waarden te staan.")
        self.section = self.text("section", required=False, longest=200) or section

    def at(self, key: str) -> Where:
        """Return the place of a key, or of this entry when the key is missing."""
        node = self._keys.get(key)
        if node is not None:
            return node.where
        path = f"{self.where.key}.{key}" if self.where.key else key
        return replace(self.where, key=path)

    def problem(self, key: str, message: str) -> None:
        """Note a problem with the value of a key; silent where no keys stand at all."""
        if self._is_map:
            self.log.add(self.at(key), message)

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value."""
        node = self._keys.get(key)
        return node is not None and not (node.tag != "map" and _is_empty(node))

    def done(self) -> None:
        """Note the keys that are not part of the format."""
        for key in self._keys.keys() - self._asked:
            self.problem(key, "Deze sleutel bestaat hier niet.")

    def _node(self, key: str, *, required: bool) -> Node | None:
        self._asked.add(key)
        node = self._keys.get(key)
        if node is None or _is_empty(node):
            if required:
                self.problem(key, "Deze sleutel ontbreekt of is leeg.")
            return None
        return node

    def text(self, key: str, *, required: bool = True, longest: int = 10_000) -> str:
        """Return a text; empty when it may be left out and is."""
        node = self._node(key, required=required)
        if node is None:
            return ""
        if node.text is None:
            self.problem(key, "Hier hoort een tekst te staan.")
            return ""
        text = " ".join(node.text.split())
        if len(text) > longest:
            self.problem(
                key, f"Deze tekst is {len(text)} tekens lang; hooguit {longest}."
            )
        return text

    def choice(
        self, key: str, known: Mapping[str, str], *, default: str | None = None
    ) -> str:
        """Return the stored value for a known word."""
        word = self.text(key, required=default is None)
        if not word:
            return default or ""
        if word not in known:
            self.problem(
                key, f"“{word}” is hier onbekend. Kies uit: {', '.join(known)}."
            )
            return ""
        return known[word]

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        word = self.text(key, required=default is None)
        if not word:
            return bool(default)
        if word not in ("true", "false"):
            self.problem(key, "Hier hoort true of false te staan.")
        return word == "true"

    def integer(self, key: str, *, required: bool = True) -> int | None:
        """Return a whole number of 0 or more."""
        word = self.text(key, required=required)
        if not word:
            return None
        if not word.isdecimal():
            self.problem(key, f"“{word}” is geen heel getal.")
            return None
        return int(word)

    def integers(self, key: str, *, required: bool = True) -> list[int]:
        """Return a list of whole numbers."""
        numbers = []
        for node in self._list(key, required=required):
            if node.text is None or not node.text.isdecimal():
                self.log.add(node.where, f"“{node.text}” is geen heel getal.")
            else:
                numbers.append(int(node.text))
        return numbers

    def number(self, key: str, *, required: bool = True) -> Decimal | None:
        """Return a number with a decimal point, or None for null."""
        self._asked.add(key)
        node = self._keys.get(key)
        if node is None or node.text is None:
            if required and node is None:
                self.problem(key, "Deze sleutel ontbreekt.")
            return None
        if not NUMBER.match(node.text):
            self.problem(
                key,
                f"“{node.text}” is geen getal. Schrijf het met een punt, zoals 12.5.",
            )
            return None
        return Decimal(node.text)

    def amount(self, key: str) -> Decimal:
        """Return an amount in euros with two decimals."""
        node = self._node(key, required=True)
        amount = self.amount_of(node) if node is not None else None
        return amount if amount is not None else Decimal()

    def amounts(self, key: str, length: int) -> list[Decimal | None]:
        """Return one amount per year; None where the document has no cell.

        What is no amount counts as zero, after its problem was noted.
        """
        nodes = self._list(key, required=True)
        if nodes and len(nodes) != length:
            self.problem(
                key, f"Hier staan {len(nodes)} bedragen; er zijn {length} jaren."
            )
        return [
            None if _is_empty(node) else self.amount_of(node) or Decimal()
            for node in nodes
        ]

    def amount_of(self, node: Node) -> Decimal | None:
        """Return the amount in a value, or None and a problem."""
        if node.text is None or not AMOUNT.match(node.text):
            self.log.add(
                node.where,
                f"“{node.text}” is geen bedrag. Schrijf euro’s met een punt en twee "
                "cijfers erachter, zonder scheiding van duizenden: 2300000.00.",
            )
            return None
        return Decimal(node.text)

    def day(self, key: str) -> date | None:
        """Return a calendar day written as 2026-11-21."""
        word = self.text(key)
        try:
            return date.fromisoformat(word)
        except ValueError:
            self.problem(key, f"“{word}” is geen dag. Schrijf 2026-11-21.")
            return None

    def imprecise_date(
        self, key: str, *, role: Literal["start", "end"] = "end", required: bool = True
    ) -> ImpreciseDate | None:
        """Return the days of date words; `printed` beside it keeps other words."""
        words = self.text(key, required=required, longest=200)
        printed = self.text("printed", required=False, longest=200)
        if not words:
            return None
        try:
            return parse_imprecise_date(words, role=role, printed=printed or None)
        except UnknownDateWords as error:
            self.problem(key, str(error))
            return None

    def texts(self, key: str, *, required: bool = False) -> list[tuple[str, Where]]:
        """Return a list of texts with their places; empty when left out."""
        found = []
        for node in self._list(key, required=required):
            if node.text is None:
                self.log.add(node.where, "Hier hoort een tekst te staan.")
            else:
                found.append((" ".join(node.text.split()), node.where))
        return found

    def entries(self, key: str, *, required: bool = False) -> list[Entry]:
        """Return the rows of a list; empty when left out."""
        return [
            Entry(node, self.log, self.document, self.section)
            for node in self._list(key, required=required)
        ]

    def entry(self, key: str, *, required: bool = False) -> Entry | None:
        """Return one nested row, or None when left out."""
        node = self._node(key, required=required)
        if node is None:
            return None
        return Entry(node, self.log, self.document, self.section)

    def mapping(self, key: str) -> dict[str, Node]:
        """Return a map as it stands."""
        node = self._node(key, required=True)
        return (node.keys or {}) if node is not None else {}

    def _list(self, key: str, *, required: bool) -> list[Node]:
        self._asked.add(key)
        node = self._keys.get(key)
        if node is None or (node.items is None and node.text is None and not node.keys):
            if required:
                self.problem(key, "Deze sleutel ontbreekt of is leeg.")
            return []
        if node.items is None:
            self.problem(key, "Hier hoort een lijst te staan.")
            return []
        if required and not node.items:
            self.problem(key, "Deze sleutel ontbreekt of is leeg.")
        return node.items

    def source(self, last_line: int) -> Source:
        """Return the source of this row; lines lie in a text of `last_line` lines."""
        first, last = self._line_range(self._node("lines", required=True), last_line)
        also = tuple(
            self._line_range(node, last_line)
            for node in self._list("also", required=False)
        )
        return Source(self.document, self.section, first, last, also)

    def _line_range(self, node: Node | None, last_line: int) -> tuple[int, int]:
        if node is None:
            return (1, 1)
        found = LINES.match(node.text or "")
        if found is None:
            self.log.add(
                node.where,
                f"“{node.text}” zijn geen regels. Schrijf 326-332 of 679.",
            )
            return (1, 1)
        first = int(found.group(1))
        last = int(found.group(2) or first)
        if last < first or last > last_line:
            self.log.add(
                node.where,
                f"Regels {first}-{last} bestaan niet: het document heeft "
                f"{last_line} regels.",
            )
            return (1, 1)
        return first, last


def _is_empty(node: Node) -> bool:
    return node.text in (None, "") and not node.items and not node.keys
