#!/usr/bin/env python
"""Run every check and every test, and say what could not run here.

All steps run, whatever fails on the way; the exit code tells whether one did. With
REQUIRE_ALL=1 a part that is absent (Chromium, Node, PostgreSQL, Redis) fails as well.
`--lint` stops after the checks that need no test.
"""

import argparse
import getpass
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import psycopg
import redis
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"

# Beside one another the two cores are full; more workers only wait.
WORKERS = "2"


@dataclass
class Report:
    """What failed, what is absent, and how many tests ran."""

    failures: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    passed: int = 0
    failed: int = 0

    def require_all(self) -> None:
        """Turn what is absent into what failed."""
        self.failures += [f"{part} ontbreekt" for part in self.absent]
        self.absent.clear()


def production_like(folder: str) -> dict[str, str]:
    """Give an environment in which the production settings load, without services."""
    return {
        **os.environ,
        "ENV_FILE": "",
        "DEMO": "0",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "toekomstagenda.example",
        "DATABASE_URL": f"sqlite:///{folder}/checks.sqlite3",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    }


@dataclass
class Databases:
    """Migrated databases that the tests copy, by the name of their kind."""

    folder: str
    postgresql: str | None
    templates: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"template_toekomstagenda_{os.getpid()}"

    def addresses(self) -> dict[str, str]:
        """Make what is to be migrated; return the addresses for the settings."""
        self.templates["sqlite"] = f"{self.folder}/{self.name}.sqlite3"
        found = {"sqlite": f"sqlite:///{self.templates['sqlite']}"}
        if self.postgresql:
            self.templates["postgresql"] = self.name
            self._execute("CREATE DATABASE {}")
            found["postgresql"] = f"{self.postgresql.rpartition('/')[0]}/{self.name}"
        return found

    def drop(self) -> None:
        """Take away what the folder does not hold."""
        if "postgresql" in self.templates:
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        assert self.postgresql
        with psycopg.connect(self.postgresql, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))


@dataclass(frozen=True)
class Step:
    """A command and what it is called."""

    name: str
    command: list[str]
    environment: dict[str, str]


