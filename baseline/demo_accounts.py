"""The accounts of the demo: one for every role, a secretary for each werkgroep."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role
from actions.models import Chapter
from core import writes
from core.actor import Actor
from governance.models import Membership, MembershipRole


@dataclass(frozen=True)
class DemoAccount:
    """A demo account; `chapter` is the chapter whose werkgroep it keeps."""

    username: str
    full_name: str
    role: Role
    chapter: int | None = None


ACCOUNTS = (
    DemoAccount("beheer", "Demo beheerder", Role.BEHEERDER),
    DemoAccount("programmabureau", "Demo programmabureau", Role.PROGRAMMABUREAU),
    DemoAccount("regiegroep", "Demo regiegroep", Role.LEZER),
    *(
        DemoAccount(
            f"secretaris{number}",
            f"Demo secretaris hoofdstuk {number}",
            Role.SECRETARIS,
            number,
        )
        for number in range(1, 6)
    ),
)


def create_demo_accounts(password: str, *, programme: str, by: Actor) -> list[str]:
    """Make the accounts that are missing and give all of them this password.

    Return the names of the accounts made now.
    """
    known = {user.username: user for user in User.objects.all()}
    werkgroepen = dict(
        Chapter.objects.filter(programme__slug=programme, werkgroep__isnull=False)
        .exclude(werkgroep__established=False)
        .values_list("number", "werkgroep_id")
    )
    made = []
    for account in ACCOUNTS:
        user = known.get(account.username)
        if user is None:
            user = User(
                username=account.username,
                full_name=account.full_name,
                role=account.role,
            )
            user.set_password(password)
            writes.add(user, by=by)
            made.append(account.username)
            if account.chapter in werkgroepen:
                writes.add(
                    Membership(
                        body_id=werkgroepen[account.chapter],
                        user=user,
                        role=MembershipRole.SECRETARIS,
                    ),
                    by=by,
                )
        elif not user.check_password(password):
            writes.write(user, {"password": make_password(password)}, by=by)
    return made
