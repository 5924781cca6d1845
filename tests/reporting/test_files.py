"""The files of an overview: made once, kept with their hash, found when lost."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core import writes
from reporting import files, tasks
from reporting.files import actor_of_rendering, file_of, render_missing
from reporting.models import FileFormat, Overview, OverviewFile
from reporting.render import MissingLibrary
from tests.factories.actors import SYSTEM
from tests.reporting.world import AFTER_Q2, World
from toekomstagenda.celery import BEAT_SCHEDULE, app

BY = actor_of_rendering(AFTER_Q2)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Make files of a few bytes, and remember which were made."""
    made: list[tuple[str, int]] = []

    def render(
        kind: FileFormat, payload: Any, sha256: str, *, chapter: int = 0
    ) -> bytes:
        made.append((kind.value, chapter))
        return f"{kind} {chapter} {sha256}".encode()

    monkeypatch.setattr(files, "render", render)
    return made


def test_every_format_is_made_with_its_hash_and_size(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()

    made = render_missing(overview, by=BY)

    assert {file.format for file in made} == set(FileFormat.values)
    for file in OverviewFile.objects.all():
        content = bytes(file.content)
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert file.size_bytes == len(content)


def test_second_run_makes_nothing(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()
    render_missing(overview, by=BY)
    quick.clear()

    assert render_missing(overview, by=BY) == []
    assert quick == []


def test_lost_task_is_found_and_done_again(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    first = reported.publish()
    render_missing(first, by=BY)
    second = reported.correct("Een tikfout.")

    assert tasks.render_lost_files() == len(FileFormat)

    assert set(second.files.values_list("format", flat=True)) == set(FileFormat.values)
    assert tasks.render_lost_files() == 0


def test_file_of_a_chapter_does_not_hide_that_one_of_the_whole_is_lost(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()
    for number in (1, 6):
        for kind in FileFormat:
            file_of(overview.pk, kind, chapter=number, by=BY)

    assert list(Overview.objects.without_all_files(len(FileFormat))) == [overview]


def test_sweep_runs_by_itself() -> None:
    scheduled = {entry["task"] for entry in BEAT_SCHEDULE.values()}

    assert "reporting.render_lost_files" in scheduled
    app.loader.import_default_modules()
    assert scheduled <= set(app.tasks)


def test_task_takes_arguments_of_a_later_release(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()

    made = tasks.render_overview_files(overview_id=overview.pk, something_new=True)

    assert made == len(FileFormat)


def test_without_pango_everything_else_is_made(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(kind: FileFormat, *args: Any, **kwargs: Any) -> bytes:
        if kind == FileFormat.PDF:
            raise MissingLibrary("apt-get install libpango-1.0-0")
        return b"x"

    monkeypatch.setattr(files, "render", render)
    overview = reported.publish()

    made = render_missing(overview, by=BY)

    assert {file.format for file in made} == set(FileFormat.values) - {"pdf"}


def test_file_of_a_chapter_is_made_when_asked_for_and_kept(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()

    first = file_of(overview.pk, FileFormat.CSV, chapter=1, by=BY)
    again = file_of(overview.pk, FileFormat.CSV, chapter=1, by=BY)

    assert first is not None
    assert first == again
    assert quick == [("csv", 1)]


def test_file_of_the_whole_is_not_made_by_asking(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()

    assert file_of(overview.pk, FileFormat.CSV, chapter=0, by=BY) is None
    assert quick == []


def test_chapter_that_does_not_exist_has_no_file(
    reported: World, quick: list[tuple[str, int]]
) -> None:
    overview = reported.publish()

    assert file_of(overview.pk, FileFormat.CSV, chapter=99, by=BY) is None
    assert quick == []


def test_same_file_made_by_two_at_once_is_stored_once(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview = reported.publish()

    def render(kind: FileFormat, *args: Any, **kwargs: Any) -> bytes:
        # Somebody else is faster.
        theirs = b"van hen"
        writes.add(
            OverviewFile(
                overview=overview,
                format=kind,
                chapter=1,
                content=theirs,
                sha256=hashlib.sha256(theirs).hexdigest(),
                size_bytes=len(theirs),
            ),
            by=SYSTEM,
        )
        return b"van ons"

    monkeypatch.setattr(files, "render", render)

    found = file_of(overview.pk, FileFormat.CSV, chapter=1, by=BY)

    assert found is not None
    assert bytes(found.content) == b"van hen"
    assert OverviewFile.objects.count() == 1


def test_other_refusals_of_a_file_are_not_hidden(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoHash:
        def hexdigest(self) -> str:
            return "?"

    overview = reported.publish()
    monkeypatch.setattr(files, "render", lambda *args, **kwargs: b"x")
    monkeypatch.setattr("reporting.files.hashlib.sha256", lambda content: NoHash())

    with pytest.raises(ValidationError):
        file_of(overview.pk, FileFormat.CSV, chapter=1, by=BY)
