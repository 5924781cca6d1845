"""The limit on requests: it counts, and it is no reason to be down."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from core.api.throttling import AnonymousThrottle

NOBODY_LISTENS = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
}


@pytest.fixture
def throttle(monkeypatch: pytest.MonkeyPatch) -> AnonymousThrottle:
    monkeypatch.setattr(AnonymousThrottle, "rate", "2/min", raising=False)
    return AnonymousThrottle()


def asked(throttle: AnonymousThrottle) -> bool:
    request = Request(APIRequestFactory().get("/api/v1/actions"))
    return throttle.allow_request(request, APIView())


def test_third_request_of_two_a_minute_is_refused(
    throttle: AnonymousThrottle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "cache", caches["default"])
    caches["default"].clear()

    assert [asked(throttle) for _ in range(3)] == [True, True, False]

    caches["default"].clear()


def test_without_redis_everybody_is_let_through(
    throttle: AnonymousThrottle, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CACHES = NOBODY_LISTENS
    monkeypatch.setattr(throttle, "cache", caches["default"])

    assert [asked(throttle) for _ in range(3)] == [True, True, True]
