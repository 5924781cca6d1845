"""Corrects what an earlier version loaded, and leaves alone what people changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from baseline.changes import Change, Part, parts_of
from baseline.ledger import Ledger, model_of, problem_of
from baseline.models import CorrectionKind, LoadedRow
from baseline.plan import PlannedRow, Ref
from baseline.yaml_nodes import Problem, Problems
from core import writes
from core.errors import DomainError
from core.versioned import Versioned

# Columns that every row has, which say nothing about what people did with it.
BOOKKEEPING = frozenset({"id", "version", "revision", "changed_at", "search_text"})
# Where an activity waits when two of them swap numbers; no document has so many.
ASIDE = 30_000

Known = list[tuple[PlannedRow, Versioned]]


class _NotThereYet(Exception):
    """A row is to point to one that this version still has to add."""


def remove_absent(ledger: Ledger) -> None:
    """Remove the rows that this version leaves out and nobody touched."""
    planned = {(row.model, row.key) for row in ledger.plan.rows}
    absent = [row for place, row in ledger.memory.items() if place not in planned]
    # Children were loaded after their parents, so the newest go first.
    for remembered in sorted(absent, key=lambda row: -row.pk):
        rows = model_of(remembered.model)._default_manager
        obj = rows.filter(pk=remembered.object_id).first()
        if obj is not None:
            ledger.report.changes.append(_remove(ledger, obj, remembered))
        # A row that stays is no longer of the document: it belongs to people now.
        writes.remove(remembered, by=ledger.by)


def _remove(ledger: Ledger, obj: Versioned, remembered: LoadedRow) -> Change:
    change = Change(
        CorrectionKind.REMOVED,
        remembered.model,
        remembered.key,
        remembered.object_id,
        str(obj),
    )
    why_not = ""
    if _is_touched(ledger, obj, remembered):
        why_not = "Iemand heeft dit intussen gewijzigd of aangevuld."
    else:
        try:
            with transaction.atomic():
                writes.remove(obj, by=ledger.by, reason=ledger.reason)
        except DomainError as error:
            why_not = error.message
    if why_not:
        return replace(change, kind=CorrectionKind.KEPT, was=why_not)
    return change


def _is_touched(ledger: Ledger, obj: Versioned, remembered: LoadedRow) -> bool:
    """Tell whether people changed a loaded value, or filled one in beside it."""
    return any(
        ledger.current(obj, column) != value
        for column, value in remembered.values.items()
    ) or any(
        getattr(obj, column.attname) != column.get_default()
        for column in obj._meta.concrete_fields
        if column.name not in remembered.values and column.name not in BOOKKEEPING
    )


class Corrector:
    """Writes the differences between the plan and the memory.

    Two calls of `change`: rows that point to something new wait until it was added.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        # The numbers of activities that were set aside, by key.
        self._aside: dict[str, int] = {}

    def known_rows(self) -> Known:
        """Return the planned rows that were loaded before and are still there."""
        by_model: dict[str, list[PlannedRow]] = defaultdict(list)
        for row in self.ledger.plan.rows:
            if (row.model, row.key) in self.ledger.memory:
                by_model[row.model].append(row)
        known: Known = []
        for model, rows in by_model.items():
            ids = {self.ledger.ids[model, row.key]: row for row in rows}
            found = model_of(model)._default_manager.in_bulk(list(ids))
            known += [(row, found[pk]) for pk, row in ids.items() if pk in found]
        return known

    def change(self, waiting: Known) -> Known:
        """Correct the rows; return those that point to a row still to be added."""
        postponed: Known = []
        # Rows that take each other's number (a new bullet in between) cannot all
        # change in the order of the files: whoever is refused tries again later.
        while waiting:
            refused: Known = []
            problems: list[Problem] = []
            for row, obj in waiting:
                try:
                    with transaction.atomic():
                        self._change(row, obj)
                except _NotThereYet:
                    postponed.append((row, obj))
                except ValidationError as error:
                    refused.append((row, obj))
                    problems.append(problem_of(row, error))
            if len(refused) == len(waiting) and not self._set_aside(refused):
                raise Problems(problems)
            waiting = refused
        return postponed

    def _set_aside(self, refused: Known) -> bool:
        """Take one activity out of the way of another; tell whether there was one."""
        for row, obj in refused:
            remembered = self.ledger.memory[row.model, row.key]
            number = remembered.values.get("ordinal")
            is_loaded = (
                number is not None and self.ledger.current(obj, "ordinal") == number
            )
            if not is_loaded or row.key in self._aside:
                continue
            self._aside[row.key] = number
            aside = ASIDE + len(self._aside)
            self._write(obj, {"ordinal": aside})
            remembered.values = {**remembered.values, "ordinal": aside}
            return True
        return False

    def _change(self, row: PlannedRow, obj: Versioned) -> None:
        remembered = self.ledger.memory[row.model, row.key]
        planned = row.remembered()
        memory = {**remembered.values, **planned}
        changes: dict[str, Any] = {}
        noted: list[Change] = []
        left_alone = 0
        for part in parts_of(planned):
            wanted, before = part.of(planned), part.of(remembered.values)
            current = {name: self.ledger.current(obj, name) for name in part.columns}
            if wanted == before:
                left_alone += current != wanted
            elif current == before:
                changes |= {name: self._value(row, name) for name in part.columns}
                noted.append(
                    self._noted(CorrectionKind.CHANGED, row, obj, part, current)
                )
            elif current != wanted:
                noted.append(self._noted(CorrectionKind.KEPT, row, obj, part, current))
        if changes:
            self._write(obj, changes)
        if memory != remembered.values:
            self._write(remembered, {"values": memory})
        self.ledger.report.changes += noted
        self.ledger.report.left_alone += left_alone

    def _write(self, obj: Versioned, changes: dict[str, Any]) -> None:
        writes.write(obj, changes, by=self.ledger.by, reason=self.ledger.reason)

    def _value(self, row: PlannedRow, name: str) -> Any:
        value = row.values[name]
        if not isinstance(value, Ref):
            return value
        pk = self.ledger.ids.get((value.model, value.key))
        if pk is None:
            raise _NotThereYet
        target = model_of(value.model)._default_manager.filter(pk=pk).first()
        if target is None:
            raise ValidationError(f"{value.key} was geladen en is weggehaald.")
        return target

    def _noted(
        self,
        kind: CorrectionKind,
        row: PlannedRow,
        obj: Versioned,
        part: Part,
        current: dict[str, Any],
    ) -> Change:
        if part.name == "ordinal" and row.key in self._aside:
            current = {"ordinal": self._aside[row.key]}
        return Change(
            kind,
            row.model,
            row.key,
            obj.pk,
            str(obj),
            part.label(type(obj)),
            part.in_words(current),
            part.in_words(row.remembered()),
        )
