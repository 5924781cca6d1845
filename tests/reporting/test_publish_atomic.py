"""Killed at any point inside publish: nothing or everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core import events, writes
from reporting import files, services, tasks
from reporting.canonical import sha256_of
from reporting.models import FileFormat, Overview, OverviewFile
from reporting.verify import verify
from tests.reporting.world import World

pytestmark = pytest.mark.django_db(transaction=True)

# Everything that publish does, in order, before the commit.
BEFORE_THE_COMMIT = (
    "_read_one_moment",
    "_next_edition",
    "gather",
    "compose",
    "as_payload",
    "canonical_json",
    "sha256_of",
)


class Killed(BaseException):
    """Nobody catches this one, as nobody catches a process that is killed."""


def killing(after: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """Return a function that kills, before or after doing what it replaces."""

    def kill(*args: Any, **kwargs: Any) -> Any:
        if after is not None:
            after(*args, **kwargs)
        raise Killed

    return kill


def nothing_is_there() -> bool:
    return not (
        Overview.objects.exists()
        or OverviewFile.objects.exists()
        or Overview.history.exists()
    )


@pytest.mark.parametrize("does_its_work_first", [False, True])
@pytest.mark.parametrize("step", BEFORE_THE_COMMIT)
def test_killed_before_the_commit_nothing_is_there(
    reported: World,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    does_its_work_first: bool,
) -> None:
    original = getattr(services, step)
    monkeypatch.setattr(
        services, step, killing(original if does_its_work_first else None)
    )

    with pytest.raises(Killed):
        reported.publish()

    assert nothing_is_there()
    monkeypatch.undo()
    # Drawing the files is for the last test here.
    monkeypatch.setattr(tasks.render_overview_files, "delay", lambda **kwargs: None)
    assert reported.publish().edition == 1


def test_killed_after_storing_the_row_nothing_is_there(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "add", killing(writes.add))

    with pytest.raises(Killed):
        reported.publish()

    monkeypatch.undo()
    assert nothing_is_there()


def test_killed_in_the_events_port_nothing_is_there(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_handlers", [killing()])

    with pytest.raises(Killed):
        reported.publish()

    monkeypatch.undo()
    assert nothing_is_there()


def test_queue_that_is_down_does_not_undo_what_was_published(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_queue(**kwargs: Any) -> None:
        raise ConnectionError("Redis is er niet")

    monkeypatch.setattr(tasks.render_overview_files, "delay", no_queue)

    overview = reported.publish()

    assert Overview.objects.get().sha256 == sha256_of(overview.payload)
    assert not OverviewFile.objects.exists()


@pytest.mark.parametrize("made", range(len(FileFormat)))
def test_killed_while_making_files_each_file_is_whole_or_absent(
    reported: World, monkeypatch: pytest.MonkeyPatch, made: int
) -> None:
    monkeypatch.setattr(tasks.render_overview_files, "delay", lambda **kwargs: None)
    reported.publish()
    count = 0

    def quick(kind: FileFormat, *args: Any, chapter: int = 0) -> bytes:
        return f"{kind}{chapter}".encode()

    def render(*args: Any, **kwargs: Any) -> bytes:
        nonlocal count
        if count == made:
            raise Killed
        count += 1
        return quick(*args, **kwargs)

    monkeypatch.setattr(files, "render", render)
    with pytest.raises(Killed):
        tasks.render_overview_files(overview_id=Overview.objects.get().pk)

    assert OverviewFile.objects.count() == made
    assert verify().faults == ()
    monkeypatch.setattr(files, "render", quick)
    assert tasks.render_lost_files() == len(FileFormat) - made
    assert OverviewFile.objects.count() == len(FileFormat)
