"""Reads an admin form as a browser does, so that tests post what was on the screen."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.versioned import Versioned

# Buttons are sent only when they are pressed.
UNSENT_TYPES = {"submit", "button", "search"}


class _Fields(HTMLParser):
    """Collects the fields of the form that posts the row."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._is_inside = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("id", "").endswith("_form")
        if not self._is_inside:
            return
        name = given.get("name", "")
        if tag == "input":
            self._take_input(name, given)
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""

    def _take_input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if not name or kind in UNSENT_TYPES or "__prefix__" in name:
            return
        if kind not in ("checkbox", "radio") or "checked" in given:
            self.values[name] = given.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._textarea:
            # A browser drops the line end that follows the opening tag.
            text = self.values[self._textarea].removeprefix("\r").removeprefix("\n")
            self.values[self._textarea] = text
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data


def fields_of(html: str) -> dict[str, str]:
    """Return what the form on this page would post if somebody pressed save."""
    parser = _Fields()
    parser.feed(html)
    return {
        name: value
        for name, value in parser.values.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }


def signed_in(user: User) -> Client:
    """Return a browser in which this user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def address(row: Versioned, page: str) -> str:
    """Return the address of a page about one row."""
    label = f"{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"admin:{label}_{page}", args=[row.pk])


def list_address(model: type[Versioned], page: str = "changelist") -> str:
    """Return the address of a page about a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def opened(client: Client, row: Versioned) -> dict[str, str]:
    """Open the form of a row, and return what it would post."""
    response = client.get(address(row, "change"))
    assert response.status_code == 200, response.status_code
    return fields_of(response.text)
