"""Who acts in the demo: its accounts, each on a day."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from actions.models import Chapter, Programme
from baseline.demo_accounts import ACCOUNTS
from core.actor import Actor
from core.errors import DomainError


class DemoIncomplete(DomainError):
    """The demo needs the programme and the accounts first."""

    code = "demo_incomplete"


class Cast:
    """The accounts of the demo as they act on a day."""

    def __init__(self, programme: Programme) -> None:
        users = {user.username: user for user in User.objects.all()}
        missing = [a.username for a in ACCOUNTS if a.username not in users]
        if missing:
            raise DemoIncomplete(
                "Maak eerst de accounts: manage.py create_demo_accounts"
            )
        self._office = users["programmabureau"]
        self._secretaries = {
            account.chapter: users[account.username]
            for account in ACCOUNTS
            if account.chapter is not None
        }
        self._known: dict[tuple[int, date], Actor] = {}

    def office(self, on: date) -> Actor:
        return self._acting(self._office, on)

    def reporter(self, chapter: Chapter, on: date) -> Actor:
        """Return who reports on a chapter: its secretary, else the office."""
        werkgroep = chapter.werkgroep
        if werkgroep is None or not werkgroep.established:
            return self.office(on)
        return self._acting(self._secretaries[chapter.number], on)

    def _acting(self, user: User, on: date) -> Actor:
        key = user.pk, on
        if key not in self._known:
            self._known[key] = Actor(
                name=str(user),
                role=user.role,
                user_id=user.pk,
                today=on,
                route="opdracht create_demo_reporting",
            )
        return self._known[key]
