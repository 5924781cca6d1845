"""The errors of the domain: each with a stable English code and a Dutch message.

One place per door turns them into an answer: `core.api` into problem details,
`core.admin` into a page, a command into a line on stderr.
"""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """Something the domain refuses; `message` is for people, `code` for programs."""

    code: ClassVar[str] = "domain_error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NoActor(DomainError):
    """A write without anybody to write down: a programming error, never a user's."""

    code = "no_actor"

    def __init__(self) -> None:
        super().__init__(
            "Er is niet vastgelegd wie dit schrijft. Schrijf binnen as_actor(…)."
        )


class WriteAroundGuard(DomainError):
    """A write that would leave no version and no history."""

    code = "write_around_guard"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} slaat versie en geschiedenis over. Gebruik core.writes."
        )


class StaleObject(DomainError):
    """The row was changed by somebody else after it was read."""

    code = "stale_object"

    def __init__(self, *, current_version: int | None) -> None:
        super().__init__(
            "Iemand anders heeft dit gewijzigd nadat u het opende."
            if current_version is not None
            else "Iemand anders heeft dit verwijderd nadat u het opende."
        )
        self.current_version = current_version


class NotVisible(DomainError):
    """To this actor the row does not exist."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("Niet gevonden.")


class NotAllowed(DomainError):
    """The actor sees the row, but may not do this with it."""

    code = "permission_denied"


class InUse(DomainError):
    """The row cannot go: others refer to it."""

    code = "in_use"


class WrongStep(DomainError):
    """The step does not fit the state in which the row is."""

    code = "wrong_step"
