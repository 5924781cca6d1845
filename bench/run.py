"""`make bench`: starts the contenders, measures them in turn, tells the outcome."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import data, report
from bench.cells import (
    ALL,
    CLOSED,
    DEEP,
    LIST,
    ONE,
    PLANS,
    SHORT,
    SMALL_PLANS,
    UNCHANGED,
    Cell,
    Key,
    Plan,
)
from bench.load import CLIENT, Request, measure
from bench.report import say
from bench.servers import (
    CONTENDERS,
    HAND,
    PRODUCT,
    WORKERS,
    Server,
    ask,
    running,
)
from bench.verdicts import (
    MISSED,
    RESTLESS,
    Verdict,
    verdict_on_open_overview,
    verdicts_on_load,
    verdicts_on_programme,
    verdicts_on_statements,
)

ROUNDS = 3
SECONDS = 3.0
SECONDS_OF_ONE = 2.0
SECONDS_OF_WARMING = 1.0
# Above this nothing that is measured means anything.
MOST_LOAD = 4.0
DETAILS = 200
PAYLOADS_DIFFER = 0.15

# Paths by endpoint; the others are made in `requests_of`.
PATHS = {
    LIST: "/actions?chapter=3&status=in_progress",
    SHORT: "/actions?chapter=1&status=completed",
    ALL: "/actions",
    CLOSED: "/overviews/1",
}
ROWS = {LIST: 100, SHORT: 7, ALL: 100, DEEP: 100}
OPEN_OVERVIEW = "/overviews/preview?programme=bench&quarter=2026-Q3"

Servers = Mapping[tuple[str, str], Server]


class Unfair(Exception):
    """What is compared is not the same."""


def main() -> int:
    """Run the bench; return 1 when a floor is missed."""
    options = _options()
    sizes = data.SIZES if options.size == "all" else {options.size: 0}
    if options.drop:
        for size in data.SIZES:
            data.drop(size)
        return 0
    about = _about()
    for size in sizes:
        data.prepare(size, fresh=options.fresh)
    _publish(sizes)
    say("SQL-opdrachten tellen en het echte programma meten ...")
    inside = {size: _inside("reads", data.product_environment(size)) for size in sizes}
    programme = _on_real_programme()
    small = options.size == "S"
    plans = SMALL_PLANS if small else PLANS
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers = {
            (size, name): server
            for size in sizes
            for name, server in stack.enter_context(
                running(size, CONTENDERS, Path(folder))
            ).items()
        }
        cells = _cells(plans, servers, inside)
        verdicts = _measured(cells, servers, options.rounds, small=small)
        if not small:
            verdicts.append(_open_overview(servers, inside["M"]))
    verdicts += verdicts_on_statements(inside["S"]["statements"])
    verdicts += verdicts_on_programme(programme)
    _tell(about, cells, verdicts, inside["S"]["statements_who"], programme)
    return int(any(verdict.outcome == MISSED for verdict in verdicts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", default="all", choices=["all", "S"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--fresh", action="store_true", help="databases opnieuw vullen")
    parser.add_argument("--drop", action="store_true", help="databases weggooien")
    return parser.parse_args()


def _about() -> dict[str, Any]:
    """Return what the figures are of, and tell it first."""
    git = shutil.which("git")
    commit, changed = "onbekend", ""
    if git is not None:
        commit = _output(git, "rev-parse", "--short", "HEAD") or commit
        changed = _output(git, "status", "--porcelain", "--untracked-files=no")
    load = os.getloadavg()[0]
    about = {
        "commit": commit + (" met wijzigingen" if changed else ""),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "load": load,
        "processors": os.cpu_count(),
        "client": CLIENT,
        "valid": load <= MOST_LOAD,
    }
    say(
        f"Commit {about['commit']}, {about['processors']} processors, belasting vooraf"
        f" {load:.1f}, client {CLIENT}"
    )
    if not about["valid"]:
        say(f"ONGELDIG: de belasting is hoger dan {MOST_LOAD:.0f}; meet later opnieuw.")
    return about


def _output(*command: str) -> str:
    ran = subprocess.run(
        command, cwd=data.ROOT, capture_output=True, text=True, check=False
    )
    return ran.stdout.strip()


# --- Before the load -----------------------------------------------------------


def _publish(sizes: Iterable[str]) -> None:
    """Store one and the same overview of a closed quarter in every database."""
    text = _inside("payload", data.product_environment("S"))
    for size in sizes:
        with data.connected(size) as connection:
            connection.execute(
                """
                INSERT INTO reporting_overview
                    (id, version, revision, changed_at, quarter, edition, erratum,
                     payload, sha256, published_at, published_by, is_fictitious,
                     programme_id)
                VALUES (1, 1, 1, '2026-07-20Z', %(quarter)s, 1, '', %(text)s,
                        %(sha256)s, '2026-07-20Z', 'bench', true, 1)
                ON CONFLICT DO NOTHING
                """,
                text,
            )


def _inside(part: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Run a part of `bench.inside` in this environment and return what it found."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.inside", part],
        cwd=data.ROOT,
        env={**environment, "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"bench.inside {part}:\n{ran.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _on_real_programme() -> dict[str, Any]:
    """Return what the real programme takes, as `make demo` has it, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "ENV_FILE": "",
            "DEMO": "1",
            "SECRET_KEY": "only-to-measure-" + "0123456789" * 5,
            "ALLOWED_HOSTS": "testserver",
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "LOG_LEVEL": "ERROR",
        }
        for command in (
            ("migrate", "--verbosity", "0"),
            ("load_programme",),
            ("create_demo_accounts",),
            ("create_demo_reporting",),
            ("collectstatic", "--no-input", "--verbosity", "0"),
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=data.ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                check=True,
            )
        return _inside("programme", environment)


