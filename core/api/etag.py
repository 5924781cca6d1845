"""ETags: what a client shows again to learn whether anything changed.

`"<version>.<digest>"`: the version is the row's own, and is what If-Match compares.
The digest covers everything else that changes the answer: the row's children and the
rows it names, the day (a milestone becomes late at midnight), who asks, and which
keys. See docs/adr/0005-reading-in-two-steps.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import TextField
from django.db.models.expressions import Expression

from core.actor import Actor
from core.versioned import Versioned

DIGEST_LENGTH = 20
_COUNTED = ("id", "version", "revision")


class Fingerprint(Expression):
    """What changes whenever a row of a small table is added, changed or removed.

    Ids are never given out twice and versions only rise, so that these four numbers
    are the same only where the rows are.
    """

    output_field = TextField()

    def __init__(self, model: type[Versioned]) -> None:
        super().__init__()
        self.model = model

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        numbers = ("COUNT(*)", *(f"COALESCE(SUM({name}), 0)" for name in _COUNTED))
        text = " || '.' || ".join(numbers)
        table = connection.ops.quote_name(self.model._meta.db_table)
        return f"(SELECT {text} FROM {table})", []


def object_tag(state: Iterable[Any], who: Actor, asked: Iterable[str]) -> str:
    """Return the ETag of one object; `state` begins with its version."""
    version, *rest = state
    return f'"{version}.{_digest(rest, who, asked)}"'


def _digest(state: Iterable[Any], who: Actor, asked: Iterable[str]) -> str:
    rights = (who.role, who.user_id, sorted(who.scopes) if who.scopes else who.scopes)
    text = repr((*state, who.today, *rights, *asked))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def matches(header: str, tag: str) -> bool:
    """Tell whether an If-None-Match names this tag; a weak one counts (RFC 9110)."""
    if header.strip() == "*":
        return True
    return tag in (part.strip().removeprefix("W/") for part in header.split(","))
