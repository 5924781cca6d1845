"""Every figure has a definition and the reverse, and the docs say the same."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from core.imprecise_dates import ImpreciseDate
from reporting.definitions import GROUPS, LABELS, as_markdown, by_path, of_section
from reporting.overview import Overview
from reporting.payload import camel_case
from reporting.render.build import whole_document
from tests.reporting.test_golden import GOLDEN


def numbers_in(kind: Any, path: str = "") -> Iterator[str]:
    """Return the paths of all numbers in a dataclass, as they are in the payload."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        for inner in typing.get_args(kind):
            yield from numbers_in(inner, path)
    elif origin is tuple:
        inner = typing.get_args(kind)[0]
        is_plain = inner is str or not dataclasses.is_dataclass(inner)
        yield from numbers_in(inner, path if is_plain else f"{path}[]")
    elif kind in (int, Decimal):
        yield path
    elif dataclasses.is_dataclass(kind) and kind is not ImpreciseDate:
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            name = camel_case(field.name)
            yield from numbers_in(hints[field.name], f"{path}.{name}".lstrip("."))
    else:
        assert kind in (str, bool, date, type(None), ImpreciseDate), (path, kind)


def test_every_number_in_the_payload_is_defined_once() -> None:
    found = set(numbers_in(Overview))

    assert found - set(by_path()) == LABELS
    assert set(by_path()) <= found


def test_no_path_is_defined_twice() -> None:
    paths = [path for group in GROUPS for path, _ in group.paths()]

    assert len(paths) == len(set(paths))


def test_definition_is_one_sentence_that_ends() -> None:
    for figure in by_path().values():
        assert figure.formula.endswith("."), figure
        assert figure.title[0].isupper(), figure
        assert figure.unit
        assert figure.source


def test_every_part_with_definitions_exists() -> None:
    document = whole_document(json.loads(GOLDEN.read_text(encoding="utf-8")))

    sections = {section.key for section in document.sections}

    assert {group.section for group in GROUPS} <= sections
    assert of_section("geld")


def test_documentation_is_up_to_date() -> None:
    path = settings.BASE_DIR / "docs" / "figures.md"

    assert path.read_text(encoding="utf-8") == as_markdown(), (
        "Schrijf docs/figures.md opnieuw: manage.py write_figures"
    )
