"""Writes docs/authorisation.md from the two tables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import django

from tests.authorisation.matrix import (
    TOKEN,
    WHO,
    Row,
    admin_rights,
    answers,
    routes,
)

TARGET = Path(__file__).parent.parent.parent / "docs" / "authorisation.md"
INTRODUCTION = """\
# Who may do what

Made from `tests/authorisation/answers.txt` and `admin.txt`, which are reviewed by hand;
refresh with `python -m tests.authorisation.document`. A test asks every line below as
everybody, on both databases, and fails on an address or a method without a line. The
rights themselves stand in each app's `policy.py`; this is what they come to.

The number is the answer: 200 and 201 done, 302 done and on to another page (or, without
a login, to the login page), 401 say who you are, 403 you see it but may not do it, 404
for you it does not exist. *own*: in a chapter of a werkgroep that the secretary keeps;
*foreign*: in another one; *nobody*: in a chapter without a werkgroep; *any*: the same
for every row; *missing*: there is no such row; *own-submitted* and the like: in that
state, otherwise a draft. *read-token*: a machine client of the
programme office with the scope `read` alone. Every other method answers 405.
"""
ADMIN = """
## The models in the admin

v: see the list, the row and its history; l: see the list, but not such a row (a draft
of somebody else); a: add; c: change; b: change rows below it, on its page; r: remove;
-: nothing. Who may not add, change or remove gets 403, who may not see a row 404. What
was removed is seen by programmabureau and beheerder.
"""


def written() -> str:
    """Return the page."""
    patterns = {route.name: route.pattern for route in routes()}
    rows = [(patterns[row.route], row) for row in answers()]
    parts = [INTRODUCTION]
    for title, prefix in (("The API", "api"), ("The admin", "beheer")):
        parts += ["", f"## {title}", ""]
        parts += _table(
            (pattern, row)
            for pattern, row in rows
            if pattern.lstrip("^").startswith(prefix)
        )
    parts += ["", "## The pages", ""]
    parts += _table(
        (pattern, row)
        for pattern, row in rows
        if not pattern.lstrip("^").startswith(("api", "beheer"))
    )
    parts += [ADMIN, *_models()]
    return "\n".join(parts) + "\n"


def _table(rows: Iterable[tuple[str, Row]]) -> Iterator[str]:
    listed = list(rows)
    who = [*WHO, TOKEN] if any(TOKEN in row.statuses for _, row in listed) else [*WHO]
    yield f"| address | method | about | {' | '.join(who)} |"
    yield "|---" * (len(who) + 3) + "|"
    # Methods that answer alike share a line, as they do in the file.
    for (pattern, about, statuses), alike in groupby(
        listed, lambda one: (one[0], one[1].about, tuple(one[1].statuses.values()))
    ):
        methods = ", ".join(row.method for _, row in alike)
        cells = [*map(str, statuses), *[""] * (len(who) - len(statuses))]
        shown = pattern.replace("|", "\\|")
        yield f"| `/{shown}` | {methods} | {about} | {' | '.join(cells)} |"


def _models() -> Iterator[str]:
    yield (
        "| model | lezer | secretaris, own | secretaris, foreign | programmabureau "
        "| beheerder |"
    )
    yield "|---|---|---|---|---|---|"
    for model, roles in admin_rights().items():
        cells = (
            roles["lezer"].own,
            roles["secretaris"].own,
            roles["secretaris"].foreign,
            roles["programmabureau"].own,
            roles["beheerder"].own,
        )
        yield f"| {model} | {' | '.join(cells)} |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toekomstagenda.settings")
    django.setup()
    TARGET.write_text(written(), encoding="utf-8")
