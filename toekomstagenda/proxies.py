"""Where a request came from, as far as the proxies in front of us can be believed."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars


class ClientAddressMiddleware:
    """Make REMOTE_ADDR the client's address, so that everything reads it there.

    Each of our own proxies adds the address it was called from at the end of
    X-Forwarded-For; whatever stands before those was written by the client.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "").split(",")
        count = settings.TRUSTED_PROXY_COUNT
        if count and len(forwarded) >= count and is_address(forwarded[-count]):
            request.META["REMOTE_ADDR"] = forwarded[-count].strip()
        # In every line of the log of this request.
        bind_contextvars(ip=request.META.get("REMOTE_ADDR"))
        return self.get_response(request)


def is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True
