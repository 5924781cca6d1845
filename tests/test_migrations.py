"""Migrations stand on their own: the code moves on, they do not."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from core import actor

LOADER = MigrationLoader(None)
ROOT = Path(settings.BASE_DIR)
OUR_APPS = {path.parent.name for path in ROOT.glob("*/apps.py")}
MIGRATIONS: dict[str, Migration] = {
    f"{app}.{name}": migration
    for (app, name), migration in LOADER.disk_migrations.items()
    if app in OUR_APPS
}

# What a migration may take from us, beside what Django writes by itself: operations
# whose text says that migrations use them.
OPERATIONS = {"core.guards", "core.search.AddTrigramIndex"}


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", sorted(OUR_APPS))
def test_app_has_one_last_migration_and_no_branch(app: str) -> None:
    nodes = {key for key in LOADER.graph.nodes if key[0] == app}
    if not nodes:
        assert not list(apps.get_app_config(app).get_models())
        return

    assert len(LOADER.graph.leaf_nodes(app)) == 1
    for node in nodes:
        before = [key for key in LOADER.get_migration(*node).dependencies]
        assert len([key for key in before if key[0] == app]) <= 1, node


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migration_is_named_for_what_it_does(name: str) -> None:
    _, _, own = name.partition(".")

    assert re.fullmatch(r"[0-9]{4}_[a-z0-9_]+", own)
    assert "_auto_" not in own
    assert "_and_more" not in own


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migration_goes_back_as_well(name: str) -> None:
    for operation in MIGRATIONS[name].operations:
        if isinstance(operation, RunPython | RunSQL):
            assert operation.reversible, operation


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migration_uses_no_code_of_ours_that_may_move_on(name: str) -> None:
    app, _, own = name.partition(".")
    path = ROOT / app / "migrations" / f"{own}.py"
    tree = ast.parse(path.read_text())

    used = {used for used in ours_used(tree) if used.partition(".")[0] in OUR_APPS}

    assert used <= defaults_of(actor) | {"core.actor"} | OPERATIONS


def defaults_of(module: ModuleType) -> set[str]:
    """Return the defaults of the history columns; Django writes their paths."""
    names = [name for name in vars(module) if name.startswith("history_")]
    return {f"{module.__name__}.{name}" for name in names}


def ours_used(tree: ast.Module) -> set[str]:
    """Return what a file imports, and what it reaches into by a dotted path."""
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            used |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            used |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            path = ast.unparse(node)
            if re.fullmatch(r"core\.\w+\.\w+", path):
                used.add(path)
    return used
