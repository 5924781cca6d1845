"""The addresses of the quarterly overviews."""

from django.urls import path

from core.api.routes import open_to_tokens
from reporting.api.preview import PreviewView
from reporting.api.publishing import PUBLISH
from reporting.api.resources import OVERVIEWS
from reporting.api.views import OverviewsView, OverviewView

urlpatterns = [
    path(
        "overviews",
        open_to_tokens(OverviewsView.as_view(resource=OVERVIEWS, add=PUBLISH)),
        name="overviews",
    ),
    path(
        "overviews/preview",
        open_to_tokens(PreviewView.as_view(resource=OVERVIEWS)),
        name="overviews-preview",
    ),
    path(
        "overviews/<int:pk>",
        open_to_tokens(OverviewView.as_view(resource=OVERVIEWS)),
        name="overviews-detail",
    ),
]
