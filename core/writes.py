"""The one way to write: `write`, `add`, `remove`, and `append` for many at once.

Every door (admin form, inline and action, API, import, command, task) calls these.
Each asks the policy, validates, skips when nothing changed, saves under the version
guard, raises the revision of the rows that show this one, and tells the events port,
in one transaction. Errors: NotVisible, NotAllowed, StaleObject, InUse, and Django's
ValidationError with a Dutch message per field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from core import constraints, events, policy, search
from core.actor import Actor, as_actor
from core.errors import InUse, StaleObject
from core.versioned import Versioned, writing

V = TypeVar("V", bound=Versioned)

# Ids per model.
Rows = Mapping[type[Versioned], set[Any]]


def write(
    obj: V,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    expected: int | None = None,
    reason: str = "",
    verb: policy.Verb = "change",
) -> V:
    """Set these fields of a row that exists, and return it as it is now.

    `expected` is the version the writer saw; None means the version that `obj` was
    read with. Nothing is written, and no history made, when every value is already
    there. On any error `obj` keeps the values it had. `verb` is what the policy is
    asked for: `change`, or a step of the model's own (`submit`, `accept`).
    """
    kept = [*changes, "version", "changed_at", *search.columns(obj)]
    before = {name: getattr(obj, name) for name in kept}
    try:
        with _one_write(by):
            policy.require(by, verb, obj, fields=_fields(obj, changes))
            if expected is not None and expected != obj.version:
                raise StaleObject(current_version=obj.version)
            changed = [name for name in changes if before[name] != changes[name]]
            if not changed:
                return obj
            shown_before = _parents([obj])
            for name in changed:
                setattr(obj, name, changes[name])
            columns = _fields(obj, changed)
            obj.full_clean()
            _raise_revisions([obj], also=shown_before)
            _lock([obj])
            obj.check_across()
            _set_reason(obj, reason)
            # The version with them, so that a password set by somebody else is history.
            obj.save(update_fields=[*columns, "version", *search.fill(obj)])
            events.emit(
                events.Event(verb="change", obj=obj, fields=tuple(columns), actor=by)
            )
    except BaseException:
        for name, value in before.items():
            setattr(obj, name, value)
        raise
    return obj


def add(obj: V, *, by: Actor, reason: str = "") -> V:
    """Store a new row and return it."""
    with _one_write(by):
        filled = [
            field.name
            for field in obj._meta.concrete_fields
            if field.editable and getattr(obj, field.attname) != field.get_default()
        ]
        policy.require(by, "add", obj, fields=filled)
        obj.full_clean()
        _raise_revisions([obj])
        _lock([obj])
        obj.check_across()
        _set_reason(obj, reason)
        search.fill(obj)
        obj.save()
        events.emit(events.Event(verb="add", obj=obj, fields=tuple(filled), actor=by))
    return obj


def remove(
    obj: Versioned, *, by: Actor, expected: int | None = None, reason: str = ""
) -> None:
    """Delete a row; its history stays. Raise InUse when others refer to it."""
    with _one_write(by):
        policy.require(by, "remove", obj)
        _raise_revisions([obj])
        current = (
            type(obj)
            ._base_manager.select_for_update()
            .filter(pk=obj.pk)
            .values_list("version", flat=True)
            .first()
        )
        if current is None or current != (
            obj.version if expected is None else expected
        ):
            raise StaleObject(current_version=current)
        _set_reason(obj, reason)
        events.emit(events.Event(verb="remove", obj=obj, fields=(), actor=by))
        try:
            obj.delete()
        except ProtectedError as error:
            users = sorted({str(o._meta.verbose_name) for o in error.protected_objects})
            raise InUse(
                f"Dit kan niet weg: het wordt nog gebruikt door {', '.join(users)}."
            ) from error


def append(objs: Sequence[V], *, by: Actor, reason: str = "") -> list[V]:
    """Store many new rows of one model at once, each with its history row.

    For entries that are only ever added (transactions, measurements, first loads).
    All or nothing. Fields are validated here; rules between columns and rows by the
    database, whose refusal reads the same but does not say which row it was.
    """
    if not objs:
        return []
    model = type(objs[0])
    with _one_write(by):
        now = timezone.now()
        for obj in objs:
            policy.require(by, "add", obj)
            obj.clean_fields()
            search.fill(obj)
            obj.changed_at = now
        _raise_revisions(objs)
        _lock(objs)
        stored: list[V] = bulk_create_with_history(
            objs, model, default_change_reason=reason or None
        )
        for obj in stored:
            # Only now, so that each is judged together with the rest of the batch.
            obj.check_across()
            events.emit(events.Event(verb="add", obj=obj, fields=(), actor=by))
    return stored


@contextmanager
def _one_write(by: Actor) -> Iterator[None]:
    """Open one transaction in which this actor writes.

    What was validated is true at that moment only. The database has the last word, at
    the statement or at the end of the transaction, and its refusal reads the same.
    """
    with constraints.in_dutch(), transaction.atomic(), as_actor(by), writing():
        yield


def _fields(obj: Versioned, names: Iterable[str]) -> list[str]:
    """Return the model fields behind these names (an imprecise date has four)."""
    fields = {field.name for field in obj._meta.concrete_fields}
    result: list[str] = []
    for name in names:
        if name in fields:
            result.append(name)
            continue
        columns = getattr(getattr(type(obj), name, None), "column_names", None)
        if columns is None:
            raise AttributeError(f"{type(obj).__name__} heeft geen veld {name}")
        result.extend(columns)
    return result


def _lock(objs: Sequence[Versioned]) -> None:
    """Lock the rows of `locked_with`, always in the same order."""
    for name in objs[0].locked_with:
        field = objs[0]._meta.get_field(name)
        parent = cast(type[Versioned], field.related_model)
        ids = {getattr(obj, f"{name}_id") for obj in objs} - {None}
        # Evaluated for its lock only.
        list(
            parent._base_manager.select_for_update()
            .filter(pk__in=ids)
            .order_by("pk")
            .values_list("pk")
        )


def _set_reason(obj: Versioned, reason: str) -> None:
    obj._change_reason = reason or None  # type: ignore[attr-defined]


def _raise_revisions(objs: Sequence[Versioned], *, also: Rows | None = None) -> None:
    """Raise the revision of every row that shows one of these, from the top down.

    `also` names rows that showed one of these before it moved. One query per model
    above, however many rows were written. Every write comes by here before it locks
    anything else, so two writers below one programme wait for each other at its row
    and never in a circle.
    """
    now = timezone.now()
    above = _ancestors(_merge(_parents(objs), also or {}))
    for model in sorted(above, key=lambda model: (_height(model), model._meta.label)):
        model._default_manager.filter(pk__in=above[model]).update(
            revision=F("revision") + 1, changed_at=now
        )


def _parents(objs: Sequence[Versioned]) -> Rows:
    """Return the ids of the rows that show these directly, per model."""
    found: dict[type[Versioned], set[Any]] = {}
    for obj in objs:
        for name, parent in _shown_by(type(obj)):
            parent_id = getattr(obj, f"{name}_id")
            if parent_id is not None:
                found.setdefault(parent, set()).add(parent_id)
    return found


def _ancestors(rows: Rows) -> Rows:
    """Return these rows with all that are above them."""
    found = rows
    while rows:
        rows = _one_level_up(rows, found)
        found = _merge(found, rows)
    return found


def _one_level_up(rows: Rows, done: Rows) -> Rows:
    above: dict[type[Versioned], set[Any]] = {}
    for model, ids in rows.items():
        parents = _shown_by(model)
        if not parents:
            continue
        keys = [f"{name}_id" for name, _ in parents]
        for found in model._base_manager.filter(pk__in=ids).values_list(*keys):
            for (_, parent), parent_id in zip(parents, found, strict=True):
                if parent_id is not None and parent_id not in done.get(parent, ()):
                    above.setdefault(parent, set()).add(parent_id)
    return above


def _merge(one: Rows, other: Rows) -> Rows:
    return {
        model: one.get(model, set()) | other.get(model, set())
        for model in [*one, *other]
    }


def _height(model: type[Versioned]) -> int:
    """Return how many levels of rows at most show a row of this model."""
    return max((1 + _height(parent) for _, parent in _shown_by(model)), default=0)


def _shown_by(model: type[Versioned]) -> list[tuple[str, type[Versioned]]]:
    return [
        (name, cast(type[Versioned], model._meta.get_field(name).related_model))
        for name in model.shown_by
    ]
