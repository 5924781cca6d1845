"""The keys that other tools rely on, as the table of design section 7 states them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import ApiClient
from tests.api.resources import RESOURCES
from tests.api.world import make_full, make_sparse

pytestmark = pytest.mark.django_db

OF_A_PROGRAMME = "programme "
CONTRACT = {
    "programmes": "slug",
    "chapters": OF_A_PROGRAMME + "number title kind werkgroep",
    "spearheads": OF_A_PROGRAMME + "chapter number title societalGoal results2026",
    "actions": OF_A_PROGRAMME
    + "code printedCode title group chapter spearhead trekkers milestoneCount status "
    "rag progressPct quarter late description version",
    "activities": OF_A_PROGRAMME + "actionCode ordinal title kind organisations",
    "milestones": OF_A_PROGRAMME
    + "actionCode spearhead chapter kind title owners certainty original agreed "
    "expected achieved late lateOriginal unreported shifts",
    "trekkers": OF_A_PROGRAMME + "actionCode organisation role asPrinted",
    "links": OF_A_PROGRAMME + "kind",
    "contradictions": OF_A_PROGRAMME + "subject sources loaded why",
    "organisations": "abbreviation name kind aliases parent",
    "bodies": "name kind chapter established meetingsPerYear members escalatesTo "
    "secretariat",
    "werkgroepen": "name kind chapter established meetingsPerYear members "
    "escalatesTo secretariat",
    "budget-lines": OF_A_PROGRAMME + "chapter label year original agreed inTotal",
    "funding-lines": OF_A_PROGRAMME + "label chapter year amount inTotal",
    "targets": OF_A_PROGRAMME + "value operator unit what due chapter actionCode",
    "overviews": OF_A_PROGRAMME + "quarter version sha256 publishedAt erratum",
    "reporting-rounds": OF_A_PROGRAMME + "quarter opensDate dueDate closedDate steps",
    "status-updates": OF_A_PROGRAMME
    + "round status rag progressPct confidence risk stateOfAffairs results borging "
    "borgingState bottlenecks nextSteps plainLanguage actionCode quarter state "
    "overrideReason submittedDate corrects steps",
    "escalations": OF_A_PROGRAMME
    + "question explanation raisedBy raisedDate toBody closedDate feedback actions",
}
# What was not loaded from the document has no place in it.
NOT_LOADED = {"overviews", "reporting-rounds", "status-updates", "escalations"}


def test_contract_names_every_collection() -> None:
    assert set(CONTRACT) == set(RESOURCES)


def test_every_row_has_the_keys_of_the_contract(reader: ApiClient) -> None:
    rows = make_full()

    for path, keys in CONTRACT.items():
        (item,) = [
            row for row in reader.results(f"/{path}") if row["id"] == rows[path].pk
        ]
        assert {*keys.split(), "id", "version", "changedAt"} <= set(item), path
        assert item["changedAt"].endswith("Z"), path
        if OF_A_PROGRAMME in keys:
            assert item["programme"] == "toekomstagenda", path
        if path in NOT_LOADED:
            assert "source" not in item
            continue
        assert item["source"] == {
            "document": "000",
            "section": "Hoofdstuk 1",
            "lines": [10, 12],
            "also": [[40, 40], [50, 51]],
        }, path


def test_full_and_sparse_rows_have_the_same_keys(reader: ApiClient) -> None:
    # What cannot be filled together with the rest: one target, a party that is an
    # organisation, a milestone that is not achieved, a result of a chapter.
    not_together = {
        "toProgramme",
        "toChapter",
        "toActionCode",
        "outside",
        "body",
        "achieved",
        "assignedSpearhead",
    }
    full, sparse = make_full(), make_sparse()

    for path in CONTRACT:
        full_item = reader.get(f"/{path}/{full[path].pk}").json()
        sparse_item = reader.get(f"/{path}/{sparse[path].pk}").json()
        empty = {key for key, value in full_item.items() if value in (None, "", [])}
        assert empty <= not_together, path
        assert list(sparse_item) == list(full_item), path
        assert sparse_item.get("source") is None, path


def test_fields_gives_those_keys_and_no_others(reader: ApiClient) -> None:
    make_full()

    for path in CONTRACT:
        rows = reader.results(f"/{path}?fields=changedAt,id")
        assert {tuple(row) for row in rows} == {("id", "changedAt")}, path


def test_shapes_of_an_action(reader: ApiClient) -> None:
    action = make_full()["actions"]

    item = reader.get(f"/actions/{action.pk}").json()

    shown: dict[str, Any] = {
        key: item[key]
        for key in ("code", "chapter", "spearhead", "milestoneCount", "late")
    }
    assert shown == {
        "code": "1.2.1",
        "chapter": 1,
        "spearhead": 2,
        "milestoneCount": 1,
        "late": True,
    }
    assert item["trekkers"] == [
        {
            "organisation": "VGN",
            "body": None,
            "role": "trekker",
            "asPrinted": "VGN",
        }
    ]
    (milestone,) = item["milestones"]
    assert milestone["owners"] == ["VGN"]
    assert milestone["original"] == {
        "start": "2022-09-01",
        "end": "2022-11-30",
        "precision": "season",
        "text": "najaar 2022",
    }
    assert (milestone["expected"]["text"], milestone["achieved"]) == ("2026", None)
    (activity,) = item["activities"]
    assert activity["organisations"] == [
        {"organisation": "VGN", "body": None, "role": "does"}
    ]


def test_action_in_a_list_has_its_milestones_only_when_asked(reader: ApiClient) -> None:
    make_full()

    (plain,) = reader.results("/actions")
    (with_milestones,) = reader.results("/actions?include=milestones")

    assert "milestones" not in plain
    assert [row["actionCode"] for row in with_milestones["milestones"]] == ["1.2.1"]
    assert "activities" not in with_milestones


def test_spearhead_lists_own_results_and_those_assigned_to_it(
    reader: ApiClient,
) -> None:
    make_full()

    (spearhead,) = reader.results("/spearheads")

    assert spearhead["results2026"] == ["Een resultaat"]


def test_amounts_are_texts_with_two_decimals_and_no_cell_is_null(
    reader: ApiClient,
) -> None:
    full, sparse = make_full(), make_sparse()

    budget = reader.get(f"/budget-lines/{full['budget-lines'].pk}").json()
    funding = reader.get(f"/funding-lines/{full['funding-lines'].pk}").json()
    without = reader.get(f"/funding-lines/{sparse['funding-lines'].pk}").json()

    assert (budget["original"], budget["agreed"]) == ("3210000.00", "3210000.50")
    assert budget["earmarks"][0]["amount"] == "100.00"
    assert (funding["amount"], without["amount"]) == ("15000000.00", None)


def test_target_is_a_number(reader: ApiClient) -> None:
    make_full()

    (target,) = reader.results("/targets")

    assert (target["value"], target["baselineValue"]) == (40.5, 3)
    assert target["operator"] == ">="


def test_werkgroep_names_its_chapter_and_members_but_no_persons(
    reader: ApiClient,
) -> None:
    make_full()

    (werkgroep,) = reader.results("/werkgroepen")

    assert werkgroep["chapter"] == 1
    assert werkgroep["members"] == [{"organisation": "VGN", "role": "lid"}]
    assert (werkgroep["secretariat"], werkgroep["escalatesTo"]) == ("VWS", "Regiegroep")


def test_organisation_without_an_abbreviation_is_called_by_its_name(
    reader: ApiClient,
) -> None:
    make_full()

    by_name = {row["name"]: row for row in reader.results("/organisations")}

    vgn = by_name["Vereniging Gehandicaptenzorg Nederland"]
    assert (vgn["parent"], vgn["aliases"]) == ("VWS", ["de VGN"])
