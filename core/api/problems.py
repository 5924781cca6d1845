"""What goes wrong, told in one shape: problem details (RFC 9457), in Dutch.

Every answer under /api/ with a status of 400 or more has this shape, whoever makes
it: a view raises, `core.api.exceptions` turns the exception into a response, and
`core.api.middleware` replaces what Django itself answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import orjson
from django.http import HttpResponse
from rest_framework import exceptions

CONTENT_TYPE = "application/problem+json"

TITLES = {
    400: "Ongeldige invoer",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Antwoord niet in deze vorm",
    409: "Botst met wat er staat",
    412: "Intussen gewijzigd",
    413: "Te groot",
    415: "Inhoud niet in deze vorm",
    428: "If-Match ontbreekt",
    429: "Te veel verzoeken",
    500: "Fout in de dienst",
    503: "Even niet beschikbaar",
}

DETAILS = {
    400: "Het verzoek klopt niet.",
    401: "Log in, of stuur een geldig token mee: Authorization: Bearer …",
    403: "U mag dit niet doen.",
    404: "Dit bestaat niet, of u mag het niet zien.",
    405: "Dit adres kent deze methode niet; zie de kop Allow.",
    406: "De API antwoordt in JSON (application/json).",
    413: "Het verzoek is groter dan 1 MiB.",
    415: "Stuur JSON, met Content-Type: application/json.",
    429: "Wacht even en probeer het opnieuw; zie de kop Retry-After.",
    500: "Er ging iets mis. De beheerder kan zien wat, aan het tijdstip.",
    503: "Probeer het zo opnieuw; zie de kop Retry-After.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: `pointer` points into body or query."""

    place: str
    pointer: str
    code: str
    detail: str

    def as_json(self) -> dict[str, str]:
        """Return the member of `errors`."""
        return {
            "in": self.place,
            "pointer": self.pointer,
            "code": self.code,
            "detail": self.detail,
        }


class Problem(exceptions.APIException):
    """A refusal that a view words itself; `extra` are members beside the usual."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or DETAILS[status])
        self.status_code = status
        self.faults = tuple(faults)
        self.headers = headers or {}
        self.extra = extra


def bad_query(faults: Iterable[Fault]) -> NoReturn:
    """Refuse the query string, naming each key that is wrong."""
    found = tuple(faults)
    keys = ", ".join(fault.pointer.removeprefix("#/") for fault in found)
    raise Problem(400, f"In de vraag klopt niet: {keys}.", faults=found)


def query_fault(key: str, code: str, detail: str) -> Fault:
    """Return what is wrong with one key of the query string."""
    return Fault("query", f"#/{key}", code, detail)


def problem_response(
    status: int,
    detail: str = "",
    *,
    faults: Iterable[Fault] = (),
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Return the answer in problem details."""
    body: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, TITLES[400 if status < 500 else 500]),
        "detail": detail or DETAILS.get(status, DETAILS[400 if status < 500 else 500]),
    }
    members = [fault.as_json() for fault in faults]
    if members:
        body["errors"] = members
    body.update(extra or {})
    return HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)
