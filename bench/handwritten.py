"""The upper bound: a bare WSGI application on SQL written by hand.

No framework, nobody is asked who they are, nothing is checked. PostgreSQL makes the
JSON in one prepared statement per request. It answers what the product answers, byte
for byte but for the addresses of the next page and the lengths of white space.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from psycopg.adapt import Loader

Parameters = Mapping[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

PAGE_SIZE = 100
SQL_FILE = Path(__file__).with_name("handwritten.sql")
DATES = ("original", "agreed", "expected", "achieved")

# Which rows, by the filters that the request names.
WHERE = {
    ("chapter", "status"): "c.number = %(chapter)s AND a.status = %(status)s",
    (): "true",
    ("cursor",): "a.id > %(cursor)s",
}


class _Bytes(Loader):
    """Leaves a text as the bytes in which it came."""

    def load(self, data: Any) -> bytes:
        return bytes(data)


@cache
def _connection() -> psycopg.Connection[Any]:
    """Return the one connection of this worker process."""
    connection = psycopg.connect(
        os.environ["BENCH_DATABASE_URL"],
        autocommit=True,
        options="-c jit=off -c plan_cache_mode=force_generic_plan",
    )
    connection.adapters.register_loader("text", _Bytes)
    return connection


def _statements() -> dict[str, str]:
    """Return the statements of the file by name, with the parts that they share."""
    found: dict[str, str] = {}
    for part in SQL_FILE.read_text(encoding="utf-8").split("-- name: ")[1:]:
        name, _, statement = part.partition("\n")
        found[name] = statement
    shared = {name: found.pop(name) for name in ("action", "tree")}
    shared |= {name: _date(name) for name in DATES}
    for name, part in shared.items():
        for key in found:
            found[key] = found[key].replace(f"{{{name}}}", part.strip())
    return found


def _date(name: str) -> str:
    return (
        f"CASE WHEN m.{name}_text <> '' THEN json_build_object('start', m.{name}_start,"
        f" 'end', m.{name}_end, 'precision', m.{name}_precision,"
        f" 'text', m.{name}_text) END"
    )


STATEMENTS = _statements()
LISTS = {
    keys: STATEMENTS["list"].replace("{where}", where) for keys, where in WHERE.items()
}


def _rows(statement: str, parameters: Parameters) -> list[bytes]:
    found = _connection().execute(statement, parameters, prepare=True)
    return [row[0] for row in found.fetchall()]


def _one(statement: str, parameters: Parameters) -> bytes | None:
    rows = _rows(statement, parameters)
    return rows[0] if rows else None


def _list(query: Mapping[str, str]) -> bytes:
    keys = tuple(sorted(query))
    rows = _rows(LISTS[keys], {**query, "today": _today()})
    # Where the next page begins; the product writes the whole address.
    following = b'"?cursor="' if len(rows) > PAGE_SIZE else b"null"
    return b'{"count":null,"next":%b,"previous":null,"results":[%b]}' % (
        following,
        b",".join(rows[:PAGE_SIZE]),
    )


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def answer(path: str, query: Mapping[str, str]) -> bytes | None:
    """Return the body, or None for what does not exist."""
    if path == "/actions":
        return _list(query)
    if path.startswith("/actions/"):
        return _one(STATEMENTS["detail"], {"id": int(path[9:]), "today": _today()})
    if path == "/overviews/preview":
        return _one(STATEMENTS["open overview"], {**query, "today": _today()})
    if path.startswith("/overviews/"):
        return _one(STATEMENTS["closed overview"], {"id": int(path[11:])})
    return None


def application(
    environ: Mapping[str, Any], start_response: StartResponse
) -> Iterable[bytes]:
    """Answer one request."""
    query = dict(parse_qsl(environ["QUERY_STRING"]))
    body = answer(environ["PATH_INFO"], query)
    if body is None:
        start_response("404 Not Found", [("Content-Length", "0")])
        return [b""]
    start_response(
        "200 OK",
        [("Content-Type", "application/json"), ("Content-Length", str(len(body)))],
    )
    return [body]
