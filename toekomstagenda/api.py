"""The addresses of the API, of its document and of everything that does not exist."""

from django.urls import include, path, re_path

from core.api.site import api_page, openapi_document, unknown_address

urlpatterns = [
    path("api/v1", api_page, name="api"),
    path("api/v1/openapi.json", openapi_document, name="openapi"),
    path("api/v1/", include("actions.api.urls")),
    path("api/v1/", include("governance.api.urls")),
    path("api/v1/", include("finance.api.urls")),
    path("api/v1/", include("monitoring.api.urls")),
    path("api/v1/", include("progress.api.urls")),
    path("api/v1/", include("reporting.api.urls")),
    re_path(r"^api/", unknown_address),
]