# --- Under load ----------------------------------------------------------------


def _cells(
    plans: Sequence[Plan], servers: Servers, inside: Mapping[str, Any]
) -> dict[Key, Cell]:
    """Return the cells of what the product has, after comparing the answers."""
    cells = {}
    for plan in plans:
        for key in plan.cell_keys():
            if not _is_built(servers, key):
                continue
            requests = _requests_of(key, servers, inside[key.size]["deep_cursor"])
            _compare(key, requests[0], servers)
            cells[key] = Cell(key, requests)
    return cells


def _is_built(servers: Servers, key: Key) -> bool:
    path = PATHS.get(key.endpoint)
    if path is None:
        return True
    return ask(servers[key.size, PRODUCT.name], path).status == 200


def _requests_of(key: Key, servers: Servers, deep_cursor: str) -> list[Request]:
    if key.endpoint in PATHS:
        return [Request(PATHS[key.endpoint])]
    server = servers[key.size, key.contender]
    count = data.SIZES[key.size]
    if key.endpoint == DEEP:
        if server.contender is PRODUCT:
            return [Request(f"/actions?cursor={deep_cursor}")]
        return [Request(_after(key.size))]
    paths = [f"/actions/{1 + turn * count // DETAILS}" for turn in range(DETAILS)]
    if key.endpoint == UNCHANGED:
        return [Request(path, ask(server, path).headers["ETag"]) for path in paths]
    return [Request(path) for path in paths]


def _after(size: str) -> str:
    """Return where the hand-written list goes on at 90 %."""
    return f"/actions?cursor={data.SIZES[size] * 9 // 10}"


def _compare(key: Key, request: Request, servers: Servers) -> None:
    """Raise Unfair unless this contender answers what the hand-written one does."""
    server = servers[key.size, key.contender]
    extra = {"If-None-Match": request.etag} if request.etag else {}
    answer = ask(server, request.path, extra)
    expected = 304 if request.etag else 200
    if answer.status != expected:
        raise Unfair(f"{key}: {answer.status}, geen {expected}")
    if server.contender is HAND or request.etag:
        return
    path = _after(key.size) if key.endpoint == DEEP else request.path
    model = ask(servers[key.size, HAND.name], path)
    mine, theirs = _content(answer.body), _content(model.body)
    if len(mine) != ROWS.get(key.endpoint, len(theirs)):
        raise Unfair(f"{key}: {len(mine)} rijen")
    if server.contender is PRODUCT and mine != theirs:
        raise Unfair(f"{key}: de inhoud is niet die van de handgeschreven variant")
    if abs(len(answer.body) / len(model.body) - 1) > PAYLOADS_DIFFER:
        raise Unfair(f"{key}: {len(answer.body)} bytes, niet {len(model.body)}")


