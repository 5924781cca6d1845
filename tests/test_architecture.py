"""The shape of the house (design section 3), where a reader would not see it break."""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any
from weakref import ReferenceType

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.dispatch import Signal
from simple_history.models import HistoricalChanges

from core.app_config import DomainAppConfig
from core.versioned import Versioned

ROOT = Path(settings.BASE_DIR)

# From the top down; what stands on one line does not know each other.
LAYERS = (
    ("toekomstagenda",),
    ("pages",),
    ("baseline",),
    ("reporting",),
    ("progress",),
    ("finance", "monitoring"),
    ("actions",),
    ("governance",),
    ("delivery",),
    ("accounts",),
    ("core",),
)
LEVEL = {app: level for level, names in enumerate(LAYERS) for app in names}

OUR_APPS = [config for config in apps.get_app_configs() if config.label in LEVEL]
DOMAIN_APPS = [config for config in OUR_APPS if isinstance(config, DomainAppConfig)]
OUR_MODELS = [
    model
    for config in OUR_APPS
    for model in config.get_models()
    if not issubclass(model, HistoricalChanges)
]


def keys_of(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Return the foreign keys of a model, one to one included."""
    fields = model._meta.get_fields()
    return [field for field in fields if isinstance(field, models.ForeignKey)]


def label(thing: Any) -> str:
    """Return a name for the id of a test."""
    return str(thing.label if isinstance(thing, AppConfig) else thing._meta.label)


# --- layers ----------------------------------------------------------------------


def test_every_app_of_ours_has_a_layer() -> None:
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert ours <= set(LEVEL)
    assert ours == {config.label for config in OUR_APPS}


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_foreign_keys_point_to_the_same_layer_or_a_lower_one(
    model: type[models.Model],
) -> None:
    own = model._meta.app_label

    for key in keys_of(model):
        related = key.related_model
        assert isinstance(related, type)
        target = related._meta.app_label
        assert target in LEVEL, f"{key} points outside our apps"
        assert target == own or LEVEL[target] > LEVEL[own], key


def test_core_has_no_models() -> None:
    assert list(apps.get_app_config("core").get_models()) == []


def test_import_linter_knows_the_same_layers_and_every_app() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        linter = tomllib.load(file)["tool"]["importlinter"]
    (contract,) = linter["contracts"]

    layers = [
        tuple(name.strip() for name in layer.strip("()").split("|"))
        for layer in contract["layers"]
    ]

    assert contract["type"] == "layers"
    assert layers == list(LAYERS)
    assert {config.label for config in OUR_APPS} <= set(linter["root_packages"])
    assert "toekomstagenda" in linter["root_packages"]


@pytest.mark.slow
def test_imports_point_one_way() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


# --- models ----------------------------------------------------------------------


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_foreign_keys_protect(model: type[models.Model]) -> None:
    for key in keys_of(model):
        assert key.remote_field.on_delete is models.PROTECT, key


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_no_plain_many_to_many(model: type[models.Model]) -> None:
    assert list(model._meta.local_many_to_many) == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_names_of_keys_that_core_follows_are_foreign_keys(
    model: type[models.Model],
) -> None:
    assert issubclass(model, Versioned)
    keys = {key.name: key.related_model for key in keys_of(model)}

    assert set(model.shown_by) | set(model.locked_with) <= set(keys)
    for name in model.shown_by:
        shown_in = keys[name]
        assert isinstance(shown_in, type)
        assert issubclass(shown_in, Versioned)


def test_reverse_names_are_found_once_per_model() -> None:
    names = [
        (key.related_model, key.remote_field.related_name)
        for model in OUR_MODELS
        for key in keys_of(model)
        if not key.remote_field.hidden
    ]

    assert all(name for _, name in names)
    assert len(names) == len(set(names))


# --- who calls whom --------------------------------------------------------------


def receivers() -> Iterator[str]:
    """Give the module of everything that listens to a signal of Django."""
    # By type: to ask a lazy object for its class would make it do its work.
    signals = [thing for thing in gc.get_objects() if issubclass(type(thing), Signal)]
    for signal in signals:
        for _, kept, *_ in signal.receivers:
            receiver = kept() if isinstance(kept, ReferenceType) else kept
            yield str(getattr(receiver, "__module__", ""))


def test_no_signal_is_received_by_code_of_ours() -> None:
    modules = set(receivers())

    # Django's own are among them, or this test would look in the wrong place.
    assert "django.contrib.auth.models" in modules
    assert not {name for name in modules if name.partition(".")[0] in LEVEL}


@pytest.mark.parametrize("config", OUR_APPS, ids=label)
def test_no_app_imports_signals(config: AppConfig) -> None:
    for path in Path(config.path).rglob("*.py"):
        for name in imported(path):
            assert not re.search(r"\bsignals\b|^django\.dispatch", name), path


def imported(path: Path) -> Iterator[str]:
    """Give every module that a file imports, with the names out of it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# --- files -----------------------------------------------------------------------


@pytest.mark.parametrize("config", OUR_APPS, ids=label)
def test_app_with_models_has_a_policy(config: AppConfig) -> None:
    if list(config.get_models()):
        assert isinstance(config, DomainAppConfig)
        assert (Path(config.path) / "policy.py").is_file()


def python_files() -> list[Path]:
    """Return the Python files of ours, tests included."""
    folders = [ROOT / name for name in (*LEVEL, "tests", "scripts")]
    return [path for folder in folders for path in folder.rglob("*.py")]


def test_no_module_is_named_for_nothing_in_particular() -> None:
    nothing = {"utils", "util", "helpers", "helper", "misc", "common", "managers"}

    named = [
        path
        for path in python_files()
        if nothing & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]

    assert named == []


def test_no_module_at_the_top_is_named_like_an_installed_package() -> None:
    taken = set(packages_distributions()) | set(sys.stdlib_module_names)
    ours = {path.stem for path in ROOT.glob("*.py")} | {
        path.parent.name for path in ROOT.glob("*/__init__.py")
    }

    assert {"core", "manage", "tests"} <= ours
    assert ours & taken == set()


def test_dutch_nouns_keep_their_dutch_plural() -> None:
    wrong = re.compile(r"(werkgroep|regiegroep|klankbordgroep|kanslijn)s\b", re.I)
    folders = [ROOT / name for name in (*LEVEL, "templates")]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
    ]

    assert [path for path in files if wrong.search(path.read_text())] == []
