"""Where the links of an overview lead: to the frozen texts, not to those of today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from pages.overview.published import Edition
from reporting.render.document import Link
from reporting.render.extract import Json

ChapterAddress = Callable[[int], str]


@dataclass(frozen=True)
class OverviewAddresses:
    """Addresses within one overview; `chapter` is the one shown, 0 for the whole."""

    chapter_page: ChapterAddress
    chapter_of: dict[str, int]
    chapter: int = 0
    shows_actions: bool = True

    def __call__(self, link: Link) -> str:
        """Return where a link leads; empty for nowhere."""
        if link.kind == "section":
            return f"#{link.key}"
        if link.kind == "chapter":
            number = int(link.key)
            return "" if number == self.chapter else self.chapter_page(number)
        if not self.shows_actions:
            return ""
        if link.kind == "live":
            return reverse("pages:action", args=[link.key])
        number = self.chapter_of.get(link.key, 0)
        if not number:
            return ""
        page = "" if number == self.chapter else self.chapter_page(number)
        return f"{page}#actie-{link.key}"


def chapters_of_actions(payload: Json) -> dict[str, int]:
    """Return the number of the chapter per code of an action."""
    return {
        action["code"]: chapter["number"]
        for chapter in payload["chapters"]
        for spearhead in chapter["spearheads"]
        for action in spearhead["actions"]
    }


def of_edition(head: Edition, *, is_public: bool = False) -> ChapterAddress:
    """Return where the chapters of a published version are."""
    name = "pages:public-chapter" if is_public else "pages:overview-chapter"
    return lambda number: reverse(name, args=[head.quarter, head.edition, number])


def of_preview(quarter: str) -> ChapterAddress:
    """Return where the chapters of the preview are."""
    query = f"?kwartaal={quarter}"
    return lambda number: (
        reverse("pages:overview-preview-chapter", args=[number]) + query
    )
