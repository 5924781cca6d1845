#!/usr/bin/env python
"""Run web, worker and beat as in production, without containers.

PostgreSQL and Redis must be there: SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL and
REDIS_URL come from the environment and from nowhere else. The processes end together,
on Ctrl-C or as soon as one of them ends by itself.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# A worker first finishes the task it is at, up to this long.
PATIENCE_SECONDS = 30


def environment() -> dict[str, str]:
    """Give the production environment; a demo's `.env` beside it plays no part."""
    return {
        # There is no TLS here: a client says by header which protocol it came by.
        "TRUSTED_PROXY_COUNT": "1",
        **os.environ,
        "ENV_FILE": "",
        "DEMO": "0",
        "DEBUG": "0",
        "PYTHONUNBUFFERED": "1",
    }


def commands(options: argparse.Namespace, folder: str) -> dict[str, list[str]]:
    celery = [str(BIN / "celery"), "--app", "toekomstagenda"]
    return {
        "web": [
            str(BIN / "gunicorn"),
            "toekomstagenda.wsgi",
            f"--bind=127.0.0.1:{options.port}",
            f"--workers={options.workers}",
            "--worker-class=gthread",
            "--threads=4",
        ],
        "worker": [*celery, "worker", f"--concurrency={options.concurrency}"],
        "beat": [*celery, "beat", f"--schedule={folder}/beat", "--pidfile="],
    }


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """End the processes politely, and after a while for good."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in processes.values():
        try:
            process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # Each leads a group of its own, in which its children die with it.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def run(options: argparse.Namespace) -> int:
    for preparation in (["migrate"], ["collectstatic", "--no-input"]):
        command = [sys.executable, "manage.py", *preparation, "--verbosity=0"]
        if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
            return 1

    processes: dict[str, subprocess.Popen[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name, command in commands(options, folder).items():
                # Apart from our group, so that Ctrl-C reaches them through us only.
                processes[name] = subprocess.Popen(
                    command, cwd=ROOT, env=environment(), start_new_session=True
                )
                print(f"{name}: proces {processes[name].pid}", flush=True)
            print(f"Toekomstagenda draait op http://127.0.0.1:{options.port}/")
            print("Stoppen: Ctrl-C", flush=True)
            while True:
                for name, process in processes.items():
                    if process.poll() is not None:
                        print(f"{name} is gestopt ({process.returncode})", flush=True)
                        return 1
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
        finally:
            stop(processes)


def interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument("--concurrency", type=int, default=2, help="tasks at a time")
    signal.signal(signal.SIGTERM, interrupt)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
