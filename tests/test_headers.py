"""Security headers, on pages as well as on what middleware answers by itself."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "Content-Security-Policy": {
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    },
    "X-Frame-Options": {"DENY"},
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Cross-Origin-Embedder-Policy": {"require-corp"},
}


@pytest.mark.parametrize("host", ["testserver", "unknown.example"])
@pytest.mark.parametrize(
    "path", ["/inloggen/", "/", "/beheer", "/gezondheid", "/nergens"]
)
def test_security_headers_are_on_every_answer(
    client: Client, path: str, host: str
) -> None:
    response = client.get(path, headers={"host": host})

    for name, value in EVERYWHERE.items():
        assert set(response.headers[name].split("; ")) == value, name
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_policy_allows_nothing_inline_or_evaluated(client: Client) -> None:
    policy = client.get("/inloggen/").headers["Content-Security-Policy"]

    for word in ("unsafe", "data:", "http:", "*"):
        assert word not in policy


def test_production_answers_plain_http_with_a_redirect(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    plain = client.get("/inloggen/")
    secure = client.get("/inloggen/", secure=True)

    assert plain.headers["Location"] == "https://testserver/inloggen/"
    assert secure.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains"
    )


def test_static_file_may_be_kept_and_has_the_headers(client: Client) -> None:
    response = client.get("/static/css/base.css")
    response.close()

    assert response.status_code == 200
    assert "no-store" not in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response.headers["Permissions-Policy"]
