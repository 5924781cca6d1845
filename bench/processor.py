"""Processor time: what the server and its database used, and what everybody used.

Taken from /proc, so on Linux only; elsewhere there is nothing to tell.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import data
from bench.servers import Server

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


Seconds = Mapping[int, float]


@dataclass(frozen=True)
class Usage:
    """Processor seconds so far, user and system together, by process id."""

    application: Seconds
    database: Seconds

    def since(self, earlier: Usage) -> tuple[float, float]:
        """Return the seconds of application and database since an earlier reading."""
        return (
            _added(self.application, earlier.application),
            _added(self.database, earlier.database),
        )


def _added(now: Seconds, earlier: Seconds) -> float:
    # A connection that was replaced meanwhile must not count as less than nothing.
    return sum(seconds - earlier.get(pid, 0.0) for pid, seconds in now.items())


def usage_of(server: Server) -> Usage | None:
    """Return what this server and its connections to PostgreSQL used so far."""
    if not (PROC / "stat").exists():
        return None
    return Usage(_seconds(_pids_of_group(server.group)), _seconds(_backends(server)))


def busy_seconds() -> float | None:
    """Return how long all processors together were busy since the machine started."""
    try:
        first = (PROC / "stat").read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None
    user, nice, system, _idle, _wait, *others = map(int, first.split()[1:8])
    return (user + nice + system + sum(others)) / TICKS


def _backends(server: Server) -> list[int]:
    name = f"bench_{server.contender.name}"
    with data.connected(server.size) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = %s",
            [name],
        ).fetchall()
    return [row[0] for row in rows]


def _pids_of_group(group: int) -> Iterable[int]:
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and _field(int(entry.name), 2) == group:
            yield int(entry.name)


def _seconds(pids: Iterable[int]) -> Seconds:
    # User and system time.
    return {pid: (_field(pid, 11) + _field(pid, 12)) / TICKS for pid in pids}


def _field(pid: int, position: int) -> int:
    """Return a number of /proc/PID/stat, counted after the name; 0 when it is gone."""
    try:
        told = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(told.rpartition(")")[2].split()[position])
