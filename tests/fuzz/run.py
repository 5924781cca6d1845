"""`make fuzz`: every role, on both databases, against a server with the programme.

Generates requests from the OpenAPI document, right and wrong ones, and holds every
answer against it. Prints per role how many there were and what was wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
ROLES = ("regiegroep", "secretaris1", "programmabureau", "beheer")
POSTGRES = os.environ.get(
    "TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres"
)
NAME = "fuzz_toekomstagenda"
PREPARE = (
    ("migrate", "--verbosity=0"),
    ("load_programme",),
    ("create_demo_accounts",),
    ("create_demo_reporting",),
    ("create_demo_overview",),
)
START_SECONDS = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked; return 1 when an answer was not as the document says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=4, help="per operation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--role", choices=ROLES)
    parser.add_argument(
        "--brief", action="store_true", help="without the made-up rounds and edge cases"
    )
    options = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for database in [options.database] if options.database else DATABASES:
            with DATABASES[database](folder) as address:
                environment = environment_of(address)
                for command in PREPARE[:3] if options.brief else PREPARE:
                    manage(environment, *command)
                for role in [options.role] if options.role else ROLES:
                    with serving(environment) as base:
                        wrong += fuzz(base, environment, database, role, options)
    return 1 if wrong else 0


@contextmanager
def sqlite(folder: str) -> Iterator[str]:
    """Give the address of a SQLite file: empty, or migrated where there is one."""
    path = f"{folder}/fuzz.sqlite3"
    if template := os.environ.get("TEST_DATABASE_TEMPLATE"):
        shutil.copyfile(template, path)
    yield f"sqlite:///{path}"


@contextmanager
def postgresql(folder: str) -> Iterator[str]:
    """Give the address of an empty PostgreSQL database, which goes away again."""
    name = sql.Identifier(NAME)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield f"{POSTGRES.rpartition('/')[0]}/{NAME}"
        finally:
            connection.execute(drop)


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def environment_of(database: str) -> dict[str, str]:
    """Return the environment of a demo: without throttling, and without TLS."""
    # From a test, the settings would be those of a test.
    inherited = {
        name: value for name, value in os.environ.items() if name != "PYTEST_VERSION"
    }
    return {
        **inherited,
        "ENV_FILE": "",
        "DEMO": "1",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "DEMO_PASSWORD": secrets.token_urlsafe(12),
        "LOG_LEVEL": "ERROR",
    }


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command; return what it printed."""
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return result.stdout


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """Serve on a free port; give the address of the API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(BIN / "gunicorn"),
        "toekomstagenda.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--log-level=warning",
        # Publishing draws its files at once in a demo.
        "--timeout=120",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    base = f"http://127.0.0.1:{port}/api/v1"
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urlopen(f"{base}/openapi.json", timeout=5).close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def fuzz(
    base: str,
    environment: dict[str, str],
    database: str,
    role: str,
    options: argparse.Namespace,
) -> int:
    """Run all checks as one role; print a line; return what was wrong, if anything."""
    token = manage(environment, "create_token", f"fuzz {role}", "--user", role)
    secret = token.strip().splitlines()[-1]
    command = [
        str(BIN / "schemathesis"),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "--no-color",
        "run",
        f"{base}/openapi.json",
        f"--header=Authorization: Bearer {secret}",
        "--checks=all",
        f"--phases={'fuzzing' if options.brief else 'examples,coverage,fuzzing'}",
        f"--max-examples={options.cases}",
        f"--seed={options.seed}",
        # Two at once parse Python at once, which Python 3.11 now and then answers with
        # a SystemError.
        "--workers=1",
        "--no-shrink",
    ]
    hooks = {**environment, "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks"}
    result = subprocess.run(
        command, cwd=ROOT, env=hooks, check=False, capture_output=True, text=True
    )
    found = re.search(r"(\d+) generated", result.stdout)
    verdict = "NOT as" if result.returncode else "all as"
    cases = found[1] if found else "?"
    say(f"{database:11} {role:16} {cases:>6} requests: {verdict} the document says")
    if result.returncode:
        say(result.stdout + result.stderr)
    return result.returncode


def say(text: str) -> None:
    """Tell it now, also when the output goes to a file."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
