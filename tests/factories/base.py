# mypy: disallow-untyped-calls=False
"""The base of the factories: they write by the same way in as everything else.

Call `.create(…)`, which the type checker understands; `SomeFactory(…)` does the same
at run time. Factories fill required columns and parents only, with the same values in
every run, and never make children.
"""

from __future__ import annotations

from typing import Any, TypeVar

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
        return writes.add(model_class(*args, **kwargs), by=SYSTEM)
