"""How the loader's memory is shown."""

from __future__ import annotations

from baseline.models import BaselineVersion, Correction, LoadedRow


def test_rows_are_shown_in_words() -> None:
    assert str(BaselineVersion(programme="toekomstagenda", number=2)) == (
        "toekomstagenda, versie 2"
    )
    assert str(LoadedRow(model="actions.Action", key="1.2.1")) == "actions.Action 1.2.1"
    assert str(Correction(object_label="1.2.1 Doen", kind="kept")) == (
        "1.2.1 Doen: niet verbeterd: intussen gewijzigd"
    )
