# mypy: disallow-untyped-calls=False
"""The base of the factories: they write by the same way in as everything else.

Call `.create(…)`, which the type checker understands; `SomeFactory(…)` does the same
at run time. Factories fill required columns and parents only, with the same values in
every run, and never make children.

One thing is left out. Before a write the rules of the database are asked one by one, to
say in Dutch and beside the right field which is broken. Here the INSERT is the first
to ask them, and it refuses the same rows, at half the cost: factories make most of the
rows of a test run.
"""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar
from unittest.mock import patch

from factory.django import DjangoModelFactory

from core import writes
from core.versioned import Versioned
from tests.factories.actors import SYSTEM

V = TypeVar("V", bound=Versioned)


class VersionedFactory(DjangoModelFactory[V]):
    """Saves through `core.writes`, as the system actor."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[V], *args: Any, **kwargs: Any) -> V:
        obj = model_class(*args, **kwargs)
        unasked = partial(
            obj.full_clean, validate_unique=False, validate_constraints=False
        )
        # Of this one object, and only until it is there.
        with patch.object(obj, "full_clean", unasked):
            return writes.add(obj, by=SYSTEM)
