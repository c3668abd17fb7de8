"""The settings of a real installation: what is missing is named, and what is there is safe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.serving import ROOT
from trustboard.environment import address_of_site
from trustboard.ledger.signing import make_key, private_key

REQUIRED = ["SECRET_KEY", "SITE_URL", "LEDGER_KEY", "DATABASE_URL", "EMAIL_URL", "MAIL_FROM"]
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "trustboard.settings",
    "SECRET_KEY": "of sixty-four letters or so, and of no use to anybody anywhere",
    "LEDGER_KEY": make_key(),
    "SITE_URL": "https://board.trust.example",
    "DATABASE_URL": "sqlite://:memory:",
    "EMAIL_URL": "smtp+tls://user:password@mail.trust.example:587",
    "MAIL_FROM": "board@trust.example",
    "DEMONSTRATION": "no",
    "REDIS_URL": "",
    "SEAL_FILE": "",
}


def python(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=PRODUCTION | changed,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, **changed: str) -> str:
    done = python("-c", f"from trustboard import settings; print(settings.{name})", **changed)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", REQUIRED)
def test_settings_name_the_variable_when_it_is_missing(name: str) -> None:
    done = python("-c", "import trustboard.settings", **{name: ""})

    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name} is not set: " in done.stderr


def test_command_says_what_is_missing_in_a_sentence() -> None:
    done = python("manage.py", "migrate", LEDGER_KEY="")

    assert done.returncode == 1
    assert done.stderr.startswith("LEDGER_KEY is not set: ")
    assert len(done.stderr.splitlines()) == 1


def test_make_ledger_key_answers_before_anything_is_set() -> None:
    done = python("manage.py", "make_ledger_key", **dict.fromkeys(REQUIRED, ""))

    assert private_key(done.stdout.strip())


def seal_in(folder: Path) -> dict[str, str]:
    """The variables of a seal that was made there."""
    variables = {
        "SEAL_FILE": str(folder / "seal.p12"),
        "SEAL_PASSPHRASE": "a passphrase of the tests",
        "DATA_DIR": str(folder),
    }
    done = python("manage.py", "make_seal", **variables)
    assert done.returncode == 0, done.stderr
    return variables


def test_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **seal_in(tmp_path))

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_check_of_a_deployment_says_what_is_lost_without_a_seal_and_lets_it_serve() -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout) == (0, "")
    assert "(trustboard.I001) Documents are not sealed. Signing goes on, and the record proves it; " in done.stderr


def test_check_of_a_deployment_fails_when_the_passphrase_does_not_open_the_seal(tmp_path: Path) -> None:
    done = python("manage.py", "check", "--deploy", **seal_in(tmp_path) | {"SEAL_PASSPHRASE": "another passphrase"})

    assert done.returncode == 1
    assert "(trustboard.E002) Documents cannot be sealed. SEAL_FILE is no PKCS#12 file, or " in done.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://trust.example", ("https://trust.example", "trust.example", True)),
        ("https://trust.example/", ("https://trust.example", "trust.example", True)),
        ("https://trust.example:8443", ("https://trust.example:8443", "trust.example", True)),
        ("http://127.0.0.1:8000", ("http://127.0.0.1:8000", "127.0.0.1", False)),
        ("http://localhost", ("http://localhost", "localhost", False)),
    ],
)
def test_address_of_site_is_read_when_it_will_do(text: str, expected: tuple[str, str, bool]) -> None:
    assert address_of_site(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://trust.example", "must begin with https://"),
        ("http://127.0.0.1.trust.example", "must begin with https://"),
        ("http://10.0.0.1", "must begin with https://"),
        ("trust.example", "must be an address"),
        ("ftp://trust.example", "must be an address"),
        ("https://", "must be an address"),
        ("https://trust.example/board", "must be an address"),
    ],
)
def test_address_of_site_is_refused_when_it_will_not_do(text: str, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"SITE_URL {reason}"):
        address_of_site(text)


def test_cookies_are_for_https_alone_when_the_site_is() -> None:
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_NAME",
        "ALLOWED_HOSTS",
    ]

    found = python("-c", f"from trustboard import settings as s; print([getattr(s, name) for name in {names}])")

    assert found.stdout.strip() == "[True, True, True, '__Host-session', ['board.trust.example']]"


def test_options_of_the_database_address_are_kept() -> None:
    options = setting("DATABASES['default']['OPTIONS']", DATABASE_URL="postgres://a@b/c?sslmode=verify-full")

    assert "'sslmode': 'verify-full'" in options
    assert "'pool': {" in options


def test_sqlite_waits_for_the_disk() -> None:
    options = setting("DATABASES['default']['OPTIONS']")

    assert "synchronous=FULL" in options
    assert "journal_mode=WAL" in options
    assert "'transaction_mode': 'IMMEDIATE'" in options
    assert "'timeout': 20" in options
