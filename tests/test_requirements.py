"""The pinned requirements: complete, hashed, and silent about where they came from."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
FILES = ("requirements/base.txt", "requirements/dev.txt")


def normalised(name: str) -> str:
    """Write a package's name the way all of its spellings share (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {normalised(name.group()) for name in names if name}


def pins(path: str) -> dict[str, str]:
    """Give version and markers per package."""
    lines = re.findall(r"^(\S+?)==(.+?)(?: \\)?$", (ROOT / path).read_text(), re.M)
    return {normalised(name): version for name, version in lines}


@pytest.fixture
def project() -> dict[str, list[str]]:
    """Give the names that pyproject.toml asks for, per requirements file."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())
    base = table["project"]["dependencies"]
    dev = table["dependency-groups"]["dev"]
    return dict(zip(FILES, (base, base + dev), strict=True))


@pytest.mark.parametrize("path", FILES)
def test_requirements_name_no_address(path: str) -> None:
    text = (ROOT / path).read_text()

    assert "://" not in text
    assert not re.search(r"^\s*-{1,2}(?!hash=)[a-z]", text, re.M)
    assert "/" not in text


@pytest.mark.parametrize("path", FILES)
def test_requirements_pin_every_package_with_hashes(path: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / path).read_text().strip())

    assert len(blocks) > 50
    for block in blocks:
        assert re.match(r"[\w.-]+==\S+", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


@pytest.mark.parametrize("path", FILES)
def test_requirements_cover_what_the_project_declares(
    path: str, project: dict[str, list[str]]
) -> None:
    assert declared(project[path]) <= pins(path).keys()


def test_development_uses_the_same_versions_as_production() -> None:
    base, dev = map(pins, FILES)

    assert base.items() <= dev.items()
