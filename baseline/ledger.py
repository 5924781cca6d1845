"""What the loader knows while it runs: the plan, its memory, and which row is which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError

from baseline.changes import Report
from baseline.models import LoadedRow
from baseline.plan import Plan, PlannedRow, Ref, as_memory
from baseline.yaml_nodes import Problem
from core.actor import Actor
from core.versioned import Versioned

# A model's label and the key of a row in the files.
Place = tuple[str, str]


class Ledger:
    """The plan of one run, held against what earlier runs wrote."""

    def __init__(self, plan: Plan, by: Actor) -> None:
        self.plan = plan
        self.by = by
        self.memory: dict[Place, LoadedRow] = {
            (row.model, row.key): row
            for row in LoadedRow.objects.filter(programme=plan.programme)
        }
        self.ids: dict[Place, int] = {}
        self._keys: dict[tuple[str, int], str] = {}
        for (model, key), row in self.memory.items():
            self.note_id(model, key, row.object_id)
        self.report = Report(version=plan.versions[-1].number)

    @property
    def reason(self) -> str:
        """Return what the history says about each write."""
        return f"programmadocument, versie {self.plan.versions[-1].number}"

    def note_id(self, model: str, key: str, object_id: int) -> None:
        """Remember which row of the database has this key."""
        self.ids[model, key] = object_id
        self._keys[model, object_id] = key

    def current(self, obj: Versioned, column: str) -> Any:
        """Return the value of a column now, as the memory would hold it."""
        field = obj._meta.get_field(column)
        value = getattr(obj, str(field.attname))  # type: ignore[union-attr]
        if field.is_relation and value is not None:
            related = cast(type[Versioned], field.related_model)._meta.label
            key = self._keys.get((related, value))
            return as_memory(Ref(related, key)) if key is not None else f"#{value}"
        return as_memory(value)


def model_of(label: str) -> type[Versioned]:
    """Return the model of a label such as `actions.Action`."""
    return cast(type[Versioned], apps.get_model(label))


def problem_of(row: PlannedRow, error: ValidationError) -> Problem:
    """Return a refusal by the database as a problem with the place in the file."""
    if hasattr(error, "error_dict"):
        parts: Iterable[str] = (
            f"{name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        )
    else:
        parts = error.messages
    return Problem(row.where, " ".join(parts))
