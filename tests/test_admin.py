"""The admin as a whole: every model has a page, no page asks a query per row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiToken, User
from accounts.roles import Role
from actions import models as actions
from actions.models import Action, Milestone
from baseline import models as baseline
from core import policy, writes
from core.admin import TrackerAdmin
from core.versioned import Versioned
from finance import models as finance
from governance import models as governance
from monitoring.models import Target
from tests.admin_pages import address, list_address, signed_in
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ActivityPartyFactory,
    ChapterFactory,
    ContradictionFactory,
    ContradictionSourceFactory,
    LinkFactory,
    MilestoneFactory,
    MilestoneOwnerFactory,
    ProgrammeFactory,
    SpearheadFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.baseline import (
    BaselineVersionFactory,
    CorrectionFactory,
    LoadedRowFactory,
)
from tests.factories.finance import (
    BudgetLineFactory,
    EarmarkFactory,
    FinanceNoteFactory,
    FundingLineFactory,
    PrintedTotalFactory,
)
from tests.factories.governance import (
    BodyFactory,
    CompositionPartFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)
from tests.factories.monitoring import TargetFactory

pytestmark = pytest.mark.django_db


def _milestone_of_an_action() -> Versioned:
    return MilestoneFactory.create(action=ActionFactory.create())


def _link_between_actions() -> Versioned:
    return LinkFactory.create(
        action=ActionFactory.create(), target_action=ActionFactory.create(), outside=""
    )


def _action_with_a_lead() -> Versioned:
    action = ActionFactory.create()
    TrekkerFactory.create(action=action, organisation=OrganisationFactory.create())
    TrekkerFactory.create(action=action, body=BodyFactory.create())
    return action


def _chapter_with_a_werkgroep() -> Versioned:
    return ChapterFactory.create(werkgroep=BodyFactory.create())


# How to make one more row, and how many queries its list takes. In each: the session,
# the user, the number of rows and the rows; then one for each filter that asks what
# there is to choose from. What else there is stands behind it.
LISTS: dict[type[Versioned], tuple[Callable[[], Versioned], int]] = {
    User: (UserFactory.create, 4),
    ApiToken: (ApiTokenFactory.create, 4),
    governance.Organisation: (
        lambda: OrganisationFactory.create(parent=OrganisationFactory.create()),
        5,
    ),
    governance.OrganisationAlias: (OrganisationAliasFactory.create, 4),
    governance.Body: (
        lambda: BodyFactory.create(escalates_to=BodyFactory.create()),
        4,
    ),
    governance.CompositionPart: (CompositionPartFactory.create, 5),
    governance.Membership: (MembershipFactory.create, 5),
    actions.Programme: (
        lambda: ProgrammeFactory.create(predecessor=ProgrammeFactory.create()),
        4,
    ),
    actions.Chapter: (_chapter_with_a_werkgroep, 5),
    actions.Spearhead: (SpearheadFactory.create, 6),
    # And the leads of all actions on the page.
    actions.Action: (_action_with_a_lead, 7),
    actions.Trekker: (TrekkerFactory.create, 5),
    actions.Activity: (ActivityFactory.create, 6),
    actions.ActivityParty: (ActivityPartyFactory.create, 4),
    actions.Milestone: (_milestone_of_an_action, 6),
    actions.MilestoneOwner: (MilestoneOwnerFactory.create, 4),
    actions.Link: (_link_between_actions, 6),
    actions.Contradiction: (ContradictionFactory.create, 6),
    actions.ContradictionSource: (ContradictionSourceFactory.create, 4),
    # And the totals; the years are asked for twice, by Django's own filter.
    finance.FundingLine: (FundingLineFactory.create, 8),
    finance.BudgetLine: (BudgetLineFactory.create, 8),
    finance.Earmark: (EarmarkFactory.create, 5),
    finance.PrintedTotal: (PrintedTotalFactory.create, 5),
    finance.FinanceNote: (FinanceNoteFactory.create, 5),
    Target: (lambda: TargetFactory.create(action=ActionFactory.create()), 6),
    baseline.BaselineVersion: (BaselineVersionFactory.create, 5),
    baseline.LoadedRow: (LoadedRowFactory.create, 6),
    baseline.Correction: (CorrectionFactory.create, 5),
}
# A list that only another role sees.
READER_OF: dict[type[Versioned], Role] = {
    User: Role.BEHEERDER,
    ApiToken: Role.BEHEERDER,
}

MODELS = [pytest.param(model, id=model._meta.label) for model in LISTS]


def reader_of(model: type[Versioned]) -> Client:
    role = READER_OF.get(model, Role.PROGRAMMABUREAU)
    return signed_in(UserFactory.create(role=role))


def test_every_model_of_these_apps_has_a_page_and_a_row_in_this_test() -> None:
    apps = {model._meta.app_label for model in LISTS}
    with_policy = {
        model for model in policy.registered() if model._meta.app_label in apps
    }

    registered = {
        model
        for model in admin.site._registry
        if model._meta.app_label in apps and issubclass(model, Versioned)
    }

    assert registered == with_policy == set(LISTS)


def test_every_page_writes_by_the_one_way() -> None:
    for model, page in admin.site._registry.items():
        assert isinstance(page, TrackerAdmin), model
        assert not page.list_editable, model
        assert all(issubclass(inline.model, Versioned) for inline in page.inlines)
    assert not any(True for _ in admin.site.actions)


@pytest.mark.parametrize("model", MODELS)
def test_list_takes_the_same_queries_however_many_rows(
    model: type[Versioned], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make, expected = LISTS[model]
    client = reader_of(model)
    for _ in range(2):
        make()

    with django_assert_num_queries(expected):
        response = client.get(list_address(model))
    assert response.status_code == 200
    for _ in range(4):
        make()
    with django_assert_num_queries(expected):
        response = client.get(list_address(model))

    assert response.context["cl"].result_count >= 6


@pytest.mark.parametrize("model", MODELS)
def test_pages_of_a_row_open_for_who_may_see_it(model: type[Versioned]) -> None:
    row = LISTS[model][0]()
    client = reader_of(model)

    for page in ("change", "history"):
        assert client.get(address(row, page)).status_code == 200, page
    assert client.get(list_address(model, "removed")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_page_of_a_reader_has_no_field_to_fill_in(model: type[Versioned]) -> None:
    row = LISTS[model][0]()
    client = signed_in(UserFactory.create(role=Role.LEZER))
    version = row.version

    page = client.get(address(row, "change"))
    answer = client.post(address(row, "change"), {"loaded_version": str(version)})

    may = policy.policy_for(model).table.get(Role.LEZER, {})
    assert page.status_code == (200 if "view" in may else 403)
    assert "loaded_version" not in page.text
    assert 'name="_save"' not in page.text
    assert answer.status_code == 403
    assert model._default_manager.get(pk=row.pk).version == version


def _page_queries(client: Client, url: str, count: Callable[..., Any]) -> int:
    with count() as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_form_takes_the_same_queries_however_many_inline_rows(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    client = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))
    body, action = BodyFactory.create(), ActionFactory.create()

    def more() -> None:
        MembershipFactory.create(body=body)
        MembershipFactory.create(body=body, secretary=True)
        TrekkerFactory.create(action=action, organisation=OrganisationFactory.create())
        ActivityFactory.create(action=action)
        MilestoneFactory.create(action=action)

    def counts() -> list[int]:
        return [
            _page_queries(
                client,
                address(row, "change"),
                lambda: django_assert_max_num_queries(20),
            )
            for row in (body, action)
        ]

    more()
    # The first time a process opens a page, Django looks up its content type.
    counts()
    few = counts()
    for _ in range(5):
        more()

    assert counts() == few


def test_history_takes_the_same_queries_however_many_entries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))
    milestone = MilestoneFactory.create(action=ActionFactory.create())
    for position in range(1, 6):
        writes.write(milestone, {"position": position}, by=SYSTEM)

    # Session, user, the row, its history, and the words for its programme and action.
    with django_assert_num_queries(6):
        response = client.get(address(milestone, "history"))

    assert response.text.count("gewijzigd door tests") == 5


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROGRAMMABUREAU, 200),
        (Role.BEHEERDER, 200),
        (Role.SECRETARIS, 404),
        (Role.LEZER, 404),
    ],
)
def test_history_of_a_row_that_is_gone_is_for_the_office(
    role: Role, status: int
) -> None:
    milestone = MilestoneFactory.create(title="Weg ermee")
    url = address(milestone, "history")
    writes.remove(milestone, by=SYSTEM, reason="dubbel")
    client = signed_in(UserFactory.create(role=role))

    history = client.get(url)
    removed = client.get(list_address(Milestone, "removed"))

    assert history.status_code == status
    assert removed.status_code == (200 if status == 200 else 403)
    if status == 200:
        assert "verwijderd door tests" in history.text
        assert "dubbel" in history.text
        assert "Weg ermee" in removed.text
        assert url in removed.text


def test_autocomplete_offers_what_the_policy_shows() -> None:
    UserFactory.create(username="jansen")
    BodyFactory.create(name="Werkgroep jansen")
    asked = {
        "app_label": "governance",
        "model_name": "membership",
        "term": "jansen",
    }
    url = reverse("admin:autocomplete")
    office = signed_in(UserFactory.create(role=Role.PROGRAMMABUREAU))
    reader = signed_in(UserFactory.create(role=Role.LEZER))

    bodies = reader.get(url, {**asked, "field_name": "body"})
    users = [one.get(url, {**asked, "field_name": "user"}) for one in (office, reader)]

    assert [one["text"] for one in bodies.json()["results"]] == ["Werkgroep jansen"]
    assert [answer.status_code for answer in users] == [200, 403]


def test_action_is_found_by_code_by_words_and_by_lead() -> None:
    client = signed_in(UserFactory.create(role=Role.LEZER))
    found = ActionFactory.create(code="2.3.1", title="Een hulpkaart maken")
    ActionFactory.create(code="2.3.2", title="Iets anders")
    TrekkerFactory.create(
        action=found, organisation=OrganisationFactory.create(abbreviation="LFB")
    )

    for query in ("2.3.1", "hulpkaart maken", "MAKEN", "lfb"):
        page = client.get(list_address(Action), {"q": query})
        assert [row.code for row in page.context["cl"].result_list] == ["2.3.1"], query
