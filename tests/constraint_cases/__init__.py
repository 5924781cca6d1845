"""How each rule of the database is broken, and what it must let through.

One entry per named constraint. The values are columns, written past every check of
ours on a row that a factory made. `breaks` holds ways to break this rule and no other;
`allows` holds neighbours of those, just on the right side.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.sources import Sourced
from tests.constraint_cases import loaded, money, people, programme, reports
from tests.constraint_cases.shapes import Check, Unique, imprecise_date, source_whole
from tests.factories.actions import MilestoneFactory
from tests.factories.every import FACTORIES
from tests.factories.monitoring import TargetFactory

CASES: Mapping[str, Check | Unique] = {
    **people.CASES,
    **programme.CASES,
    **money.CASES,
    **reports.CASES,
    **loaded.CASES,
    # Every model that comes from a document
    **{
        f"{model._meta.app_label}_{model._meta.model_name}_source_whole": source_whole(
            factory
        )
        for model, factory in FACTORIES.items()
        if issubclass(model, Sourced)
    },
    # Every imprecise date
    **{
        f"{label}_{name}_{rule}": check
        for label, factory, name in (
            ("actions_milestone", MilestoneFactory, "original"),
            ("actions_milestone", MilestoneFactory, "agreed"),
            ("actions_milestone", MilestoneFactory, "expected"),
            ("actions_milestone", MilestoneFactory, "achieved"),
            ("monitoring_target", TargetFactory, "due"),
        )
        for rule, check in imprecise_date(
            factory, name, required=name == "original"
        ).items()
    },
}
