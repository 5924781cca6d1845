"""What can only be measured inside the product; run as a program of its own.

    python -m bench.inside reads        statements per request, cursors, open overview
    python -m bench.inside payload      the text of an overview, as it is published
    python -m bench.inside programme    the real programme: dashboard, compose, PDF

The environment says which database. What was found goes to stdout, as JSON; a part of
the product that is not there yet is left out.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toekomstagenda.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.tokens import user_and_actor  # noqa: E402
from actions.models import Action, Programme  # noqa: E402
from bench import data  # noqa: E402
from bench.servers import PRODUCT, headers_for  # noqa: E402
from core.api.ordering import Cursor, Ordering  # noqa: E402
from core.api.query import ID  # noqa: E402
from core.quarters import Quarter  # noqa: E402
from reporting import canonical, compose, payload, services, sources  # noqa: E402
from reporting.models import FileFormat  # noqa: E402
from reporting.render import MissingLibrary, render  # noqa: E402

TIMES = 20
SLOW_TIMES = 3
# Of bench/data.sql: the last quarter with updates, and the day they are judged on.
OPEN_QUARTER = Quarter(2026, 3)
CLOSED_QUARTER = OPEN_QUARTER.previous
JUDGED = date(2026, 10, 15)

READS = {
    "lijst": "/actions?chapter=3&status=in_progress",
    "detail": "/actions/7",
    "overzicht": "/overviews/1",
}


def reads() -> dict[str, Any]:
    """Return what the bench must know of the reading endpoints."""
    client = Client(headers={**headers_for(PRODUCT), "Host": "127.0.0.1"})
    found = {name: _statements(client, path) for name, path in READS.items()}
    found["304"] = _statements(client, READS["detail"], with_etag=True)
    with CaptureQueriesContext(connection) as who:
        user_and_actor(data.TOKEN, route="")
    ids = list(Action.objects.order_by("id").values_list("id", flat=True))
    programme = Programme.objects.get()
    return {
        "statements": {
            name: counted - len(who) for name, counted in found.items() if counted
        },
        "statements_who": len(who),
        "deep_cursor": Cursor((ids[len(ids) * 9 // 10 - 1],)).encode(Ordering((ID,))),
        "open_overview": _taken_ms(
            lambda: services.preview(programme, OPEN_QUARTER, on=JUDGED), SLOW_TIMES
        )
        if len(ids) <= data.SIZES["M"]
        else None,
    }


def _statements(client: Client, path: str, *, with_etag: bool = False) -> int | None:
    """Return how many statements a request takes; None for what is not there."""
    url = PRODUCT.prefix + path
    first = client.get(url)
    if first.status_code != 200:
        return None
    headers = {"If-None-Match": first.headers["ETag"]} if with_etag else {}
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, headers=headers)
    assert response.status_code == (304 if with_etag else 200), response.status_code
    return len(captured)


def stored_text() -> dict[str, Any]:
    """Return the text of the overview of a closed quarter, as publishing would."""
    composed = services.preview(Programme.objects.get(), CLOSED_QUARTER, on=JUDGED)
    text = canonical.canonical_json(payload.as_payload(composed))
    return {
        "quarter": str(CLOSED_QUARTER),
        "text": text,
        "sha256": canonical.sha256_of(text),
    }


def programme() -> dict[str, Any]:
    """Return milliseconds on the real programme: dashboard, compose, PDF."""
    today = timezone.localdate()
    client = Client()
    client.force_login(User.objects.filter(role="lezer").order_by("id")[0])
    answer = client.get("/")
    assert answer.status_code == 200, answer.status_code
    found = {"dashboard": _taken_ms(lambda: client.get("/"), TIMES)}

    toekomstagenda = Programme.objects.get(slug="toekomstagenda")
    quarter = Quarter.containing(today).previous
    rows = sources.gather(toekomstagenda, quarter, as_of=today)

    def composing() -> Any:
        return compose.compose(rows, quarter=quarter, as_of=today, edition=1)

    found["compose"] = _taken_ms(composing, TIMES)
    found["gather"] = _taken_ms(
        lambda: sources.gather(toekomstagenda, quarter, as_of=today), TIMES
    )
    text = canonical.canonical_json(payload.as_payload(composing()))
    found |= _files(json.loads(text), canonical.sha256_of(text))
    return found


def _files(content: Mapping[str, Any], sha256: str) -> dict[str, dict[str, float]]:
    try:
        return {
            kind.value: _taken_ms(lambda: render(kind, content, sha256), 1)  # noqa: B023
            for kind in FileFormat
        }
    except MissingLibrary:
        return {}


def _taken_ms(what: Callable[[], object], times: int) -> dict[str, float]:
    """Return the medians of so many runs, after one that is not counted.

    `wall` is what a user waits on a quiet machine, `cpu` hardly sees other programs.
    """
    what()
    wall, cpu = [], []
    for _ in range(times):
        started, started_cpu = time.perf_counter(), time.process_time()
        what()
        wall.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - started_cpu) * 1000)
    return {"wall": statistics.median(wall), "cpu": statistics.median(cpu)}


if __name__ == "__main__":
    parts = {"reads": reads, "payload": stored_text, "programme": programme}
    sys.stdout.write(json.dumps(parts[sys.argv[1]]()))
