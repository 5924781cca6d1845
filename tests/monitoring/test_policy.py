"""Everybody who signs in reads the targets; they change by an amendment only."""

from __future__ import annotations

import pytest

from tests.factories.monitoring import TargetFactory
from tests.rights import people, rights


@pytest.mark.django_db
def test_rights_per_role() -> None:
    row = TargetFactory.create()

    allowed = {role: rights(who, row) for role, who in people().items()}

    assert allowed == {
        "lezer": "view",
        "secretaris": "view",
        "programmabureau": "view",
        "beheerder": "view",
        "anoniem": "",
    }
