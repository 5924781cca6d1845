"""Reading a JSON body: strict, so that nothing is stored that cannot be read back."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework import parsers

from core.api.problems import Fault, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 50


class JSONParser(parsers.BaseParser):
    """JSON in UTF-8 of at most 1 MiB and 50 levels, with every key once."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the value, its texts in NFC; raise a Problem (400, 413)."""
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise Problem(413)
        try:
            value = json.loads(
                raw.decode("utf-8"),
                object_pairs_hook=_without_duplicates,
                parse_constant=_refuse_constant,
            )
        except RecursionError:
            _refuse("depth", f"De inhoud gaat dieper dan {MAX_DEPTH} niveaus.")
        except UnicodeDecodeError:
            _refuse("encoding", "De inhoud is geen UTF-8.")
        except ValueError:
            _refuse("syntax", "De inhoud is geen geldige JSON.")
        return _clean(value, depth=0)


def _refuse(code: str, detail: str) -> NoReturn:
    raise Problem(400, detail, faults=[Fault("body", "#", code, detail)])


def _refuse_constant(name: str) -> NoReturn:
    _refuse("number", f"{name} is geen getal in JSON.")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        _refuse("duplicate", "Een sleutel staat er twee keer in.")
    return result


def _clean(value: Any, *, depth: int) -> Any:
    if depth > MAX_DEPTH:
        _refuse("depth", f"De inhoud gaat dieper dan {MAX_DEPTH} niveaus.")
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, dict):
        return {
            _clean_text(key): _clean(item, depth=depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_clean(item, depth=depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        _refuse("number", "Een getal is te groot.")
    return value


def _clean_text(text: str) -> str:
    if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text):
        _refuse("characters", "Er staan tekens in die niet opgeslagen kunnen worden.")
    return unicodedata.normalize("NFC", text)
