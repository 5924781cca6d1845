"""Parts of published overviews for other pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from pages.overview.quarters import STEP_HEIGHT, quarters_of, steps_of

register = template.Library()


@register.inclusion_tag("pages/overview/quarters.html", takes_context=True)
def published_quarters(context: Context, code: str) -> dict[str, Any]:
    """Show an action's quarters in a row, as they were published."""
    states = quarters_of(context["request"].actor, code)
    return {
        "code": code,
        "states": states,
        "steps": steps_of(states),
        "height": STEP_HEIGHT,
    }
