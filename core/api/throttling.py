"""How many requests somebody may send; never a reason to be down.

The counting is in Redis. While that is away everybody is let through: a service that
works without a limit for a moment is worth more than a limit without a service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import (
    AnonRateThrottle,
    SimpleRateThrottle,
    UserRateThrottle,
)

if TYPE_CHECKING:
    # REST framework's views load the throttles first.
    from rest_framework.views import APIView

logger = structlog.get_logger(__name__)


class _Lenient(SimpleRateThrottle):
    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request; let it through where nothing can be counted."""
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.exception("throttle_without_cache")
            return True


class UserThrottle(_Lenient, UserRateThrottle):
    """Per user or machine client."""


class AnonymousThrottle(_Lenient, AnonRateThrottle):
    """Per address of who does not say who they are."""
