"""Published overviews as the pages read them: one statement per page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from core import policy
from core.actor import Actor
from core.quarters import Quarter
from pages.queries.reading import SLUG
from reporting.models import FileFormat, Overview
from reporting.policy import VIEW_PUBLIC
from reporting.querysets import OverviewQuerySet

COLUMNS = (
    "id",
    "quarter",
    "edition",
    "erratum",
    "sha256",
    "published_at",
    "published_by",
    "is_fictitious",
    "newest_edition",
    "quarter_before",
    "file_sizes",
)


@dataclass(frozen=True)
class FileRow:
    """A format and, where the file is there, its size."""

    kind: FileFormat
    size_bytes: int | None

    @property
    def is_there(self) -> bool:
        """Tell whether it can be fetched."""
        return self.size_bytes is not None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One published version of the overview of a quarter, without its content."""

    id: int
    quarter: Quarter
    edition: int
    erratum: str
    sha256: str
    published_at: datetime
    published_by: str
    is_fictitious: bool
    newest_edition: int
    quarter_before: str
    files: tuple[FileRow, ...]

    @property
    def key(self) -> str:
        """How a comparison names it: `2026-Q3-v1`."""
        return f"{self.quarter}-v{self.edition}"

    @property
    def previous_edition(self) -> int:
        """The version that this one corrects."""
        return self.edition - 1

    @property
    def is_newest(self) -> bool:
        """Tell whether no later version corrects this one."""
        return self.edition == self.newest_edition

    @property
    def files_there(self) -> int:
        """How many files are made."""
        return sum(file.is_there for file in self.files)

    @property
    def is_complete(self) -> bool:
        """Tell whether every file is made."""
        return self.files_there == len(self.files)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A published version with its content: the text as stored, and what it says."""

    head: Edition
    text: str
    payload: Mapping[str, Any]

    def has_chapter(self, number: int) -> bool:
        """Tell whether the programme has this chapter."""
        return any(c["number"] == number for c in self.payload["chapters"])


def visible(actor: Actor, *, is_public: bool = False) -> OverviewQuerySet:
    """Return the overviews of the programme that this actor may read."""
    verb = VIEW_PUBLIC if is_public else "view"
    found: OverviewQuerySet = Overview.objects.filter(
        policy.policy_for(Overview).q(actor, verb), programme__slug=SLUG
    )
    return found


def editions(actor: Actor, *, is_public: bool = False) -> list[Edition]:
    """Return every version, the newest quarter and version first. One statement."""
    rows = (
        visible(actor, is_public=is_public)
        .with_files()
        .with_neighbours()
        .newest_first()
        .values(*COLUMNS)
    )
    return [_edition(row) for row in rows]


def find_head(actor: Actor, quarter: Quarter, edition: int) -> Edition | None:
    """Return a version without its content. One statement."""
    row = (
        visible(actor)
        .filter(quarter=str(quarter), edition=edition)
        .with_files()
        .with_neighbours()
        .values(*COLUMNS)
        .first()
    )
    return None if row is None else _edition(row)


def find(
    actor: Actor,
    quarter: Quarter,
    edition: int | None = None,
    *,
    is_public: bool = False,
) -> Published | None:
    """Return a version of a quarter, by default the newest. One statement."""
    rows = visible(actor, is_public=is_public).filter(quarter=str(quarter))
    if edition is not None:
        rows = rows.filter(edition=edition)
    row = (
        rows.with_files()
        .with_neighbours()
        .newest_first()
        .values(*COLUMNS, "payload")
        .first()
    )
    if row is None:
        return None
    text = row["payload"]
    return Published(head=_edition(row), text=text, payload=orjson.loads(text))


def _edition(row: Mapping[str, Any]) -> Edition:
    sizes = dict(part.split("=") for part in str(row["file_sizes"]).split(",") if part)
    return Edition(
        **{
            name: row[name]
            for name in COLUMNS
            if name not in ("quarter", "file_sizes", "newest_edition")
        },
        quarter=Quarter.parse(row["quarter"]),
        newest_edition=row["newest_edition"],
        files=tuple(
            FileRow(kind, int(sizes[kind.value]) if kind.value in sizes else None)
            for kind in FileFormat
        ),
    )
