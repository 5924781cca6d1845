"""Background work of publishing. Each task may run twice without harm."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from reporting.files import actor_of_rendering, render_missing
from reporting.models import FileFormat, Overview


@shared_task(name="reporting.render_overview_files")
def render_overview_files(*, overview_id: int, **kwargs: Any) -> int:
    """Make the files of one overview; return how many were made."""
    overview = Overview.objects.get(pk=overview_id)
    return len(render_missing(overview, by=actor_of_rendering(timezone.localdate())))


@shared_task(name="reporting.render_lost_files")
def render_lost_files(**kwargs: Any) -> int:
    """Find overviews whose files are not complete (a lost task) and make them."""
    return sum(
        len(render_missing(overview, by=actor_of_rendering(timezone.localdate())))
        for overview in Overview.objects.without_all_files(len(FileFormat))
    )
