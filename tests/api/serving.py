"""A real server on the database of the test, and clients that talk to it at once."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Barrier
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from tests.api.client import BASE

PATIENCE_SECONDS = 60
WORKER_CONNECTIONS = 40


@contextmanager
def serving(*, workers: int, threads: int) -> Iterator[int]:
    """Start gunicorn on a free port of this machine and give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "toekomstagenda.wsgi"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
            *("--workers", str(workers), "--threads", str(threads)),
            # Or the first worker takes every connection and keeps it.
            *("--worker-connections", str(WORKER_CONNECTIONS)),
            *("--keep-alive", "60", "--log-level", "error"),
        ],
        cwd=settings.BASE_DIR,
        env={
            **kept,
            "ENV_FILE": "",
            "DEMO": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": _database_url(),
            "API_THROTTLE": "off",
        },
        # A line per request would fill the pipe of nobody who reads it.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def _database_url() -> str:
    told = connection.settings_dict
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    place = f"{told['HOST']}:{told['PORT'] or 5432}"
    return f"postgres://{told['USER']}{password}@{place}/{told['NAME']}"


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "gunicorn stopped"
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as peer:
                peer.request("GET", "/gezondheid")
                if peer.getresponse().status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("gunicorn does not answer")


@dataclass
class Tally:
    """What became of the attempts. `tries` counts how often each one was sent."""

    accepted: list[str] = field(default_factory=list)
    given_up: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    tries: Counter[int] = field(default_factory=Counter)

    def __iadd__(self, other: Tally) -> Tally:
        self.accepted += other.accepted
        self.given_up += other.given_up
        self.statuses += other.statuses
        self.tries += other.tries
        return self

    @property
    def server_errors(self) -> int:
        """Return how many answers were 5xx."""
        return sum(n for status, n in self.statuses.items() if status >= 500)


class Machine:
    """One client with a connection of its own, kept open until it is closed."""

    def __init__(self, port: int, token: str) -> None:
        self._peer = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }

    def close(self) -> None:
        """Hang up."""
        self._peer.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send one request and return the response, read to its end."""
        self._peer.request(
            method,
            BASE + path,
            None if body is None else orjson.dumps(body),
            {**self._headers, **headers},
        )
        response = self._peer.getresponse()
        response.read()
        return response

    def describe(self, path: str, text: str, tally: Tally, *, tries: int) -> None:
        """Make one attempt: GET, then PATCH with the tag of that; again after a 412.

        Before it reads again it waits, at random at most as long as the last try took:
        two that go on in step would refuse each other for ever.
        """
        for number in range(1, tries + 1):
            began = time.monotonic()
            read = self.ask("GET", path)
            tally.statuses[read.status] += 1
            tag = read.getheader("ETag") or ""
            written = self.ask(
                "PATCH", path, {"description": text}, **{"If-Match": tag}
            )
            tally.statuses[written.status] += 1
            if written.status == 200:
                tally.accepted.append(text)
                tally.tries[number] += 1
                return
            if number < tries:
                time.sleep(random.uniform(0, time.monotonic() - began))
        tally.given_up += 1


def together(clients: int, work: Callable[[int], Tally]) -> tuple[Tally, float]:
    """Let all clients work at the same time; return what became of it, in seconds."""
    start = Barrier(clients + 1)

    def run(client: int) -> Tally:
        start.wait(timeout=PATIENCE_SECONDS)
        return work(client)

    total = Tally()
    with ThreadPoolExecutor(max_workers=clients) as pool:
        running = [pool.submit(run, client) for client in range(clients)]
        start.wait(timeout=PATIENCE_SECONDS)
        began = time.monotonic()
        for one in running:
            total += one.result()
    return total, time.monotonic() - began
