"""A programme with what the addresses of the matrix are about, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.apps import apps
from django.db import models
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.tokens import create_token
from actions.models import Action, Activity, Chapter, Milestone
from core.versioned import Versioned
from governance.models import Body
from progress.models import (
    Escalation,
    EscalationAction,
    ReportingRound,
    StatusUpdate,
    UpdateEvent,
)
from progress.services import open_round
from reporting.models import FileFormat
from tests.api.client import BASE
from tests.api.resources import RESOURCES
from tests.authorisation.matrix import TOKEN, Route
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    ChapterFactory,
    MilestoneFactory,
    SpearheadFactory,
)
from tests.factories.actors import SYSTEM, TODAY
from tests.factories.every import FACTORIES
from tests.factories.governance import BodyFactory, MembershipFactory
from tests.factories.progress import (
    EscalationActionFactory,
    EscalationFactory,
    ReportingRoundFactory,
    StatusUpdateFactory,
    UpdateEventFactory,
)
from tests.factories.reporting import OverviewFileFactory
from tests.reporting.world import AFTER_Q2, AFTER_Q3, Q3, make_reported_world

ABSENT = 9_999_999


class World:
    """One programme, two werkgroepen that write in it, somebody of every role."""

    def __init__(self) -> None:
        self.reported = make_reported_world()
        OverviewFileFactory.create(
            overview=self.reported.publish(), format=FileFormat.CSV
        )
        self.programme = self.reported.programme
        self.round = open_round(
            programme=self.programme,
            quarter=Q3,
            opens=AFTER_Q2,
            due=AFTER_Q3,
            by=self.reported.office,
        )
        self.chapters: dict[str, Chapter] = {
            "own": self.reported.actions[0].spearhead.chapter,
            "foreign": ChapterFactory.create(
                programme=self.programme,
                number=2,
                werkgroep=BodyFactory.create(escalates_to=self.reported.regiegroep),
            ),
            "nobody": ChapterFactory.create(programme=self.programme, number=3),
        }
        self.users = {str(role): UserFactory.create(role=role) for role in Role}
        MembershipFactory.create(
            body=self.werkgroep("own"),
            organisation=None,
            user=self.users[Role.SECRETARIS],
            role="secretaris",
        )
        self.spearheads = {
            whose: SpearheadFactory.create(chapter=chapter, number=9)
            for whose, chapter in self.chapters.items()
        }
        self._rows: dict[tuple[type[models.Model], str], Versioned] = {}
        self._clients: dict[str, Client] = {}
        self._counter = 0

    def werkgroep(self, whose: str) -> Body:
        """Return the werkgroep of the secretary, or the other one."""
        found = self.chapters[whose].werkgroep
        assert found is not None
        return found

    def action(self, whose: str) -> Action:
        """Make an action without an update in the open round."""
        self._counter += 1
        return ActionFactory.create(
            spearhead=self.spearheads[whose],
            code=f"{self.chapters[whose].number}.9.{self._counter}",
        )

    # --- rows ------------------------------------------------------------------------

    def row(self, model: type[models.Model], about: str) -> Versioned:
        """Return the row of a model that the matrix speaks of; make it at first."""
        key = (model, about)
        if key not in self._rows:
            whose, _, state = about.replace("any", "own").partition("-")
            make = MAKERS.get(model)
            self._rows[key] = (
                FACTORIES[model].create()  # type: ignore[index]
                if make is None
                else make(self, whose, state)
            )
        return self._rows[key]

    def update(self, whose: str, state: str) -> StatusUpdate:
        """Make an update of the open round, a draft unless a state is given."""
        traits = {state: True} if state and state != "draft" else {"filled": True}
        update: StatusUpdate = StatusUpdateFactory.create(
            action=self.action(whose), round=self.round, **traits
        )
        return update

    # --- asking ----------------------------------------------------------------------

    def kwargs(self, route: Route, about: str) -> dict[str, Any]:
        """Return what fills in the address of a route."""
        if route.name in KWARGS:
            return {**KWARGS[route.name](self, about)}
        if page := route.admin_page:
            if page[1] in ("changelist", "removed", "add"):
                return {}
            model = apps.get_model(page[0])
            return {"object_id": str(self._id(model, about))}
        if "<int:pk>" in route.pattern:
            return {"pk": self._id(model_of(route), about)}
        assert "<" not in fill_in(route.pattern, {}), (
            f"Say in KWARGS what fills in {route}"
        )
        return {}

    def body(self, method: str, route: Route, about: str) -> dict[str, Any]:
        """Return what is sent."""
        found: dict[str, Any] = BODIES.get((route.name, method), nothing)(self, about)
        return found

    def _id(self, model: type[models.Model], about: str) -> int:
        return ABSENT if about == "missing" else int(self.row(model, about).pk)

    def client(self, who: str) -> Client:
        """Return the browser or the machine client of somebody."""
        if who not in self._clients:
            client = Client(raise_request_exception=False)
            if who == TOKEN:
                token = create_token(
                    name="matrix",
                    user=self.users[Role.PROGRAMMABUREAU],
                    scopes=["read"],
                    expires_at=None,
                    by=SYSTEM,
                )
                client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
            elif who in self.users:
                client.force_login(self.users[who])
            self._clients[who] = client
        return self._clients[who]

    def ask(self, who: str, method: str, route: Route, about: str) -> int:
        """Return the status of the answer to one request."""
        address = fill_in(route.pattern, self.kwargs(route, about))
        body = self.body(method, route, about)
        client = self.client(who)
        cookies = client.cookies.output()
        try:
            return self._answer(client, method, route, about, address, body)
        finally:
            # Logging out takes the cookie away; what it did is rolled back.
            client.cookies.clear()
            client.cookies.load(cookies.replace("Set-Cookie: ", ""))

    def _answer(
        self,
        client: Client,
        method: str,
        route: Route,
        about: str,
        address: str,
        body: Any,
    ) -> int:
        if address.startswith(BASE):
            headers = {"If-Match": f'"{self._version(route, about)}"'}
            response = client.generic(
                method,
                address + QUERIES.get(route.name, ""),
                orjson.dumps(body) if method != "GET" else b"",
                content_type="application/json",
                headers=headers if method != "GET" else {},
            )
        elif method == "POST":
            response = client.post(address, body)
        else:
            response = client.generic(method, address + QUERIES.get(route.name, ""))
        return int(response.status_code)

    def _version(self, route: Route, about: str) -> int:
        """Return the version of the object that the address names."""
        if "<int:pk>" not in route.pattern or about == "missing":
            return 1
        row = self.row(model_of(route), about)
        return int(
            type(row)._base_manager.values_list("version", flat=True).get(pk=row.pk)
        )


def fill_in(pattern: str, kwargs: Mapping[str, Any]) -> str:
    """Return the address of a pattern of the URL configuration."""
    address = "/" + pattern.replace("^api/", "api/none").replace(
        "^(?P<app_label>accounts|governance|actions|finance|monitoring|progress|baseline)/$",
        "actions/",
    ).replace("(?P<url>.*)$", "bestaat-niet/")
    for name, value in kwargs.items():
        start = address.rindex("<", 0, address.index(f"{name}>"))
        end = address.index(">", start)
        address = f"{address[:start]}{value}{address[end + 1 :]}"
    return address


def model_of(route: Route) -> type[Versioned]:
    """Return the model of the object that an address of the API names."""
    collection = route.pattern.removeprefix("api/v1/").partition("/")[0]
    model: type[Versioned] = MODELS[collection]
    return model


def nothing(world: World, about: str) -> dict[str, Any]:
    """Return a body without content."""
    return {}


def _milestone(world: World, whose: str, state: str) -> Milestone:
    return MilestoneFactory.create(action=world.action(whose))


def _escalation(world: World, whose: str, state: str) -> Escalation:
    return EscalationFactory.create(
        programme=world.programme,
        raised_by=world.werkgroep(whose),
        to_body=world.reported.regiegroep,
    )


MAKERS: Mapping[Any, Any] = {
    Action: lambda world, whose, state: world.action(whose),
    Chapter: lambda world, whose, state: world.chapters[whose],
    Activity: lambda world, whose, state: ActivityFactory.create(
        action=world.action(whose)
    ),
    Milestone: _milestone,
    StatusUpdate: lambda world, whose, state: world.update(whose, state),
    ReportingRound: lambda world, whose, state: ReportingRoundFactory.create(
        closed_date=TODAY if state == "closed" else None
    ),
    UpdateEvent: lambda world, whose, state: UpdateEventFactory.create(
        update=world.update(whose, state)
    ),
    Escalation: _escalation,
    EscalationAction: lambda world, whose, state: EscalationActionFactory.create(
        action=world.action(whose), escalation=_escalation(world, whose, state)
    ),
}

MODELS: Mapping[str, Any] = {
    path: resource.model for path, resource in RESOURCES.items()
}


def _page(**present: Any) -> Any:
    """Return what fills in a page of which nobody is the owner."""

    def filled(world: World, about: str) -> dict[str, Any]:
        values = {
            name: value(world) if callable(value) else value
            for name, value in present.items()
        }
        if about == "missing":
            values |= {name: MISSING[name] for name in values if name in MISSING}
        return values

    return filled


MISSING = {"number": 99, "code": "9.9.9", "pk": ABSENT, "quarter": "2020-Q1"}
EDITION = {"quarter": "2026-Q2", "edition": 1}

KWARGS: Mapping[str, Any] = {
    "pages:chapter": _page(number=1),
    "pages:action": _page(code=lambda world: world.row(Action, "own").code),
    "pages:organisation": _page(
        pk=lambda world: world.row(MODELS["organisations"], "own").pk
    ),
    "pages:body": _page(pk=lambda world: world.werkgroep("own").pk),
    "pages:overview-preview-chapter": _page(number=1),
    "pages:overview": _page(quarter="2026-Q2"),
    "pages:overview-edition": _page(**EDITION),
    "pages:overview-plain": _page(**EDITION),
    "pages:overview-json": _page(**EDITION),
    "pages:overview-progress": _page(**EDITION),
    "pages:overview-file": _page(**EDITION, kind="csv"),
    "pages:overview-chapter": _page(**EDITION, number=1),
    "pages:overview-chapter-file": _page(**EDITION, number=1, kind="csv"),
    "pages:public-overview": _page(quarter="2026-Q2"),
    "pages:public-edition": _page(**EDITION),
    "pages:public-json": _page(**EDITION),
    "pages:public-chapter": _page(**EDITION, number=1),
    "admin:write-update": lambda world, about: {"code": _code(world, about)},
    "admin:save-draft": lambda world, about: {"code": _code(world, about)},
    "admin:review-update": lambda world, about: {"pk": world._id(StatusUpdate, about)},
    "admin:view_on_site": lambda world, about: {"content_type_id": 1, "object_id": 1},
    "admin:accounts_user_password": lambda world, about: {
        "object_id": world._id(User, about)
    },
    "admin:accounts_apitoken_revoke": lambda world, about: {
        "object_id": world._id(apps.get_model("accounts.ApiToken"), about)
    },
}


def _code(world: World, about: str) -> str:
    return "9.9.9" if about == "missing" else world.row(Action, about).code  # type: ignore[attr-defined]


QUERIES: Mapping[str, str] = {
    "admin:autocomplete": "?term=&app_label=actions&model_name=milestone"
    "&field_name=action",
    "overviews-preview": "?quarter=2026-Q2",
}

BODIES: Mapping[tuple[str, str], Any] = {
    ("pages:overview-publish", "POST"): lambda world, about: {
        "kwartaal": "2026-Q2",
        "erratum": "Een tikfout.",
    },
    ("overviews", "POST"): lambda world, about: {
        "quarter": "2026-Q2",
        "erratum": "Een tikfout.",
    },
    ("actions-detail", "PATCH"): lambda world, about: {"description": "Anders."},
    ("activities-detail", "PATCH"): lambda world, about: {"state": "done"},
    ("milestones-detail", "PATCH"): lambda world, about: {"expected": None},
    ("actions-status-updates", "POST"): lambda world, about: {
        "round": world.round.quarter
    },
    ("status-updates-detail", "PATCH"): lambda world, about: {"risk": "Geld."},
    # Nothing was reported on its action before, which does not seem to add up.
    ("status-updates-submissions", "POST"): lambda world, about: {
        "overrideReason": "Dat klopt."
    },
    ("status-updates-returns", "POST"): lambda world, about: {"reason": "Te kort."},
    ("reporting-rounds", "POST"): lambda world, about: {
        "programme": world.programme.slug,
        "quarter": "2026-Q4",
        "opensDate": "2027-01-01",
        "dueDate": "2027-01-20",
    },
    ("reporting-rounds-extensions", "POST"): lambda world, about: {
        "dueDate": "2026-09-01",
        "reason": "Vakantie.",
    },
    ("reporting-rounds-reopenings", "POST"): lambda world, about: {
        "reason": "Te vroeg."
    },
    ("escalations", "POST"): lambda world, about: {
        "programme": world.programme.slug,
        "question": "Wie betaalt dit?",
        "actions": [_code(world, about)],
        "toBody": world.reported.regiegroep.name,
    },
    ("escalations-detail", "PATCH"): lambda world, about: {"question": "Anders?"},
    ("escalations-closures", "POST"): lambda world, about: {"feedback": "VWS."},
}
