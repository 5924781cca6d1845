"""Sends load to one server for some seconds and measures what comes back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles

from bench.processor import busy_seconds, usage_of
from bench.servers import Server, headers_for

SCRIPT = Path(__file__).with_name("load.lua")
WRK = shutil.which("wrk")
# A slow answer is not an error.
PATIENCE_SECONDS = 30
CLIENT = "wrk" if WRK else "Python (geen wrk)"


@dataclass(frozen=True)
class Request:
    """A path to ask, with the ETag that the client has of it already."""

    path: str
    etag: str = ""


@dataclass(frozen=True)
class Sample:
    """What one round of load on one server gave.

    Times in milliseconds. `app_ms` and `database_ms` are processor time per request of
    the server's own processes and of PostgreSQL for it; `foreign` is the share of all
    processors that others used meanwhile (None where the system does not tell).
    """

    per_second: float
    p50_ms: float
    p99_ms: float
    errors: int
    app_ms: float | None = None
    database_ms: float | None = None
    foreign: float | None = None


@dataclass(frozen=True)
class _Told:
    """What the client tells: `seconds` is how long it really took."""

    requests: int
    seconds: float
    errors: int
    p50_ms: float
    p99_ms: float


def measure(
    server: Server, requests: Sequence[Request], *, connections: int, seconds: float
) -> Sample:
    """Ask these in turn, over so many connections, and return what was measured."""
    send = _with_wrk if WRK else _with_threads
    before, busy_before, own_before = usage_of(server), busy_seconds(), _own_seconds()
    started = time.monotonic()
    told = send(server, requests, connections, seconds)
    elapsed = time.monotonic() - started
    after, busy_after, own_after = usage_of(server), busy_seconds(), _own_seconds()
    sample = Sample(
        per_second=told.requests / told.seconds,
        p50_ms=told.p50_ms,
        p99_ms=told.p99_ms,
        errors=told.errors,
    )
    if after is None or before is None or busy_after is None or busy_before is None:
        return sample
    application, database = after.since(before)
    known = application + database + own_after - own_before
    others = (busy_after - busy_before - known) / elapsed / (os.cpu_count() or 1)
    done = max(told.requests, 1)
    return replace(
        sample,
        app_ms=application * 1000 / done,
        database_ms=database * 1000 / done,
        foreign=max(0.0, others),
    )


def _own_seconds() -> float:
    """Return the processor time of the client, whether it is wrk or ourselves."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _with_wrk(
    server: Server, requests: Sequence[Request], connections: int, seconds: float
) -> _Told:
    assert WRK is not None
    headers = [
        f"{name}: {value}" for name, value in headers_for(server.contender).items()
    ]
    with _request_file(server, requests) as file:
        told = subprocess.run(
            [
                *(WRK, "--threads", "1", "--connections", str(connections)),
                *("--duration", f"{seconds:g}s", "--script", str(SCRIPT)),
                *("--timeout", f"{PATIENCE_SECONDS}s"),
                *(part for header in headers for part in ("--header", header)),
                f"http://127.0.0.1:{server.port}/",
            ],
            env={**os.environ, "BENCH_REQUESTS": str(file)},
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 2 * PATIENCE_SECONDS,
        ).stdout
    found = re.search(r"^BENCH ([\d ]+)$", told, re.MULTILINE)
    assert found is not None, told
    done, micros, _, errors, p50, p99 = map(int, found[1].split())
    return _Told(done, micros / 1e6, errors, p50 / 1000, p99 / 1000)


@contextmanager
def _request_file(server: Server, requests: Sequence[Request]) -> Iterator[Path]:
    lines = (
        f"{server.contender.prefix}{request.path}\t{request.etag}"
        for request in requests
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requests"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield file


def _with_threads(
    server: Server, requests: Sequence[Request], connections: int, seconds: float
) -> _Told:
    """Do the same in Python, for a machine without wrk.

    It is slower than the hand-written server, so that ratios to that come out too well.
    """
    times: list[float] = []
    errors: list[int] = []
    started = time.monotonic()

    def client(first: int) -> None:
        turn = first
        while time.monotonic() - started < seconds:
            request = requests[turn % len(requests)]
            turn += connections
            asked = time.monotonic()
            status = _status_of(server, request)
            times.append(time.monotonic() - asked)
            if not 200 <= status < 400:
                errors.append(status)

    threads = [threading.Thread(target=client, args=(i,)) for i in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    hundredths = quantiles(times, n=100) if len(times) > 1 else [*times, *times] * 50
    return _Told(
        len(times),
        time.monotonic() - started,
        len(errors),
        hundredths[49] * 1000,
        hundredths[98] * 1000,
    )


def _status_of(server: Server, request: Request) -> int:
    headers = headers_for(server.contender)
    if request.etag:
        headers["If-None-Match"] = request.etag
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(
            "GET", server.contender.prefix + request.path, headers=headers
        )
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
    return response.status
