"""The factory of every model, for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# Importing them makes them known as subclasses.
import tests.factories.accounts
import tests.factories.actions
import tests.factories.baseline
import tests.factories.finance
import tests.factories.governance
import tests.factories.monitoring
import tests.factories.progress
import tests.factories.reporting  # noqa: F401
from core.versioned import Versioned
from tests.factories.base import VersionedFactory

AnyFactory = type[VersionedFactory[Versioned]]


def _below(factory: AnyFactory) -> Iterator[AnyFactory]:
    for subclass in factory.__subclasses__():
        yield subclass
        yield from _below(subclass)


# A subclass of a factory makes the same rows with other values: the first one counts.
FACTORIES: Mapping[type[Versioned], AnyFactory] = {
    factory._meta.model: factory for factory in reversed([*_below(VersionedFactory)])
}
