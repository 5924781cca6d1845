"""What every figure in the overview means: the one list behind page, files and docs.

A figure lives at one or more places in the payload (`chapters[].pace.due`). Its key
is the first of those. Sources: the programme document (seed 000), accepted status
updates, amendments, and the rules of design 4.1, 4.4 and 4.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

UPDATES = "vastgestelde berichten"
DOCUMENT = "programmadocument, met de bijstellingen"
MONEY = "programmadocument, hoofdstuk 8, met de bijstellingen"
QUESTIONS = "opschalingen van de werkgroepen"
EARLIER = "het gepubliceerde overzicht van het vorige kwartaal, anders de berichten"


@dataclass(frozen=True)
class Figure:
    """A figure: its name in the payload, and what a reader must know of it."""

    name: str
    title: str
    unit: str
    formula: str
    source: str


@dataclass(frozen=True)
class Group:
    """Figures that stand together; `section` is the part of the overview they are in.

    `places` are paths in the payload; the names of the figures follow them.
    """

    section: str
    title: str
    places: tuple[str, ...]
    figures: tuple[Figure, ...]

    def paths(self) -> Iterator[tuple[str, Figure]]:
        """Return every path of every figure."""
        for place in self.places:
            for figure in self.figures:
                yield (f"{place}.{figure.name}" if place else figure.name), figure


def _state(name: str, title: str, formula: str) -> Figure:
    return Figure(name, title, "acties", formula, UPDATES)


def _moved(name: str, title: str, formula: str) -> Figure:
    return Figure(name, title, "acties", formula, f"{UPDATES}; {EARLIER}")


def _euros(name: str, title: str, formula: str) -> Figure:
    return Figure(name, title, "euro", formula, MONEY)


GROUPS = (
    Group(
        "kern",
        "De kern",
        ("headline",),
        (
            Figure(
                "actions",
                "Acties",
                "acties",
                "Alle acties van het programma.",
                DOCUMENT,
            ),
            Figure(
                "chapters",
                "Hoofdstukken",
                "hoofdstukken",
                "Alle hoofdstukken van het programma.",
                DOCUMENT,
            ),
            _state(
                "completed", "Klaar", "Acties met de status “afgerond”, ook van eerder."
            ),
            Figure(
                "completedBefore",
                "Klaar, vorig kwartaal",
                "acties",
                "Acties die in het vorige kwartaal klaar waren.",
                EARLIER,
            ),
            _moved(
                "completedMore",
                "Meer klaar dan vorig kwartaal",
                "Het aantal dat nu klaar is, min het aantal dat toen klaar was.",
            ),
            Figure(
                "lateMilestones",
                "Mijlpalen te laat",
                "mijlpalen",
                "Mijlpalen die niet bereikt zijn, waarvan de afgesproken einddatum "
                "voorbij is, en waarover na die datum een bericht is vastgesteld.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "lateMilestonesOriginal",
                "Te laat tegen het oorspronkelijke plan",
                "mijlpalen",
                "Hetzelfde, maar dan tegen de einddatum in het programmadocument.",
                f"programmadocument; {UPDATES}",
            ),
            Figure(
                "lateMilestonesNew",
                "Nieuw te laat",
                "mijlpalen",
                "Mijlpalen die te laat zijn, en dat niet waren in het gepubliceerde "
                "overzicht van het vorige kwartaal.",
                EARLIER,
            ),
            Figure(
                "unreportedMilestones",
                "Mijlpalen nog niet over bericht",
                "mijlpalen",
                "Mijlpalen waarvan de datum voorbij is, maar waarover na die datum nog "
                "niemand bericht heeft: zij tellen niet als te laat.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "questions",
                "Open vragen",
                "vragen",
                "Vragen van werkgroepen die op deze dag geen antwoord hadden.",
                QUESTIONS,
            ),
            Figure(
                "oldestQuestionDays",
                "Oudste vraag",
                "dagen",
                "Kalenderdagen vanaf de dag waarop de oudste open vraag is gesteld.",
                QUESTIONS,
            ),
            _euros(
                "budgetOfYear",
                "Begroot dit jaar",
                "Alle regels die meetellen in dit jaar, zoals nu afgesproken.",
            ),
            _euros(
                "budgetOfYearOriginal",
                "Begroot dit jaar, oorspronkelijk",
                "Dezelfde regels, zoals in het programmadocument.",
            ),
            _euros(
                "budgetTotal",
                "Begroot, alle jaren",
                "De som van alle jaren, zoals nu afgesproken.",
            ),
            _euros(
                "budgetTotalOriginal",
                "Begroot, alle jaren, oorspronkelijk",
                "De som van alle jaren, zoals in het programmadocument.",
            ),
            _euros(
                "unallocatedOfYear",
                "Niet verdeeld dit jaar",
                "De dekking in het totaal van dit jaar, min wat er begroot is.",
            ),
            Figure(
                "reported",
                "Acties met bericht",
                "acties",
                "Acties met een vastgesteld bericht over dit kwartaal.",
                UPDATES,
            ),
            Figure(
                "owed",
                "Acties die moeten berichten",
                "acties",
                "Alle acties, min de acties die eerder zijn afgerond of gestopt.",
                UPDATES,
            ),
        ),
    ),
    Group(
        "hoofdstukken",
        "Stand van de acties",
        (
            "counts",
            "previousCounts",
            "chapters[].counts",
            "chapters[].previousCounts",
        ),
        (
            _state("total", "Acties", "Alle acties: de som van de andere aantallen."),
            _state("completed", "Klaar", "Acties met de status “afgerond”."),
            _state("green", "Op koers", "Niet klaar of gestopt, met stand “op koers”."),
            _state("amber", "Aandacht", "Niet klaar of gestopt, met stand “aandacht”."),
            _state("red", "Knelt", "Niet klaar of gestopt, met stand “knelt”."),
            _state("stopped", "Gestopt", "Acties met de status “gestopt”."),
            _state(
                "noReport",
                "Geen bericht",
                "Acties zonder vastgesteld bericht over dit kwartaal.",
            ),
        ),
    ),
    Group(
        "hoofdstukken",
        "Beweging sinds het vorige kwartaal",
        ("movement", "chapters[].movement"),
        (
            _moved("completed", "Klaar gekomen", "Acties die dit kwartaal klaar zijn."),
            _moved(
                "better", "Beter", "Acties met een betere stand dan vorig kwartaal."
            ),
            _moved(
                "worse",
                "Slechter",
                "Acties met een slechtere stand dan vorig kwartaal.",
            ),
            _moved("stopped", "Gestopt", "Acties die dit kwartaal zijn gestopt."),
            _moved(
                "started",
                "Weer begonnen",
                "Acties die nu lopen, en vorig kwartaal niet begonnen, klaar of "
                "gestopt waren.",
            ),
            _moved(
                "silent",
                "Zonder bericht",
                "Acties met een bericht vorig kwartaal, en nu niet.",
            ),
            _moved(
                "back",
                "Weer bericht",
                "Acties zonder bericht vorig kwartaal, en nu wel.",
            ),
        ),
    ),
    Group(
        "te-laat",
        "Te laat per hoofdstuk",
        ("chapters[].late",),
        (
            Figure(
                "late",
                "Te laat",
                "mijlpalen",
                "Zoals bij de kern, voor de mijlpalen van dit hoofdstuk, zijn "
                "speerpunten en zijn acties.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "lateOriginal",
                "Te laat, oorspronkelijk",
                "mijlpalen",
                "Hetzelfde, tegen de einddatum in het programmadocument.",
                f"programmadocument; {UPDATES}",
            ),
            Figure(
                "unreported",
                "Nog niet over bericht",
                "mijlpalen",
                "De datum is voorbij, maar daarna heeft nog niemand bericht.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "new",
                "Nieuw te laat",
                "mijlpalen",
                "Te laat, en dat niet in het vorige gepubliceerde overzicht.",
                EARLIER,
            ),
        ),
    ),
    Group(
        "te-laat",
        "Een mijlpaal die te laat is",
        ("lateMilestones[]",),
        (
            Figure(
                "daysLate",
                "Dagen te laat",
                "dagen",
                "Kalenderdagen na de laatste dag van de afgesproken datum.",
                DOCUMENT,
            ),
            Figure(
                "daysLateOriginal",
                "Dagen te laat, oorspronkelijk",
                "dagen",
                "Kalenderdagen na de laatste dag van de datum in het document.",
                "programmadocument",
            ),
            Figure(
                "shifts",
                "Verschoven",
                "keer",
                "Hoe vaak de afgesproken datum door een bijstelling is veranderd.",
                "bijstellingen",
            ),
        ),
    ),
    Group(
        "vertrouwen",
        "Vertrouwen in het doel van 2026",
        (
            "confidence",
            "previousConfidence",
            "chapters[].confidence",
            "chapters[].previousConfidence",
        ),
        (
            _state("high", "Groot", "Acties waarvan de kans op het doel groot is."),
            _state("medium", "Redelijk", "Acties waarvan die kans redelijk is."),
            _state("low", "Klein", "Acties waarvan die kans klein is."),
        ),
    ),
    Group(
        "borging",
        "Borging",
        ("chapters[].borging",),
        (
            _state("arranged", "Geregeld", "Het resultaat blijft na 2026 bestaan."),
            _state("planned", "Gepland", "Er is een plan om het te laten bestaan."),
            _state("none", "Nog niets geregeld", "Er is nog niets geregeld."),
            _state("notNeeded", "Niet nodig", "Het hoeft na 2026 niet te blijven."),
            _state("unknown", "Niet ingevuld", "Wel bericht, maar niet hierover."),
        ),
    ),
    Group(
        "doel",
        "Tempo",
        ("chapters[].pace",),
        (
            Figure(
                "due",
                "Datum voorbij",
                "mijlpalen",
                "Mijlpalen waarvan de afgesproken einddatum voorbij is.",
                DOCUMENT,
            ),
            Figure(
                "achieved",
                "Bereikt",
                "mijlpalen",
                "Daarvan: bereikt, op tijd of later.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "late",
                "Te laat",
                "mijlpalen",
                "Daarvan: te laat.",
                f"{DOCUMENT}; {UPDATES}",
            ),
            Figure(
                "unreported",
                "Nog niet over bericht",
                "mijlpalen",
                "Daarvan: daarna heeft nog niemand bericht.",
                f"{DOCUMENT}; {UPDATES}",
            ),
        ),
    ),
    Group(
        "geld",
        "Geld per hoofdstuk",
        ("chapters[].money[]",),
        (
            _euros("original", "Oorspronkelijk", "Zoals in het programmadocument."),
            _euros("agreed", "Afgesproken", "Zoals nu afgesproken, na bijstellingen."),
        ),
    ),
    Group(
        "geld",
        "Geld per regel en jaar",
        ("money.budget[]", "money.funding[]"),
        (
            _euros(
                "amounts",
                "Afgesproken",
                "Eén bedrag per jaar; leeg waar het document geen bedrag heeft.",
            ),
            _euros(
                "originalAmounts",
                "Oorspronkelijk",
                "Hetzelfde, zoals in het programmadocument.",
            ),
        ),
    ),
    Group(
        "geld",
        "Totalen",
        ("money",),
        (
            _euros(
                "budgetTotals", "Totaal begroot", "Per jaar: de regels die meetellen."
            ),
            _euros(
                "budgetOriginalTotals",
                "Totaal begroot, oorspronkelijk",
                "Hetzelfde, zoals in het programmadocument.",
            ),
            _euros(
                "unallocated",
                "Niet verdeeld",
                "Per jaar: de dekking in het totaal, min het begrote totaal; leeg in "
                "een jaar zonder zulke dekking.",
            ),
            _euros("grandTotal", "Begroot, alle jaren", "De som van de jaren."),
            _euros(
                "grandTotalOriginal",
                "Begroot, alle jaren, oorspronkelijk",
                "De som van de jaren in het programmadocument.",
            ),
        ),
    ),
    Group(
        "berichten",
        "Berichten",
        ("reporting",),
        (
            Figure(
                "owed",
                "Moeten berichten",
                "acties",
                "Alle acties, min wat eerder is afgerond of gestopt.",
                UPDATES,
            ),
            Figure(
                "accepted",
                "Vastgesteld",
                "acties",
                "Acties met een vastgesteld bericht over dit kwartaal.",
                UPDATES,
            ),
        ),
    ),
    Group(
        "besluiten",
        "Vragen",
        ("questions[]",),
        (
            Figure(
                "ageDays",
                "Wacht",
                "dagen",
                "Kalenderdagen vanaf de dag waarop de vraag is gesteld.",
                QUESTIONS,
            ),
        ),
    ),
    Group(
        "bewogen",
        "Een actie, nu en eerder",
        (
            "chapters[].spearheads[].actions[].state",
            "chapters[].spearheads[].actions[].previous",
            "movements[].before",
            "movements[].after",
        ),
        (
            Figure(
                "progressPct",
                "Voortgang",
                "procent",
                "Hoe ver de actie is, volgens wie bericht.",
                UPDATES,
            ),
        ),
    ),
    Group(
        "acties",
        "Een actie",
        ("chapters[].spearheads[].actions[]",),
        (
            Figure(
                "lateMilestones",
                "Mijlpalen te laat",
                "mijlpalen",
                "Mijlpalen van de actie zelf die te laat zijn tegen de afspraak.",
                f"{DOCUMENT}; {UPDATES}",
            ),
        ),
    ),
)

# Numbers in the payload that say which, not how many.
LABELS = frozenset(
    {
        "schemaVersion",
        "edition",
        "comparedEdition",
        "headline.year",
        "chapters[].number",
        "chapters[].money[].year",
        "chapters[].spearheads[].number",
        "movements[].chapter",
        "lateMilestones[].chapter",
        "money.years",
        "money.budget[].chapter",
        "money.funding[].chapter",
    }
)


def of_section(section: str) -> tuple[Group, ...]:
    """Return the groups of figures in one part of the overview."""
    return tuple(group for group in GROUPS if group.section == section)


def by_path() -> dict[str, Figure]:
    """Return the figure for every path in the payload."""
    return {path: figure for group in GROUPS for path, figure in group.paths()}


def as_markdown() -> str:
    """Return the list as the text of docs/figures.md."""
    lines = [
        "# The figures of the quarterly overview",
        "",
        "Written by `manage.py write_figures`; the list itself is "
        "`reporting/definitions.py`.",
        "Titles and formulas are Dutch, as readers see them.",
    ]
    for group in GROUPS:
        places = ", ".join(f"`{place}`" for place in group.places)
        lines += [
            "",
            f"## {group.title}",
            "",
            f"In the payload: {places}.",
            "",
            "| key | title | unit | formula | source |",
            "|---|---|---|---|---|",
            *(
                f"| `{figure.name}` | {figure.title} | {figure.unit} "
                f"| {figure.formula} | {figure.source} |"
                for figure in group.figures
            ),
        ]
    return "\n".join(lines) + "\n"