def run_beside(report: Report, steps: list[Step]) -> None:
    """Run steps that do not mind one another, as many at a time as there are workers.

    Each is told whole when it is done.
    """

    def run(step: Step) -> tuple[Step, subprocess.CompletedProcess[str], float]:
        started = time.monotonic()
        result = subprocess.run(
            step.command,
            cwd=ROOT,
            env=step.environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return step, result, time.monotonic() - started

    with ThreadPoolExecutor(max_workers=int(WORKERS)) as pool:
        for done in as_completed([pool.submit(run, step) for step in steps]):
            step, result, seconds = done.result()
            print(f"\n== {step.name}\n{result.stdout}", end="")
            print(f"-- {step.name}: {seconds:.0f} s", flush=True)
            if result.returncode:
                report.failures.append(step.name)


def run_step(
    report: Report, name: str, command: list[str], environment: dict[str, str]
) -> None:
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    print(f"-- {name}: {time.monotonic() - started:.0f} s", flush=True)
    if result.returncode:
        report.failures.append(name)


def run_checks(report: Report, databases: Databases | None) -> None:
    """Run the checks; beside them, migrate the databases that the tests will copy."""
    python = sys.executable
    manage = [python, "manage.py"]
    with tempfile.TemporaryDirectory() as folder:
        environment = production_like(folder)
        commands = {
            "mypy": [python, "-m", "mypy", "."],
            "ruff check": [python, "-m", "ruff", "check", "."],
            "ruff format": [python, "-m", "ruff", "format", "--check", "."],
            "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
            "djlint": [python, "-m", "djlint", "--lint", "--quiet", "."],
            "makemigrations": [*manage, "makemigrations", "--check", "--dry-run"],
            "check --deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        }
        steps = [Step(name, command, environment) for name, command in commands.items()]
        for kind, address in (databases.addresses() if databases else {}).items():
            # With the settings of the tests, which know these by this variable.
            of_tests = {
                **os.environ,
                "PYTEST_VERSION": "",
                "TEST_DATABASE_URL": address,
            }
            command = [*manage, "migrate", "--verbosity=0"]
            # The long ones first: the last one to begin should not take long.
            steps.insert(1, Step(f"migrate ({kind})", command, of_tests))
        run_beside(report, steps)


def find_postgresql() -> str | None:
    """Give the address of a PostgreSQL on which tests may create databases."""
    given = os.environ.get("TEST_POSTGRES_URL")
    user = getpass.getuser()
    addresses = (
        [given]
        if given
        else [
            "postgres://postgres@127.0.0.1:5432/postgres",
            f"postgres://{user}@127.0.0.1:5432/postgres",
            f"postgres://{user}@/postgres",
        ]
    )
    for address in addresses:
        try:
            with psycopg.connect(address, connect_timeout=3) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles"
                    " WHERE rolname = current_user"
                ).fetchone()
        except psycopg.Error:
            continue
        if row and row[0]:
            return address
    return None


def find_redis() -> str | None:
    """Give the address of a Redis database that tests may empty."""
    # Not the first one, where something else of this machine may keep its things.
    address = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    try:
        with redis.Redis.from_url(address, socket_connect_timeout=3) as client:
            client.ping()
    except redis.RedisError:
        return None
    return address


def find_document() -> str | None:
    """Give the folder with the text of the programme document, which is not ours."""
    beside = ROOT.parent / "shared" / "seeds"
    folder = Path(os.environ.get("PROGRAMME_DOCUMENT_DIR", beside))
    return str(folder) if any(folder.glob("000_*.txt")) else None


def find_parts(report: Report) -> dict[str, str | None]:
    """Give the address or the program per part; what is absent is told, once."""
    parts = {
        "postgresql": find_postgresql(),
        "redis": find_redis(),
        "browser": shutil.which("chromium"),
        "node": shutil.which("node") if SPECTRAL.exists() else None,
    }
    meanings = {
        "postgresql": "geen PostgreSQL (TEST_POSTGRES_URL); niet op PostgreSQL getest",
        "redis": "geen Redis (TEST_REDIS_URL); tests met Redis overgeslagen",
        "browser": "geen programma chromium; tests in de browser overgeslagen",
        "node": "geen Node.js of `npm install` niet gedaan; API-linter overgeslagen",
    }
    print()
    for part, found in parts.items():
        if found is None:
            report.absent.append(part)
            print(f"Ontbreekt: {meanings[part]}.")
    parts["document"] = find_document()
    if parts["document"] is None:
        # Never a failure: who has not this text cannot install it either.
        print(
            "Ontbreekt: de tekst van het programmadocument (PROGRAMME_DOCUMENT_DIR); "
            "vergelijking ermee overgeslagen."
        )
    return parts


def run_pytest(
    report: Report, name: str, environment: dict[str, str], arguments: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-n", WORKERS, "-q", *arguments]
        run_step(report, name, [*command, f"--junitxml={results}"], environment)
        if not results.exists():
            return
        for suite in ElementTree.parse(results).getroot().iter("testsuite"):
            total, failed, errors, skipped = (
                int(suite.get(key, 0))
                for key in ("tests", "failures", "errors", "skipped")
            )
            report.failed += failed + errors
            report.passed += total - failed - errors - skipped


def run_tests(
    report: Report,
    parts: dict[str, str | None],
    databases: Databases,
    arguments: list[str],
) -> None:
    """Run the tests on SQLite with all parts, then on PostgreSQL with what differs."""
    environment = dict(os.environ)
    if parts["redis"]:
        environment["TEST_REDIS_URL"] = parts["redis"]
    if parts["document"]:
        environment["PROGRAMME_DOCUMENT_DIR"] = parts["document"]

    available = {part for part, found in parts.items() if found}
    environment["TEST_PARTS"] = " ".join(sorted(available))
    environment["TEST_DATABASE_TEMPLATE"] = databases.templates["sqlite"]
    environment.pop("TEST_DATABASE_URL", None)
    environment.pop("TEST_DATABASE_ONLY", None)
    run_pytest(report, "pytest op SQLite", environment, arguments)

    if parts["postgresql"]:
        # Neither a page nor a document looks different on another database, and what
        # is not let in to it does not meet another one.
        kept = available - {"browser", "node", "document"}
        environment["TEST_PARTS"] = " ".join(sorted(kept))
        environment["TEST_DATABASE_ONLY"] = "1"
        environment["TEST_DATABASE_URL"] = parts["postgresql"]
        environment["TEST_DATABASE_TEMPLATE"] = databases.templates["postgresql"]
        run_pytest(report, "pytest op PostgreSQL", environment, arguments)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint", action="store_true", help="only the checks")
    options, pytest_arguments = parser.parse_known_args()

    report = Report()
    if options.lint:
        run_checks(report, None)
    else:
        parts = find_parts(report)
        with tempfile.TemporaryDirectory() as folder:
            databases = Databases(folder, parts["postgresql"])
            try:
                run_checks(report, databases)
                run_tests(report, parts, databases, pytest_arguments)
            finally:
                databases.drop()

    if os.environ.get("REQUIRE_ALL") == "1":
        report.require_all()
    print()
    for failure in report.failures:
        print(f"Mislukt: {failure}")
    for part in report.absent:
        print(f"Niet getest: {part} ontbreekt")
    if not options.lint:
        print(f"{report.passed} passed, {report.failed} failed", flush=True)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
