"""The addresses of the programme and of what belongs to it."""

from django.urls import path

from actions.api.bodies import BODIES, WERKGROEPEN
from actions.api.promises import ACTIVITIES, MILESTONES, TREKKERS
from actions.api.records import CONTRADICTIONS, LINKS
from actions.api.tree import ACTIONS, CHAPTERS, PROGRAMMES, SPEARHEADS
from actions.api.writing import ActionView
from core.api.history import HistoryView
from core.api.views import open_to_tokens, routes

urlpatterns = [
    *routes(PROGRAMMES),
    *routes(CHAPTERS),
    *routes(SPEARHEADS),
    *routes(ACTIONS, view=ActionView),
    path(
        "actions/<int:pk>/history",
        open_to_tokens(HistoryView.as_view(resource=ACTIONS)),
        name="actions-history",
    ),
    *routes(ACTIVITIES),
    *routes(MILESTONES),
    *routes(TREKKERS),
    *routes(LINKS),
    *routes(CONTRADICTIONS),
    *routes(BODIES),
    *routes(WERKGROEPEN),
]
