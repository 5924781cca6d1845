"""The loader: idempotent, all or nothing, and careful with what people changed."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Activity, Link, Milestone
from baseline.models import BaselineVersion, Correction, CorrectionKind, LoadedRow
from baseline.reading import read_programme
from baseline.yaml_nodes import Problems
from core import writes
from core.imprecise_dates import parse_imprecise_date
from tests.baseline.folders import Folder, nothing_written, row_counts, statements
from tests.factories.actions import ActivityFactory
from tests.factories.actors import SYSTEM

pytestmark = pytest.mark.django_db

NEW_BULLET = """\
          - title: De cursus uitproberen
            lines: 28
          - title: De cursus verbeteren
"""
LINK = '          - {kind: depends_on, to: "1.1.1", note: Eerst leren., lines: 36}\n'


def activities() -> list[tuple[int, str]]:
    return list(Activity.objects.order_by("ordinal").values_list("ordinal", "title"))


def corrections() -> set[tuple[str, str, str, str, str]]:
    return set(
        Correction.objects.values_list(
            "kind", "object_label", "field", "from_value", "to_value"
        )
    )


# --- the first time, and again ------------------------------------------------------


def test_load_stores_every_row_and_remembers_it(small: Folder) -> None:
    report = small.load()

    plan = read_programme(small.path)
    assert report.count(CorrectionKind.ADDED) == len(report.changes) == len(plan.rows)
    assert LoadedRow.objects.count() == len(plan.rows)
    assert activities() == [
        (1, "Een cursus maken"),
        (2, "De cursus geven"),
        (3, "De cursus verbeteren"),
    ]
    milestone = Milestone.objects.get()
    assert milestone.original == milestone.agreed == parse_imprecise_date("2024")


def test_load_first_version_is_no_correction(small: Folder) -> None:
    small.load()

    version = BaselineVersion.objects.get()
    assert (version.number, version.reason) == (1, "Eerste lezing.")
    assert not Correction.objects.exists()


def test_load_writes_in_the_history_where_a_row_came_from(small: Folder) -> None:
    small.load()

    [row] = Action.objects.get(code="1.1.1").history.all()
    assert row.history_change_reason == "programmadocument, versie 1"
    assert row.history_actor == SYSTEM.name


def test_load_second_time_changes_nothing(small: Folder) -> None:
    small.load()

    with nothing_written():
        report = small.load()

    assert report.changes == []
    assert report.left_alone == 0


def test_load_second_time_takes_as_many_statements_for_more_rows(
    small: Folder,
) -> None:
    small.load()
    with CaptureQueriesContext(
        connection,
    ) as few:
        small.load()
    small.change(
        "chapter-1.yaml",
        "          - title: De cursus verbeteren\n",
        "".join(f"          - {{title: Oefening {n}, lines: 28}}\n" for n in range(30))
        + "          - title: De cursus verbeteren\n",
    )
    small.new_version()
    small.load()

    with CaptureQueriesContext(connection) as many:
        report = small.load()

    assert report.changes == []
    # The memory, the newest version, and the rows of each of the 19 models.
    assert statements(few.captured_queries) == 21
    assert statements(many.captured_queries) == 21


def test_load_does_not_bring_back_what_people_removed(small: Folder) -> None:
    small.load()
    writes.remove(Link.objects.get(), by=SYSTEM)

    with nothing_written():
        report = small.load()

    assert report.changes == []


# --- dry run, all or nothing --------------------------------------------------------


def test_load_dry_run_tells_the_changes_and_writes_nothing(small: Folder) -> None:
    with nothing_written():
        would_change = small.load(dry_run=True)

    changed = small.load()
    assert [(c.kind, c.model, c.key) for c in would_change.changes] == [
        (c.kind, c.model, c.key) for c in changed.changes
    ]


def test_load_programme_dry_run_shows_each_difference(
    small: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    small.load()
    small.change("chapter-1.yaml", "title: De cursus geven", "title: Cursus geven")
    small.new_version()

    with nothing_written():
        call_command("load_programme", folder=small.path, dry_run=True)

    shown = capsys.readouterr().out
    assert (
        "verbeterd: De cursus geven (actions.Activity 1.1.1/activities/L27), titel: "
        "“De cursus geven” → “Cursus geven”\n"
    ) in shown
    assert "1 zou veranderen (0 nieuw, 1 verbeterd, 0 weg, 0 blijven" in shown


def test_load_that_fails_halfway_leaves_nothing(small: Folder) -> None:
    # The database refuses it, long after the actions were stored.
    line = small.change(
        "chapter-1.yaml",
        "        activities:\n",
        "        earmarks:\n"
        "          - {budget_line: 1. Proeven, year: 2022, amount: '5000.00', "
        "label: Zalen, lines: 26}\n"
        "        activities:\n",
    )

    with nothing_written(), pytest.raises(CommandError) as error:
        call_command("load_programme", folder=small.path)

    assert str(error.value) == (
        f"chapter-1.yaml, regel {line + 1}, spearheads[0].actions[0].earmarks[0]"
        ".budget_line: amount: Samen met wat er al af gaat is dit meer dan de "
        "€\u00a01.000 van de regel.\n"
        "1 fout(en). Er is niets opgeslagen."
    )


# --- what people changed ------------------------------------------------------------


def test_load_leaves_alone_and_counts_what_people_changed(small: Folder) -> None:
    small.load()
    action = Action.objects.get(code="1.1.1")
    writes.write(action, {"description": "Door ons aangevuld."}, by=SYSTEM)

    with nothing_written():
        report = small.load()

    assert report.changes == []
    assert report.left_alone == 1
    action.refresh_from_db()
    assert action.description == "Door ons aangevuld."


def test_load_counts_a_changed_date_once(small: Folder) -> None:
    small.load()
    milestone = Milestone.objects.get()
    writes.write(milestone, {"agreed": parse_imprecise_date("2025")}, by=SYSTEM)

    report = small.load()

    assert report.left_alone == 1


# --- versions -----------------------------------------------------------------------


def test_load_refuses_other_content_under_the_same_version(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "title: De cursus geven", "title: Cursus geven")
    line = small.line_of("programme.yaml", "- {number: 1, date:")

    with nothing_written(), pytest.raises(Problems) as error:
        small.load()

    assert str(error.value) == (
        f"programme.yaml, regel {line}, versions[0]: De inhoud is anders dan versie 1 "
        "die geladen is. Geef een verbetering een nieuw versienummer, met een reden."
    )


def test_load_accepts_other_comments_and_layout_under_the_same_version(
    small: Folder,
) -> None:
    small.load()
    small.change("chapter-1.yaml", "  kind: doelgroep\n", "  kind:   doelgroep # ja\n")

    with nothing_written():
        report = small.load()

    assert report.changes == []


def test_load_refuses_an_older_version(small: Folder) -> None:
    small.new_version()
    small.load()
    small.change(
        "programme.yaml",
        "  - {number: 2, date: 2026-02-01, reason: Leesfout.}\n",
        "",
    )
    line = small.line_of("programme.yaml", "- {number: 1, date:")

    with nothing_written(), pytest.raises(Problems) as error:
        small.load()

    assert str(error.value) == (
        f"programme.yaml, regel {line}, versions[0]: Versie 2 is al geladen; deze "
        "bestanden zijn ouder."
    )


def test_load_new_version_corrects_adds_and_removes(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "title: Een cursus maken", "title: Cursus maken")
    small.change(
        "chapter-1.yaml", "          - title: De cursus verbeteren\n", NEW_BULLET
    )
    small.change("chapter-1.yaml", "        links:\n" + LINK, "")
    small.new_version()

    small.load()

    assert activities() == [
        (1, "Cursus maken"),
        (2, "De cursus geven"),
        (3, "De cursus uitproberen"),
        (4, "De cursus verbeteren"),
    ]
    assert not Link.objects.exists()
    version = BaselineVersion.objects.get(number=2)
    assert version.reason == "Leesfout."
    assert corrections() == {
        ("changed", "Een cursus maken", "titel", "Een cursus maken", "Cursus maken"),
        ("changed", "De cursus verbeteren", "volgnummer", "3", "4"),
        ("added", "De cursus uitproberen", "", "", ""),
        ("removed", "1.1.2 Doen hangt af van 1.1.1 Leren", "", "", ""),
    }
    with nothing_written():
        assert small.load().changes == []


def test_load_new_version_names_itself_in_the_history(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", "title: De cursus geven", "title: Cursus geven")
    small.new_version()

    small.load()

    newest = Activity.objects.get(ordinal=2).history.first()
    assert newest.history_change_reason == "programmadocument, versie 2"


def test_load_new_version_without_changes_is_noted(small: Folder) -> None:
    small.load()
    small.new_version()

    report = small.load()

    assert report.changes == []
    assert BaselineVersion.objects.filter(number=2).exists()
    assert not Correction.objects.exists()


def test_load_new_version_can_swap_two_activities(small: Folder) -> None:
    small.load()
    text = (small.path / "chapter-1.yaml").read_text(encoding="utf-8")
    give = "          - title: De cursus geven\n            lines: 27-28\n"
    improve = text[
        text.index("          - title: De cursus verbeteren") : text.index(
            '      - code: "1.1.2"'
        )
    ]
    small.change("chapter-1.yaml", give + improve, improve + give)
    small.new_version()

    small.load()

    assert activities() == [
        (1, "Een cursus maken"),
        (2, "De cursus verbeteren"),
        (3, "De cursus geven"),
    ]
    assert corrections() == {
        ("changed", "De cursus verbeteren", "volgnummer", "3", "2"),
        ("changed", "De cursus geven", "volgnummer", "2", "3"),
    }
    with nothing_written():
        assert small.load().left_alone == 0


def test_load_new_version_can_point_to_what_it_adds(small: Folder) -> None:
    small.load()
    small.change("chapter-1.yaml", LINK, LINK.replace('"1.1.1"', '"1.1.3"'))
    small.change(
        "chapter-1.yaml",
        "contradictions:\n",
        '      - code: "1.1.3"\n'
        "        title: Oefenen\n"
        "        lines: 41\n"
        "        description: Oefenen.\n"
        "contradictions:\n",
    )
    small.new_version()

    small.load()

    assert Link.objects.get().target_action == Action.objects.get(code="1.1.3")
    assert ("changed", "naar actie", "1.1.1", "1.1.3") in {
        (kind, field, was, becomes) for kind, _, field, was, becomes in corrections()
    }


def test_load_correction_of_a_source_is_one_change(small: Folder) -> None:
    small.load()
    small.change(
        "chapter-1.yaml", "lines: 27-28", "lines: 27-28\n            also: [42]"
    )
    small.new_version()

    small.load()

    assert corrections() == {
        (
            "changed",
            "De cursus geven",
            "bron",
            "Hoofdstuk 1, regel 27-28",
            "Hoofdstuk 1, regel 27-28, 42-42",
        )
    }


# --- corrections and what people changed --------------------------------------------


def test_load_correction_of_a_date_moves_agreed_where_nobody_amended(
    small: Folder,
) -> None:
    small.load()
    small.change("chapter-1.yaml", 'date: "2024"', "date: Q3 van 2024")
    small.new_version()

    small.load()

    milestone = Milestone.objects.get()
    assert milestone.original == milestone.agreed
    assert milestone.original == parse_imprecise_date("Q3 van 2024")


def test_load_correction_of_a_date_keeps_an_amended_agreed_whole(
    small: Folder,
) -> None:
    small.load()
    amended = parse_imprecise_date("2025")
    writes.write(Milestone.objects.get(), {"agreed": amended}, by=SYSTEM)
    small.change("chapter-1.yaml", 'date: "2024"', "date: Q3 van 2024")
    small.new_version()

    report = small.load()

    milestone = Milestone.objects.get()
    assert milestone.original == parse_imprecise_date("Q3 van 2024")
    assert milestone.agreed == amended
    assert report.count(CorrectionKind.KEPT) == 1
    assert corrections() == {
        (
            "changed",
            "Cursus gemaakt",
            "oorspronkelijk",
            "2024 (2024-01-01 t/m 2024-12-31)",
            "Q3 van 2024 (2024-07-01 t/m 2024-09-30)",
        ),
        (
            "kept",
            "Cursus gemaakt",
            "afgesproken",
            "2025 (2025-01-01 t/m 2025-12-31)",
            "Q3 van 2024 (2024-07-01 t/m 2024-09-30)",
        ),
    }


def test_load_correction_keeps_and_reports_what_somebody_changed(
    small: Folder,
) -> None:
    small.load()
    action = Action.objects.get(code="1.1.1")
    writes.write(action, {"description": "Door ons aangevuld."}, by=SYSTEM)
    small.change("chapter-1.yaml", "Leren hoe het moet.", "Leren hoe het kan.")
    small.new_version()

    report = small.load()

    action.refresh_from_db()
    assert action.description == "Door ons aangevuld."
    assert [change.kind for change in report.changes] == [CorrectionKind.KEPT]
    with nothing_written():
        assert small.load().left_alone == 1


def test_load_correction_that_somebody_made_already_is_no_change(
    small: Folder,
) -> None:
    small.load()
    action = Action.objects.get(code="1.1.1")
    writes.write(action, {"description": "Leren hoe het kan."}, by=SYSTEM)
    small.change("chapter-1.yaml", "Leren hoe het moet.", "Leren hoe het kan.")
    small.new_version()

    report = small.load()

    assert report.changes == []
    with nothing_written():
        assert small.load().left_alone == 0


def test_load_keeps_a_left_out_row_that_somebody_filled_in(small: Folder) -> None:
    small.load()
    milestone = Milestone.objects.get()
    writes.write(milestone, {"expected": parse_imprecise_date("2026")}, by=SYSTEM)
    text = (small.path / "chapter-1.yaml").read_text(encoding="utf-8")
    start = text.index("            milestones:\n")
    end = text.index("          - title: De cursus geven")
    small.change("chapter-1.yaml", text[start:end], "")
    small.new_version()

    report = small.load()

    assert Milestone.objects.filter(pk=milestone.pk).exists()
    assert corrections() >= {
        (
            "kept",
            "Cursus gemaakt",
            "",
            "Iemand heeft dit intussen gewijzigd of aangevuld.",
            "",
        )
    }
    assert report.count(CorrectionKind.KEPT) == 1
    # It belongs to people now: the loader does not come back to it.
    with nothing_written():
        assert small.load().changes == []


def test_load_keeps_a_left_out_row_that_others_refer_to(small: Folder) -> None:
    small.load()
    action = Action.objects.get(code="1.1.2")
    ActivityFactory.create(action=action, title="Door ons toegevoegd")
    text = (small.path / "chapter-1.yaml").read_text(encoding="utf-8")
    start, end = text.index('      - code: "1.1.2"'), text.index("contradictions:")
    small.change("chapter-1.yaml", text[start:end], "")
    small.new_version()

    report = small.load()

    assert Action.objects.filter(pk=action.pk).exists()
    [kept] = [c for c in report.changes if c.kind is CorrectionKind.KEPT]
    assert kept.label == "1.1.2 Doen"
    assert kept.was.startswith("Dit kan niet weg: het wordt nog gebruikt door ")
    with nothing_written():
        assert small.load().changes == []


def test_load_of_a_row_below_one_that_people_removed_tells_which(
    small: Folder,
) -> None:
    small.load()
    writes.remove(Link.objects.get(), by=SYSTEM)
    writes.remove(Action.objects.get(code="1.1.2"), by=SYSTEM)
    line = small.change("chapter-1.yaml", LINK, LINK + LINK.replace("36", "37"))
    small.new_version()
    before = row_counts()

    with pytest.raises(Problems) as error:
        small.load()

    assert str(error.value) == (
        f"chapter-1.yaml, regel {line + 1}, spearheads[0].actions[1].links[1].to: "
        "1.1.2 was geladen en is weggehaald."
    )
    assert row_counts() == before
