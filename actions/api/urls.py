"""The addresses of the programme and of what belongs to it."""

from actions.api.bodies import BODIES, WERKGROEPEN
from actions.api.promises import ACTIVITIES, MILESTONES, TREKKERS
from actions.api.records import CONTRADICTIONS, LINKS
from actions.api.tree import ACTIONS, CHAPTERS, PROGRAMMES, SPEARHEADS
from actions.api.writing import ACTION_CHANGE, ACTIVITY_CHANGE, MILESTONE_CHANGE
from core.api.routes import routes

urlpatterns = [
    *routes(PROGRAMMES),
    *routes(CHAPTERS),
    *routes(SPEARHEADS),
    *routes(ACTIONS, change=ACTION_CHANGE, history=True),
    *routes(ACTIVITIES, change=ACTIVITY_CHANGE, history=True),
    *routes(MILESTONES, change=MILESTONE_CHANGE, history=True),
    *routes(TREKKERS),
    *routes(LINKS),
    *routes(CONTRADICTIONS),
    *routes(BODIES),
    *routes(WERKGROEPEN),
]
