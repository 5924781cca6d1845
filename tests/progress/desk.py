"""A secretary at a desk: the world around it, and a browser that counts and looks.

The days are real ones, because the server of a browser test reads the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Locator, Page

from accounts.models import User
from accounts.roles import Role
from actions.models import Action
from actions.workflow import Rag, Status
from core.quarters import Quarter
from governance.models import Body, MembershipRole
from progress.models import ReportingRound, StatusUpdate
from progress.workflow import BorgingState, Confidence
from tests.factories.accounts import UserFactory
from tests.factories.actions import (
    ActionFactory,
    ChapterFactory,
    ProgrammeFactory,
    SpearheadFactory,
)
from tests.factories.governance import BodyFactory, MembershipFactory
from tests.factories.progress import ReportingRoundFactory, StatusUpdateFactory
from tests.remembered import remembered
from tests.test_admin_browser import AXE

CARDS_WITHOUT_ROLE = """
    [...document.querySelectorAll("main table, main tr, main th, main td")].some(
        part => getComputedStyle(part).display === "block" && !part.hasAttribute("role")
    )
"""

PASSWORD = "een lang wachtwoord"


@dataclass(frozen=True)
class Desk:
    """Two werkgroepen, a closed round with a report on each action, an open round."""

    today: date
    secretary: User
    stand_in: User
    office: User
    stranger: User
    round: ReportingRound
    before: ReportingRound
    actions: list[Action]
    werkgroepen: list[Body]
    regiegroep: Body


@remembered
def make_desk(*, actions_each: int = 2, due_in: int = 10) -> Desk:
    """Make the world; the secretary keeps one werkgroep and stands in for the other."""
    today = timezone.localdate()
    quarter = Quarter.containing(today).previous
    programme = ProgrammeFactory.create(slug="toekomstagenda")
    regiegroep = BodyFactory.create(name="Regiegroep", kind="regiegroep")
    rounds = [
        ReportingRoundFactory.create(
            programme=programme,
            quarter=str(one),
            opens_date=one.end,
            due_date=due,
            closed_date=closed,
        )
        for one, due, closed in (
            (quarter.previous, quarter.end, quarter.end),
            (quarter, today + timedelta(days=due_in), None),
        )
    ]
    secretary = _secretary("secretaris", "Sam de Wit")
    stand_in = _secretary("vervanger", "Vera Vervanger")
    stranger = _secretary("ander", "An Vreemd")
    actions: list[Action] = []
    werkgroepen: list[Body] = []
    for number in (1, 2):
        werkgroep = BodyFactory.create(
            name=f"Werkgroep {number}", escalates_to=regiegroep
        )
        werkgroepen.append(werkgroep)
        chapter = ChapterFactory.create(
            programme=programme, number=number, werkgroep=werkgroep
        )
        spearhead = SpearheadFactory.create(chapter=chapter, number=1)
        actions += [
            ActionFactory.create(
                spearhead=spearhead,
                code=f"{number}.1.{place}",
                title=f"Actie {place} van werkgroep {number}",
                position=place,
            )
            for place in range(1, actions_each + 1)
        ]
    for werkgroep, role in zip(
        werkgroepen, (MembershipRole.SECRETARIS, MembershipRole.VERVANGER), strict=True
    ):
        _keeps(secretary, werkgroep, role)
    _keeps(stand_in, werkgroepen[0], MembershipRole.VERVANGER)
    elsewhere = ChapterFactory.create(
        programme=programme, number=3, werkgroep=BodyFactory.create(name="Werkgroep 3")
    )
    assert elsewhere.werkgroep is not None
    _keeps(stranger, elsewhere.werkgroep, MembershipRole.SECRETARIS)
    for action in actions:
        report(action, rounds[0])
    return Desk(
        today=today,
        secretary=secretary,
        stand_in=stand_in,
        office=UserFactory.create(
            username="bureau",
            full_name="Bo Bureau",
            role=Role.PROGRAMMABUREAU,
            password=PASSWORD,
        ),
        stranger=stranger,
        round=rounds[1],
        before=rounds[0],
        actions=actions,
        werkgroepen=werkgroepen,
        regiegroep=regiegroep,
    )


def report(action: Action, round_: ReportingRound, **content: Any) -> StatusUpdate:
    """Store an accepted report on an action, with every field filled."""
    return StatusUpdateFactory.create(
        action=action,
        round=round_,
        accepted=True,
        **{
            "status": Status.IN_PROGRESS,
            "rag": Rag.GREEN,
            "progress_pct": 40,
            "confidence": Confidence.HIGH,
            "risk": "Te weinig tijd.",
            "state_of_affairs": f"Vorig kwartaal over {action.code}.",
            "results": "Een werkwijze.",
            "borging": "In de inkoop.",
            "borging_state": BorgingState.PLANNED,
            "next_steps": "Verder uitbreiden.",
            "plain_language": "Het gaat goed.",
            **content,
        },
    )


def _secretary(username: str, full_name: str) -> User:
    return UserFactory.create(
        username=username,
        full_name=full_name,
        role=Role.SECRETARIS,
        password=PASSWORD,
    )


def _keeps(user: User, werkgroep: Body, role: MembershipRole) -> None:
    MembershipFactory.create(body=werkgroep, organisation=None, user=user, role=role)


class Seat:
    """Somebody behind a browser; remembers every complaint of the console."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', event => console.error("
            "'policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )

    def _note(self, kind: str, text: str) -> None:
        # The browser reports each answer that is not a 200; those are told on the page.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(f"{self.page.url}: {text}")

    def sign_in(self, user: User, path: str = "/beheer/") -> None:
        """Sign in by the page for it, on the way to another."""
        self.page.goto(self.url + path)
        self.fill_in_login(user)

    def fill_in_login(self, user: User) -> None:
        """Give name and password on the page that asks for them."""
        self.page.get_by_label("Gebruikersnaam").fill(user.username)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Inloggen").click()

    def open(self, path: str, *, heading: str = "") -> None:
        """Go to a page, and see that it is that page."""
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == 200, path
        assert heading in self.page.locator("h1").inner_text()

    def press(self, name: str) -> int:
        """Press a button, and return the status of the page that comes."""
        with self.page.expect_navigation() as navigation:
            self.page.get_by_role("button", name=name).click()
        return navigation.value.status

    def look(self, name: str) -> None:
        """See what is wrong for people with a keyboard, a reader or a telephone."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page, options=AXE).response["violations"]
            self.complaints += [
                f"{name}, {scheme}: {one['id']} {one['nodes'][0]['html'][:200]}"
                for one in found
            ]
        self.page.set_viewport_size({"width": 320, "height": 640})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            self.complaints.append(f"{name}: {width} pixels wide on a telephone")
        # What is shown as a block is no table for who listens, unless a role says so.
        if self.page.evaluate(CARDS_WITHOUT_ROLE):
            self.complaints.append(f"{name}: a table is lost in cards")
        self.page.set_viewport_size({"width": 1280, "height": 900})


@dataclass
class Hand:
    """Clicks and types as a person does, and counts it."""

    page: Page
    clicks: int = 0
    typed_fields: int = 0
    page_loads: int = 0

    def __post_init__(self) -> None:
        self.page.on("load", lambda _: self._loaded())

    def _loaded(self) -> None:
        self.page_loads += 1

    def click(self, what: Locator) -> None:
        """Press the mouse once on this."""
        what.click()
        self.clicks += 1

    def type(self, what: Locator, text: str) -> None:
        """Click in a field and replace what is there, key by key."""
        self.click(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.typed_fields += 1

    def go(self, what: Locator) -> None:
        """Press this, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.click(what)

    def counts(self) -> dict[str, int]:
        """Return what was counted so far."""
        return {
            "clicks": self.clicks,
            "typed fields": self.typed_fields,
            "page loads": self.page_loads,
        }
