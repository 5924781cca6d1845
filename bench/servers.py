"""The contenders, each behind the same gunicorn: two sync workers on 127.0.0.1."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any

from bench import data

WORKERS = 2
START_SECONDS = 30
STOP_SECONDS = 10


@dataclass(frozen=True)
class Contender:
    """One way to answer, as gunicorn starts it."""

    name: str
    title: str
    application: str
    prefix: str


PRODUCT = Contender("product", "product", "toekomstagenda.wsgi", "/api/v1")
HAND = Contender("hand", "handgeschreven", "bench.handwritten:application", "")
TEXTBOOK = Contender("textbook", "DRF-leerboek", "bench.textbook.wsgi", "/api/v1")
CONTENDERS = (PRODUCT, HAND, TEXTBOOK)


@dataclass(frozen=True)
class Server:
    """A contender that answers, on the database of one size."""

    contender: Contender
    size: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def group(self) -> int:
        """Return the process group that all its processes are in."""
        return self.process.pid

    def url(self, path: str) -> str:
        """Return the whole address of a path below the prefix of the contender."""
        return f"http://127.0.0.1:{self.port}{self.contender.prefix}{path}"


@dataclass(frozen=True)
class Answer:
    """What came back on one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def headers_for(contender: Contender) -> dict[str, str]:
    """Return what a machine client sends; the hand-written one asks nobody."""
    if contender is HAND:
        return {}
    return {
        "Authorization": f"Bearer {data.TOKEN}",
        # As the proxy in front of production tells it.
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "127.0.0.1",
    }


def ask(server: Server, path: str, extra: Mapping[str, str] | None = None) -> Answer:
    """Send one request and return the whole answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(
            "GET",
            server.contender.prefix + path,
            headers=headers_for(server.contender) | dict(extra or {}),
        )
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


@contextmanager
def running(
    size: str, contenders: Sequence[Contender], log_folder: Path
) -> Iterator[dict[str, Server]]:
    """Start these contenders on one database, and stop them whatever happens."""
    with ExitStack() as stack:
        yield {
            contender.name: stack.enter_context(_server(contender, size, log_folder))
            for contender in contenders
        }


@contextmanager
def _server(contender: Contender, size: str, log_folder: Path) -> Iterator[Server]:
    log_file = log_folder / f"{contender.name}-{size}.log"
    with log_file.open("wb") as log:
        server = _start(contender, size, log)
        try:
            _wait_for(server, log_file)
            yield server
        finally:
            _stop(server)


def _start(contender: Contender, size: str, log: IO[bytes]) -> Server:
    port = _free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", contender.application),
            *("--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)),
            *("--worker-class", "sync", "--log-level", "warning"),
        ],
        cwd=data.ROOT,
        env=_environment(contender, size),
        stdout=log,
        stderr=log,
        # A group of its own: ending the group ends the workers as well.
        start_new_session=True,
    )
    return Server(contender, size, port, process)


def _environment(contender: Contender, size: str) -> dict[str, Any]:
    if contender is PRODUCT:
        return data.product_environment(size)
    return {**os.environ, "BENCH_DATABASE_URL": data.address(size, contender.name)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(server: Server, log_file: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            ask(server, "/actions/1")
        except OSError:
            time.sleep(0.1)
        else:
            return
    told = log_file.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{server.contender.title} start niet:\n{told}")


def _stop(server: Server) -> None:
    """End the process group: politely first, then for certain."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.group, sign)
        except ProcessLookupError:
            break
        try:
            server.process.wait(STOP_SECONDS)
            break
        except subprocess.TimeoutExpired:
            continue
