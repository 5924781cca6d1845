"""The conflict page: what you saw, what is there now and by whom, and what you typed.

Made from the refused request itself, so that nothing typed is lost: every field that
this person changed is told in full, also of rows that were not in conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from core.admin_forms import ChosenField, VersionedForm, history_row
from core.admin_history import (
    EMPTY,
    KINDS,
    Part,
    labels_for,
    moment_in_words,
    parts_of,
    plain_in_words,
)
from core.versioned import Versioned


@dataclass(frozen=True)
class ConflictField:
    """One field: what it was, what it is, who did that, and what was typed.

    `typed` is None where this person left the field alone; `changed_by` is empty where
    nobody else touched it.
    """

    label: str
    seen: str
    now: str
    changed_by: str
    typed: str | None


@dataclass(frozen=True)
class ConflictRow:
    """One row of the request. Without `is_refused` nobody else had written it."""

    model_name: str
    title: str
    is_refused: bool
    is_gone: bool
    told_by: str
    fields: tuple[ConflictField, ...]


def conflict_rows(posted: Iterable[VersionedForm]) -> list[ConflictRow]:
    """Return the rows of a refused request; the refused ones first."""
    rows = [_row(form) for form in posted]
    told = [row for row in rows if row is not None]
    return sorted(told, key=lambda row: not row.is_refused)


def removal_rows(row: Versioned, *, version: int | None) -> list[ConflictRow]:
    """Return what changed in a row that somebody wanted to delete meanwhile."""
    return [_told(row, _later(row, version), version, {}, is_gone=False)]


def gone_row(
    row: Versioned, *, version: int | None, typed: dict[str, str] | None = None
) -> ConflictRow:
    """Return a row that was deleted meanwhile; `typed` is by the name of the part."""
    return _told(row, _later(row, version), version, typed or {}, is_gone=True)


def typed_in_words(form: VersionedForm) -> dict[str, str]:
    """Return what this person changed, in full, by the name of the field."""
    return {
        name: _typed(form, name) for name in form.changed_data if name != "DELETE"
    } | ({"DELETE": "verwijderen"} if "DELETE" in form.changed_data else {})


def _row(form: VersionedForm) -> ConflictRow | None:
    if not form.has_changed():
        return None
    typed = typed_in_words(form)
    if form.stored.pk is None:
        return _untouched_by_others(form, typed)
    if form.is_gone:
        return gone_row(form.stored, version=form.loaded, typed=typed)
    if form.is_stale:
        later = _later(form.stored, form.loaded)
        return _told(
            form.stored, later, form.loaded, typed, is_gone=False, seen=form.seen
        )
    return _untouched_by_others(form, typed)


def _later(row: Versioned, version: int | None) -> list[Any]:
    """Return the history rows after this version, oldest first."""
    rows = type(row).history.filter(id=row.pk).order_by("history_id")
    return [
        one
        for one in rows.filter(version__gte=version or 0)
        if one.history_type == "-" or one.version > (version or 0)
    ]


def _told(
    row: Versioned,
    later: Sequence[Any],
    version: int | None,
    typed: dict[str, str],
    *,
    is_gone: bool,
    seen: Any | None = None,
) -> ConflictRow:
    if seen is None:
        seen = history_row(row, version=version)
    before = row if seen is None else seen
    parts = parts_of(type(row))
    labels = labels_for(parts, [before, row, *later])
    fields = []
    for part in parts:
        changed_by = _changed_by(part, before, later)
        if changed_by or part.name in typed:
            fields.append(
                ConflictField(
                    label=str(capfirst(part.label)),
                    seen=part.in_words(before, labels),
                    now=part.in_words(row, labels),
                    changed_by=changed_by,
                    typed=typed.get(part.name),
                )
            )
    last = later[-1] if later else None
    return ConflictRow(
        model_name=str(row._meta.verbose_name),
        title=str(row),
        is_refused=True,
        is_gone=is_gone,
        told_by="" if last is None else f"{KINDS[last.history_type]} {_by(last)}",
        fields=(*fields, *_not_stored(typed, parts)),
    )


def _changed_by(part: Part, before: Any, later: Sequence[Any]) -> str:
    """Return who wrote this part last since `before`; empty if nobody did."""
    told = ""
    for one in later:
        if one.history_type != "-" and part.raw(one) != part.raw(before):
            told = _by(one)
        before = one
    return told


def _by(row: Any) -> str:
    return (
        f"door {row.history_actor} ({row.history_role}) op "
        f"{moment_in_words(row.history_date)}"
    )


def _not_stored(
    typed: dict[str, str], parts: Sequence[Part]
) -> tuple[ConflictField, ...]:
    """Return what was asked besides the fields: to delete the row."""
    names = {part.name for part in parts}
    return tuple(
        ConflictField(label="Deze rij", seen="", now="", changed_by="", typed=words)
        for name, words in typed.items()
        if name not in names and name == "DELETE"
    )


def _untouched_by_others(form: VersionedForm, typed: dict[str, str]) -> ConflictRow:
    """Return a row that was fine by itself: it was not saved with the rest."""
    parts = {part.name: part for part in parts_of(form._meta.model)}
    labels = labels_for(list(parts.values()), [form.stored])
    is_new = form.stored.pk is None
    fields = [
        ConflictField(
            label=str(capfirst(form.fields[name].label or name)),
            seen=(
                EMPTY
                if is_new or name not in parts
                else parts[name].in_words(form.stored, labels)
            ),
            now="",
            changed_by="",
            typed=words,
        )
        for name, words in typed.items()
        if not isinstance(form.fields[name].widget, forms.PasswordInput)
    ]
    return ConflictRow(
        model_name=str(form._meta.model._meta.verbose_name),
        title="nieuw" if is_new else str(form.stored),
        is_refused=False,
        is_gone=False,
        told_by="",
        fields=tuple(fields),
    )


def _typed(form: VersionedForm, name: str) -> str:
    """Return what was typed in a field, in full."""
    field, data = form.fields[name], form[name].data
    if isinstance(field, forms.BooleanField):
        return plain_in_words(bool(field.to_python(data)))
    if isinstance(field, ChosenField):
        try:
            return plain_in_words(field.clean(data))
        except ValidationError:
            return plain_in_words(data)
    if isinstance(field, forms.ChoiceField):
        return plain_in_words(dict(_flat(field)).get(data, data))
    return plain_in_words(data)


def _flat(field: forms.ChoiceField) -> list[tuple[str, str]]:
    choices = cast("Iterable[tuple[Any, Any]]", field.choices)
    return [(str(value), str(label)) for value, label in choices]
