"""The addresses of the monitor."""

from core.api.views import routes
from monitoring.api.resources import TARGETS

urlpatterns = [*routes(TARGETS)]
