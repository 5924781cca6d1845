"""The check report: it finds what is missing, whatever it is."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Activity
from baseline.check import check
from baseline.findings import CheckReport, Finding, Group
from baseline.reading import read_programme
from core import writes
from tests.baseline.folders import Folder, statements
from tests.factories.actions import ActionFactory, ActivityFactory
from tests.factories.actors import SYSTEM

pytestmark = pytest.mark.django_db


def report_of(folder: Folder) -> CheckReport:
    return check(read_programme(folder.path))


def failing(report: CheckReport) -> set[str]:
    return {finding.key for finding in report.failures}


def finding(report: CheckReport, key: str) -> Finding:
    [found] = [one for one in report.findings if one.key == key]
    return found


def test_check_of_a_loaded_programme_is_ok(small: Folder) -> None:
    small.load()

    report = report_of(small)

    assert report.failures == ()
    assert report.ok
    assert report.version == 1


def test_check_of_a_programme_that_was_not_loaded_fails(small: Folder) -> None:
    report = report_of(small)

    assert report.version is None
    assert {"chapters", "actions", "bullets", "budget_total", "content"} <= failing(
        report
    )


def test_check_shows_what_was_expected_and_found(small: Folder) -> None:
    small.load()

    report = report_of(small)

    assert finding(report, "budget_total") == Finding(
        key="budget_total",
        group=Group.MONEY,
        title="Begroting, alle jaren samen",
        expected="€\u00a03.000",
        found="€\u00a03.000",
        ok=True,
    )
    assert finding(report, "body.Werkgroep proef").found == (
        "1 lid, 1 agendalid, 2 keer per jaar"
    )
    assert finding(report, "chapters_with_actions_without_lead").detail == (
        "hoofdstuk 1: 1 van 2 (1.1.2)",
    )


# What the document holds, stated otherwise than it was loaded, and what then fails.
BODY = "body.Werkgroep proef"
DEVIATIONS = [
    ("spearheads: [1]", "spearheads: [2]", {"spearheads.1"}),
    ("actions: [2]", "actions: [3]", {"actions.1", "actions"}),
    ("bullets: [3]", "bullets: [4]", {"bullets.1", "bullets"}),
    ("lead_lines: 1", "lead_lines: 2", {"lead_lines"}),
    ("actions_with_lead: 1", "actions_with_lead: 2", {"actions_with_lead"}),
    ('budget_total: "3000.00"', 'budget_total: "3000.01"', {"budget_total"}),
    ('{2023: "500.00"}', '{2023: "501.00"}', {"unallocated.2023"}),
    ("{2023: ", "{2024: ", {"unallocated.2023", "unallocated.2024"}),
    ("  budget_cells: 2", "  budget_cells: 3", {"budget_cells"}),
    ("  funding_cells: 2", "  funding_cells: 3", {"funding_cells"}),
    ("empty_funding_cells: 1", "empty_funding_cells: 2", {"empty_funding_cells"}),
    ("rows_outside: 0", "rows_outside: 1", {"funding_rows_outside"}),
    ("contradictions: 1", "contradictions: 2", {"contradictions"}),
    (", lid: 1,", ", lid: 2,", {BODY}),
    ("agendalid: 1,", "agendalid: 0,", {BODY}),
    ("per_year: 2}", "per_year: 4}", {BODY}),
    ("per_year: 2}", "per_year: 2, established: false}", {BODY}),
    ("Werkgroep proef", "Werkgroep toets", {"werkgroepen", "body.Werkgroep toets"}),
]


@pytest.mark.parametrize(
    ("old", "new", "keys"), DEVIATIONS, ids=[new for _, new, _ in DEVIATIONS]
)
def test_check_finds_a_count_that_differs(
    old: str, new: str, keys: set[str], small: Folder
) -> None:
    small.load()
    small.change("programme.yaml", old, new)

    assert failing(report_of(small)) == keys


def test_check_names_a_bullet_where_no_row_begins(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "bullets: [25, 27, 29]", "bullets: [25, 27, 28]")

    report = report_of(small)

    assert failing(report) == {"bullets.1", "bullets"}
    assert finding(report, "bullets.1").detail == ("regel 28: hier begint geen rij",)


def test_check_names_a_lead_line_that_nobody_has(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "lead_lines: [32]", "lead_lines: [33]")

    report = report_of(small)

    assert failing(report) == {"lead_lines", "lead_lines.unknown"}
    assert finding(report, "lead_lines").detail == ("regel 33: geen actie",)
    assert finding(report, "lead_lines.unknown").detail == ("regel 32",)


def test_check_finds_files_that_were_not_loaded(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "title: De cursus geven", "title: Cursus geven")

    assert failing(report_of(small)) == {"content"}


def test_check_finds_a_loaded_row_that_was_removed(small: Folder) -> None:
    small.load()
    writes.remove(Activity.objects.get(ordinal=2), by=SYSTEM)

    report = report_of(small)

    assert failing(report) == {"bullets.1", "bullets", "source.activiteiten"}
    assert finding(report, "source.activiteiten").detail == (
        "1 geladen en daarna weggehaald",
    )


def test_check_is_not_helped_by_rows_that_people_added(small: Folder) -> None:
    small.load()
    activity = Activity.objects.get(ordinal=2)
    writes.remove(activity, by=SYSTEM)
    ActivityFactory.create(
        action=activity.action,
        ordinal=9,
        source_document="T",
        source_first=27,
        source_last=28,
    )
    ActionFactory.create(spearhead=activity.action.spearhead)

    report = report_of(small)

    assert failing(report) == {"bullets.1", "bullets", "source.activiteiten"}


def test_check_lists_dates_that_leave_something_open(small: Folder) -> None:
    small.change("chapter-1.yaml", 'date: "2024"', "date: tot 2024")
    small.change(
        "chapter-1.yaml",
        "    actions:\n",
        "    milestones:\n"
        "      - {title: Iedereen proeft, kind: done, date: komende jaren, lines: 17}\n"
        "    actions:\n",
    )
    small.load()

    report = report_of(small)

    assert report.ok
    assert finding(report, "uncertain_dates").detail == (
        "actie 1.1.1: Cursus gemaakt (“tot 2024”, regel 25)",
    )
    assert finding(report, "open_dates").detail == (
        "speerpunt 1.1: Iedereen proeft (“komende jaren”, regel 17)",
    )


def test_check_takes_as_many_statements_for_more_rows(small: Folder) -> None:
    small.load()
    plan = read_programme(small.path)
    with CaptureQueriesContext(connection) as few:
        check(plan)
    small.change(
        "chapter-1.yaml",
        "          - title: De cursus verbeteren\n",
        "".join(f"          - {{title: Oefening {n}, lines: 28}}\n" for n in range(30))
        + "          - title: De cursus verbeteren\n",
    )
    small.new_version()
    small.load()

    with CaptureQueriesContext(connection) as many:
        check(read_programme(small.path))

    assert statements(few.captured_queries) == statements(many.captured_queries)


def test_check_programme_ends_with_all_is_well(
    small: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    small.load()

    call_command("check_programme", folder=small.path)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Programma proefprogramma, versie 1"
    assert lines[-1] == "Alles klopt"
    # The figures stand below each other.
    checked = [line for line in lines if line.startswith("  ✓ ")]
    [acties] = [line for line in checked if "Acties in hoofdstuk 1" in line]
    [totaal] = [line for line in checked if "Begroting, alle jaren samen" in line]
    assert acties.rindex("2") == totaal.index("€")


def test_check_programme_that_fails_ends_with_what_is_wrong(
    small: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    small.load()
    small.change("programme.yaml", "actions: [2]", "actions: [3]")

    with pytest.raises(CommandError) as error:
        call_command("check_programme", folder=small.path)

    assert error.value.returncode == 1
    assert str(error.value).splitlines() == [
        "Klopt niet: Acties in hoofdstuk 1: verwacht 3, gevonden 2",
        "Klopt niet: Acties in het hele programma: verwacht 3, gevonden 2",
    ]
    assert "2 (verwacht 3)" in capsys.readouterr().out


def test_check_programme_with_wrong_files_tells_the_mistake(small: Folder) -> None:
    line = small.change("chapter-1.yaml", 'date: "2024"', "date: winter 2024")

    with pytest.raises(CommandError) as error:
        call_command("check_programme", folder=small.path)

    assert str(error.value).startswith(f"chapter-1.yaml, regel {line}, ")
