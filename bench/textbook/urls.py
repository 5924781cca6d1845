"""The router of the handbook."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from bench.textbook.views import ActionViewSet

router = SimpleRouter(trailing_slash=False)
router.register("actions", ActionViewSet, basename="action")

urlpatterns = [path("api/v1/", include(router.urls))]
