"""Reads what the document holds, counted by reading it: the figures of the check."""

from __future__ import annotations

from decimal import Decimal

from baseline.entry import Entry
from baseline.plan import ChapterCount, Expected, ExpectedBody


def read_expected(root: Entry, chapters: list[ChapterCount]) -> Expected | None:
    """Return the expected figures; `chapters` is what the chapter files count."""
    entry = root.entry("expected", required=True)
    if entry is None:
        return None
    number = entry.integer("chapters") or 0
    spearheads, actions, bullets = (
        _one_per_chapter(entry, key, number)
        for key in ("spearheads", "actions", "bullets")
    )
    counted = {chapter.number: chapter for chapter in chapters}
    nothing = ChapterCount(number=0, bullets=(), lead_lines=(), page_first_lines=())
    stated = Expected(
        chapters=tuple(
            counted.get(index, nothing).stating(
                index, spearhead_count, action_count, bullet_count
            )
            for index, (spearhead_count, action_count, bullet_count) in enumerate(
                zip(spearheads, actions, bullets, strict=False), start=1
            )
        ),
        lead_lines=entry.integer("lead_lines") or 0,
        actions_with_lead=entry.integer("actions_with_lead") or 0,
        budget_total=entry.amount("budget_total"),
        unallocated=_amount_per_year(entry, "unallocated"),
        budget_cells=entry.integer("budget_cells") or 0,
        funding_cells=entry.integer("funding_cells") or 0,
        empty_funding_cells=entry.integer("empty_funding_cells") or 0,
        funding_rows_outside=entry.integer("funding_rows_outside") or 0,
        contradictions=entry.integer("contradictions") or 0,
        bodies=tuple(_body(body) for body in entry.entries("bodies", required=True)),
    )
    entry.done()
    return stated


def _one_per_chapter(entry: Entry, key: str, number: int) -> list[int]:
    counts = entry.integers(key)
    if counts and len(counts) != number:
        entry.problem(key, f"Hier horen {number} getallen te staan.")
    return counts


def _amount_per_year(entry: Entry, key: str) -> dict[int, Decimal]:
    amounts = {}
    for year, node in entry.mapping(key).items():
        amount = entry.amount_of(node)
        if not year.isdecimal():
            entry.log.add(node.where, f"“{year}” is geen jaar.")
        elif amount is not None:
            amounts[int(year)] = amount
    return amounts


def _body(entry: Entry) -> ExpectedBody:
    body = ExpectedBody(
        name=entry.text("name"),
        lid=entry.integer("lid") or 0,
        agendalid=entry.integer("agendalid") or 0,
        meetings_per_year=entry.integer("meetings_per_year", required=False),
        chapter=entry.integer("chapter", required=False),
        established=entry.flag("established", default=True),
    )
    entry.done()
    return body
