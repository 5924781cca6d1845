"""All check constraints of a row are asked about at once, and answer as before."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from actions.models import Milestone
from core.imprecise_dates import parse_imprecise_date
from tests.factories.actions import MilestoneFactory

pytestmark = pytest.mark.django_db

BROKEN: list[dict[str, Any]] = [
    {},
    {"kind": "feest"},
    {"certainty": "conditional"},
    {"agreed_text": ""},
    {"agreed_precision": "unknown"},
    {"kind": "feest", "certainty": "conditional", "agreed_text": ""},
    {"original_text": "", "original_precision": "", "original_end": None},
]


def messages_of(
    milestone: Milestone, *, model: type[models.Model], exclude: set[str]
) -> dict[str, list[str]]:
    """Return what validating the constraints says, as this model does it."""
    try:
        model.validate_constraints(milestone, exclude=exclude)
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("changes", BROKEN)
@pytest.mark.parametrize("exclude", [set(), {"kind"}, {"agreed_text"}])
def test_answers_are_those_of_django(
    changes: dict[str, Any], exclude: set[str]
) -> None:
    milestone = MilestoneFactory.create(agreed=parse_imprecise_date("eind 2024"))
    for name, value in changes.items():
        setattr(milestone, name, value)

    ours = messages_of(milestone, model=Milestone, exclude=exclude)

    assert ours == messages_of(milestone, model=models.Model, exclude=exclude)
    if changes and not exclude:
        assert ours


def test_row_that_holds_costs_one_question() -> None:
    milestone = MilestoneFactory.create()

    with CaptureQueriesContext(connection) as queries:
        milestone.validate_constraints()

    asked = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 1
    assert len(Milestone._meta.constraints) > 25
