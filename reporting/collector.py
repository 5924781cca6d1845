"""Letting the collector of cycles rest while something big is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# How many let it rest at this moment: it belongs to the process, not to a thread.
_lock = Lock()
_resting = 0


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Make what lives until the end anyhow without looking through it again and again.

    That takes a quarter of the time of a PDF and a third of that of ten thousand
    actions. What is thrown away in the meantime, up to some 200 MB, is found after. Of
    threads that do this beside one another the last one wakes it.
    """
    global _resting
    with _lock:
        _resting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting:
                gc.enable()
