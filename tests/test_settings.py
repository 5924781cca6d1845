"""Settings: production is the default, and it refuses to start half configured."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_socket import SocketConnectBlockedError

COMPLETE = {
    "SECRET_KEY": "n0-t3st-0f-0urs-kn0ws-th1s-k3y-s0-1t-may-st4nd-h3r3-1n-full",
    "ALLOWED_HOSTS": "toekomstagenda.example",
    "DATABASE_URL": "postgres://app:geheim@database:5432/app",
    "REDIS_URL": "redis://redis:6379/0",
}


def start(
    environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run manage.py as an operator would: nothing of pytest, and no `.env`."""
    return subprocess.run(
        [sys.executable, "manage.py", *(arguments or ("check",))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def read(environment: dict[str, str], *names: str) -> list[str]:
    """Give the values, as Python writes them, that settings get in an environment."""
    values = ", ".join(f"settings.{name}" for name in names)
    result = start(
        environment,
        "shell",
        "--no-imports",
        "--command",
        f"from django.conf import settings; print(*map(repr, [{values}]), sep='\\n')",
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize("name", COMPLETE)
def test_missing_variable_stops_the_start_and_is_named(name: str) -> None:
    result = start({key: value for key, value in COMPLETE.items() if key != name})

    assert result.returncode != 0
    assert "Starten kan niet" in result.stderr
    assert f"  {name}: " in result.stderr
    assert not any(
        f"  {other}: " in result.stderr for other in COMPLETE.keys() - {name}
    )
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL"),
    ],
)
def test_unsafe_value_stops_the_start(change: dict[str, str], named: str) -> None:
    result = start(COMPLETE | change)

    assert result.returncode != 0
    assert "Starten kan niet" in result.stderr
    assert named in result.stderr


def test_production_passes_the_deployment_checks() -> None:
    result = start(COMPLETE, "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


def test_production_sends_cookies_over_https_only() -> None:
    assert read(
        COMPLETE,
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
    ) == ["False", "True", "31536000", "'__Host-sessionid'", "True", "True"]


def test_demo_needs_no_redis_and_no_https(tmp_path: Path) -> None:
    demo = {
        "DEMO": "1",
        "SECRET_KEY": COMPLETE["SECRET_KEY"],
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
    }

    assert read(
        demo,
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CELERY_TASK_ALWAYS_EAGER",
        "API_THROTTLE",
    ) == ["False", "False", "False", "True", "'off'"]


def test_env_file_fills_in_what_the_environment_leaves_open(tmp_path: Path) -> None:
    env_file = tmp_path / "settings.env"
    env_file.write_text(
        "".join(f"{name}={value}\n" for name, value in COMPLETE.items())
        + "LOG_LEVEL=ERROR\nSECURITY_CONTACT=mailto:bestand@example.nl\n"
    )

    assert read(
        {"ENV_FILE": str(env_file), "LOG_LEVEL": "WARNING"},
        "LOG_LEVEL",
        "SECURITY_CONTACT",
    ) == ["'WARNING'", "'mailto:bestand@example.nl'"]


def test_cache_and_queue_do_not_share_a_redis_database() -> None:
    broker, caches = read(COMPLETE, "CELERY_BROKER_URL", "CACHES")

    assert broker == "'redis://redis:6379/0'"
    assert "'redis://redis:6379/1'" in caches


def test_worker_has_time_to_finish_before_its_task_is_handed_on() -> None:
    timeout = settings.CELERY_VISIBILITY_TIMEOUT

    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    assert timeout > settings.CELERY_TASK_TIME_LIMIT
    for options in (
        settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        settings.CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS,
    ):
        assert options["visibility_timeout"] == timeout


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 20_000),
    ],
)
def test_sqlite_connection_has_the_pragma(pragma: str, value: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_transactions_take_the_write_lock_at_once() -> None:
    connection.ensure_connection()

    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_timeout", "3s"),
        ("statement_timeout", "30s"),
        ("default_transaction_isolation", "read committed"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
    ],
)
def test_postgresql_connection_has_the_setting(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")

        assert cursor.fetchone() == (value,)


def test_tests_cannot_reach_the_outside() -> None:
    # An address reserved for documentation: nothing answers there in any case.
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
