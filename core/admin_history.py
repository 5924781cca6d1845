"""What happened to a row, in words: who, in which role, when, and per field old → new.

Read from the history that every write leaves. Nothing here can be undone from: a
correction is a new write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst

from core import policy
from core.actor import Actor
from core.admin_dates import dates_of, in_full, with_days
from core.sources import SOURCE_COLUMNS, Source, Sourced
from core.versioned import Versioned

EMPTY = "leeg"
KINDS = {"+": "toegevoegd", "~": "gewijzigd", "-": "verwijderd"}
TECHNICAL = frozenset({"id", "version", "revision", "changed_at", "search_text"})

# What a foreign key points to, in words, by model and id.
Labels = Mapping[tuple[type[models.Model], Any], str]


@dataclass(frozen=True)
class Part:
    """What people see as one field: a column, or an imprecise date, or a source."""

    name: str
    label: str
    columns: tuple[str, ...]
    in_words: Callable[[Any, Labels], str]
    # The model that the column points to, and None where it holds a value.
    points_to: type[models.Model] | None = None

    def raw(self, row: Any) -> tuple[Any, ...]:
        """Return the stored values, to compare two rows by."""
        return tuple(getattr(row, column) for column in self.columns)


@dataclass(frozen=True)
class Change:
    """One field of one write, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One write of one row, in words."""

    history_id: int
    object_id: Any
    kind: str
    moment: str
    who: str
    role: str
    token: str
    route: str
    reason: str
    changes: tuple[Change, ...]


def may_look_back(who: Actor, model: type[models.Model]) -> bool:
    """Tell whether the actor may see rows of this model that are gone.

    A row that is gone has no scope any more to be judged by. So this is for those who
    see all rows of the model and who keep something for the programme as a whole:
    the programme office and the beheerder, and not a secretary or a reader.
    """
    try:
        grant = policy.policy_for(model).grant(who, "view")
    except LookupError:
        return False
    return (
        grant is not None
        and grant.scope == policy.ALL
        and any(
            kept is not None and kept.scope == policy.ALL
            for one in policy.registered().values()
            for kept in (one.grant(who, verb) for verb in policy.VERBS[1:])
        )
    )


def parts_of(model: type[Versioned]) -> list[Part]:
    """Return what people see as the fields of this model, in their order."""
    in_dates = {
        column: name
        for name, columns in dates_of(model).items()
        for column in columns.column_names
    }
    parts: dict[str, Part] = {}
    for field in model._meta.concrete_fields:
        if field.name in TECHNICAL or field.name in model.kept_out_of_history:
            continue
        if field.name in in_dates:
            name = in_dates[field.name]
            parts.setdefault(name, _date_part(model, name))
        elif field.name in SOURCE_COLUMNS and issubclass(model, Sourced):
            parts.setdefault("source", _source_part())
        else:
            parts[field.name] = _column_part(field)
    # Where it comes from interests people last.
    return sorted(parts.values(), key=lambda part: part.name == "source")


def _date_part(model: type[Versioned], name: str) -> Part:
    columns = dates_of(model)[name]
    read = columns.fget
    assert read is not None
    return Part(
        name,
        columns.verbose_name,
        columns.column_names,
        lambda row, _: with_days(read(row)) or EMPTY,
    )


def _source_part() -> Part:
    return Part("source", "bron", SOURCE_COLUMNS, lambda row, _: source_in_words(row))


def _column_part(field: models.Field[Any, Any]) -> Part:
    if field.is_relation:
        assert isinstance(field.related_model, type)
        target = field.related_model
        return Part(
            field.name,
            str(field.verbose_name),
            (field.attname,),
            lambda row, labels: _pointed_to(
                labels, target, getattr(row, field.attname)
            ),
            target,
        )
    return Part(
        field.name,
        str(field.verbose_name),
        (field.attname,),
        lambda row, _: value_in_words(field, getattr(row, field.attname)),
    )


def source_in_words(row: Any) -> str:
    """Return the place in the document for people."""
    if row.source_first is None or row.source_last is None:
        return EMPTY
    source = Source(
        document=row.source_document,
        section=row.source_section,
        first=row.source_first,
        last=row.source_last,
        also=tuple((first, last) for first, last in row.source_also),
    )
    place = str(source) if source.section else str(source).removeprefix(", ")
    return f"document {source.document}, {place}"


def value_in_words(field: models.Field[Any, Any], value: Any) -> str:
    """Return one stored value for people."""
    if field.choices and value not in (None, ""):
        return str(dict(field.flatchoices).get(value, value))
    return plain_in_words(value)


def plain_in_words(value: Any) -> str:
    """Return a value for people by its type alone."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return in_full(value)
    if isinstance(value, Decimal):
        return str(formats.number_format(value, 2, force_grouping=True))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def moment_in_words(moment: datetime) -> str:
    """Return the moment in Dutch time: `1 juni 2026, 14:03 uur`."""
    local = timezone.localtime(moment)
    return f"{formats.date_format(local, 'j F Y, H:i')} uur"


