"""A brief round of generated requests; `make fuzz` is the long one."""

from __future__ import annotations

import re

import pytest

from tests.fuzz import run


@pytest.mark.slow
@pytest.mark.sqlite
def test_answers_are_as_the_document_says(capsys: pytest.CaptureFixture[str]) -> None:
    code = run.main(
        ["--brief", "--cases=2", "--database=sqlite", "--role=programmabureau"]
    )

    told = capsys.readouterr().out
    asked = re.search(r"(\d+) requests", told)
    assert asked, told
    assert int(asked[1]) > 50
    assert code == 0, told
