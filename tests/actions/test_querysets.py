"""What one asks of the programme. Each filter meets a row that must not match."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import (
    Action,
    Chapter,
    Contradiction,
    Milestone,
    Spearhead,
    Trekker,
)
from core import writes
from core.imprecise_dates import ImpreciseDate, Precision
from core.versioned import Versioned
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    ContradictionFactory,
    ContradictionSourceFactory,
    MilestoneFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.governance import (
    BodyFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
END = TODAY - 10 * DAY


def ending(day: date) -> ImpreciseDate:
    """Return an imprecise date that ends on this day."""
    return ImpreciseDate(day, day, Precision.DAY, day.isoformat())


UNKNOWN = ImpreciseDate(None, None, Precision.UNKNOWN, "op korte termijn")


# --- counts and order ------------------------------------------------------------


def test_chapters_and_spearheads_count_what_is_below() -> None:
    chapter = ChapterFactory.create()
    first, second = SpearheadFactory.create_batch(2, chapter=chapter)
    ActionFactory.create_batch(2, spearhead=first)
    ActionFactory.create()
    empty = ChapterFactory.create()

    counted = Chapter.objects.with_counts().get(pk=chapter.pk)
    spearheads = Spearhead.objects.with_counts().in_bulk([first.pk, second.pk])

    assert (counted.spearhead_count, counted.action_count) == (2, 2)
    assert [spearheads[s.pk].action_count for s in (first, second)] == [2, 0]
    nothing = Chapter.objects.with_counts().get(pk=empty.pk)
    assert (nothing.spearhead_count, nothing.action_count) == (0, 0)


def test_actions_count_milestones_and_activities_apart(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    action, other = ActionFactory.create_batch(2)
    for _ in range(3):
        MilestoneFactory.create(action=action)
    ActivityFactory.create_batch(2, action=action)

    with django_assert_num_queries(1):  # the actions, both counts in them
        counted = Action.objects.with_counts().in_bulk()

    row = counted[action.pk]
    assert (row.milestone_count, row.activity_count) == (3, 2)
    nothing = counted[other.pk]
    assert (nothing.milestone_count, nothing.activity_count) == (0, 0)


def test_contradictions_count_their_sources() -> None:
    contradiction = ContradictionFactory.create()
    ContradictionSourceFactory.create_batch(2, contradiction=contradiction)
    ContradictionSourceFactory.create()

    counted = Contradiction.objects.with_counts().get(pk=contradiction.pk)

    assert counted.source_count == 2


def test_actions_are_in_order_of_chapter_spearhead_and_place() -> None:
    chapters = {n: ChapterFactory.create(number=n) for n in (2, 1)}
    spearheads = {
        (c, n): SpearheadFactory.create(chapter=chapters[c], number=n)
        for c, n in ((2, 1), (1, 10), (1, 2))
    }
    for code, spearhead, position in (
        ("2.1.1", (2, 1), 1),
        ("1.10.1", (1, 10), 1),
        ("1.2.10", (1, 2), 10),
        ("1.2.9", (1, 2), 9),
        ("1.2.9b", (1, 2), 9),
    ):
        ActionFactory.create(
            code=code, spearhead=spearheads[spearhead], position=position
        )

    codes = Action.objects.in_order().values_list("code", flat=True)

    assert list(codes) == ["1.2.9", "1.2.9b", "1.2.10", "1.10.1", "2.1.1"]


def test_milestones_are_in_order_of_agreed_end_and_without_end_last() -> None:
    for title, agreed in (
        ("zonder einde", UNKNOWN),
        ("later", ending(TODAY)),
        ("eerder", ending(END)),
        ("zonder datum", None),
    ):
        MilestoneFactory.create(title=title, agreed=agreed)

    titles = Milestone.objects.in_order().values_list("title", flat=True)

    assert list(titles) == ["eerder", "later", "zonder einde", "zonder datum"]


# --- leads -----------------------------------------------------------------------


def test_with_lead_keeps_actions_that_somebody_leads() -> None:
    led = ActionFactory.create()
    TrekkerFactory.create(action=led)
    TrekkerFactory.create(action=led, as_printed="een ander")
    TrekkerFactory.create(role="partner")
    ActionFactory.create()

    assert list(Action.objects.with_lead()) == [led]


def test_leading_keeps_trekkers_and_not_partners() -> None:
    trekker = TrekkerFactory.create()
    TrekkerFactory.create(role="partner")

    assert list(Trekker.objects.leading()) == [trekker]


@pytest.mark.parametrize("name", ["VGN", "Vereniging", "V.G.N.", "Werkgroep 1"])
def test_led_by_finds_an_organisation_or_body_by_any_of_its_names(name: str) -> None:
    organisation = OrganisationFactory.create(name="Vereniging", abbreviation="VGN")
    OrganisationAliasFactory.create(organisation=organisation, alias="V.G.N.")
    body = BodyFactory.create(name="Werkgroep 1")
    led = ActionFactory.create()
    TrekkerFactory.create(action=led, organisation=organisation)
    TrekkerFactory.create(action=led, body=body)
    TrekkerFactory.create(organisation=organisation, role="partner")
    TrekkerFactory.create(organisation=OrganisationFactory.create(abbreviation="ZN"))
    TrekkerFactory.create(body=BodyFactory.create(name="Werkgroep 2"))

    assert list(Action.objects.led_by(name)) == [led]


@pytest.mark.parametrize("name", ["VG", "vgn", "", "alle partijen"])
def test_led_by_another_name_finds_nothing(name: str) -> None:
    TrekkerFactory.create(organisation=OrganisationFactory.create(abbreviation="VGN"))
    TrekkerFactory.create(as_printed="alle partijen")

    assert not Action.objects.led_by(name).exists()


# --- lateness (design 4.1) -------------------------------------------------------


def milestone_at(level: str, reported: date | None) -> tuple[Milestone, Versioned]:
    """Make a milestone of this level, last reported on that day."""
    action = ActionFactory.create()
    levels: dict[str, Versioned] = {
        "action": action,
        "spearhead": action.spearhead,
        "chapter": action.spearhead.chapter,
        "programme": action.programme,
    }
    place = levels[level]
    if reported is not None:
        writes.write(place, {"reported_date": reported}, by=SYSTEM)
    return MilestoneFactory.create(**{level: place}), place


# agreed end, achieved, last report: how the milestone stands today.
CASES = [
    (None, False, TODAY, "open"),
    (UNKNOWN, False, TODAY, "open"),
    (ending(TODAY + DAY), False, TODAY, "open"),
    (ending(TODAY), False, TODAY, "open"),
    (ending(TODAY - DAY), False, None, "unreported"),
    (ending(TODAY - DAY), False, TODAY - 2 * DAY, "unreported"),
    (ending(TODAY - DAY), False, TODAY - DAY, "unreported"),
    (ending(TODAY - DAY), False, TODAY, "late"),
    (ending(END), False, END + DAY, "late"),
    (ending(END), True, TODAY, "achieved"),
    (ending(END), True, None, "achieved"),
]


@pytest.mark.parametrize("level", ["action", "spearhead", "chapter", "programme"])
@pytest.mark.parametrize(("agreed", "achieved", "reported", "standing"), CASES)
def test_milestone_past_its_end_is_one_of_achieved_late_unreported(
    level: str,
    agreed: ImpreciseDate | None,
    reported: date | None,
    standing: str,
    *,
    achieved: bool,
) -> None:
    milestone, _ = milestone_at(level, reported)
    writes.write(
        milestone,
        {"agreed": agreed, "achieved": ending(TODAY) if achieved else None},
        by=SYSTEM,
    )

    rows = Milestone.objects.filter(pk=milestone.pk)
    stored = rows.get()

    assert rows.late(TODAY).exists() is (standing == "late")
    assert rows.unreported(TODAY).exists() is (standing == "unreported")
    assert rows.past(TODAY).exists() is (standing in ("late", "unreported"))
    assert stored.is_late(on=TODAY) is (standing == "late")
    assert stored.is_past(on=TODAY) is (standing in ("late", "unreported"))
    if level == "action":
        action = Action.objects.with_lateness(TODAY).get(pk=stored.action_id)
        assert action.is_late is (standing == "late")


def test_report_elsewhere_does_not_make_a_milestone_late() -> None:
    milestone, place = milestone_at("action", None)
    writes.write(milestone, {"agreed": ending(END)}, by=SYSTEM)
    assert isinstance(place, Action)
    for elsewhere in (
        ActionFactory.create(spearhead=place.spearhead),
        place.spearhead,
        place.spearhead.chapter,
        place.programme,
    ):
        writes.write(elsewhere, {"reported_date": TODAY}, by=SYSTEM)

    assert not Milestone.objects.late(TODAY).exists()
    assert Milestone.objects.unreported(TODAY).exists()


def test_late_against_original_looks_at_the_first_yardstick() -> None:
    standings = {}
    for original, agreed in product((END, TODAY + DAY), repeat=2):
        milestone, _ = milestone_at("action", TODAY)
        writes.write(
            milestone,
            {"original": ending(original), "agreed": ending(agreed)},
            by=SYSTEM,
        )
        rows = Milestone.objects.filter(pk=milestone.pk)
        standings[original == END, agreed == END] = (
            rows.late_against_original(TODAY).exists(),
            rows.late(TODAY).exists(),
        )

    assert standings == {
        (True, True): (True, True),
        (True, False): (True, False),
        (False, True): (False, True),
        (False, False): (False, False),
    }


def test_late_against_original_waits_for_a_report_and_ends_when_achieved() -> None:
    unreported, _ = milestone_at("action", None)
    achieved, _ = milestone_at("action", TODAY)
    late, _ = milestone_at("action", TODAY)
    for milestone in (unreported, achieved, late):
        writes.write(milestone, {"original": ending(END)}, by=SYSTEM)
    writes.write(achieved, {"achieved": ending(TODAY)}, by=SYSTEM)

    assert list(Milestone.objects.late_against_original(TODAY)) == [late]


def test_action_is_late_by_its_own_milestones_only() -> None:
    milestone, _ = milestone_at("spearhead", TODAY)
    writes.write(milestone, {"agreed": ending(END)}, by=SYSTEM)
    action = Action.objects.get(spearhead=milestone.spearhead)
    writes.write(action, {"reported_date": TODAY}, by=SYSTEM)

    assert Action.objects.with_lateness(TODAY).get().is_late is False
