"""An organisation's own theme: loaded after ours, from this site only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from pages.checks import theme_exists

STYLES = Path(settings.BASE_DIR) / "static" / "css"
OURS = ("base.css", "parts.css", "tables.css", "charts.css")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("css/print.css", "/static/css/print.css"),
        ("/thema/huis.css", "/thema/huis.css"),
    ],
)
def test_own_theme_comes_after_ours_and_before_what_uses_it(
    client: Client, settings: Settings, given: str, address: str
) -> None:
    settings.THEME_STYLESHEET = given

    sheets = re.findall(
        r'rel="stylesheet" href="([^"]+)"', client.get("/inloggen/").text
    )

    assert sheets[:3] == ["/static/css/theme.css", address, "/static/css/base.css"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", None),
        ("css/theme.css", None),
        ("/thema/huis.css", None),
        ("css/weg.css", "pages.E002"),
        ("https://elders.example/huis.css", "pages.E001"),
        ("//elders.example/huis.css", "pages.E001"),
    ],
)
def test_theme_that_cannot_be_loaded_stops_the_start(
    settings: Settings, given: str, code: str | None
) -> None:
    settings.THEME_STYLESHEET = given

    assert [error.id for error in theme_exists()] == ([code] if code else [])


def test_every_variable_that_is_used_has_a_value_in_the_theme() -> None:
    theme = (STYLES / "theme.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"^\s*(--[a-z0-9-]+):", theme, re.MULTILINE))

    used = {
        name
        for sheet in OURS
        for name in re.findall(
            r"var\((--[a-z0-9-]+)", (STYLES / sheet).read_text(encoding="utf-8")
        )
    }

    assert used <= defined
    assert defined <= used


def test_colours_stand_in_the_theme_and_nowhere_else() -> None:
    for sheet in OURS:
        text = (STYLES / sheet).read_text(encoding="utf-8")
        assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", text) == [], sheet
