"""What every test may rely on: no network, and the parts that are really there.

Outside addresses are blocked by pytest-socket (pyproject.toml), and the settings
leave `.env` alone as soon as pytest runs. `scripts/run_tests.py` says which services
and programs answer; without it, tests for a part run and fail where it is absent.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis
from playwright.sync_api import Browser, Page, sync_playwright

from tests.tables import empty_tables
from tests.template import TEMPLATE, copy_of_template

# The same examples in every run, and no clock that fails a test on a busy machine.
hypothesis.register_profile("tests", derandomize=True, deadline=None)
hypothesis.load_profile("tests")

CHROMIUM_FLAGS = [
    # No sandbox, for CI runs as root; the rest keeps the browser from asking its
    # maker's servers for things, which a closed network answers with delay.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# By these pytest-django lets a test in; all other tests it keeps from the database.
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "django_db_setup",
    "live_server",
}
# The last two ask for a server, which is to be met from every database.
DATABASE_MARKERS = {"django_db", "postgresql", "redis"}


def absent_parts() -> set[str]:
    """Name the markers whose tests cannot run here."""
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    absent = {"postgresql", "sqlite"} - {engine.replace("sqlite3", "sqlite")}
    parts = os.environ.get("TEST_PARTS")
    if parts is not None:
        absent |= {"browser", "redis", "node", "document"} - set(parts.split())
    return absent


def touches_database(item: pytest.Item) -> bool:
    """Tell whether a test may ask the database; without these it is not let in."""
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    markers = {marker.name for marker in item.iter_markers()}
    return bool(fixtures & DATABASE_FIXTURES or markers & DATABASE_MARKERS)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Deselect the tests of absent parts, so that a skip always means something."""
    absent = absent_parts()
    database_only = os.environ.get("TEST_DATABASE_ONLY") == "1"
    kept: list[pytest.Item] = []
    dropped: list[pytest.Item] = []
    for item in items:
        needs = {marker.name for marker in item.iter_markers()}
        unwanted = needs & absent or (database_only and not touches_database(item))
        (dropped if unwanted else kept).append(item)
    config.hook.pytest_deselected(items=dropped)
    items[:] = kept


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Tell pytest-django to take the database that is there, when that is a copy."""
    return TEMPLATE is not None or bool(request.config.getoption("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Copy the database before pytest-django looks for it."""
    with copy_of_template():
        yield


@pytest.fixture(scope="session", autouse=True)
def tables_emptied_quickly() -> Iterator[None]:
    """Let tests with real transactions empty only what has rows, past the guards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda test_case: empty_tables()
        )
        yield


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Give the address of a Redis database that tests may empty."""
    return os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium once; Playwright does not bring its own."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is not on the PATH"
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django takes for a
        # sign that its queries would block one.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            instance = playwright.chromium.launch(
                executable_path=chromium, args=CHROMIUM_FLAGS
            )
            yield instance
            instance.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page with cookies and storage of its own."""
    with browser.new_context(locale="nl-NL") as context:
        yield context.new_page()
