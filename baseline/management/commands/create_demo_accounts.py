"""Makes the accounts of the demo."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actions.models.programme import DEFAULT_PROGRAMME
from baseline.demo_accounts import ACCOUNTS, create_demo_accounts
from core.actor import system_actor


class Command(BaseCommand):
    help = "Maakt de demo-accounts, met het wachtwoord uit DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Alleen in de demo (DEMO=1): het wachtwoord staat op het scherm."
            )
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_hex(6)
        actor = system_actor(
            "create_demo_accounts",
            today=timezone.localdate(),
            route="opdracht create_demo_accounts",
        )
        create_demo_accounts(password, programme=DEFAULT_PROGRAMME, by=actor)
        names = ", ".join(account.username for account in ACCOUNTS)
        self.stdout.write(f"Accounts: {names}\nWachtwoord: {password}")
