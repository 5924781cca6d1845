"""The one place that turns what was raised into problem details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from drf_standardized_errors.formatter import flatten_errors
from rest_framework import exceptions

from core.api.problems import Fault, Problem, problem_response
from core.errors import (
    DomainError,
    InUse,
    NotAllowed,
    NotVisible,
    StaleObject,
    WrongStep,
)

logger = structlog.get_logger(__name__)

RETRY_AFTER_SECONDS = 5

# What these say are words of the library; ours stand in `core.api.problems`.
WORDED_BY_LIBRARY = (
    exceptions.NotAuthenticated,
    exceptions.MethodNotAllowed,
    exceptions.NotAcceptable,
    exceptions.UnsupportedMediaType,
    exceptions.Throttled,
    exceptions.NotFound,
)


def exception_handler(
    exc: Exception, context: Mapping[str, Any]
) -> HttpResponse | None:
    """Return the problem for an exception of a view, or None for an unexpected one.

    None lets Django log it as an error; the middleware words the answer.
    """
    if isinstance(exc, Problem):
        response = problem_response(
            exc.status_code, str(exc.detail), faults=exc.faults, extra=exc.extra
        )
        for name, value in exc.headers.items():
            response.headers[name] = value
        return response
    if isinstance(exc, exceptions.APIException):
        return _of_rest_framework(exc)
    if isinstance(exc, DomainError):
        return _of_domain(exc)
    if isinstance(exc, ValidationError):
        return problem_response(
            400, "Zo kan dit niet worden opgeslagen.", faults=_body_faults(exc)
        )
    if isinstance(exc, Http404):
        return problem_response(404)
    if isinstance(exc, PermissionDenied):
        return problem_response(403)
    return _of_database(exc)


def _of_rest_framework(exc: exceptions.APIException) -> HttpResponse:
    if isinstance(exc, exceptions.ValidationError):
        faults = list(body_faults(exc))
        return problem_response(400, "De inhoud klopt niet.", faults=faults)
    # What these say comes from the library, in its own words.
    own_words = not isinstance(exc, WORDED_BY_LIBRARY)
    response = problem_response(exc.status_code, str(exc.detail) if own_words else "")
    header = getattr(exc, "auth_header", None)
    if header:
        response.headers["WWW-Authenticate"] = header
    wait = getattr(exc, "wait", None)
    if wait:
        response.headers["Retry-After"] = str(int(wait))
    return response


def body_faults(error: exceptions.ValidationError) -> Iterator[Fault]:
    """Return what a serializer found wrong, by place in the body."""
    for found in flatten_errors(error.detail):
        place = (found.attr or "").removesuffix("non_field_errors").strip(".")
        pointer = "#/" + place.replace(".", "/") if place else "#"
        yield Fault("body", pointer, found.code, found.detail)


def _of_domain(exc: DomainError) -> HttpResponse | None:
    if isinstance(exc, StaleObject):
        return problem_response(
            412, exc.message, extra={"currentVersion": exc.current_version}
        )
    statuses = {NotVisible: 404, NotAllowed: 403, InUse: 409, WrongStep: 409}
    status = statuses.get(type(exc))
    return None if status is None else problem_response(status, exc.message)


def _of_database(exc: Exception) -> HttpResponse | None:
    if isinstance(exc, DataError | OverflowError | RecursionError):
        # A value that passed every check and still does not fit: refuse it, but let
        # the log tell us which check to add.
        logger.warning("value_refused_by_database", exc_info=exc)
        return problem_response(400)
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("database_unavailable", exc_info=exc)
        response = problem_response(503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return None


def _body_faults(exc: ValidationError) -> Iterator[Fault]:
    per_field = exc.error_dict if hasattr(exc, "error_dict") else {"": exc.error_list}
    for name, errors in per_field.items():
        pointer = f"#/{name}" if name and name != "__all__" else "#"
        for error in errors:
            yield Fault("body", pointer, error.code or "invalid", error.messages[0])
