"""The overview in one minute: short sentences, made from the figures by plain rules.

They are part of the payload, so that the words of a published overview never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.money import in_dutch
from core.quarters import Quarter
from reporting.overview import (
    ChapterPart,
    Headline,
    MovementCounts,
    Question,
    Reporting,
)


def one_minute(
    *,
    headline: Headline,
    movement: MovementCounts,
    compared_quarter: str,
    chapters: Sequence[ChapterPart],
    reporting: Reporting,
    questions: Sequence[Question],
) -> tuple[str, ...]:
    """Return what must be known first: progress, delay, money, silence, questions."""
    return (
        *_progress(headline, compared_quarter),
        *_movement(movement),
        *_stuck(chapters),
        *_late(headline),
        *_money(headline),
        *_reporting(headline, reporting),
        *_without_werkgroep(chapters),
        *_questions(headline, questions),
    )


def _progress(headline: Headline, compared_quarter: str) -> Iterator[str]:
    total = f"de {headline.actions} acties"
    if headline.completed == 0:
        yield f"Van {total} is er nog geen klaar."
    elif headline.completed == 1:
        yield f"Van {total} is er 1 klaar."
    else:
        yield f"Van {total} zijn er {headline.completed} klaar."
    more = headline.completed_more
    if not more:
        return
    before = Quarter.parse(compared_quarter).label
    if more > 0:
        are = "is er 1" if more == 1 else f"zijn er {more}"
        yield f"Dat {are} meer dan in het {before}."
    else:
        are = "is er 1" if more == -1 else f"zijn er {-more}"
        yield f"Dat {are} minder dan in het {before}."


def _movement(movement: MovementCounts) -> Iterator[str]:
    parts = []
    if movement.better:
        parts.append(_some(movement.better, "gaat beter", "gaan beter"))
    if movement.worse:
        parts.append(_some(movement.worse, "gaat slechter", "gaan slechter"))
    if movement.stopped:
        parts.append(_some(movement.stopped, "is gestopt", "zijn gestopt"))
    if not parts:
        return
    first, *rest = parts
    number, words = first
    noun = "actie" if number == 1 else "acties"
    told = [f"{number} {noun} {words}", *(f"{n} {w}" for n, w in rest)]
    yield f"{_and(told)}."


def _stuck(chapters: Sequence[ChapterPart]) -> Iterator[str]:
    most = max((chapter.counts.red for chapter in chapters), default=0)
    if not most:
        return
    worst = [str(c.number) for c in chapters if c.counts.red == most]
    actions = "1 actie" if most == 1 else f"{most} acties"
    each = " elk" if len(worst) > 1 else ""
    yield f"Het knelt het meest in hoofdstuk {_and(worst)}:{each} {actions}."


def _late(headline: Headline) -> Iterator[str]:
    late = headline.late_milestones
    if not late and not headline.late_milestones_original:
        yield "Er zijn geen mijlpalen te laat."
        return
    if not late:
        yield "Tegen de afspraken van nu is geen mijlpaal te laat."
    else:
        told = "1 mijlpaal is" if late == 1 else f"{late} mijlpalen zijn"
        yield f"{told} te laat."
    if headline.late_milestones_new:
        new = headline.late_milestones_new
        yield "Daarvan is er 1 nieuw." if new == 1 else f"Daarvan zijn er {new} nieuw."
    if headline.late_milestones_original != late:
        original = headline.late_milestones_original
        are = "is het er 1" if original == 1 else f"zijn het er {original}"
        yield f"Tegen het oorspronkelijke plan {are}."


def _money(headline: Headline) -> Iterator[str]:
    agreed, original = headline.budget_of_year, headline.budget_of_year_original
    if agreed is None or original is None:
        return
    yield f"Voor {headline.year} is {in_dutch(agreed)} begroot."
    if agreed > original:
        yield f"Dat is {in_dutch(agreed - original)} meer dan eerst was gepland."
    elif agreed < original:
        yield f"Dat is {in_dutch(original - agreed)} minder dan eerst was gepland."
    left = headline.unallocated_of_year
    if left is not None and left > 0:
        yield f"Daarnaast is {in_dutch(left)} nog niet verdeeld."
    elif left is not None and left < Decimal():
        yield f"Er is {in_dutch(-left)} meer begroot dan er geld is."


def _reporting(headline: Headline, reporting: Reporting) -> Iterator[str]:
    if headline.reported == headline.owed:
        yield f"Over alle {headline.owed} acties is bericht."
    else:
        yield f"Over {headline.reported} van de {headline.owed} acties is bericht."
    if reporting.silent:
        yield f"Niets ontvangen van: {_and(reporting.silent)}."


def _without_werkgroep(chapters: Sequence[ChapterPart]) -> Iterator[str]:
    missing = [str(chapter.number) for chapter in chapters if not chapter.established]
    if len(missing) == 1:
        yield f"Hoofdstuk {missing[0]} heeft nog geen werkgroep."
    elif missing:
        yield f"De hoofdstukken {_and(missing)} hebben nog geen werkgroep."


def _questions(headline: Headline, questions: Sequence[Question]) -> Iterator[str]:
    if not questions:
        yield "Er staan geen vragen open."
        return
    if len(questions) == 1:
        yield f"Er staat 1 vraag open, voor: {questions[0].to_body}."
    else:
        yield f"Er staan {len(questions)} vragen open."
    days = headline.oldest_question_days
    if days:
        oldest = "Die" if len(questions) == 1 else "De oudste"
        yield f"{oldest} wacht al {'1 dag' if days == 1 else f'{days} dagen'}."


def _some(number: int, one: str, more: str) -> tuple[int, str]:
    return number, one if number == 1 else more


def _and(words: Sequence[str]) -> str:
    *front, last = words
    return f"{', '.join(front)} en {last}" if front else last
