"""Everybody who signs in reads the money; it changes by an amendment only."""

from __future__ import annotations

import pytest

from core.versioned import Versioned
from tests.factories.base import VersionedFactory
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FinanceNoteFactory,
    FundingLineFactory,
    PrintedTotalFactory,
)
from tests.rights import people, rights

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [
        BudgetLineFactory,
        EarmarkFactory,
        FinanceNoteFactory,
        FundingLineFactory,
        PrintedTotalFactory,
    ],
    ids=lambda f: f._meta.model.__name__,
)
def test_rights_per_role(factory: type[VersionedFactory[Versioned]]) -> None:
    row = factory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == {
        "lezer": "view",
        "secretaris": "view",
        "programmabureau": "view",
        "beheerder": "view",
        "anoniem": "",
    }
