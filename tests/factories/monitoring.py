# mypy: disallow-untyped-calls=False
"""The monitor."""

from __future__ import annotations

from factory.declarations import LazyAttribute, Sequence

from monitoring.models import Operator, Target
from tests.factories.actions import programme_of_place
from tests.factories.base import VersionedFactory


class TargetFactory(VersionedFactory[Target]):
    """A figure for the whole programme that the document does not give yet."""

    class Meta:
        model = Target

    action = None
    spearhead = None
    chapter = None
    programme = LazyAttribute(programme_of_place)
    what = Sequence(lambda n: f"Doel {n}")
    operator = Operator.AT_LEAST
    unit = "zorgaanbieders"
