"""The doors by which one row can be written: a form, an inline row, API, command, task.

Each has `read` and, later, `write` of what was read, as people and machines do it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from celery import shared_task
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test import Client

from accounts.models import User
from actions.models import Activity
from core import writes
from core.actor import as_actor, system_actor
from core.errors import StaleObject
from tests.admin_pages import address, opened, signed_in
from tests.api.client import ApiClient, client_of
from tests.factories.actors import TODAY


class Door(ABC):
    """One way in, to the description of an activity."""

    # Who the history says it was, and by which way: the end of the route.
    by = ""
    route = ""

    def __init__(self, activity: Activity, user: User) -> None:
        self.activity = activity
        self.user = user

    @abstractmethod
    def read(self) -> Any:
        """Return what this door shows now."""

    @abstractmethod
    def write(self, seen: Any, text: str) -> bool:
        """Write the text over what was seen; tell whether it was taken."""


class Form(Door):
    """The page of the activity in the admin."""

    by = "bureau"
    route = "POST /beheer/actions/activity/{activity}/change/"

    def __init__(self, activity: Activity, user: User) -> None:
        super().__init__(activity, user)
        self.browser: Client = signed_in(user)

    def read(self) -> Any:
        return opened(self.browser, self.activity)

    def write(self, seen: Any, text: str) -> bool:
        response = self.browser.post(
            address(self.activity, "change"), seen | {"description": text}
        )
        # Refused, it shows what was typed, so that nothing has to be typed again.
        assert response.status_code in (302, 409), response.status_code
        assert response.status_code == 302 or text in response.text
        return response.status_code == 302


class Inline(Form):
    """The row of the activity on the page of its action."""

    route = "POST /beheer/actions/action/{action}/change/"

    def read(self) -> Any:
        return opened(self.browser, self.activity.action)

    def write(self, seen: Any, text: str) -> bool:
        response = self.browser.post(
            address(self.activity.action, "change"),
            seen | {"activities-0-description": text},
        )
        assert response.status_code in (302, 409), response.status_code
        return response.status_code == 302


class Api(Door):
    """PATCH with the tag that GET gave."""

    by = "bureau"
    route = "PATCH /api/v1/activities/{activity}"

    def __init__(self, activity: Activity, user: User) -> None:
        super().__init__(activity, user)
        self.machine: ApiClient = client_of(user)

    def read(self) -> Any:
        return self.machine.get(f"/activities/{self.activity.pk}").headers["ETag"]

    def write(self, seen: Any, text: str) -> bool:
        response = self.machine.patch(
            f"/activities/{self.activity.pk}", {"description": text}, if_match=seen
        )
        assert response.status_code in (200, 412), response.content
        return bool(response.status_code == 200)


class Task(Door):
    """A task of Celery that read the row some time before it writes."""

    by = "describe"
    route = "taak describe"

    def read(self) -> Any:
        return Activity.objects.values_list("version", flat=True).get(
            pk=self.activity.pk
        )

    def write(self, seen: Any, text: str) -> bool:
        answer = describe.delay(activity_id=self.activity.pk, text=text, seen=seen)
        # Another thread may be within a task at this moment; this one is not.
        return bool(answer.get(disable_sync_subtasks=False))


@shared_task(name="tests.describe")  # type: ignore[untyped-decorator]
def describe(*, activity_id: int, text: str, seen: int, **kwargs: Any) -> bool:
    """Describe an activity, unless it was changed since."""
    row = Activity.objects.get(pk=activity_id)
    actor = system_actor("describe", today=TODAY, route="taak describe")
    try:
        writes.write(row, {"description": text}, by=actor, expected=seen)
    except StaleObject:
        return False
    return True


class Command(Door):
    """A command of manage.py."""

    by = "describe"
    route = "opdracht describe"

    def read(self) -> Any:
        return None

    def write(self, seen: Any, text: str) -> bool:
        call_command(DescribeCommand(), self.activity.pk, text)
        return True


class DescribeCommand(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("activity", type=int)
        parser.add_argument("text")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor("describe", today=TODAY)
        with as_actor(actor):
            row = Activity.objects.get(pk=options["activity"])
            writes.write(row, {"description": options["text"]}, by=actor)


DOORS: dict[str, type[Door]] = {
    "form": Form,
    "inline": Inline,
    "API": Api,
    "command": Command,
    "task": Task,
}
