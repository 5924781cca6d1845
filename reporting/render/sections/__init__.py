"""The parts of the overview, each a pure function of the payload.

A part of a later issue is one more function in `MAIN` or `ANNEX`. A part without
anything to say returns None and is left out.
"""

from __future__ import annotations

from collections.abc import Callable

from reporting.render.document import Section
from reporting.render.extract import Extract
from reporting.render.sections.actions import actions, moved
from reporting.render.sections.chapters import borging, chapters, confidence, goals
from reporting.render.sections.counting import counting
from reporting.render.sections.head import head
from reporting.render.sections.late import late
from reporting.render.sections.money import money
from reporting.render.sections.people import overrides, plain, questions, reporting

Part = Callable[[Extract], Section | None]

# In the order in which the regiegroep reads; what must be decided comes last.
MAIN: tuple[Part, ...] = (
    head,
    chapters,
    moved,
    late,
    confidence,
    goals,
    borging,
    money,
    reporting,
    overrides,
    questions,
)
ANNEX: tuple[Part, ...] = (actions, plain, counting)
