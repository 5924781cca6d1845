"""Signing in, and pages for machines that watch the site."""

from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role

# Where each role begins; who is not named here begins with the dashboard.
FIRST_PAGES: dict[str, str] = {
    Role.SECRETARIS: "admin:work-list",
    Role.PROGRAMMABUREAU: "admin:office",
}

logger = structlog.get_logger(__name__)

# RFC 9116 advises less than a year: a file that nobody refreshes must run out.
SECURITY_TXT_VALID_FOR = timedelta(days=180)


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class SignInView(LoginView):
    """Brings each role to the page it comes for."""

    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """Return where somebody wanted to go, or else where this role begins.

        Who has work of its own in the admin comes there at once.
        """
        wanted = super().get_success_url()
        role: str = getattr(self.request.user, "role", "")
        if wanted == reverse("admin:index") and role in FIRST_PAGES:
            return self.get_default_redirect_url()
        return wanted

    def get_default_redirect_url(self) -> str:
        """Return the first page of who signs in."""
        role: str = getattr(self.request.user, "role", "")
        return resolve_url(FIRST_PAGES.get(role, "pages:dashboard"))


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Tell a balancer whether this process can serve: 200, or 503 without database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("health_check_failed")
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell where to report a vulnerability, in the form of RFC 9116."""
    expires = timezone.now().replace(microsecond=0) + SECURITY_TXT_VALID_FOR
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
