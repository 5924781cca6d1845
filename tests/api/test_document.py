"""The OpenAPI document: valid by the design rules, committed, and true of real rows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.test import Client
from jsonschema import (  # type: ignore[import-untyped]
    Draft202012Validator,
    FormatChecker,
)

from core.api.bodies import BodySerializer
from tests.api.client import BASE, ApiClient
from tests.api.resources import RESOURCES
from tests.api.world import make_full, make_sparse

RULESET = Path(__file__).parent.parent / "standards" / "nlgov-adr-ruleset.yaml"
COMMITTED = settings.BASE_DIR / "docs" / "openapi.json"


def as_json_schema(part: Any) -> Any:
    """Write `nullable` of OpenAPI 3.0 as JSON Schema does."""
    if isinstance(part, list):
        return [as_json_schema(item) for item in part]
    if not isinstance(part, dict):
        return part
    schema = {key: as_json_schema(value) for key, value in part.items()}
    if schema.pop("nullable", False) is True:
        return {"anyOf": [schema, {"type": "null"}]}
    return schema


class Validator:
    """Validates bodies against a schema of the document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = as_json_schema(document)

    def errors(self, name: str, body: Any) -> list[str]:
        """Return what is wrong, as text."""
        schema = {**self.document, "$ref": f"#/components/schemas/{name}"}
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        return [error.message for error in validator.iter_errors(body)]


@pytest.fixture(scope="session")
def validator(openapi: dict[str, Any]) -> Validator:
    return Validator(openapi)


def test_validator_sees_what_is_wrong(validator: Validator) -> None:
    assert not validator.errors("Action", {"id": 1, "title": "Een", "group": None})
    assert validator.errors("Action", {"id": "1"})
    assert validator.errors("Action", {"title": None})
    assert validator.errors("Milestone", {"agreed": {"start": "2026-01-01"}})
    assert validator.errors("BudgetLine", {"agreed": "1.000"})


@pytest.mark.django_db
@pytest.mark.parametrize("rows", ["full", "sparse", "none"])
def test_real_answers_fit_the_document(
    reader: ApiClient, validator: Validator, openapi: dict[str, Any], rows: str
) -> None:
    make = {"full": make_full, "sparse": make_sparse, "none": dict}[rows]
    made: dict[str, Any] = make()

    for path, resource in RESOURCES.items():
        body = reader.get(f"/{path}").json()
        assert validator.errors(f"{resource.name}Page", body) == [], path
        assert bool(body["results"]) == bool(made), path
        known = openapi["components"]["schemas"][resource.name]["properties"]
        for item in body["results"]:
            assert set(item) <= set(known) - {"deleted"}, path
        if made:
            item = reader.get(f"/{path}/{made[path].pk}").json()
            assert validator.errors(resource.name, item) == [], path
            assert set(item) == set(known) - {"deleted"}, path


@pytest.mark.django_db
def test_other_answers_fit_the_document(
    reader: ApiClient, validator: Validator
) -> None:
    action = make_full()["actions"]

    history = reader.get(f"/actions/{action.pk}/history").json()
    refused = reader.get("/actions?page=0&nergens=1").json()

    assert validator.errors("HistoryPage", history) == []
    assert validator.errors("Problem", refused) == []
    assert len(refused["errors"]) == 2


def test_served_document_is_open_to_everybody(client: Client) -> None:
    response = client.get(f"{BASE}/openapi.json", headers={"origin": "https://x.nl"})

    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.json()["openapi"] == "3.0.3"


def test_committed_document_is_the_served_one(client: Client) -> None:
    """Refresh with `manage.py spectacular --format openapi-json --file …`."""
    served = client.get(f"{BASE}/openapi.json").json()

    assert orjson.loads(COMMITTED.read_bytes()) == served


def test_every_operation_is_documented_in_dutch_and_by_name(
    openapi: dict[str, Any],
) -> None:
    operations = [
        operation
        for methods in openapi["paths"].values()
        for operation in methods.values()
    ]

    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (operation["operationId"], parameter)
        for response in operation["responses"].values():
            assert response.get("$ref") or response["description"]


def test_every_key_is_explained_and_in_camel_case(openapi: dict[str, Any]) -> None:
    for name, schema in openapi["components"]["schemas"].items():
        assert re.fullmatch(r"([A-Z][a-z]+)+", name), name
        for key, value in schema["properties"].items():
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*[0-9]*", key), (name, key)
            if not name.endswith("Page") and name != "Problem":
                assert value.get("description"), (name, key)


def test_every_body_says_what_it_is_for(openapi: dict[str, Any]) -> None:
    """In the words for who sends it, not in those of our docstrings."""
    bodies = {
        name: schema.get("description", "")
        for name, schema in openapi["components"]["schemas"].items()
        if name.endswith("Request")
    }

    assert bodies
    assert [name for name, told in bodies.items() if not told.endswith(".")] == []
    written = {serializer.__doc__ for serializer in written_serializers()}
    assert not written & set(bodies.values())


def written_serializers() -> set[type[BodySerializer]]:
    """Return every serializer of a body, with what is below it."""
    found, below = set(), set(BodySerializer.__subclasses__())
    while below:
        found |= below
        below = {child for kind in below for child in kind.__subclasses__()} - found
    return found


def test_version_is_on_the_page_and_in_its_changelog(client: Client) -> None:
    page = client.get(BASE).text

    assert f"<dt>{settings.API_VERSION} " in page
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", settings.API_VERSION)


def test_page_lists_every_collection_and_the_deviation(client: Client) -> None:
    page = client.get(BASE).text

    for path in RESOURCES:
        assert f"<code>/{path}</code>" in page
    assert "REST API Design Rules" in page
    assert "style=" not in page
    assert "<script" not in page


@pytest.mark.node
def test_design_rules_find_nothing(tmp_path: Path, openapi: dict[str, Any]) -> None:
    result = lint(tmp_path, openapi)

    assert result.returncode == 0, result.stdout
    assert "No results" in result.stdout


@pytest.mark.node
def test_design_rules_would_find_something(
    tmp_path: Path, openapi: dict[str, Any]
) -> None:
    spoiled = {**openapi, "info": {**openapi["info"], "version": "een"}}
    spoiled["paths"] = {"/Acties/": openapi["paths"]["/actions"]}

    result = lint(tmp_path, spoiled)

    assert result.returncode == 1
    assert "nlgov:semver" in result.stdout
    assert "nlgov:paths-kebab-case" in result.stdout


def lint(folder: Path, document: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """Run the linter of the design rules; a warning fails as well."""
    written = folder / "openapi.json"
    written.write_bytes(orjson.dumps(document))
    spectral = settings.BASE_DIR / "node_modules" / ".bin" / "spectral"
    return subprocess.run(
        [spectral, "lint", written, "--ruleset", RULESET, "--fail-severity", "warn"],
        capture_output=True,
        text=True,
        check=False,
    )
