"""The document all formats show: parts, rows, words; the whole or one chapter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.render.build import page_document, whole_document
from reporting.render.document import (
    Bar,
    Cell,
    Column,
    Document,
    Figures,
    Items,
    Kind,
    Paragraph,
    Row,
    Table,
    Tag,
)
from reporting.render.formats import day_in_words, text_of
from reporting.render.public import public_edition
from tests.reporting.payloads import SHA256, golden, with_action

MAIN = [
    "kern",
    "hoofdstukken",
    "bewogen",
    "te-laat",
    "vertrouwen",
    "doel",
    "borging",
    "geld",
    "berichten",
    "toch-zo",
    "besluiten",
]


def table(document: Document, key: str) -> Table:
    return next(found for found in document.tables if found.key == key)


def words(found: Table) -> list[list[str]]:
    """Return a table as words, without the charts."""
    return [
        [
            text_of(cell, column.kind)
            for column, cell in zip(found.columns, row.cells, strict=True)
            if column.kind not in ("bar", "band")
        ]
        for row in found.rows
    ]


def test_page_has_the_main_parts_with_decisions_last() -> None:
    assert [section.key for section in page_document(golden()).sections] == MAIN


def test_files_have_every_action_the_plain_words_and_the_counting_as_well() -> None:
    assert [section.key for section in whole_document(golden()).sections] == [
        *MAIN,
        "acties",
        "gewone-taal",
        "telling",
    ]


def test_page_of_a_chapter_tells_its_actions() -> None:
    document = page_document(golden(), chapter=1)

    assert document.title == (
        "Kwartaaloverzicht tweede kwartaal 2026, hoofdstuk 1. Complexe zorg"
    )
    actions = words(table(document, "Acties"))
    assert [row[1] for row in actions] == [
        "1.1.1 Wegwijzer",
        "1.1.2 Netwerk",
        "1.2.1 Tarief",
    ]


@pytest.mark.parametrize("chapter", [1, 6])
def test_document_of_a_chapter_says_nothing_of_another(chapter: int) -> None:
    document = whole_document(golden(), chapter=chapter)

    told = [
        text
        for found in document.tables
        if found.key not in ("Hoe geteld",)
        for row in words(found)
        for text in row
    ]
    others = ("1.1", "1.2") if chapter == 6 else ("6.1",)
    assert not [text for text in told if text.startswith(others)]


def test_chapters_show_how_they_stand_and_move() -> None:
    rows = words(table(page_document(golden()), "Per hoofdstuk"))

    assert rows == [
        [
            "1. Complexe zorg",
            "1",
            "0",
            "0",
            "1",
            "0",
            "1",
            "1 klaar, 1 slechter, 1 zonder bericht",
        ],
        ["6. Levenslang", "0", "0", "0", "0", "1", "1", "gelijk"],
        [
            "Hele programma",
            "1",
            "0",
            "0",
            "1",
            "1",
            "2",
            "1 klaar, 1 slechter, 1 zonder bericht",
        ],
    ]


def test_chapter_without_a_werkgroep_says_so() -> None:
    found = table(page_document(golden()), "Per hoofdstuk")

    assert [row.cells[0].note for row in found.rows] == [
        "Werkgroep complexe zorg",
        "nog geen werkgroep",
        "",
    ]


def test_bar_holds_the_same_as_the_columns_beside_it() -> None:
    found = table(page_document(golden()), "Per hoofdstuk")

    for row in found.rows:
        bar = row.cells[1].value
        assert isinstance(bar, Bar)
        assert [part.number for part in bar.parts] == [
            cell.value for cell in row.cells[2:8]
        ]


def test_late_milestones_show_both_yardsticks() -> None:
    rows = words(table(page_document(golden()), "Te laat"))

    assert rows == [
        [
            "1. Complexe zorg",
            "1.1.1 Mijlpaal 2",
            "2024",
            "eind 2026",
            "–",
            "–",
            "566",
            "2",
        ],
        [
            "1. Complexe zorg",
            "1.2.1 Mijlpaal 1",
            "eind 2025",
            "eind 2025",
            "–",
            "201",
            "201",
            "0",
        ],
        [
            "Hele programma",
            "programma Mijlpaal 6",
            "voorjaar 2026",
            "voorjaar 2026",
            "–",
            "50",
            "50",
            "0",
        ],
    ]


def test_newly_late_is_said_in_words() -> None:
    payload = golden()
    payload["lateMilestones"][0]["isNew"] = True

    found = table(page_document(payload), "Te laat")

    assert found.rows[0].cells[1].note.startswith("nieuw te laat")


def test_moved_actions_show_what_they_were_and_what_they_are() -> None:
    rows = words(table(page_document(golden()), "Beweging"))

    assert rows == [
        [
            "1.1.1 Wegwijzer",
            "klaar",
            "op koers",
            "klaar",
            "80%",
            "100%",
            "groot",
            "groot",
        ],
        [
            "1.1.2 Netwerk",
            "slechter",
            "aandacht",
            "knelt",
            "50%",
            "50%",
            "redelijk",
            "klein",
        ],
    ]


def test_without_a_quarter_before_the_page_says_so() -> None:
    payload = golden(comparedQuarter="", movements=[], previousCounts=None)

    found = table(page_document(payload), "Beweging")

    assert found.rows == ()
    assert found.empty == "Er is geen vorig kwartaal om mee te vergelijken."


def test_money_shows_what_an_amount_was() -> None:
    found = table(page_document(golden()), "Begroting")

    amounts = found.rows[0].cells[2]
    assert amounts.value == Decimal("250.50")
    assert amounts.note == "was €\u00a0200"
    total = found.rows[-1]
    assert total.is_total
    assert [cell.value for cell in total.cells[1:]] == [
        Decimal("100.00"),
        Decimal("300.50"),
    ]


def test_funding_outside_the_total_says_so_and_empty_stays_empty() -> None:
    found = table(page_document(golden()), "Dekking")

    apart = next(row for row in found.rows if row.cells[0].value == "Apart")
    assert apart.cells[0].note == "telt niet mee in het totaal"
    assert apart.cells[1].value is None


def test_who_did_not_report_is_told_apart() -> None:
    rows = words(table(page_document(golden()), "Zonder vastgesteld bericht"))

    assert rows == [
        ["6.1.2 Hulpmiddel", "ingediend, nog niet vastgesteld"],
        ["1.2.1 Tarief", "geen bericht"],
    ]


def test_overrides_are_shown_with_their_reasons() -> None:
    rows = words(table(page_document(golden()), "Toch zo ingediend"))

    assert rows == [["1.1.2 Netwerk", "Het geld komt in juli."]]


def test_question_is_shown_with_its_age_and_who_asks_whom() -> None:
    (row,) = words(table(page_document(golden()), "Vragen"))

    assert row == [
        "Komt er geld voor het netwerk?",
        "wacht 80 dagen",
        "80",
        "Werkgroep complexe zorg",
        "Regiegroep",
        "1 mei 2026",
        "1.1.2",
        "Zonder geld stopt het.",
    ]


@pytest.mark.parametrize(
    ("days", "words_", "tone"),
    [
        (0, "nieuw", "ok"),
        (1, "wacht 1 dag", "ok"),
        (31, "wacht 31 dagen", "amber"),
        (61, "wacht 61 dagen", "red"),
    ],
)
def test_the_longer_a_question_waits_the_louder(
    days: int, words_: str, tone: str
) -> None:
    payload = golden()
    payload["questions"][0]["ageDays"] = days

    found = table(page_document(payload), "Vragen")

    assert found.rows[0].cells[1].value == (Tag(words_, tone),)


def test_chapter_without_results_says_that_nothing_is_shown() -> None:
    rows = words(table(page_document(golden()), "Bijdrage"))

    assert rows[-1] == [
        "6. Levenslang",
        "Geen actie",
        "Geen resultaat gemeld: de bijdrage is dit kwartaal niet aangetoond.",
    ]


def test_first_part_says_it_in_a_minute_and_what_must_be_decided() -> None:
    head = page_document(golden()).sections[0]

    figures, minute, asked = head.blocks
    assert isinstance(figures, Figures)
    assert [text_of(f.value, f.kind) for f in figures.figures] == [
        "5",
        "2",
        "1",
        "€\u00a0300,50",
        "2 van 4",
    ]
    assert isinstance(minute, Paragraph)
    assert minute.text.startswith("Van de 5 acties is er 1 klaar.")
    assert isinstance(asked, Items)
    assert asked.items[0].text == "Komt er geld voor het netwerk?"


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({}, []),
        ({"isFictitious": True}, ["Verzonnen gegevens voor de demo"]),
        ({"edition": 0}, ["Voorlopig, niet gepubliceerd"]),
        ({"edition": 2, "erratum": "Tikfout."}, ["Verbeterde versie"]),
        (
            {"edition": 0, "isFictitious": True},
            ["Voorlopig, niet gepubliceerd", "Verzonnen gegevens voor de demo"],
        ),
    ],
)
def test_what_must_be_seen_first_is_a_notice(
    changes: dict[str, object], notices: list[str]
) -> None:
    document = whole_document(golden(**changes))

    assert [notice.title for notice in document.notices] == notices


def test_facts_tell_day_version_comparison_and_hash() -> None:
    assert whole_document(golden(comparedEdition=3), SHA256).facts == (
        ("Stand op", "20 juli 2026"),
        ("Versie", "1"),
        ("Vergeleken met", "2026-Q1 (overzicht, versie 3)"),
        ("SHA-256", SHA256),
    )


def test_plain_edition_names_who_misses_a_sentence() -> None:
    sections = {part.key: part for part in whole_document(golden()).sections}

    spoken, missing = sections["gewone-taal"].blocks
    assert isinstance(spoken, Table)
    assert words(spoken) == [
        ["1. Complexe zorg", "1.1.1 Wegwijzer", "De wegwijzer is klaar."]
    ]
    assert [item.text for item in getattr(missing, "items", ())] == ["1.1.2 Netwerk"]


def test_payload_of_before_a_code_existed_is_still_shown() -> None:
    state = {
        "category": "paused",
        "status": "paused",
        "rag": "",
        "progressPct": None,
        "confidence": "",
    }

    rows = words(table(whole_document(with_action("1.1.1", state=state)), "Acties"))

    assert rows[0][3] == "paused"


def test_payload_with_parts_of_a_later_version_is_still_shown() -> None:
    document = whole_document(golden(somethingLater={"x": 1}))

    assert len(document.sections) == len(MAIN) + 3


def test_rows_are_grouped_by_what_stands_next_to_each_other() -> None:
    found = Table(
        "k",
        "t",
        (Column("A"), Column("B")),
        tuple(Row((Cell(a), Cell(b))) for a, b in ("x1", "x2", "y3")),
        group=0,
    )

    assert [(head and head.value, len(rows)) for head, rows in found.grouped()] == [
        ("x", 2),
        ("y", 1),
    ]
    assert [c.title for c in found.shown_columns] == ["B"]


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (Cell(None), "text", "–"),
        (Cell(""), "text", "–"),
        (Cell(()), "tags", "–"),
        (Cell(0), "number", "0"),
        (Cell(12345), "number", "12.345"),
        (Cell(45), "percent", "45%"),
        (Cell(Decimal("1234.50")), "euros", "€\u00a01.234,50"),
        (Cell((Tag("a"), Tag("b"))), "tags", "a, b"),
    ],
)
def test_cell_reads_as_dutch_words(cell: Cell, kind: Kind, text: str) -> None:
    assert text_of(cell, kind) == text


def test_day_reads_as_dutch_words() -> None:
    assert day_in_words(date(2026, 3, 1)) == "1 maart 2026"


def test_public_edition_has_no_texts_for_the_regiegroep() -> None:
    payload = public_edition(golden())

    document = page_document(payload, is_public=True)

    assert [s.key for s in document.sections] == [
        key for key in MAIN if key not in ("toch-zo", "besluiten")
    ]
    told = str(document)
    for secret in (
        "Geen geld.",
        "Het geld komt in juli.",
        "Komt er geld voor het netwerk?",
        "Zonder geld stopt het.",
        "De wegwijzer is er.",
    ):
        assert secret not in told


def test_public_edition_holds_only_what_is_allowed_by_name() -> None:
    payload = golden(somethingSecret="x")
    payload["chapters"][0]["somethingSecret"] = "x"

    told = public_edition(payload)

    assert "somethingSecret" not in str(told)
    assert told["reporting"] == {"owed": 4, "accepted": 2, "silent": []}
    reports = {
        action["report"]
        for chapter in told["chapters"]
        for spearhead in chapter["spearheads"]
        for action in spearhead["actions"]
    }
    assert reports == {"accepted", "none", "not_owed"}
