"""The addresses of the pages, in Dutch because people read them."""

from __future__ import annotations

from django.urls import include, path

from pages.views import lists, overview, parties, reference

app_name = "pages"

urlpatterns = [
    path("", include("pages.overview.urls")),
    path("", overview.dashboard, name="dashboard"),
    path("programma/", overview.programme, name="programme"),
    path("hoofdstukken/<int:number>/", overview.chapter, name="chapter"),
    path("acties/", lists.actions, name="actions"),
    path("acties/<str:code>/", overview.action, name="action"),
    path("mijlpalen/", lists.milestones, name="milestones"),
    path("te-laat/", lists.late, name="late"),
    path("geld/", reference.money, name="money"),
    path("organisaties/", parties.organisations, name="organisations"),
    path("organisaties/<int:pk>/", parties.organisation, name="organisation"),
    path("groepen/", parties.bodies, name="bodies"),
    path("groepen/<int:pk>/", parties.body, name="body"),
    path("tegenspraken/", lists.contradictions, name="contradictions"),
    path("controle/", reference.check, name="check"),
    path("begrippen/", reference.glossary, name="glossary"),
    path("zoeken/", lists.find, name="search"),
    path("toegankelijkheid/", reference.accessibility, name="accessibility"),
]
