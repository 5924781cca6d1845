"""The programme as agreed, and its targets."""

from __future__ import annotations

from collections.abc import Callable

from tests.constraint_cases.shapes import (
    Check,
    Columns,
    Row,
    Unique,
    choices,
    one_party,
    one_place,
    text_given,
)
from tests.factories import actions, governance, monitoring

LINK_TARGETS = (
    "target_programme_id",
    "target_chapter_id",
    "target_spearhead_id",
    "target_action_id",
)


def link_to(*names: str, outside: str = "") -> Callable[[Row], Columns]:
    """A link to these targets."""

    def columns(_: Row) -> Columns:
        action = actions.ActionFactory.create()
        ids = {
            "target_programme_id": action.programme_id,
            "target_chapter_id": action.spearhead.chapter_id,
            "target_spearhead_id": action.spearhead_id,
            "target_action_id": action.pk,
        }
        chosen = {name: ids[name] if name in names else None for name in LINK_TARGETS}
        return {**chosen, "outside": outside}

    return columns


CASES: dict[str, Check | Unique] = {
    "actions_programme_slug_unique": Unique(actions.ProgrammeFactory),
    "actions_programme_years_in_order": Check(
        actions.ProgrammeFactory.create,
        breaks=[{"start_year": 2026, "end_year": 2025}],
        allows=[{"start_year": 2026, "end_year": 2026}],
    ),
    "actions_chapter_number_unique": Unique(actions.ChapterFactory),
    "actions_chapter_number_positive": Check(
        actions.ChapterFactory.create, breaks=[{"number": 0}], allows=[{"number": 1}]
    ),
    "actions_chapter_kind_known": choices(
        actions.ChapterFactory, "kind", "doelgroep", "randvoorwaarde"
    ),
    "actions_spearhead_number_unique": Unique(actions.SpearheadFactory),
    "actions_spearhead_number_positive": Check(
        actions.SpearheadFactory.create, breaks=[{"number": 0}], allows=[{"number": 1}]
    ),
    "actions_action_code_unique": Unique(actions.ActionFactory),
    "actions_action_status_known": Check(
        actions.ActionFactory.create,
        breaks=[{"status": "bezig", "quarter": "2026-Q3"}],
        allows=[
            {"status": "", "quarter": ""},
            *(
                {"status": value, "quarter": "2026-Q3"}
                for value in ("not_started", "in_progress", "completed", "stopped")
            ),
        ],
    ),
    "actions_action_rag_known": choices(
        actions.ActionFactory, "rag", "", "green", "amber", "red"
    ),
    "actions_action_progress_pct_possible": Check(
        actions.ActionFactory.create,
        breaks=[{"progress_pct": 101}],
        allows=[{"progress_pct": n} for n in (None, 0, 100)],
    ),
    "actions_action_state_has_quarter": Check(
        actions.ActionFactory.create,
        breaks=[
            {"status": "in_progress", "quarter": ""},
            {"status": "in_progress", "quarter": "2026-Q5"},
            {"status": "in_progress", "quarter": "26-Q3"},
            {"status": "", "quarter": "2026-Q3"},
        ],
        allows=[
            {"status": "in_progress", "quarter": "2026-Q3"},
            {"status": "", "quarter": ""},
        ],
    ),
    "actions_trekker_one_party": one_party(actions.TrekkerFactory, required=False),
    "actions_trekker_role_known": choices(
        actions.TrekkerFactory, "role", "trekker", "partner"
    ),
    "actions_trekker_organisation_once": Unique(
        actions.TrekkerFactory,
        first=lambda: {"organisation": governance.OrganisationFactory.create()},
        second=lambda: {"organisation": governance.OrganisationFactory.create()},
        escape={"organisation_id": None},
    ),
    "actions_trekker_body_once": Unique(
        actions.TrekkerFactory,
        first=lambda: {"body": governance.BodyFactory.create()},
        second=lambda: {"body": governance.BodyFactory.create()},
        escape={"body_id": None},
    ),
    "actions_activity_ordinal_unique": Unique(actions.ActivityFactory),
    "actions_activity_level_possible": Check(
        actions.ActivityFactory.create,
        breaks=[{"level": 0}, {"level": 3}],
        allows=[{"level": 1}, {"level": 2}],
    ),
    "actions_activity_kind_known": choices(
        actions.ActivityFactory, "kind", "activity", "precondition", "note"
    ),
    "actions_activity_state_known": choices(
        actions.ActivityFactory, "state", "open", "done", "dropped"
    ),
    "actions_activityparty_one_party": one_party(
        actions.ActivityPartyFactory, required=True
    ),
    "actions_activityparty_role_known": choices(
        actions.ActivityPartyFactory,
        "role",
        "does",
        "commissions",
        "pays",
        "involved",
    ),
    "actions_activityparty_organisation_once": Unique(actions.ActivityPartyFactory),
    "actions_activityparty_body_once": Unique(
        actions.ActivityPartyFactory,
        first=lambda: {"organisation": None, "body": governance.BodyFactory.create()},
        second=lambda: {"organisation": None, "body": governance.BodyFactory.create()},
    ),
    "actions_milestone_one_place": one_place(actions.MilestoneFactory),
    "actions_milestone_kind_known": choices(
        actions.MilestoneFactory, "kind", "start", "done", "result"
    ),
    "actions_milestone_condition_in_words": Check(
        actions.MilestoneFactory.create,
        breaks=[
            {"certainty": "conditional", "condition": ""},
            {"certainty": "fixed", "condition": "als er geld is"},
            {"certainty": "intended", "condition": "als er geld is"},
            {"certainty": "zeker", "condition": ""},
        ],
        allows=[
            {"certainty": "conditional", "condition": "als er geld is"},
            {"certainty": "fixed", "condition": ""},
            {"certainty": "intended", "condition": ""},
        ],
    ),
    "actions_milestone_assigned_from_chapter": Check(
        lambda: actions.MilestoneFactory.create(
            chapter=actions.ChapterFactory.create(), kind="result"
        ),
        breaks=[
            lambda _: {
                "assigned_spearhead_id": actions.SpearheadFactory.create().pk,
                "kind": "done",
            },
            lambda _: {
                "assigned_spearhead_id": actions.SpearheadFactory.create().pk,
                "chapter_id": None,
            },
        ],
        allows=[
            lambda _: {"assigned_spearhead_id": actions.SpearheadFactory.create().pk},
            {"assigned_spearhead_id": None, "chapter_id": None, "kind": "done"},
        ],
    ),
    "actions_milestone_has_original": Check(
        actions.MilestoneFactory.create,
        breaks=[
            {
                "original_precision": "",
                "original_start": None,
                "original_end": None,
                "original_text": "",
            }
        ],
        allows=[{"original_text": "eens"}],
    ),
    "actions_milestoneowner_one_party": one_party(
        actions.MilestoneOwnerFactory, required=True
    ),
    "actions_milestoneowner_organisation_once": Unique(actions.MilestoneOwnerFactory),
    "actions_milestoneowner_body_once": Unique(
        actions.MilestoneOwnerFactory,
        first=lambda: {"organisation": None, "body": governance.BodyFactory.create()},
        second=lambda: {"organisation": None, "body": governance.BodyFactory.create()},
    ),
    "actions_link_one_place": one_place(actions.LinkFactory),
    "actions_link_one_target": Check(
        actions.LinkFactory.create,
        breaks=[
            link_to(),
            link_to("target_action_id", outside="elders"),
            link_to("target_action_id", "target_programme_id"),
            link_to("target_chapter_id", "target_spearhead_id"),
        ],
        allows=[link_to(outside="elders"), *(link_to(name) for name in LINK_TARGETS)],
    ),
    "actions_link_kind_known": choices(
        actions.LinkFactory,
        "kind",
        "continues",
        "contributes_to",
        "depends_on",
        "reports_on",
        "reacts_to",
        "related",
    ),
    "actions_contradiction_subject_unique": Unique(actions.ContradictionFactory),
    "actions_contradiction_explained": text_given(
        actions.ContradictionFactory, "loaded", "why"
    ),
    "actions_contradictionsource_says_something": text_given(
        actions.ContradictionSourceFactory, "says"
    ),
    "monitoring_target_one_place": one_place(monitoring.TargetFactory),
    "monitoring_target_operator_known": Check(
        monitoring.TargetFactory.create,
        breaks=[{"operator": value} for value in ("", "<", "==")],
        allows=[{"operator": value} for value in ("=", ">=", "<=", "~")],
    ),
    "monitoring_target_value_not_negative": Check(
        monitoring.TargetFactory.create,
        breaks=[{"value": "-0.01"}],
        allows=[{"value": None}, {"value": 0}],
    ),
    "monitoring_target_unit_given": text_given(monitoring.TargetFactory, "unit"),
}
