"""The addresses of the quarterly overview; part of those of `pages`."""

from __future__ import annotations

from django.urls import path, register_converter

from pages.overview import comparing, preview, public, views
from pages.overview.converters import FormatConverter, QuarterConverter

register_converter(QuarterConverter, "quarter")
register_converter(FormatConverter, "format")

EDITION = "overzicht/<quarter:quarter>/versie/<int:edition>"
PUBLIC = "openbaar/<quarter:quarter>/versie/<int:edition>"

urlpatterns = [
    path("overzicht/", views.overviews, name="overviews"),
    path("overzicht/voorlopig/", preview.preview, name="overview-preview"),
    path(
        "overzicht/voorlopig/hoofdstuk/<int:number>/",
        preview.preview,
        name="overview-preview-chapter",
    ),
    path(
        "overzicht/voorlopig/gewone-taal/",
        preview.preview_plain,
        name="overview-preview-plain",
    ),
    path("overzicht/publiceren/", preview.publish, name="overview-publish"),
    path("overzicht/vergelijk/", comparing.comparison, name="overview-compare"),
    path("overzicht/<quarter:quarter>/", views.overview, name="overview"),
    path(f"{EDITION}/", views.overview, name="overview-edition"),
    path(f"{EDITION}/gewone-taal/", views.plain, name="overview-plain"),
    path(f"{EDITION}/overzicht.json", views.payload_text, name="overview-json"),
    path(f"{EDITION}/voortgang", views.progress, name="overview-progress"),
    path(f"{EDITION}/overzicht.<format:kind>", views.file, name="overview-file"),
    path(
        f"{EDITION}/hoofdstuk/<int:number>/",
        views.overview_chapter,
        name="overview-chapter",
    ),
    path(
        f"{EDITION}/hoofdstuk/<int:number>/overzicht.<format:kind>",
        views.file,
        name="overview-chapter-file",
    ),
    path("openbaar/", public.public_overviews, name="public-overviews"),
    path("openbaar/<quarter:quarter>/", public.public_overview, name="public-overview"),
    path(f"{PUBLIC}/", public.public_overview, name="public-edition"),
    path(f"{PUBLIC}/overzicht.json", public.public_payload, name="public-json"),
    path(
        f"{PUBLIC}/hoofdstuk/<int:number>/",
        public.public_overview,
        name="public-chapter",
    ),
]
