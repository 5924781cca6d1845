"""The collector of cycles rests while it should, and never longer."""

from __future__ import annotations

import gc
from threading import Event, Thread

import pytest

from reporting.collector import collector_at_rest


def test_collector_is_awake_again_afterwards() -> None:
    with collector_at_rest():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_collector_is_awake_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        raise ZeroDivisionError

    assert gc.isenabled()


def test_last_of_two_threads_wakes_it_whichever_began_first() -> None:
    inside, may_go = Event(), Event()

    def rest() -> None:
        with collector_at_rest():
            inside.set()
            may_go.wait(5)

    other = Thread(target=rest)
    with collector_at_rest():
        other.start()
        assert inside.wait(5)
    still_resting = not gc.isenabled()
    may_go.set()
    other.join(5)

    assert still_resting
    assert gc.isenabled()
