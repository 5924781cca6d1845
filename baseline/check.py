"""Proves that a programme document was loaded whole and adds up.

What the document holds was counted by reading it (`expected`, `bullets` and
`lead_lines` in the files); what the database holds is counted here. Nothing is
derived from the rows themselves, or a row that was left out would not show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from baseline.check_facts import BodyFact, Facts, gather
from baseline.check_money import money_findings
from baseline.findings import (
    CheckReport,
    Finding,
    Group,
    compared,
    listed,
    proven,
)
from baseline.plan import ChapterCount, Expected, ExpectedBody, Plan


def check(plan: Plan) -> CheckReport:
    """Compare the database with what the document of this plan holds."""
    facts = gather(plan.programme)
    return CheckReport(
        programme=plan.programme,
        version=facts.version,
        findings=tuple(compare(facts, plan)),
    )


def compare(facts: Facts, plan: Plan) -> list[Finding]:
    """Return the findings; a pure function, for the rules can be tested by hand."""
    expected = plan.expected
    return [
        *_structure(facts, expected),
        *_leads(facts, expected),
        *_bullets(facts, expected),
        *money_findings(facts, expected),
        *_governance(facts, expected),
        *_sources(facts, plan),
        *_open_ends(facts, expected),
    ]


def _structure(facts: Facts, expected: Expected) -> Iterable[Finding]:
    group = Group.STRUCTURE
    yield compared(
        group,
        "chapters",
        "Hoofdstukken",
        expected=len(expected.chapters),
        found=len(facts.chapters),
    )
    spearheads = {chapter.number: chapter.spearheads for chapter in facts.chapters}
    actions = Counter(action.chapter for action in facts.actions)
    for chapter in expected.chapters:
        yield compared(
            group,
            f"spearheads.{chapter.number}",
            f"Speerpunten in hoofdstuk {chapter.number}",
            expected=chapter.spearhead_count,
            found=spearheads.get(chapter.number, 0),
        )
    for chapter in expected.chapters:
        yield compared(
            group,
            f"actions.{chapter.number}",
            f"Acties in hoofdstuk {chapter.number}",
            expected=chapter.action_count,
            found=actions[chapter.number],
        )
    yield compared(
        group,
        "actions",
        "Acties in het hele programma",
        expected=sum(chapter.action_count for chapter in expected.chapters),
        found=len(facts.actions),
    )


def _leads(facts: Facts, expected: Expected) -> Iterable[Finding]:
    group = Group.LEADS
    loaded = {lead.line for lead in facts.leads}
    lines = [line for chapter in expected.chapters for line in chapter.lead_lines]
    yield compared(
        group,
        "lead_lines",
        "Regels met “Trekker:” die bij een actie staan",
        expected=expected.lead_lines,
        found=sum(line in loaded for line in lines),
        detail=[f"regel {line}: geen actie" for line in lines if line not in loaded],
    )
    yield compared(
        group,
        "lead_lines.unknown",
        "Trekkers die niet uit een regel “Trekker:” komen",
        expected=0,
        found=len(strangers := sorted(loaded - set(lines))),
        detail=[f"regel {line}" for line in strangers],
    )
    led = {lead.action for lead in facts.leads}
    yield compared(
        group,
        "actions_with_lead",
        "Acties met een trekker",
        expected=expected.actions_with_lead,
        found=len(led),
    )
    yield compared(
        group,
        "chapters_with_lead",
        "Hoofdstukken met trekkers",
        expected=_numbers(c.number for c in expected.chapters if c.lead_lines),
        found=_numbers({lead.chapter for lead in facts.leads}),
    )
    without: dict[int, list[str]] = defaultdict(list)
    for action in facts.actions:
        if action.code not in led:
            without[action.chapter].append(action.code)
    totals = Counter(action.chapter for action in facts.actions)
    yield listed(
        group,
        "chapters_with_actions_without_lead",
        "Hoofdstukken met acties zonder trekker",
        (
            f"hoofdstuk {chapter}: {len(codes)} van {totals[chapter]}"
            + ("" if len(codes) == totals[chapter] else f" ({', '.join(codes)})")
            for chapter, codes in sorted(without.items())
        ),
    )


def _bullets(facts: Facts, expected: Expected) -> Iterable[Finding]:
    for chapter in expected.chapters:
        yield _bullets_of(chapter, facts.begun_lines.get(chapter.number, frozenset()))
    yield compared(
        Group.BULLETS,
        "bullets",
        "Punten in het hele programma",
        expected=sum(chapter.bullet_count for chapter in expected.chapters),
        found=sum(
            line in facts.begun_lines.get(chapter.number, ())
            for chapter in expected.chapters
            for line in chapter.bullets
        ),
    )


def _bullets_of(chapter: ChapterCount, begun: frozenset[int]) -> Finding:
    missing = [line for line in chapter.bullets if line not in begun]
    return compared(
        Group.BULLETS,
        f"bullets.{chapter.number}",
        f"Punten in hoofdstuk {chapter.number} waar een rij begint",
        expected=chapter.bullet_count,
        found=len(chapter.bullets) - len(missing),
        detail=[f"regel {line}: hier begint geen rij" for line in missing],
    )


def _governance(facts: Facts, expected: Expected) -> Iterable[Finding]:
    group = Group.GOVERNANCE
    found = {body.name: body for body in facts.bodies}
    unknown = [name for name in found if name not in {b.name for b in expected.bodies}]
    yield compared(
        group,
        "bodies",
        "Overleggen en groepen",
        expected=len(expected.bodies),
        found=len(found),
        detail=[f"{name}: niet in de telling" for name in unknown],
    )
    for body in expected.bodies:
        yield compared(
            group,
            f"body.{body.name}",
            body.name,
            expected=_described(body),
            found=_described(found[body.name]) if body.name in found else "ontbreekt",
        )
    planned = {body.chapter: body.name for body in expected.bodies if body.chapter}
    actual = {chapter.number: chapter.werkgroep for chapter in facts.chapters}
    yield proven(
        group,
        "werkgroepen",
        "Hoofdstukken met hun eigen werkgroep",
        total=len(planned),
        failures=[
            f"hoofdstuk {number}: {actual.get(number) or 'geen'}, niet {name}"
            for number, name in planned.items()
            if actual.get(number) != name
        ],
    )
    yield listed(
        group,
        "chapters_without_werkgroep",
        "Hoofdstukken waarvan de werkgroep nog niet is ingesteld",
        (
            f"hoofdstuk {chapter.number}. {chapter.title}"
            for chapter in facts.chapters
            if not chapter.has_established_werkgroep
        ),
    )


def _described(body: BodyFact | ExpectedBody) -> str:
    often = (
        f"{body.meetings_per_year} keer per jaar"
        if body.meetings_per_year is not None
        else "geen vast aantal keren"
    )
    established = "" if body.established else ", nog niet ingesteld"
    lid = "lid" if body.lid == 1 else "leden"
    agendalid = "agendalid" if body.agendalid == 1 else "agendaleden"
    members = f"{body.lid} {lid}, {body.agendalid} {agendalid}"
    return f"{members}, {often}{established}"


def _sources(facts: Facts, plan: Plan) -> Iterable[Finding]:
    group = Group.SOURCES
    yield compared(
        group,
        "content",
        "De geladen inhoud is die van de bestanden",
        expected=plan.content_sha256()[:12],
        found=facts.content_sha256[:12] or "niets geladen",
    )
    parts = []
    for source in facts.sources:
        if not source.loaded:
            continue
        if source.with_source is None:
            parts.append(f"{source.name}: {source.found}")
            if source.found == source.loaded:
                continue
        yield compared(
            group,
            f"source.{source.name}",
            f"Met een bron: {source.name}",
            expected=source.loaded,
            found=source.found if source.with_source is None else source.with_source,
            detail=(
                [f"{source.loaded - source.found} geladen en daarna weggehaald"]
                if source.found != source.loaded
                else []
            ),
        )
    yield listed(
        group,
        "without_own_source",
        "Soorten rijen die de bron delen met de rij waar ze bij horen",
        parts,
    )


def _open_ends(facts: Facts, expected: Expected) -> Iterable[Finding]:
    group = Group.OPEN_ENDS
    yield compared(
        group,
        "contradictions",
        "Tegenspraken in het document",
        expected=expected.contradictions,
        found=len(facts.contradictions),
        detail=facts.contradictions,
    )
    single = [subject for subject, count in facts.contradictions.items() if count < 2]
    yield proven(
        group,
        "contradiction_sources",
        "Tegenspraken met ten minste twee plekken",
        total=len(facts.contradictions),
        failures=single,
    )
    yield listed(
        group,
        "uncertain_dates",
        "Data met “tot”: telt de laatste dag mee? (wij rekenen van wel)",
        (
            f"{milestone.place}: {milestone.title} (“{milestone.date}”, "
            f"regel {milestone.line})"
            for milestone in facts.milestones
            if milestone.date.is_uncertain
        ),
    )
    yield listed(
        group,
        "open_dates",
        "Beloften zonder laatste dag: die zijn nooit te laat",
        (
            f"{milestone.place}: {milestone.title} (“{milestone.date}”, "
            f"regel {milestone.line})"
            for milestone in facts.milestones
            if milestone.date.end is None
        ),
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers)) or "geen"
