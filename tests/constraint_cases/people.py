"""Users, tokens, organisations, bodies and who sits in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.constraint_cases.shapes import (
    EARLIER,
    LATER,
    Check,
    Columns,
    Row,
    Unique,
    choices,
)
from tests.factories import accounts, governance


def with_user(**columns: Any) -> Callable[[Row], Columns]:
    """A membership of a new user."""
    return lambda _: {
        "organisation_id": None,
        "user_id": accounts.UserFactory.create().pk,
        **columns,
    }


CASES: dict[str, Check | Unique] = {
    "accounts_user_username_unique": Unique(accounts.UserFactory),
    "accounts_user_role_known": choices(
        accounts.UserFactory,
        "role",
        "lezer",
        "secretaris",
        "programmabureau",
        "beheerder",
    ),
    "accounts_apitoken_sha256_unique": Unique(accounts.ApiTokenFactory),
    "accounts_apitoken_scopes_known": Check(
        accounts.ApiTokenFactory.create,
        breaks=[
            {"scopes": value}
            for value in ("", "write", "read write", "read,plan:write", "read ", "**")
        ],
        allows=[
            {"scopes": value}
            for value in ("*", "read", "read status:write plan:write", "events:manage")
        ],
    ),
    "governance_organisation_name_unique": Unique(governance.OrganisationFactory),
    "governance_organisation_abbreviation_unique": Unique(
        governance.OrganisationFactory,
        first=lambda: {"abbreviation": "VWS"},
        second=lambda: {"abbreviation": "ZN"},
        escape={"abbreviation": ""},
    ),
    "governance_organisation_kind_known": choices(
        governance.OrganisationFactory, "kind", "other", "ministry", "collective"
    ),
    "governance_organisation_not_own_parent": Check(
        governance.OrganisationFactory.create,
        breaks=[lambda row: {"parent_id": row.pk}],
        allows=[
            {"parent_id": None},
            lambda _: {"parent_id": governance.OrganisationFactory.create().pk},
        ],
    ),
    "governance_alias_unique": Unique(governance.OrganisationAliasFactory),
    "governance_body_name_unique": Unique(governance.BodyFactory),
    "governance_body_kind_known": choices(
        governance.BodyFactory,
        "kind",
        "other",
        "bestuurlijk_overleg",
        "regiegroep",
        "breed_overleg",
        "klankbordgroep",
        "werkgroep",
    ),
    "governance_body_meetings_possible": Check(
        governance.BodyFactory.create,
        breaks=[{"meetings_per_year": 0}, {"meetings_per_year": 53}],
        allows=[{"meetings_per_year": n} for n in (None, 1, 52)],
    ),
    "governance_body_not_own_escalation": Check(
        governance.BodyFactory.create,
        breaks=[lambda row: {"escalates_to_id": row.pk}],
        allows=[
            {"escalates_to_id": None},
            lambda _: {"escalates_to_id": governance.BodyFactory.create().pk},
        ],
    ),
    "governance_composition_part_unique": Unique(governance.CompositionPartFactory),
    "governance_composition_share_possible": Check(
        governance.CompositionPartFactory.create,
        breaks=[
            {"numerator": 0, "denominator": 3},
            {"numerator": 4, "denominator": 3},
        ],
        allows=[
            {"numerator": 1, "denominator": 3},
            {"numerator": 3, "denominator": 3},
        ],
    ),
    "governance_membership_one_member": Check(
        governance.MembershipFactory.create,
        breaks=[
            {"organisation_id": None},
            lambda _: {"user_id": accounts.UserFactory.create().pk},
        ],
        allows=[{"user_id": None}, with_user()],
    ),
    "governance_membership_role_known": choices(
        governance.MembershipFactory, "role", "lid", "agendalid", "voorzitter"
    ),
    "governance_membership_secretary_is_person": Check(
        governance.MembershipFactory.create,
        breaks=[{"role": "secretaris"}, {"role": "vervanger"}],
        allows=[
            {"role": "voorzitter"},
            with_user(role="secretaris"),
            with_user(role="vervanger"),
        ],
    ),
    "governance_membership_from_before_to": Check(
        governance.MembershipFactory.create,
        breaks=[{"valid_from_date": LATER, "valid_to_date": EARLIER}],
        allows=[
            {"valid_from_date": first, "valid_to_date": last}
            for first, last in (
                (EARLIER, EARLIER),
                (EARLIER, LATER),
                (LATER, None),
                (None, EARLIER),
            )
        ],
    ),
    "governance_membership_organisation_once": Unique(
        governance.MembershipFactory, escape={"valid_to_date": LATER}
    ),
    "governance_membership_user_once": Unique(
        governance.MembershipFactory,
        first=lambda: {"secretary": True},
        second=lambda: {"secretary": True},
        escape={"valid_to_date": LATER},
    ),
}
