"""Publishing: what is frozen, by whom, once per quarter and version."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.roles import Role
from core.actor import Actor
from core.errors import NotAllowed
from progress.services import accept_update, reopen_round, start_update, submit_update
from reporting.canonical import canonical_json, sha256_of
from reporting.models import FileFormat, Overview, OverviewFile
from reporting.payload import as_payload
from reporting.services import AlreadyPublished, NothingToCorrect, preview, publish
from tests.factories.accounts import UserFactory
from tests.factories.actors import acting
from tests.reporting.world import AFTER_Q2, PLAIN, Q2, Q3, World


def progress_of(payload: Any) -> dict[str, int]:
    """Return the progress per code of an action."""
    return {
        action["code"]: action["state"]["progressPct"]
        for chapter in payload["chapters"]
        for spearhead in chapter["spearheads"]
        for action in spearhead["actions"]
    }


def test_publishing_freezes_what_the_preview_showed(reported: World) -> None:
    shown = as_payload(preview(reported.programme, Q2, on=AFTER_Q2))

    overview = reported.publish()

    frozen = json.loads(overview.payload)
    assert frozen == json.loads(canonical_json({**shown, "edition": 1}))
    assert (overview.edition, overview.erratum) == (1, "")
    assert overview.published_by == "Petra de Vries"


def test_hash_is_of_the_stored_bytes(reported: World) -> None:
    overview = reported.publish()

    stored = Overview.objects.get(pk=overview.pk)

    assert stored.sha256 == sha256_of(stored.payload) == overview.sha256
    assert canonical_json(json.loads(stored.payload)) == stored.payload


def test_preview_stores_nothing(reported: World) -> None:
    preview(reported.programme, Q2, on=AFTER_Q2)

    assert not Overview.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r != Role.PROGRAMMABUREAU])
def test_only_the_programme_office_publishes(reported: World, role: Role) -> None:
    who = acting(UserFactory.create(role=role), today=AFTER_Q2)

    with pytest.raises(NotAllowed):
        publish(programme=reported.programme, quarter=Q2, by=who, on=AFTER_Q2)

    assert not Overview.objects.exists()


@pytest.mark.parametrize(
    ("scopes", "may"),
    [({"overviews:publish"}, True), ({"read"}, False), ({"plan:write"}, False)],
)
def test_machine_publishes_with_its_scope_only(
    reported: World, scopes: set[str], may: bool
) -> None:
    who: Actor = acting(reported.office_user, today=AFTER_Q2, scopes=scopes)

    if may:
        publish(programme=reported.programme, quarter=Q2, by=who, on=AFTER_Q2)
    else:
        with pytest.raises(NotAllowed):
            publish(programme=reported.programme, quarter=Q2, by=who, on=AFTER_Q2)

    assert Overview.objects.exists() is may


def test_second_time_without_erratum_is_refused(reported: World) -> None:
    reported.publish()

    with pytest.raises(AlreadyPublished, match="tweede kwartaal 2026 is al"):
        reported.publish()

    assert Overview.objects.count() == 1


def test_correction_needs_something_to_correct(reported: World) -> None:
    with pytest.raises(NothingToCorrect):
        publish(
            programme=reported.programme,
            quarter=Q2,
            by=reported.office,
            on=AFTER_Q2,
            erratum="Een tikfout.",
        )


def test_white_space_is_no_erratum(reported: World) -> None:
    reported.publish()

    with pytest.raises(AlreadyPublished):
        publish(
            programme=reported.programme,
            quarter=Q2,
            by=reported.office,
            on=AFTER_Q2,
            erratum="   ",
        )


def test_correction_is_a_new_version_and_the_old_one_stays(reported: World) -> None:
    first = reported.publish()
    later = AFTER_Q2 + timedelta(days=30)
    office = reported.office_on(later)
    round_ = reported.programme_round(Q2)
    reopen_round(round_, reason="Een fout in 1.1.2.", by=office)
    draft = start_update(
        action=reported.actions[1],
        round_=round_,
        by=office,
        on=later,
        content={**PLAIN, "progress_pct": 55},
    )
    submitted = submit_update(draft, by=office, on=later, override_reason="Het klopt.")
    accept_update(submitted, by=office, on=later)

    second = publish(
        programme=reported.programme,
        quarter=Q2,
        by=office,
        on=later,
        erratum="De voortgang van 1.1.2 was fout.",
    )

    assert (second.edition, second.erratum) == (2, "De voortgang van 1.1.2 was fout.")
    before, after = json.loads(first.payload), json.loads(second.payload)
    # The day that lateness and waiting are judged against is that of the first.
    assert after["asOf"] == before["asOf"] == "2026-07-20"
    kept = Overview.objects.get(pk=first.pk)
    assert (kept.payload, kept.sha256) == (first.payload, first.sha256)

    assert progress_of(after) == {**progress_of(before), "1.1.2": 55}


def test_other_quarter_is_published_beside_it(reported: World) -> None:
    reported.publish(Q2)

    reported.publish(Q3)

    assert list(Overview.objects.newest_first().values_list("quarter", "edition")) == [
        ("2026-Q3", 1),
        ("2026-Q2", 1),
    ]


@pytest.mark.django_db(transaction=True)
def test_files_are_made_after_the_commit(reported: World) -> None:
    overview = reported.publish()

    made = set(OverviewFile.objects.values_list("overview", "format", "chapter"))
    assert made == {(overview.pk, kind.value, 0) for kind in FileFormat}


def test_within_a_transaction_no_file_is_made_before_it_ends(reported: World) -> None:
    with transaction.atomic():
        reported.publish()
        assert connection.in_atomic_block
        assert not OverviewFile.objects.exists()


def test_history_tells_who_published(reported: World) -> None:
    overview = reported.publish()

    (entry,) = overview.history.all()

    assert (entry.history_type, entry.history_actor) == ("+", "Petra de Vries")
