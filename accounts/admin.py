"""Users and tokens: made and ended by the beheerder; never deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import UserAddForm, UserForm
from accounts.models import ALL_RIGHTS, ApiToken, User
from accounts.tokens import create_token, revoke
from core import writes
from core.admin import TrackerAdmin
from core.admin_forms import VersionedForm
from core.admin_options import actor_of, allowed

# Rights hang at the role; groups would be a second place that says nothing.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(TrackerAdmin):
    list_display = (
        "username",
        "full_name",
        "email",
        "role",
        "is_active_text",
        "last_login",
    )
    list_filter = ("role", "is_active")
    search_fields = ("username", "full_name", "email")
    search_help_text = "Zoek op gebruikersnaam, naam of e-mailadres."
    ordering = ("username",)
    form = UserForm
    form_only = frozenset({"password1", "password2"})
    change_form_template = "admin/accounts/user/change_form.html"

    def stated_fieldsets(self, obj: Any) -> Any:
        person = ("username", "full_name", "email")
        if obj is None:
            return (
                (None, {"fields": (*person, "role")}),
                ("Wachtwoord", {"fields": ("password1", "password2")}),
            )
        return (
            (None, {"fields": person}),
            ("Rechten", {"fields": ("role", "is_active")}),
        )

    def base_form(self, obj: Any) -> type[VersionedForm]:
        return UserForm if obj is not None else UserAddForm

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if not change:
            obj.set_password(form.cleaned_data["password1"])
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<path:object_id>/wachtwoord/",
                self.admin_site.admin_view(self.password_view),
                name="accounts_user_password",
            ),
            *super().get_urls(),
        ]

    @method_decorator(sensitive_post_parameters())
    def password_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give somebody a new password."""
        user = self.get_object(request, unquote(object_id))
        if not isinstance(user, User):
            raise Http404
        if not allowed(actor_of(request), "change", user):
            raise PermissionDenied
        form = SetPasswordForm(user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            writes.write(
                user,
                {"password": make_password(form.cleaned_data["new_password1"])},
                by=actor_of(request),
                reason="Nieuw wachtwoord ingesteld",
            )
            if user.pk == request.user.pk:
                # Otherwise the new password would end one's own session.
                update_session_auth_hash(request, user)
            self.message_user(
                request, f"{user} heeft een nieuw wachtwoord.", messages.SUCCESS
            )
            return HttpResponseRedirect(self._address("change", object_id))
        return self._page(
            request,
            "admin/accounts/user/password.html",
            title=f"Nieuw wachtwoord voor {user}",
            object=user,
            form=form,
        )


@admin.register(ApiToken)
class ApiTokenAdmin(TrackerAdmin):
    list_display = ("name", "prefix", "user", "scopes", "expires_at", "state")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username", "user__full_name")
    search_help_text = "Zoek op naam, begin van het token of gebruiker."
    autocomplete_fields = ("user",)
    ordering = ("name", "pk")
    change_form_template = "admin/accounts/apitoken/change_form.html"

    def stated_fieldsets(self, obj: Any) -> Any:
        if obj is None:
            return ((None, {"fields": ("name", "user", "scopes", "expires_at")}),)
        return (
            # Whose it is stays as it is: the history of others hangs at it.
            (None, {"fields": ("name", "user_text", "scopes", "expires_at")}),
            ("Gebruik", {"fields": ("prefix", "last_used_at", "revoked_at")}),
        )

    @admin.display(description="stand")
    def state(self, obj: Any) -> str:
        if obj.revoked_at is not None:
            return "ingetrokken"
        is_over = obj.expires_at is not None and obj.expires_at <= timezone.now()
        return "verlopen" if is_over else "geldig"

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.token = create_token(
            name=obj.name,
            user=obj.user,
            scopes=None if obj.scopes == ALL_RIGHTS else obj.scopes.split(),
            expires_at=obj.expires_at,
            by=actor_of(request),
        )

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the token, this once. Not as a message: those are kept for a moment."""
        return self._page(
            request,
            "admin/accounts/apitoken/made.html",
            title=f"Token voor {obj.name}",
            token=obj.token,
        )

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<path:object_id>/intrekken/",
                self.admin_site.admin_view(self.revoke_view),
                name="accounts_apitoken_revoke",
            ),
            *super().get_urls(),
        ]

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for certainty, and end the token."""
        token = self.get_object(request, unquote(object_id))
        if not isinstance(token, ApiToken):
            raise Http404
        if not allowed(actor_of(request), "change", token):
            raise PermissionDenied
        if request.method == "POST":
            revoke(token, at=timezone.now(), by=actor_of(request))
            self.message_user(request, f"{token} is ingetrokken.", messages.SUCCESS)
            return HttpResponseRedirect(self._address("change", object_id))
        return self._page(
            request,
            "admin/accounts/apitoken/revoke.html",
            title=f"{token} intrekken",
            object=token,
        )
