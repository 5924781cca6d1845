"""The OpenAPI document: what drf-spectacular needs to be told, and what it lacks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from core.api.operations import Operation
from core.api.problems import CONTENT_TYPE, DETAILS, TITLES

Document = dict[str, Any]

SUCCESSES = {"200": "Gelukt.", "201": "Gemaakt.", "304": "Niets veranderd."}
EVERY_ERROR = (400, 401, 403, 406, 429, 500, 503)

PROBLEM: Document = {
    "type": "object",
    "description": "Wat er mis is, volgens RFC 9457.",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "title": {"type": "string", "description": "Soort fout, in het kort."},
        "detail": {"type": "string", "description": "Wat er nu mis is."},
        "errors": {
            "type": "array",
            "description": "Alles wat er mis is, per plek.",
            "items": {
                "type": "object",
                "required": ["in", "pointer", "code", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["query", "body"]},
                    "pointer": {
                        "type": "string",
                        "description": "JSON Pointer naar de sleutel.",
                    },
                    "code": {"type": "string", "description": "Voor programma’s."},
                    "detail": {"type": "string", "description": "Voor mensen."},
                },
            },
        },
        "amendments": {
            "type": "array",
            "description": "Bij 409: welke soorten bijstelling hiervoor nodig zijn.",
            "items": {"type": "string"},
        },
        "currentVersion": {
            "type": "integer",
            "nullable": True,
            "description": "Bij 412: de versie zoals die nu is; null als het weg is.",
        },
    },
}

API_VERSION_HEADER: Document = {
    "description": "De volledige versie van de API.",
    "schema": {"type": "string", "example": "1.0.0"},
}

SECURITY_SCHEMES: Document = {
    "Token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Het token van een machine, gemaakt met create_token.",
    },
    "Session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "Een browser waarin iemand is ingelogd.",
    },
}


class ResourceSchema(AutoSchema):
    """Asks the view for its operation instead of guessing from its class."""

    @property
    def operation(self) -> Operation:
        """Return what the view says of this method."""
        view: Any = self.view
        found: Operation = view.operation(self.method)
        return found

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_tags(self) -> list[str]:
        return [self.operation.tag]

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]
        return self.operation.description

    def get_override_parameters(self) -> list[Any]:
        return list(self.operation.parameters)

    def get_request_serializer(self) -> Any:
        return self.operation.request

    def get_response_serializers(self) -> Any:
        return dict(self.operation.responses)

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"Token": []}, {"Session": []}]

    def get_extensions(self) -> dict[str, Any]:
        # Read and taken out again by `complete`, which sees the document only.
        return {"x-errors": list(self.operation.errors)}

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _map_serializer(
        self, serializer: Any, direction: str, bypass_extensions: bool = False
    ) -> Document:
        mapped: Document = super()._map_serializer(  # type: ignore[no-untyped-call]
            serializer, direction, bypass_extensions
        )
        # The library takes the docstring, which is for who reads the code.
        mapped.pop("description", None)
        if about := getattr(serializer, "about", ""):
            mapped["description"] = about
        return mapped


def complete(
    result: Document, generator: SchemaGenerator, request: Any, public: bool
) -> Document:
    """Add errors, headers and security to the document of drf-spectacular."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY_SCHEMES
    components["headers"] = {"ApiVersion": API_VERSION_HEADER}
    components["responses"] = {
        f"Problem{status}": _problem_response(status) for status in sorted(TITLES)
    }
    for name in _sparse(result):
        # With `fields` any key may be left out.
        components["schemas"][name].pop("required", None)
    for methods in result["paths"].values():
        for operation in methods.values():
            _complete_operation(operation)
    _without_marks(result)
    return result


def _problem_response(status: int) -> Document:
    return {
        "description": DETAILS.get(status) or TITLES[status],
        "headers": {"API-Version": {"$ref": "#/components/headers/ApiVersion"}},
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _sparse(document: Document) -> list[str]:
    """Return the schemas of which `fields` can ask a part."""
    return [
        name
        for name, schema in document["components"]["schemas"].items()
        if "deleted" in schema.get("properties", {})
    ]


def _complete_operation(operation: Document) -> None:
    for status, response in operation["responses"].items():
        response["description"] = SUCCESSES[status]
        headers = response.setdefault("headers", {})
        headers["API-Version"] = {"$ref": "#/components/headers/ApiVersion"}
    for status in sorted({*EVERY_ERROR, *operation.pop("x-errors", ())}):
        operation["responses"][str(status)] = {
            "$ref": f"#/components/responses/Problem{status}"
        }
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["description"] = "Het id, uit de lijst."
            parameter["schema"]["minimum"] = 0


def _without_marks(part: Any) -> None:
    """Take out what the library leaves for a hook of its own that we do not use."""
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
    for child in part.values() if isinstance(part, dict) else part:
        if isinstance(child, dict | list):
            _without_marks(child)
