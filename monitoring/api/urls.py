"""The addresses of the monitor."""

from core.api.routes import routes
from monitoring.api.resources import TARGETS

urlpatterns = [*routes(TARGETS)]
