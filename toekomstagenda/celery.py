"""Background work: the Celery app and the one table of what runs when."""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toekomstagenda.settings")

app = Celery("toekomstagenda")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)

# One line per schedule: name, task, time, and nothing that decides anything. Every
# task here must be safe to run twice, because two beats may run for a moment.
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "render_lost_files": {
        "task": "reporting.render_lost_files",
        "schedule": timedelta(minutes=5),
    },
}

app.conf.beat_schedule = BEAT_SCHEDULE


@setup_logging.connect
def keep_django_logging(**kwargs: object) -> None:
    """Keep Celery from replacing the logging that Django has set up.

    Celery leaves logging alone as soon as anything listens to this signal.
    """
