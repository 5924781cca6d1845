"""The addresses of organisations; those of bodies are in `actions`."""

from core.api.routes import routes
from governance.api.resources import ORGANISATIONS

urlpatterns = [*routes(ORGANISATIONS)]
