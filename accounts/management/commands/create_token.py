"""Make a token for a machine client and print it once."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import SCOPES, User
from accounts.tokens import create_token
from core.actor import system_actor


class Command(BaseCommand):
    """`create_token NAME --user USER [--scopes read,status:write] [--expires DAYS]`."""

    help = (
        "Maakt een token voor een machine en toont het één keer, als laatste regel. "
        "Zonder --scopes mag het alles wat de gebruiker mag."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name, the user, the scopes and the days."""
        parser.add_argument("name", help="waar het token voor is")
        parser.add_argument("--user", required=True, help="gebruikersnaam")
        parser.add_argument("--scopes", help=f"met komma's, uit: {', '.join(SCOPES)}")
        parser.add_argument("--expires", type=int, help="geldig voor zoveel dagen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, print it."""
        now = timezone.now()
        user = User.objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"Er is geen actieve gebruiker {options['user']}.")
        days = options["expires"]
        if days is not None and not 1 <= days <= 3650:
            raise CommandError("--expires is een aantal dagen van 1 tot en met 3650.")
        scopes = options["scopes"]
        try:
            token = create_token(
                name=options["name"],
                user=user,
                scopes=None if scopes is None else _scopes(scopes),
                expires_at=None if days is None else now + timedelta(days=days),
                by=system_actor("create_token", today=timezone.localdate(now)),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stderr.write("Bewaar dit token nu: het is later niet meer te zien.")
        self.stdout.write(token)


def _scopes(text: str) -> list[str]:
    asked = [part.strip() for part in text.split(",")]
    unknown = [scope for scope in asked if scope not in SCOPES]
    if unknown:
        raise CommandError(f"Onbekend: {', '.join(unknown)}. Kies uit: {SCOPES}.")
    return list(dict.fromkeys(asked))
