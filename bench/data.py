"""The databases that the bench measures on: three sizes of one made-up programme.

They are kept between runs, because the largest takes minutes to fill. A kept one is
brought up to date by the product's own migrations, and is filled anew when `data.sql`
has changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.report import say

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432")
DATA = Path(__file__).with_name("data.sql")
SIZES: Mapping[str, int] = {"S": 200, "M": 10_000, "L": 200_000}
TOKEN = "tat_bench-a-token-for-measuring-only"

Connection = psycopg.Connection[Any]


def address(size: str, who: str = "bench") -> str:
    """Return the address of the database; `who` names the contender to PostgreSQL."""
    return f"{_server()}/{_name(size)}?application_name=bench_{who}"


def _name(size: str) -> str:
    return f"bench_toekomstagenda_{size.lower()}"


def _server() -> str:
    return urlsplit(SERVER)._replace(path="", query="").geturl()


@contextmanager
def connected(size: str) -> Iterator[Connection]:
    """Give a connection to the database of this size, committing by itself."""
    with psycopg.connect(address(size), autocommit=True) as connection:
        yield connection


def product_environment(size: str) -> dict[str, str]:
    """Return the environment in which the product runs as in production.

    Without throttling, which would stop the measurement after some seconds, and with
    one proxy in front, which is how it is told that the client came over https.
    """
    return {
        **os.environ,
        "ENV_FILE": "",
        "DEMO": "0",
        "DEBUG": "0",
        "SECRET_KEY": "only-to-measure-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": address(size, "product"),
        "REDIS_URL": os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"),
        "TRUSTED_PROXY_COUNT": "1",
        "API_THROTTLE": "off",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
    }


def prepare(size: str, *, fresh: bool) -> None:
    """Make sure that the database is there, filled, migrated and analysed."""
    if fresh:
        drop(size)
    if _mark_of(size) != _mark():
        drop(size)
        _fill(size)
    else:
        _migrate(size)


def drop(size: str) -> None:
    """Drop the database of this size, if it is there."""
    with psycopg.connect(f"{_server()}/postgres", autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_name(size)))
        )


def _mark() -> str:
    """Return what a kept database must be marked with to be taken again."""
    return hashlib.sha256(DATA.read_bytes() + TOKEN.encode()).hexdigest()


def _mark_of(size: str) -> str | None:
    with psycopg.connect(f"{_server()}/postgres", autocommit=True) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = %s",
            [_name(size)],
        ).fetchone()
    return row[0] if row else None


def _fill(size: str) -> None:
    say(f"Database {size} vullen met {SIZES[size]} acties ...")
    started = time.monotonic()
    name = sql.Identifier(_name(size))
    with psycopg.connect(f"{_server()}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    _migrate(size)
    with connected(size) as connection:
        # All triggers off, so also the checks of foreign keys: the rows are made up
        # by one script that cannot name a row that is not there.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute(
            "SELECT set_config('bench.actions', %s, false)", [str(SIZES[size])]
        )
        connection.execute("SELECT set_config('bench.token', %s, false)", [TOKEN])
        with _without_indexes(connection):
            connection.execute(DATA.read_bytes())
        connection.execute("VACUUM ANALYZE")
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(_mark()))
        )
    say(f"Database {size} gevuld in {time.monotonic() - started:.0f} s.")


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """Drop every index that is no constraint, and make it again afterwards."""
    found = connection.execute(
        """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
        """
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in found:
        connection.execute(definition)


def _migrate(size: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=product_environment(size) | {"LOG_LEVEL": "WARNING"},
        check=True,
    )
