"""YAML with places: every value knows its file, its line and its key.

The files are written by people, so a mistake must be told with the place to mend it.
Problems are collected, all of them, and raised together as `Problems`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

# The one in C reads the same ten times as fast, where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file; `line` is 1-based, `key` a path such as `actions[2].title`."""

    file: str
    line: int
    key: str

    def __str__(self) -> str:
        return f"{self.file}, regel {self.line}, {self.key or 'bestand'}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file, in Dutch."""

    where: Where
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Problems(Exception):
    """Every mistake that was found; nothing is stored while there is one."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Node:
    """A value of the file: `text` for a scalar, `items` for a list, `keys` for a map.

    A plain `null` or nothing at all is a scalar whose text is None.
    """

    where: Where
    text: str | None = None
    items: list[Node] | None = None
    keys: dict[str, Node] | None = None
    tag: str = ""


@dataclass
class Log:
    """Collects problems while files are read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, where: Where, message: str) -> None:
        """Note a problem and go on reading."""
        self.problems.append(Problem(where, message))

    def stop_if_any(self) -> None:
        """Raise Problems when something was noted."""
        if self.problems:
            raise Problems(self.problems)


def read_file(path: Path, log: Log) -> Node | None:
    """Return the root of a file, or None (and a problem) when it cannot be read."""
    start = Where(path.name, 1, "")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        log.add(start, "Dit bestand ontbreekt.")
        return None
    except UnicodeDecodeError:
        log.add(start, "Dit bestand is geen UTF-8.")
        return None
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        log.add(
            Where(path.name, line, ""), f"Dit is geen geldige YAML: {error.problem}."
        )
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        log.add(Where(path.name, line, ""), "Hier staat een teken dat YAML niet kent.")
        return None
    if root is None:
        log.add(start, "Dit bestand is leeg.")
        return None
    return _node(root, path.name, "", log)


def _node(node: yaml.Node, file: str, key: str, log: Log) -> Node:
    where = Where(file, node.start_mark.line + 1, key)
    if isinstance(node, yaml.MappingNode):
        return Node(where, keys=dict(_pairs(node, where, log)), tag="map")
    if isinstance(node, yaml.SequenceNode):
        items = [
            _node(item, file, f"{key}[{number}]", log)
            for number, item in enumerate(node.value)
        ]
        return Node(where, items=items, tag="list")
    empty = node.tag == "tag:yaml.org,2002:null"
    return Node(where, text=None if empty else node.value, tag=node.tag)


def _pairs(
    node: yaml.MappingNode, where: Where, log: Log
) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        name = str(key_node.value)
        path = f"{where.key}.{name}" if where.key else name
        if name in seen:
            log.add(
                Where(where.file, key_node.start_mark.line + 1, path),
                "Deze sleutel staat hier twee keer.",
            )
        seen.add(name)
        yield name, _node(value_node, where.file, path, log)
