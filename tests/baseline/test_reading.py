"""Reading the files: what each row gets without saying so."""

from __future__ import annotations

from baseline.plan import Plan, PlannedRow
from baseline.reading import read_programme
from tests.baseline.folders import REAL, Folder


def row_of(plan: Plan, model: str, key: str) -> PlannedRow:
    [found] = [row for row in plan.rows if (row.model, row.key) == (model, key)]
    return found


def test_section_is_that_of_the_row_above(small: Folder) -> None:
    plan = read_programme(small.path)

    activity = row_of(plan, "actions.Activity", "1.1.1/activities/L25")
    assert activity.values["source_section"] == "Hoofdstuk 1"


def test_section_of_an_organisation_is_that_of_its_line(small: Folder) -> None:
    small.change(
        "programme.yaml",
        "expected:\n",
        "sections: [{name: Vooraf, lines: 5}]\nexpected:\n",
    )

    plan = read_programme(small.path)

    inside = row_of(plan, "governance.Organisation", "org/Ministerie van Proeven")
    outside = row_of(plan, "governance.Organisation", "org/Vereniging van Proefnemers")
    assert inside.values["source_section"] == "Vooraf"
    assert outside.values["source_section"] == ""


def test_section_of_a_contradiction_is_that_of_its_line_in_another_chapter() -> None:
    plan = read_programme(REAL)

    # Chapter 3 tells that chapter 6 says something else.
    [other] = [
        row
        for row in plan.rows
        if row.model == "actions.ContradictionSource"
        and row.where.file == "chapter-3.yaml"
        and row.values["source_first"] == 2624
    ]
    assert other.values["source_section"] == "Hoofdstuk 6, speerpunt 2"


def test_every_row_of_the_real_programme_has_a_section() -> None:
    plan = read_programme(REAL)

    assert [
        row.where for row in plan.rows if row.values.get("source_section") == ""
    ] == []


def test_rows_of_a_list_are_known_by_the_first_line_of_their_source(
    small: Folder,
) -> None:
    small.change("chapter-1.yaml", "lines: 27-28", "lines: 25-28")

    keys = [
        row.key
        for row in read_programme(small.path).rows
        if row.model == "actions.Activity"
    ]

    assert keys == [
        "1.1.1/activities/L25",
        "1.1.1/activities/L25.2",
        "1.1.1/activities/L29",
    ]


def test_content_hash_is_about_what_is_stored_only(small: Folder) -> None:
    before = read_programme(small.path).content_sha256()
    small.change("chapter-1.yaml", "bullets: [25, 27, 29]", "bullets: [25] # meer")

    assert read_programme(small.path).content_sha256() == before

    small.change("chapter-1.yaml", "Over proeven.", "Over toetsen.")
    assert read_programme(small.path).content_sha256() != before
