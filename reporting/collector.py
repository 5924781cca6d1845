"""Letting the collector of cycles rest while something big is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Make what lives until the end anyhow without looking through it again and again.

    That takes a quarter of the time of a PDF and a third of that of ten thousand
    actions. What is thrown away in the meantime, up to some 200 MB, is found after.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # In another thread it may have been at rest already: that one wakes it.
        if was_on:
            gc.enable()
