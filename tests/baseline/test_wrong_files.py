"""Each kind of mistake in the files is told with file, line and key.

Every case changes one thing in a copy of the real programme. Nothing may be stored.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command

from tests.baseline.folders import Folder, nothing_written

pytestmark = pytest.mark.django_db

LONG = "x" * 201


@dataclass(frozen=True)
class Mistake:
    """A change that makes the files wrong, and what is said about it.

    `line` counts from where the changed text begins.
    """

    name: str
    file: str
    old: str
    new: str
    key: str
    message: str
    line: int = 0
    # A text that stands on the line that is meant, when the change stands elsewhere.
    elsewhere: str = ""


CASES = [
    Mistake(
        "unknown organisation",
        "governance.yaml",
        "- {who: VGN, role: lid, lines: 2904-2904}",
        "- {who: VGM, role: lid, lines: 2904-2904}",
        "bodies[4].members[3].who",
        "“VGM” is geen bekende organisatie of groep. Bedoelt u VNG of VGZ of VGN?",
    ),
    Mistake(
        "group where an organisation belongs",
        "governance.yaml",
        "- {who: VGN, role: lid, lines: 2904-2904}",
        "- {who: Regiegroep, role: lid, lines: 2904-2904}",
        "bodies[4].members[3].who",
        "Een lid is een organisatie, geen groep.",
    ),
    Mistake(
        "spelling of somebody else",
        "governance.yaml",
        "aliases: [ZonMW]",
        "aliases: [ZonMW, VGN]",
        "organisations[44].aliases[1]",
        "“VGN” staat al voor een andere organisatie of groep.",
    ),
    Mistake(
        "share that is no fraction",
        "governance.yaml",
        '{part: naasten, share: "1/3"}',
        "{part: naasten, share: een derde}",
        "bodies[3].composition[1].share",
        "“een derde” is geen breuk. Schrijf 1/3.",
    ),
    Mistake(
        "unknown role",
        "governance.yaml",
        "- {who: NaarKeuze, role: agendalid, lines: 2909-2909}",
        "- {who: NaarKeuze, role: toehoorder, lines: 2909-2909}",
        "bodies[4].members[8].role",
        "“toehoorder” is hier onbekend. Kies uit: lid, agendalid, voorzitter, "
        "secretaris, vervanger.",
    ),
    Mistake(
        "yes where true belongs",
        "governance.yaml",
        "    chapter: 6\n    established: false\n",
        "    chapter: 6\n    established: nee\n",
        "bodies[9].established",
        "Hier hoort true of false te staan.",
        line=1,
    ),
    Mistake(
        "duplicate code",
        "chapter-1.yaml",
        '- code: "1.1.2"',
        '- code: "1.1.1"',
        "spearheads[0].actions[1].code",
        "De code 1.1.1 is al gebruikt (chapter-1.yaml, regel 60, "
        "spearheads[0].actions[0].code).",
    ),
    Mistake(
        "code of another spearhead",
        "chapter-1.yaml",
        '- code: "1.1.2"',
        '- code: "1.2.9"',
        "spearheads[0].actions[1].code",
        "De code begint met 1.1.",
    ),
    Mistake(
        "unknown date words",
        "chapter-1.yaml",
        "date: zomer 2024",
        "date: winter 2024",
        "spearheads[1].actions[0].activities[3].milestones[1].date",
        "De datum “winter 2024” is niet te lezen: schrijf bijvoorbeeld “najaar 2022”, "
        "“Q3 van 2022”, “1 juni 2023”, “2023 t/m 2025”, “uiterlijk 2024” of “komende "
        "jaren”.",
    ),
    Mistake(
        "footnote digit in a year",
        "chapter-1.yaml",
        "date: zomer 2024",
        "date: zomer 20243",
        "spearheads[1].actions[0].activities[3].milestones[1].date",
        "De datum “zomer 20243” is niet te lezen: aan het jaartal 2024 plakt misschien "
        "een voetnootcijfer (20243); laat dat cijfer weg.",
    ),
    Mistake(
        "wrong separator in lines",
        "chapter-1.yaml",
        "lines: 209-275",
        "lines: 209–275",
        "spearheads[0].lines",
        "“209–275” zijn geen regels. Schrijf 326-332 of 679.",
    ),
    Mistake(
        "lines beyond the document",
        "chapter-1.yaml",
        "lines: 209-275",
        "lines: 209-4000",
        "spearheads[0].lines",
        "Regels 209-4000 bestaan niet: het document heeft 3047 regels.",
    ),
    Mistake(
        "lines the wrong way round",
        "chapter-1.yaml",
        "lines: 209-275",
        "lines: 275-209",
        "spearheads[0].lines",
        "Regels 275-209 bestaan niet: het document heeft 3047 regels.",
    ),
    Mistake(
        "unknown key",
        "chapter-1.yaml",
        "  kind: doelgroep\n",
        "  kind: doelgroep\n  kleur: groen\n",
        "chapter.kleur",
        "Deze sleutel bestaat hier niet.",
        line=1,
    ),
    Mistake(
        "missing key",
        "chapter-1.yaml",
        "chapter:\n  number: 1\n  title: Complexe zorg\n",
        "chapter:\n  number: 1\n",
        "chapter.title",
        "Deze sleutel ontbreekt of is leeg.",
        line=1,
    ),
    Mistake(
        "duplicate key",
        "chapter-1.yaml",
        "  kind: doelgroep\n",
        "  kind: doelgroep\n  kind: doelgroep\n",
        "chapter.kind",
        "Deze sleutel staat hier twee keer.",
        line=1,
    ),
    Mistake(
        "list where text is expected",
        "chapter-1.yaml",
        "  title: Complexe zorg\n",
        "  title: [Complexe zorg]\n",
        "chapter.title",
        "Hier hoort een tekst te staan.",
    ),
    Mistake(
        "text where a list is expected",
        "chapter-2.yaml",
        "trekkers: [VGN, SZW]",
        "trekkers: VGN en SZW",
        "spearheads[1].actions[2].lead.trekkers",
        "Hier hoort een lijst te staan.",
    ),
    Mistake(
        "text where keys are expected",
        "chapter-1.yaml",
        "    - kind: related\n      to: hoofdstuk 3\n",
        "    - hoofdstuk 3\n    - kind: related\n      to: hoofdstuk 3\n",
        "chapter.links[1]",
        "Hier horen sleutels met waarden te staan.",
    ),
    Mistake(
        "unknown kind of chapter",
        "chapter-1.yaml",
        "kind: doelgroep",
        "kind: thema",
        "chapter.kind",
        "“thema” is hier onbekend. Kies uit: doelgroep, randvoorwaarde.",
    ),
    Mistake(
        "werkgroep of another chapter",
        "chapter-1.yaml",
        "werkgroep: Werkgroep complexe zorg",
        "werkgroep: Werkgroep LVB",
        "chapter.werkgroep",
        "“Werkgroep LVB” hoort in governance.yaml niet bij dit hoofdstuk.",
    ),
    Mistake(
        "link to nowhere",
        "chapter-4.yaml",
        'to: "5.3.3"',
        'to: "5.3.9"',
        "spearheads[0].actions[1].links[1].to",
        "Dit verwijst naar 5.3.9, en dat bestaat niet.",
    ),
    Mistake(
        "link to two things",
        "chapter-4.yaml",
        'to: "5.3.3"',
        'to: "5.3.3"\n            outside: Thema 5',
        "spearheads[0].actions[1].links[1].to",
        "Een verband heeft óf `to` óf `outside`.",
    ),
    Mistake(
        "text that is too long",
        "chapter-1.yaml",
        "    title: Een solide kennisinfrastructuur\n",
        f"    title: {LONG}\n",
        "spearheads[0].title",
        "Deze tekst is 201 tekens lang; hooguit 200.",
    ),
    Mistake(
        "number that is none",
        "governance.yaml",
        "meetings_per_year: 4",
        "meetings_per_year: vier",
        "bodies[1].meetings_per_year",
        "“vier” is geen heel getal.",
    ),
    Mistake(
        "figure with a comma",
        "chapter-3.yaml",
        'value: "3000"',
        'value: "3.000,5"',
        "spearheads[0].targets[0].value",
        "“3.000,5” is geen getal. Schrijf het met een punt, zoals 12.5.",
    ),
    Mistake(
        "level that does not exist",
        "chapter-1.yaml",
        "            level: 2\n            description: Kennis delen tussen",
        "            level: 3\n            description: Kennis delen tussen",
        "spearheads[0].actions[1].activities[4].level",
        "Het niveau is 1 of 2.",
    ),
    Mistake(
        "contradiction with one place",
        "governance.yaml",
        "      - {says: het proces rond het zesde hoofdstuk is later begonnen, "
        "lines: 53-54}\n"
        "      - {says: voor hoofdstuk 6 moeten de werkgroepen (meervoud) nog worden "
        "ingesteld, lines: 2966-2967}\n",
        "",
        "contradictions[0].sources",
        "Een tegenspraak heeft minstens twee plekken.",
        line=-1,
    ),
    Mistake(
        "conditional without a condition",
        "chapter-1.yaml",
        "                condition: Als blijkt dat er onderscheidende factoren zijn.\n",
        "",
        "spearheads[1].actions[0].activities[2].milestones[0].condition",
        "Een voorwaarde hoort bij certainty: conditional, en omgekeerd.",
        line=-4,
    ),
    Mistake(
        "condition without conditional",
        "chapter-1.yaml",
        "                certainty: conditional\n"
        "                condition: Als blijkt dat",
        "                condition: Als blijkt dat",
        "spearheads[1].actions[0].activities[2].milestones[0].condition",
        "Een voorwaarde hoort bij certainty: conditional, en omgekeerd.",
    ),
    Mistake(
        "lead line without a trekker",
        "chapter-2.yaml",
        "          trekkers: [VGN, SZW]\n",
        "",
        "spearheads[1].actions[2].lead.trekkers",
        "Een regel “Trekker:” noemt minstens één trekker.",
        line=-2,
    ),
    Mistake(
        "result of an action assigned to a spearhead",
        "chapter-1.yaml",
        "date: zomer 2024",
        "date: zomer 2024\n                assigned_spearhead: 1",
        "spearheads[1].actions[0].activities[3].milestones[1].assigned_spearhead",
        "Alleen een resultaat van een hoofdstuk wordt toegewezen.",
        line=1,
    ),
    Mistake(
        "earmark of a line that is not there",
        "chapter-1.yaml",
        "- {budget_line: 1. Complexe zorg, year: 2023,",
        "- {budget_line: 1. Complex, year: 2023,",
        "spearheads[1].actions[1].earmarks[0].budget_line",
        "Dit verwijst naar budget/1. Complex/2023, en dat bestaat niet.",
    ),
    Mistake(
        "amount with thousands apart",
        "finance.yaml",
        '"85000.00"',
        '"85.000,00"',
        "budget_lines[0].amounts[0]",
        "“85.000,00” is geen bedrag. Schrijf euro’s met een punt en twee cijfers "
        "erachter, zonder scheiding van duizenden: 2300000.00.",
    ),
    Mistake(
        "amount too few",
        "finance.yaml",
        '"3301530.00", ',
        "",
        "funding_lines[2].amounts",
        "Hier staan 4 bedragen; er zijn 5 jaren.",
    ),
    Mistake(
        "sum that does not match",
        "finance.yaml",
        '"85000.00"',
        '"86000.00"',
        "printed_totals.amounts",
        "Het totaal van 2022 is €\u00a03.767.500, maar de regels zijn samen "
        "€\u00a03.768.500.",
        elsewhere='amounts: ["3767500.00"',
    ),
    Mistake(
        "counts that are not one per chapter",
        "programme.yaml",
        "spearheads: [3, 4, 3, 4, 3, 3]",
        "spearheads: [3, 4, 3, 4, 3]",
        "expected.spearheads",
        "Hier horen 6 getallen te staan.",
    ),
    Mistake(
        "year that is none",
        "programme.yaml",
        '{2023: "50333.00",',
        '{dit jaar: "50333.00",',
        "expected.unallocated.dit jaar",
        "“dit jaar” is geen jaar.",
    ),
    Mistake(
        "versions out of order",
        "programme.yaml",
        "- {number: 1, date: 2026-11-21",
        "- {number: 2, date: 2026-11-21",
        "versions",
        "Versies zijn 1, 2, 3 …, de nieuwste onderaan.",
    ),
    Mistake(
        "day that is none",
        "programme.yaml",
        "- {number: 1, date: 2026-11-21",
        "- {number: 1, date: 21 november",
        "versions[0].date",
        "“21 november” is geen dag. Schrijf 2026-11-21.",
    ),
    Mistake(
        "file of an unknown kind",
        "programme.yaml",
        "  - finance.yaml\n",
        "  - finance.yaml\n  - ../elders.yaml\n",
        "files[2]",
        "“../elders.yaml” is geen soort bestand dat hier hoort.",
        line=1,
    ),
    Mistake(
        "no files",
        "programme.yaml",
        "files:\n  - governance.yaml\n",
        "files: []\nbestanden:\n  - governance.yaml\n",
        "files",
        "Deze sleutel ontbreekt of is leeg.",
    ),
    Mistake(
        "control character",
        "chapter-1.yaml",
        "  title: Complexe zorg\n",
        "  title: Complexe\u0007 zorg\n",
        "bestand",
        "Hier staat een teken dat YAML niet kent.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_load_programme_with_a_mistake_tells_where_and_stores_nothing(
    case: Mistake, real: Folder
) -> None:
    line = real.change(case.file, case.old, case.new) + case.line
    if case.elsewhere:
        line = real.line_of(case.file, case.elsewhere)

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=real.path)

    assert str(error.value) == (
        f"{case.file}, regel {line}, {case.key}: {case.message}\n"
        "1 fout(en). Er is niets opgeslagen."
    )


def test_load_programme_without_one_of_its_files_tells_which(real: Folder) -> None:
    (real.path / "chapter-2.yaml").unlink()

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=real.path)

    assert str(error.value) == (
        "chapter-2.yaml, regel 1, bestand: Dit bestand ontbreekt.\n"
        "1 fout(en). Er is niets opgeslagen."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Dit bestand is leeg."),
        (b"\xff\xfe", "Dit bestand is geen UTF-8."),
    ],
    ids=["empty", "not UTF-8"],
)
def test_load_programme_with_an_unreadable_file_tells_which(
    content: bytes, message: str, real: Folder
) -> None:
    (real.path / "finance.yaml").write_bytes(content)

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=real.path)

    assert str(error.value).splitlines()[0] == (
        f"finance.yaml, regel 1, bestand: {message}"
    )


def test_load_programme_with_a_file_that_is_no_yaml_tells_where(real: Folder) -> None:
    line = real.change(
        "chapter-1.yaml", "  title: Complexe zorg\n", "  title: [Complexe zorg\n"
    )

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=real.path)

    # It goes wrong on the next line; what the parser says depends on which one it is.
    place = f"chapter-1.yaml, regel {line + 1}, bestand: "
    assert str(error.value).startswith(f"{place}Dit is geen geldige YAML: ")


def test_load_programme_tells_every_mistake_in_order_of_the_files(
    real: Folder,
) -> None:
    last = real.change("finance.yaml", '"85000.00"', '"85.000,00"')
    first = real.change("chapter-1.yaml", "date: zomer 2024", "date: winter 2024")

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=real.path)

    lines = str(error.value).splitlines()
    assert lines[0].startswith(f"chapter-1.yaml, regel {first}, ")
    assert lines[1].startswith(f"finance.yaml, regel {last}, ")
    assert lines[2] == "2 fout(en). Er is niets opgeslagen."


def test_load_programme_with_a_row_the_database_refuses_tells_where(
    small: Folder,
) -> None:
    line = small.change(
        "governance.yaml", "meetings_per_year: 2", "meetings_per_year: 0"
    )

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=small.path)

    # The row begins one line above its fourth key.
    assert str(error.value) == (
        f"governance.yaml, regel {line - 3}, bodies[0]: __all__: Een groep komt 1 tot "
        "52 keer per jaar bij elkaar, of bepaalt dit zelf (leeg).\n"
        "1 fout(en). Er is niets opgeslagen."
    )
