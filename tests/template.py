"""The test database as a copy of one that is migrated already.

Migrating takes longer than hundreds of tests. `scripts/run_tests.py` does it once for
every kind of database, beside the checks, and names the result in
TEST_DATABASE_TEMPLATE; without that each worker migrates for itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection, connections
from psycopg import sql

TEMPLATE = os.environ.get("TEST_DATABASE_TEMPLATE")


@contextmanager
def copy_of_template() -> Iterator[None]:
    """Put a copy where this worker expects its test database, and take it away."""
    if TEMPLATE is None:
        yield
        return
    name = connection.settings_dict["TEST"]["NAME"]
    if connection.vendor == "sqlite":
        shutil.copyfile(TEMPLATE, name)
        yield
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    names = {"name": sql.Identifier(name), "template": sql.Identifier(TEMPLATE)}
    address = os.environ["TEST_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names)
        )
    yield
    connections.close_all()
    with psycopg.connect(address, autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE {name} WITH (FORCE)")
        server.execute(drop.format(**names))
