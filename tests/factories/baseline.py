# mypy: disallow-untyped-calls=False
"""What the loader remembers."""

from __future__ import annotations

from factory.declarations import Sequence, SubFactory

from baseline.models import BaselineVersion, Correction, CorrectionKind, LoadedRow
from tests.factories.actors import TODAY
from tests.factories.base import VersionedFactory


class BaselineVersionFactory(VersionedFactory[BaselineVersion]):
    class Meta:
        model = BaselineVersion

    programme = "toekomstagenda"
    number = Sequence(lambda n: n + 1)
    date = TODAY
    reason = "eerste lezing"
    content_sha256 = "0" * 64


class LoadedRowFactory(VersionedFactory[LoadedRow]):
    class Meta:
        model = LoadedRow

    programme = "toekomstagenda"
    model = "actions.Action"
    key = Sequence(lambda n: f"actie/{n}")
    object_id = Sequence(lambda n: n + 1)
    values = {"title": "Actie"}


class CorrectionFactory(VersionedFactory[Correction]):
    class Meta:
        model = Correction

    version_of_baseline = SubFactory(BaselineVersionFactory)
    kind = CorrectionKind.CHANGED
    model = "actions.Action"
    key = "actie/1"
    object_id = 1
    object_label = "1.1.1 Actie"
