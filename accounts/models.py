"""People who sign in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from core import policy
from core.actor import current_actor
from core.versioned import Versioned, VersionedQuerySet, is_writing

# Django writes these by itself at login, for nobody in particular.
WRITTEN_BY_DJANGO = frozenset({"last_login", "password"})


class UserManager(BaseUserManager.from_queryset(VersionedQuerySet)):  # type: ignore[misc]
    """Finds users by name; making one goes through `core.writes` like any row."""

    use_in_migrations = False


class User(AbstractBaseUser, Versioned):
    """A person with one role. Users are deactivated, never deleted."""

    username = models.CharField(
        "gebruikersnaam",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
    )
    full_name = models.CharField("naam", max_length=200, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    role = models.CharField(
        "rol", max_length=20, choices=Role.choices, default=Role.LEZER
    )
    is_active = models.BooleanField(
        "actief",
        default=True,
        help_text="Zet uit in plaats van te verwijderen: de geschiedenis blijft.",
    )

    objects = UserManager()

    kept_out_of_history = ("password", "last_login")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["username"],
                name="accounts_user_username_unique",
                violation_error_message="Deze gebruikersnaam bestaat al.",
            ),
            models.CheckConstraint(
                name="accounts_user_role_known",
                condition=Q(role__in=Role.values),
                violation_error_message="Deze rol bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save; Django's own `last_login` and password hash leave no history row.

        A password that somebody sets by `core.writes` does: who did it must be known.
        """
        names = None if update_fields is None else set(update_fields)
        if names and names <= WRITTEN_BY_DJANGO and not is_writing():
            models.QuerySet(User).filter(pk=self.pk).update(
                **{name: getattr(self, name) for name in names}
            )
            return
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=names,
        )

    @property
    def is_staff(self) -> bool:
        """The admin opens for everybody who signs in; the policy says what it shows."""
        return self.is_active

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Answer Django's question from the policy and from nothing else."""
        return policy.answers_django(current_actor(), self.pk, perm, obj)

    def has_perms(self, perms: Iterable[str], obj: models.Model | None = None) -> bool:
        """Answer for several at once."""
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        """Tell whether anything of this app may be seen."""
        actor = current_actor()
        return actor.user_id == self.pk and any(
            policy.may(actor, "view", model)
            for model in policy.registered()
            if model._meta.app_label == app_label
        )


SCOPES = ("read", "status:write", "plan:write", "overviews:publish", "events:manage")
ALL_RIGHTS = "*"
_SCOPE = f"({'|'.join(SCOPES)})"


class ApiToken(Versioned):
    """The key of a machine client: acts as its user, within its scopes.

    The token itself is shown once and not kept; what is kept is its hash. A token is
    revoked, never removed, so that history can tell whose it was.
    """

    name = models.CharField(
        "naam",
        max_length=80,
        help_text="Waar het voor is, zoals de naam van het systeem.",
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="tokens", verbose_name="gebruiker"
    )
    prefix = models.CharField(
        "begin van het token",
        max_length=12,
        editable=False,
        help_text="Om het te herkennen in een lijst of een instelling.",
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    scopes = models.CharField(
        "mag",
        max_length=120,
        default=ALL_RIGHTS,
        help_text=(
            "Met spaties ertussen: " + ", ".join(SCOPES) + "; of * voor alles wat de "
            "gebruiker zelf mag. Nooit meer dan de gebruiker mag."
        ),
    )
    expires_at = models.DateTimeField("geldig tot", null=True, blank=True)
    revoked_at = models.DateTimeField(
        "ingetrokken op", null=True, blank=True, editable=False
    )
    last_used_at = models.DateTimeField(
        "laatst gebruikt", null=True, blank=True, editable=False
    )

    objects = VersionedQuerySet.as_manager()

    kept_out_of_history = ("sha256", "last_used_at")

    class Meta:
        verbose_name = "API-token"
        verbose_name_plural = "API-tokens"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"],
                name="accounts_apitoken_sha256_unique",
                violation_error_message="Dit token bestaat al.",
            ),
            models.CheckConstraint(
                name="accounts_apitoken_scopes_known",
                condition=Q(scopes=ALL_RIGHTS)
                | Q(scopes__regex=rf"^{_SCOPE}( {_SCOPE})*$"),
                violation_error_message=f"Kies uit: {', '.join(SCOPES)}, of *.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
