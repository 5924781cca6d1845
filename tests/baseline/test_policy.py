"""Everybody who signs in reads what was loaded and corrected; only the loader writes.

Its memory of rows is of no use to readers.
"""

from __future__ import annotations

import pytest

from core.versioned import Versioned
from tests.factories.base import VersionedFactory
from tests.factories.baseline import (
    BaselineVersionFactory,
    CorrectionFactory,
    LoadedRowFactory,
)
from tests.rights import people, rights

pytestmark = pytest.mark.django_db

READ_BY_ALL = {
    "lezer": "view",
    "secretaris": "view",
    "programmabureau": "view",
    "beheerder": "view",
    "anoniem": "",
}
EXPECTED = {
    BaselineVersionFactory: READ_BY_ALL,
    CorrectionFactory: READ_BY_ALL,
    LoadedRowFactory: {**READ_BY_ALL, "lezer": "", "secretaris": ""},
}


@pytest.mark.parametrize("factory", EXPECTED, ids=lambda f: f._meta.model.__name__)
def test_rights_per_role(factory: type[VersionedFactory[Versioned]]) -> None:
    row = factory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == EXPECTED[factory]
