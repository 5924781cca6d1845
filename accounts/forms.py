"""Forms about users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.forms import SetPasswordMixin
from django.core.exceptions import ValidationError

from accounts.models import User
from core.actor import current_actor
from core.admin_forms import VersionedForm

if TYPE_CHECKING:
    PasswordTwice = SetPasswordMixin[User]
else:
    PasswordTwice = SetPasswordMixin


class UserForm(VersionedForm):
    """A user, by the beheerder."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        is_own = self.stored.pk == current_actor().user_id
        if is_own and {"role", "is_active"} & set(self.changed_data):
            raise ValidationError(
                "Uw eigen rol en toegang wijzigt een andere beheerder.", code="own"
            )
        return cleaned


class UserAddForm(PasswordTwice, VersionedForm):
    """A new user, with a password that is typed twice."""

    password1, password2 = SetPasswordMixin.create_password_fields()

    def clean(self) -> dict[str, Any] | None:
        self.validate_passwords()
        return super().clean()

    def _post_clean(self) -> None:
        super()._post_clean()
        # Only now: a password is compared with the name and address of the user.
        assert isinstance(self.instance, User)
        self.validate_password_for_user(self.instance)
