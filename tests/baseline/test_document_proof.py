"""The proof against the text finds what the files say and the text does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pytest
from django.core.management import CommandError, call_command

from baseline.document_proof import prove
from baseline.findings import Finding
from baseline.reading import read_programme
from tests.baseline.folders import Folder

# The document of the small programme, line by line; the other lines are empty.
LINES = {
    5: "Het Ministerie van Proeven (MVP) doet mee.",
    6: "De Vereniging van Proefnemers (VVP) ook.",
    10: " Hoofdstuk 1. Proeven ",
    15: "Speerpunt 1: Goed",
    16: "proeven2",
    20: "1.1 Leren ",
    24: "Acties",
    25: "- VVP maakt in 20243 een cursus die van het begin tot",
    26: "het einde boeit.",
    27: "- De cursus wordt",
    28: "gegeven.",
    29: "- Ten minste 75% is tevreden.",
    32: " Trekker: VVP ",
    35: "1.2 Doen",
    36: "Na het leren komt het doen.",
    42: "In 2025 is de cursus klaar.",
    50: "1. Werkgroep proef",
    51: " VVP",
    52: " Agendalid: MVP",
    53: "Frequentie: tweemaal per jaar",
    56: "1. Proeven 1.000,00€ 2.000,00€",
    57: "Totaal 1.000 2.000,00€",
    58: "Middelen 2.500,00€",
}


def text_of(changes: dict[int, str]) -> bytes:
    lines = LINES | changes
    return "".join(f"{lines.get(n, '')}\n" for n in range(1, 61)).encode()


def proof_of(folder: Folder, changes: dict[int, str]) -> list[Finding]:
    return prove(read_programme(folder.path), text_of(changes))


def failing(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    return {one.key: one.detail for one in findings if not one.ok}


@pytest.fixture
def proven(small: Folder) -> Folder:
    """Return the small programme with the hash of its document."""
    digest = hashlib.sha256(text_of({})).hexdigest()
    small.change("programme.yaml", "0" * 64, digest)
    return small


def test_prove_with_the_document_finds_nothing(proven: Folder) -> None:
    assert failing(proof_of(proven, {})) == {}


# A change of the text, and what is then found besides the other hash.
OTHER_TEXTS: list[tuple[str, dict[int, str], dict[str, tuple[str, ...]]]] = [
    (
        "a bullet that was not read",
        {30: "- En nog iets"},
        {"document.bullets_found.1": ("regel 30: niet gelezen",)},
    ),
    (
        "a bullet that is none",
        {27: "De cursus wordt"},
        {
            "document.bullets.1": ("regel 27: geen punt",),
            "document.bullets_found.1": (),
        },
    ),
    (
        "a sub-bullet that was not read",
        {26: "o En nog iets"},
        {"document.sub_bullets": ("regel 26: niet gelezen",)},
    ),
    (
        "a lead line that was not read",
        {38: "Trekker: MVP"},
        {"document.lead_lines": ("regel 38: niet gelezen",)},
    ),
    (
        "another lead",
        {32: " Trekker: MVP "},
        {"document.leads": ("chapter-1.yaml, regel 26: VVP (brontekst 32-32)",)},
    ),
    (
        "a goal that was not read",
        {17: "Maatschappelijk doel "},
        {"document.goals": ()},
    ),
    (
        "a heading of an action that was not read",
        {38: "1.3 Nadoen"},
        {"document.actions": ("regel 38: niet gelezen",)},
    ),
    (
        "another title",
        {20: "1.1 Onderwijzen "},
        {"document.headings": ("chapter-1.yaml, regel 18: Leren (brontekst 20-32)",)},
    ),
    (
        "another date",
        {25: "- VVP maakt in 2023 een cursus die van het begin tot"},
        {
            "document.dates": (
                "chapter-1.yaml, regel 33: Cursus gemaakt: 2024 (brontekst 25-25)",
            )
        },
    ),
    (
        "another figure",
        {29: "- Ten minste 70% is tevreden."},
        {
            "document.targets": (
                "chapter-1.yaml, regel 43: deelnemers die tevreden zijn "
                "(brontekst 29-29)",
            )
        },
    ),
    (
        "another amount",
        {56: "1. Proeven 1.000,00€ 2.001,00€"},
        {"document.amounts": ("finance.yaml, regel 4: 1. Proeven (brontekst 56-56)",)},
    ),
    (
        "zero where no cell is",
        {58: "Middelen -€ 2.500,00€"},
        {"document.amounts": ("finance.yaml, regel 9: Middelen (brontekst 58-58)",)},
    ),
    (
        "another organisation",
        {5: "Het Ministerie van Zaken doet mee."},
        {
            "document.organisations": (
                "governance.yaml, regel 2: Ministerie van Proeven (brontekst 5-5)",
            )
        },
    ),
    (
        "a member that is not named",
        {51: ""},
        {"document.members": ("governance.yaml, regel 14: VVP/lid (brontekst 51-51)",)},
    ),
    (
        "a lid that is an agendalid",
        {51: " Agendalid: VVP"},
        {"document.members": ("governance.yaml, regel 14: VVP/lid (brontekst 51-51)",)},
    ),
    (
        "another frequency",
        {53: "Frequentie: driemaal per jaar"},
        {
            "document.frequencies": (
                "governance.yaml, regel 5: Werkgroep proef: tweemaal per jaar "
                "(brontekst 50-55)",
            )
        },
    ),
]


@pytest.mark.parametrize(
    ("changes", "found"),
    [(changes, found) for _, changes, found in OTHER_TEXTS],
    ids=[name for name, _, _ in OTHER_TEXTS],
)
def test_prove_with_another_text_names_the_difference(
    changes: dict[int, str], found: dict[str, tuple[str, ...]], proven: Folder
) -> None:
    differences = failing(proof_of(proven, changes))

    assert differences.pop("document.sha256") == ()
    assert differences == found


def test_prove_with_a_line_more_finds_the_count(proven: Folder) -> None:
    findings = prove(read_programme(proven.path), text_of({}) + b"\n")

    assert set(failing(findings)) == {"document.sha256", "document.lines"}


def test_prove_finds_an_alias_that_stands_nowhere(proven: Folder) -> None:
    proven.change(
        "governance.yaml", "kind: branche,", "kind: branche, aliases: [VvP2],"
    )

    assert failing(proof_of(proven, {})) == {
        "document.spellings": ("governance.yaml, regel 3: VvP2",)
    }


def test_prove_finds_an_earmark_that_stands_nowhere(proven: Folder) -> None:
    proven.change(
        "chapter-1.yaml",
        "        activities:\n",
        "        earmarks:\n"
        "          - {budget_line: 1. Proeven, year: 2022, amount: '700.00', "
        "label: Zalen, lines: 26}\n"
        "        activities:\n",
    )

    assert failing(proof_of(proven, {})) == {
        "document.earmarks": (
            "chapter-1.yaml, regel 28: Zalen: 0,0007 miljoen (brontekst 26-26)",
        )
    }


def test_prove_finds_bullets_whose_sign_was_lost(proven: Folder) -> None:
    # Line 27 begins a page as well, so its bullet has a second space.
    proven.change(
        "chapter-1.yaml", "lead_lines:", "page_first_lines: [26, 27]\nlead_lines:"
    )
    spaces = {
        25: " VVP maakt in 2024 een cursus",
        26: " die van het begin tot het einde boeit.",
        27: "  De cursus wordt",
        29: " Ten minste 75% is tevreden.",
        32: "Trekker: VVP",
    }

    differences = failing(proof_of(proven, spaces))

    assert set(differences) == {"document.sha256"}


def test_check_programme_with_a_document_proves_it_too(
    proven: Folder, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    proven.load()
    document = proven.path / "document.txt"
    document.write_bytes(text_of({}))

    call_command("check_programme", folder=proven.path, document=document)

    assert "Vergelijking met de brontekst" in capsys.readouterr().out


def test_check_programme_with_another_document_fails(
    proven: Folder, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    proven.load()
    document = proven.path / "document.txt"
    document.write_bytes(text_of({53: "Frequentie: driemaal per jaar"}))

    with pytest.raises(CommandError) as error:
        call_command("check_programme", folder=proven.path, document=document)

    assert str(error.value).splitlines()[-1] == (
        "Klopt niet: Hoe vaak een groep bijeenkomt: verwacht 1, gevonden 0"
    )
    assert "Werkgroep proef: tweemaal per jaar" in capsys.readouterr().out


def test_check_programme_without_the_document_it_names_says_so(
    proven: Folder, db: None
) -> None:
    with pytest.raises(CommandError, match=r"nergens\.txt is niet te lezen"):
        call_command(
            "check_programme",
            folder=proven.path,
            document=proven.path / "nergens.txt",
        )
