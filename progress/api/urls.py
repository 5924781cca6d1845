"""The addresses of the reporting, and of a new status update below an action."""

from actions.api.tree import ACTIONS
from core.api.routes import routes, step_routes
from progress.api.resources import ESCALATIONS, REPORTING_ROUNDS, STATUS_UPDATES
from progress.api.writing import (
    ESCALATION_ADD,
    ESCALATION_CHANGE,
    ESCALATION_STEPS,
    ROUND_ADD,
    ROUND_STEPS,
    START,
    UPDATE_CHANGE,
    UPDATE_STEPS,
)

urlpatterns = [
    *step_routes(ACTIONS, [START]),
    *routes(REPORTING_ROUNDS, add=ROUND_ADD, steps=ROUND_STEPS, history=True),
    *routes(STATUS_UPDATES, change=UPDATE_CHANGE, steps=UPDATE_STEPS, history=True),
    *routes(
        ESCALATIONS,
        add=ESCALATION_ADD,
        change=ESCALATION_CHANGE,
        steps=ESCALATION_STEPS,
        history=True,
    ),
]
