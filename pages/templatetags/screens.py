"""What the templates of the pages need: words, charts, and where the reader is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import money
from core.imprecise_dates import ImpreciseDate
from pages import charts, words
from pages.queries.milestones import MilestoneRow
from pages.queries.money import Cell
from pages.states import State

register = template.Library()


@register.filter
def euro(amount: Decimal) -> str:
    """Write an amount: `€ 58.380.500`."""
    return money.in_dutch(amount)


@register.filter
def figure(value: Decimal | int) -> str:
    """Write a number: `3.000`."""
    return words.number(value)


@register.filter
def day(value: date) -> str:
    """Write a day: `1 september 2026`."""
    return words.in_dutch(value)


@register.filter
def last_day(value: ImpreciseDate) -> str:
    """Say by which day printed words ask for something; the day stays on one line."""
    text = words.last_day(value)
    if value.end is None:
        return text
    first, space, rest = text.partition(" ")
    return first + space + rest.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def length_of_days(days: int) -> str:
    """Say how long a number of days is."""
    return words.length(days)


@register.filter
def counted(number: int, words: str) -> str:
    """Write a number with its word: `1 actie`, `3 acties`; `words` is both of them."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"


@register.filter
def item(values: Mapping[str, int], key: str) -> int:
    """Look a number up; absent is zero."""
    return values.get(key, 0)


@register.simple_tag
def is_demo() -> bool:
    """Tell whether this is the demo, whose reports are made up."""
    return bool(settings.DEMO)


@register.simple_tag
def theme_stylesheet() -> str:
    """Give the address of the organisation's own theme; empty without one."""
    name: str = settings.THEME_STYLESHEET
    return name if not name or name.startswith("/") else static(name)


@register.simple_tag(takes_context=True)
def same_page(context: Context, key: str, value: int) -> str:
    """Give the address of this page with one choice changed and the others kept."""
    query = context["request"].GET.copy()
    query[key] = str(value)
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class NavigationItem:
    """One line of the main menu."""

    text: str
    url: str
    is_current: bool  # this very page
    is_section: bool  # this page or one under it


# Word, page, and the pages under it.
MENU = (
    ("Stand nu", "dashboard", ("programme", "chapter", "check", "contradictions")),
    (
        "Kwartaaloverzichten",
        "overviews",
        (
            "overview",
            "overview-edition",
            "overview-chapter",
            "overview-plain",
            "overview-file",
            "overview-preview",
            "overview-preview-chapter",
            "overview-preview-plain",
            "overview-publish",
            "overview-compare",
        ),
    ),
    ("Acties", "actions", ("action",)),
    ("Mijlpalen", "milestones", ()),
    ("Te laat", "late", ()),
    ("Geld", "money", ()),
    ("Organisaties", "organisations", ("organisation",)),
    ("Groepen", "bodies", ("body",)),
    ("Begrippen", "glossary", ()),
)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """List the main menu, and tell where the reader is."""
    # An error page may come before any address was matched.
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.url_name if match is not None and match.namespace == "pages" else ""
    return [
        NavigationItem(text, reverse(f"pages:{name}"), here == name, here in below)
        for text, name, below in MENU
    ]


@register.simple_tag
def count_cells(
    states: Iterable[State] | Mapping[str, State],
    counts: Mapping[str, int],
    address: str,
    about: str,
) -> SafeString:
    """Write a cell per state with how many there are, each a link to which these are.

    `address` ends where the state comes; `about` says for who listens what is counted.
    As a tag, because a loop in the template makes the first page twice as slow.
    """
    return format_html_join(
        "",
        '<td role="cell" class="{}" data-label="{}">{}</td>',
        (
            (
                "n" if number else "n zero",
                state.word.capitalize(),
                _count(
                    number, f"{address}{state.slug}", f" {state.word} {about}".rstrip()
                ),
            )
            for state, number in (
                (state, counts.get(key, 0)) for key, state in _by_key(states)
            )
        ),
    )


def _count(number: int, address: str, told: str) -> SafeString | str:
    if not number:
        return "0"
    return format_html(
        '<a href="{}">{}<span class="sr">{}</span></a>', address, number, told
    )


def _by_key(
    states: Iterable[State] | Mapping[str, State],
) -> Iterable[tuple[str, State]]:
    if isinstance(states, Mapping):
        return states.items()
    return [(state.key, state) for state in states]


@register.inclusion_tag("partials/charts/stacked.html")
def stacked_bar(
    states: Iterable[State] | Mapping[str, State],
    counts: Mapping[str, int],
    title: str,
    name: str,
    of: int = 0,
) -> dict[str, Any]:
    """Draw how many there are per state; `name` makes the ids of this page unique.

    With `of` the bar is as long as its share of that number.
    """
    parts = [
        (state.key, state.word, counts.get(key, 0)) for key, state in _by_key(states)
    ]
    return {"bar": charts.stacked_bar(parts, of=of), "title": title, "name": name}


@register.inclusion_tag("partials/charts/columns.html")
def small_columns(
    cells: Sequence[Cell], highest: Decimal, title: str, name: str
) -> dict[str, Any]:
    """Draw amounts per year, on the scale of the highest one."""
    return {
        "chart": charts.columns([(cell.year, cell.amount) for cell in cells], highest),
        "cells": cells,
        "title": title,
        "name": name,
    }


@register.inclusion_tag("partials/charts/band.html")
def milestone_band(
    milestones: Sequence[MilestoneRow], today: date, name: str
) -> dict[str, Any]:
    """Draw milestones along the years."""
    words = Counter(row.state.word for row in milestones)
    return {
        "chart": charts.band(milestones, today),
        "milestones": milestones,
        "told": ", ".join(f"{number} {word}" for word, number in words.items()),
        "name": name,
    }
