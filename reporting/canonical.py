"""One way to write a payload down, so that its hash means something.

UTF-8, NFC, keys sorted, no white space, amounts as strings, no floats (design 4.7).
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any
from unicodedata import is_normalized, normalize


def canonical_json(payload: Any) -> str:
    """Return the canonical text of a payload.

    Raise TypeError on a float or on anything that JSON cannot hold as it is.
    """
    return json.dumps(
        _clean(payload),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def sha256_of(text: str) -> str:
    """Return the hash of the UTF-8 bytes of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _nfc(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {_key(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    raise TypeError(f"{type(value).__name__} hoort niet in een payload: {value!r}")


def _nfc(text: str) -> str:
    if text.isascii() or is_normalized("NFC", text):
        return text
    return normalize("NFC", text)


# A payload has tens of names, and writes each for every row.
@lru_cache(maxsize=500)
def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"Een sleutel is tekst, niet {key!r}")
    return _nfc(key)
