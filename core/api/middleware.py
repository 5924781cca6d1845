"""What holds for every answer under /api/, whoever made it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from core.api.problems import CONTENT_TYPE, problem_response

PREFIX = "/api/"
CSP = "Content-Security-Policy"

ALLOWED_METHODS = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE"
ALLOWED_HEADERS = "Authorization, Content-Type, If-Match, If-None-Match"
EXPOSED_HEADERS = "API-Version, ETag, Location, Retry-After"


class ApiMiddleware:
    """Version on every answer, errors as problem details, and other sites' scripts.

    Sits near the outside: a refused host, a failed CSRF check, an unknown address and
    an unexpected error are answered by Django, in HTML, and become problems here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        origin = request.headers.get("Origin", "")
        is_known = origin in settings.API_CORS_ORIGINS
        if is_known and _is_preflight(request):
            response = HttpResponse(status=204)
        else:
            response = _as_problem(self.get_response(request))
        response.headers["API-Version"] = settings.API_VERSION
        if settings.API_CORS_ORIGINS:
            patch_vary_headers(response, ["Origin"])
        if is_known:
            _allow(response, origin)
        return response


def _is_preflight(request: HttpRequest) -> bool:
    return (
        request.method == "OPTIONS"
        and "Access-Control-Request-Method" in request.headers
    )


def _allow(response: HttpResponse, origin: str) -> None:
    # No credentials: another site brings a token, never the browser's session.
    response.headers.setdefault("Access-Control-Allow-Origin", origin)
    response.headers["Access-Control-Allow-Methods"] = ALLOWED_METHODS
    response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _as_problem(response: HttpResponse) -> HttpResponse:
    if (
        response.status_code < 400
        or response.headers.get("Content-Type") == CONTENT_TYPE
    ):
        return response
    problem = problem_response(response.status_code)
    for name, value in response.headers.items():
        if not name.lower().startswith("content-") or name == CSP:
            problem.headers[name] = value
    problem.cookies = response.cookies
    return problem