def _pointed_to(labels: Labels, target: type[models.Model], pk: Any) -> str:
    if pk is None:
        return EMPTY
    return labels.get((target, pk), f"nummer {pk}, bestaat niet meer")


def labels_for(parts: Sequence[Part], rows: Iterable[Any]) -> Labels:
    """Return the words for all that these rows point to, with one query per model."""
    wanted: dict[type[models.Model], set[Any]] = {}
    rows = list(rows)
    for part in parts:
        if part.points_to is not None:
            ids = {part.raw(row)[0] for row in rows} - {None}
            wanted.setdefault(part.points_to, set()).update(ids)
    return {
        (target, obj.pk): str(obj)
        for target, ids in wanted.items()
        if ids
        # With what its words need: a spearhead is told with its chapter.
        for obj in target._base_manager.filter(pk__in=ids).select_related()
    }


def entries(
    model: type[Versioned], rows: Sequence[Any], *, oldest: Any | None = None
) -> list[Entry]:
    """Return the writes of one row in words; `rows` are history rows, newest first.

    `oldest` is the history row before the last of them, if there is one.
    """
    parts = parts_of(model)
    before = [*rows[1:], oldest]
    pairs = list(zip(rows, before, strict=True))
    changed = [
        [part for part in parts if row.history_type != "-" and _differs(part, row, old)]
        for row, old in pairs
    ]
    used = [part for part in parts if any(part in some for some in changed)]
    labels = labels_for(used, [row for row in [*rows, oldest] if row is not None])
    return [
        _entry(
            row,
            tuple(
                Change(
                    label=str(capfirst(part.label)),
                    old=EMPTY if old is None else part.in_words(old, labels),
                    new=part.in_words(row, labels),
                )
                for part in some
            ),
        )
        for (row, old), some in zip(pairs, changed, strict=True)
    ]


def _differs(part: Part, row: Any, old: Any | None) -> bool:
    if old is None:
        # Added: tell what was filled in.
        return any(value not in (None, "", [], {}) for value in part.raw(row))
    return part.raw(row) != part.raw(old)


def removals(model: type[Versioned], rows: Sequence[Any]) -> list[Entry]:
    """Return the last words of rows that are gone; `rows` are their history rows."""
    parts = [part for part in parts_of(model) if part.name != "source"]
    labels = labels_for(parts, rows)
    return [
        _entry(
            row,
            tuple(
                Change(
                    label=str(capfirst(part.label)),
                    old=part.in_words(row, labels),
                    new="",
                )
                for part in parts
                if _differs(part, row, None)
            ),
        )
        for row in rows
    ]


def _entry(row: Any, changes: tuple[Change, ...]) -> Entry:
    return Entry(
        history_id=row.history_id,
        object_id=row.id,
        kind=KINDS[row.history_type],
        moment=moment_in_words(row.history_date),
        who=row.history_actor,
        role=row.history_role,
        token=row.history_token,
        route=route_in_words(row.history_route),
        reason=row.history_change_reason or "",
        changes=changes,
    )


def route_in_words(route: str) -> str:
    """Return the way in for people; the address itself says nothing to them."""
    if " /api/" in route:
        return "via de API"
    if " /" in route:
        return "via de website"
    return route
