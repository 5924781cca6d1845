"""The admin in Chromium: the content policy holds, and everybody can use it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from actions.models import Action
from core import writes
from core.imprecise_dates import parse_imprecise_date
from governance.models import Body, Membership
from tests.admin_pages import address, list_address
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.actions import (
    ActionFactory,
    ActivityFactory,
    MilestoneFactory,
    TrekkerFactory,
)
from tests.factories.actors import SYSTEM
from tests.factories.finance import BudgetLineFactory
from tests.factories.governance import (
    BodyFactory,
    MembershipFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.browser

AXE = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    # It would fetch style sheets and put them inline, which the policy refuses.
    "preload": False,
}
PASSWORD = "een lang wachtwoord"


class Visit:
    """A browser with somebody signed in, that remembers every complaint."""

    def __init__(self, page: Page, url: str, role: Role) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', event => console.error("
            "'policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )
        user = UserFactory.create(role=role, password=PASSWORD)
        page.goto(f"{url}/beheer/")
        self.check("login")
        page.get_by_label("Gebruikersnaam").fill(user.username)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()

    def _note(self, kind: str, text: str) -> None:
        # A refused form comes with its own status, which the browser reports.
        if kind in ("error", "warning") and "409 (Conflict)" not in text:
            self.complaints.append(f"{self.page.url}: {text}")

    def open(self, path: str, *, status: int = 200) -> None:
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == status, path
        self.page.wait_for_load_state("networkidle")
        self.check(path)

    def check(self, name: str) -> None:
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
        self.page.set_viewport_size({"width": 1280, "height": 900})
        wide = self.page.evaluate(
            "[...document.querySelectorAll('.results')]"
            ".some(list => list.scrollWidth > list.clientWidth)"
        )
        if wide:
            self.complaints.append(f"{name}: the list scrolls sideways on a desk")

    def save(self) -> int:
        """Press save, and return the status of what comes."""
        with self.page.expect_navigation() as navigation:
            self.page.get_by_role("button", name="Opslaan", exact=True).click()
        self.page.wait_for_load_state("networkidle")
        return navigation.value.status


@pytest.fixture
def visit(live_server: LiveServer, page: Page) -> Callable[[Role], Visit]:
    return lambda role: Visit(page, live_server.url, role)


def filled_action() -> Action:
    action = ActionFactory.create(
        code="1.2.3",
        title="Actieprogramma voor jeugdigen met een levenslange beperking",
        description="Een omschrijving",
    )
    ActivityFactory.create(action=action, description="Met uitleg")
    TrekkerFactory.create(
        action=action, as_printed="Gemeenten en zorgkantoren, in gezamenlijkheid"
    )
    MilestoneFactory.create(
        action=action,
        title="Uitkomsten van het onderzoek naar hulpmiddelenverstrekking bekend",
        original=parse_imprecise_date("derde kwartaal van 2024"),
        agreed=parse_imprecise_date("vierde kwartaal van 2024"),
        expected=parse_imprecise_date("september 2026"),
        achieved=parse_imprecise_date("september 2026"),
    )
    return action


@pytest.mark.slow
def test_pages_of_the_office_are_clean(visit: Callable[[Role], Visit]) -> None:
    office = visit(Role.PROGRAMMABUREAU)
    action = filled_action()
    milestone = action.milestones.get()
    alias = OrganisationAliasFactory.create()
    body = MembershipFactory.create().body
    BudgetLineFactory.create()
    gone = OrganisationFactory.create(name="Weg")
    writes.remove(gone, by=SYSTEM)

    for path in (
        "/beheer/",
        "/beheer/actions/",
        list_address(Action),
        f"{list_address(Action)}?o=1.-2&q=1.2.3&_facets=True",
        "/beheer/actions/milestone/",
        "/beheer/actions/activity/",
        "/beheer/actions/trekker/",
        "/beheer/finance/budgetline/",
        address(action, "change"),
        address(milestone, "change"),
        address(body, "change"),
        address(alias.organisation, "change"),
        address(alias.organisation, "history"),
        address(alias.organisation, "delete"),
        "/beheer/governance/organisation/add/",
        "/beheer/governance/organisation/verwijderd/",
        "/beheer/password_change/",
    ):
        office.open(path)

    assert office.complaints == []


def test_pages_of_the_beheerder_are_clean(visit: Callable[[Role], Visit]) -> None:
    keeper = visit(Role.BEHEERDER)
    user, token = UserFactory.create(), ApiTokenFactory.create()

    for path in (
        "/beheer/accounts/user/",
        "/beheer/accounts/user/add/",
        address(user, "change"),
        address(user, "password"),
        "/beheer/accounts/apitoken/add/",
        address(token, "change"),
        address(token, "revoke"),
    ):
        keeper.open(path)

    assert keeper.complaints == []


def test_pages_of_a_reader_are_clean(visit: Callable[[Role], Visit]) -> None:
    reader = visit(Role.LEZER)
    action = filled_action()

    for path in ("/beheer/", list_address(Action), address(action, "change")):
        reader.open(path)

    assert reader.page.get_by_role("button", name="Opslaan").count() == 0
    assert reader.complaints == []


def test_member_is_chosen_from_what_is_typed(visit: Callable[[Role], Visit]) -> None:
    body = BodyFactory.create(name="Werkgroep")
    OrganisationFactory.create(name="Vereniging van gemeenten", abbreviation="VNG")
    OrganisationFactory.create(name="Zorgverzekeraars", abbreviation="ZN")
    office = visit(Role.PROGRAMMABUREAU)
    office.open(address(body, "change"))

    page = office.page
    page.get_by_text("Nog een Lidmaatschap toevoegen").click()
    page.locator("#memberships-0 .select2-selection").first.click()
    page.keyboard.type("gemeen")
    page.get_by_role("option", name="VNG").click()
    page.locator("#id_memberships-0-role").select_option("agendalid")
    status = office.save()

    assert status == 200
    member = Membership.objects.get()
    assert str(member.organisation) == "VNG"
    assert (member.body, member.role) == (body, "agendalid")
    assert office.complaints == []


def test_conflict_keeps_what_was_typed_on_the_screen(
    visit: Callable[[Role], Visit],
) -> None:
    body = BodyFactory.create(description="Eerst")
    office = visit(Role.PROGRAMMABUREAU)
    office.open(address(body, "change"))
    writes.write(body, {"description": "Van een collega"}, by=SYSTEM)

    office.page.get_by_label("Omschrijving").fill("Mijn eigen tekst\nop twee regels")
    status = office.save()
    office.check("conflict")

    assert status == 409
    typed = office.page.get_by_role("cell", name="Mijn eigen tekst")
    assert typed.inner_text() == "Mijn eigen tekst\nop twee regels"
    office.page.get_by_role("link", name="Open opnieuw").click()
    assert office.page.get_by_label("Omschrijving").input_value() == "Van een collega"
    assert Body.objects.get().description == "Van een collega"
    assert office.complaints == []


def test_wrong_date_is_told_where_it_was_typed(visit: Callable[[Role], Visit]) -> None:
    milestone = MilestoneFactory.create()
    office = visit(Role.PROGRAMMABUREAU)
    office.open(address(milestone, "change"))

    office.page.get_by_label("Verwacht").fill("ergens in de lente")
    office.save()
    office.check("wrong date")

    assert office.page.title().startswith("Fout: ")
    field = office.page.locator(".field-expected")
    assert "er staat geen jaartal bij" in field.inner_text()
    assert office.complaints == []


def test_what_one_clicks_is_large_enough(visit: Callable[[Role], Visit]) -> None:
    filled_action()
    office = visit(Role.PROGRAMMABUREAU)
    office.open(f"{list_address(Action)}?o=1")

    small = office.page.evaluate(
        """() => [...document.querySelectorAll(
            'thead a, #changelist-filter a, .object-tools a, .breadcrumbs a, #header a'
        )].map(link => [link.textContent.trim() || link.className,
                        link.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )

    assert small == []
