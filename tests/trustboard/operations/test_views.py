"""Health, and the calm pages for what went wrong."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.trustboard.operations.places import Place
from tests.world import World, signed_in
from trustboard.ledger.triggers import remove_triggers
from trustboard.operations.logs import OneLine

pytestmark = pytest.mark.django_db
SECRETS = ("shelf", "Traceback", "ValueError", "views.py")


@pytest.fixture
def failing(settings: object) -> Client:
    settings.ROOT_URLCONF = "tests.trustboard.operations.failing_urls"
    return Client(raise_request_exception=False)


def test_healthz_is_well_when_everything_stands(client: Client) -> None:
    answer = client.get("/healthz/")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "migrations": "ok", "triggers": "ok"})
    assert "no-cache" in answer["Cache-Control"]


def test_healthz_names_the_trigger_when_one_is_missing(client: Client) -> None:
    remove_triggers(connection)

    answer = client.get("/healthz/")

    assert answer.status_code == 503
    assert "trustboard_entry_never_change" in answer.json()["triggers"]
    assert answer.json()["migrations"] == "ok"


def test_healthz_counts_migrations_when_some_are_not_applied(client: Client) -> None:
    (latest,) = MigrationLoader(connection).graph.leaf_nodes("governance")
    MigrationRecorder(connection).record_unapplied(*latest)

    answer = client.get("/healthz/")

    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 not applied"


@pytest.mark.server
def test_healthz_says_so_when_the_database_does_not_answer(tmp_path: Path) -> None:
    nowhere = Place(tmp_path, f"sqlite:///{tmp_path / 'nowhere' / 'db.sqlite3'}")

    said = nowhere.python(
        "from django.test import Client\n"
        "answer = Client().get('/healthz/', headers={'host': '127.0.0.1'})\n"
        "print(answer.status_code, answer.json()['database'])"
    )

    assert said == "503 does not answer\n"


def test_healthz_refuses_to_be_posted_to(client: Client) -> None:
    assert client.post("/healthz/").status_code == 405


def test_fault_shows_a_reference_and_logs_one_line_with_it(failing: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = failing.get("/fails/?name=private")

    page = answer.content.decode()
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    line = OneLine().format(record)
    told = json.loads(line)
    assert answer.status_code == 500
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", told["reference"])
    assert told["reference"] in page
    assert "\n" not in line
    assert (told["method"], told["path"], told["by"], told["status"]) == ("GET", "/fails/", "visitor", 500)
    assert told["traceback"].endswith("ValueError: the secret of the seventh shelf")
    assert "private" not in line
    assert not [secret for secret in SECRETS if secret in page]


def test_fault_gives_each_its_own_reference(failing: Client, caplog: pytest.LogCaptureFixture) -> None:
    failing.get("/fails/")
    failing.get("/fails/")

    first, second = (record.reference for record in caplog.records if hasattr(record, "reference"))
    assert first != second


def test_fault_names_who_met_it_when_they_are_signed_in(failing: Client, caplog: pytest.LogCaptureFixture) -> None:
    officer = World().officer
    client = signed_in(officer)
    client.raise_request_exception = False
    caplog.clear()

    answer = client.get("/fails/")

    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert answer.status_code == 500
    assert record.by == f"user:{officer.pk}"


def test_fault_asks_nothing_of_the_database(failing: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        failing.get("/fails/")


@pytest.mark.parametrize(
    ("address", "status", "template"),
    [
        ("/no-such-page/", 404, "not_found"),
        ("/is-not-yours/", 403, "not_yours"),
        ("/is-suspicious/", 400, "bad_request"),
    ],
)
def test_page_says_calmly_what_went_wrong(address: str, status: int, template: str, failing: Client) -> None:
    answer = failing.get(address)

    page = answer.content.decode()
    assert answer.status_code == status
    assert f"trustboard/operations/{template}.html" in [used.name for used in answer.templates]
    assert page.count("<h1") == 1
    assert not [secret for secret in SECRETS if secret in page]


def test_page_for_a_strange_host_says_nothing_of_it(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert b"elsewhere" not in answer.content


def test_form_without_its_token_is_refused_with_a_page_of_its_own() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "olive@agency.example"})

    assert answer.status_code == 403
    assert "trustboard/operations/form_expired.html" in [used.name for used in answer.templates]
