"""A client of the API, as a machine or as a browser that is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from django.test import Client

from accounts.models import User
from accounts.tokens import create_token
from tests.factories.actors import SYSTEM

BASE = "/api/v1"


class ApiClient:
    """Sends requests with the token of a user."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        """GET a path below the base, with its query string."""
        return self._client.get(BASE + path, headers=self._headers(headers))

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """PATCH a path below the base with JSON, or with bytes as they are."""
        return self._send("PATCH", path, body, headers)

    def post(self, path: str, body: Any = b"", **headers: str) -> Any:
        """POST to a path below the base: nothing, JSON, or bytes as they are."""
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = body if isinstance(body, bytes) else orjson.dumps(body)
        return self._client.generic(
            method,
            BASE + path,
            data=data,
            content_type="application/json",
            headers=self._headers(headers),
        )

    def request(self, method: str, path: str, **headers: str) -> Any:
        """Send any method, without a body."""
        return self._client.generic(method, path, headers=self._headers(headers))

    def results(self, path: str) -> list[dict[str, Any]]:
        """Return the rows of one page."""
        response = self.get(path)
        assert response.status_code == 200, response.content
        found: list[dict[str, Any]] = response.json()["results"]
        return found

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"authorization": f"Bearer {self.token}", **named}


def client_of(user: User, scopes: Iterable[str] | None = None) -> ApiClient:
    """Return a client with a new token of this user."""
    token = create_token(
        name="test", user=user, scopes=scopes, expires_at=None, by=SYSTEM
    )
    return ApiClient(token)


def problem(response: Any, status: int) -> dict[str, Any]:
    """Return the body of a problem, after checking its shape."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = orjson.loads(response.content)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body
