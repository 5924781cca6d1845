"""The address of a client: a proxy of ours may tell it, the client may not."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from ipware import get_client_ip
from pytest_django import Settings

from toekomstagenda.proxies import ClientAddressMiddleware

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", PROXY),
        (0, "203.0.113.7", PROXY),
        (1, "", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "unknown", PROXY),
    ],
)
def test_client_address_is_what_our_own_proxies_saw(
    settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        # The way the libraries for logging and for lockout ask for it.
        seen.append(str(get_client_ip(request)[0]))
        return HttpResponse()

    headers = {"X-Real-IP": "192.0.2.66", "X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)
    ClientAddressMiddleware(view)(request)

    assert request.META["REMOTE_ADDR"] == expected
    assert seen == [expected]
