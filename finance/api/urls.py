"""The addresses of the money."""

from core.api.routes import routes
from finance.api.resources import BUDGET_LINES, FUNDING_LINES

urlpatterns = [*routes(FUNDING_LINES), *routes(BUDGET_LINES)]