def _content(body: bytes) -> Any:
    """Return the rows of a page, or the whole object."""
    read = json.loads(body)
    return read.get("results", read)


def _measured(
    cells: Mapping[Key, Cell], servers: Servers, rounds: int, *, small: bool
) -> list[Verdict]:
    """Measure all cells in turn, and those of a missed floor once more."""
    say(f"{len(cells)} metingen, {rounds} rondes ...")
    for key, cell in cells.items():
        _measure(cell, servers[key.size, key.contender], SECONDS_OF_WARMING)
        cell.samples.clear()
    _rounds(cells.values(), servers, rounds)
    verdicts = verdicts_on_load(cells, small=small)
    doubtful = {
        key
        for verdict in verdicts
        if verdict.outcome in (MISSED, RESTLESS)
        for key in verdict.keys
    }
    if doubtful:
        say(f"{len(doubtful)} metingen nog eens, want een grens is niet gehaald ...")
        _rounds((cells[key] for key in cells if key in doubtful), servers, rounds)
        verdicts = verdicts_on_load(cells, small=small)
    return verdicts


def _rounds(cells: Iterable[Cell], servers: Servers, rounds: int) -> None:
    turn = list(cells)
    for number in range(1, rounds + 1):
        for cell in turn:
            seconds = SECONDS_OF_ONE if cell.key.connections == ONE else SECONDS
            _measure(cell, servers[cell.key.size, cell.key.contender], seconds)
        say(f"  ronde {number} van {rounds}")


def _measure(cell: Cell, server: Server, seconds: float) -> None:
    cell.samples.append(
        measure(
            server, cell.requests, connections=cell.key.connections, seconds=seconds
        )
    )


def _open_overview(servers: Servers, inside: Mapping[str, Any]) -> Verdict:
    """Compare the running quarter, asked again while nothing changed.

    Each worker composes it once for every state of the database, which takes longer;
    how much is told, and not compared.
    """
    product = servers["M", PRODUCT.name]
    # Every worker has composed it, whichever gets the requests that count.
    for _ in range(WORKERS * ROUNDS):
        answer = ask(product, OPEN_OVERVIEW)
        if answer.status != 200:
            raise Unfair(f"open overzicht: {answer.status}, geen 200")
    mine = _ask_ms(product, OPEN_OVERVIEW)
    by_hand = _ask_ms(servers["M", HAND.name], f"{OPEN_OVERVIEW}&before=2026-Q2")
    first = inside["open_overview"]["wall"]
    say(
        f"Open overzicht (M): product {mine:.0f} ms, met de hand {by_hand:.0f} ms; "
        f"samenstellen na een wijziging {first:.0f} ms"
    )
    return verdict_on_open_overview(mine, by_hand)


def _ask_ms(server: Server, path: str) -> float:
    taken = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        answer = ask(server, path)
        if answer.status != 200:
            raise Unfair(f"{path}: {answer.status}, geen 200")
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[1:])


# --- Afterwards ----------------------------------------------------------------


def _tell(
    about: Mapping[str, Any],
    cells: Mapping[Key, Cell],
    verdicts: Sequence[Verdict],
    who: int,
    programme: Mapping[str, Any],
) -> None:
    say()
    report.say_cells(cells)
    report.say_verdicts(verdicts)
    say(f"SQL-opdrachten: plus {who} om te weten wie er vraagt.")
    say(
        "Het echte programma, in ms: "
        + ", ".join(f"{name} {taken['wall']:.0f}" for name, taken in programme.items())
    )
    errors = sum(cell.errors for cell in cells.values())
    restless = sum(not cell.is_quiet for cell in cells.values())
    say(f"Fouten in de antwoorden: {errors}. Onrustige metingen: {restless}.")
    if not about["valid"]:
        say("ONGELDIG: de machine was bij het begin te druk.")
    file = data.ROOT / "var" / "bench" / f"{about['started'].replace(':', '')}.json"
    report.write_file(file, cells, verdicts, {**about, "programme": programme})
    say(f"Alle rondes staan in {file.relative_to(data.ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
