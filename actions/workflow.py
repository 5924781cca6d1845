"""The states of an action and of an activity, and what they mean together."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    """Where an action stands, as last accepted; empty before the first report."""

    NOT_STARTED = "not_started", "niet begonnen"
    IN_PROGRESS = "in_progress", "loopt"
    COMPLETED = "completed", "afgerond"
    STOPPED = "stopped", "gestopt"


class Rag(models.TextChoices):
    """How it goes, always shown with a word and a shape, never by colour alone."""

    GREEN = "green", "op koers"
    AMBER = "amber", "aandacht"
    RED = "red", "knelt"


class ActivityState(models.TextChoices):
    """Where one activity stands."""

    OPEN = "open", "open"
    DONE = "done", "gedaan"
    DROPPED = "dropped", "vervallen"


OPEN_STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS)
