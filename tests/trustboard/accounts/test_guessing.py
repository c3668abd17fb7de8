"""Limits on guessing, over two workers that share Redis: nobody gets further by reaching another process."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.journeys.conftest import Person, Town
from tests.serving import installation

REDIS = os.environ.get("TEST_REDIS_URL", "")
GUESSES = 30

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not REDIS, reason="several workers need Redis: set TEST_REDIS_URL"),
]


def try_password(address: str, email: str, password: str) -> str:
    """Sign in from a fresh browser; gives the address or the status one ends on."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/account/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    sent = urllib.parse.urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token[1]}).encode()
    try:
        return urllib.parse.urlsplit(browser.open(f"{address}/account/sign-in/", sent).url).path
    except urllib.error.HTTPError as refusal:
        return str(refusal.code)


@pytest.fixture
def town(tmp_path: Path):
    with installation(tmp_path, redis_url=REDIS, workers=2) as server:
        server.start()
        yield Town(server)


def test_right_password_is_refused_when_too_many_wrong_ones_came_from_anywhere(town: Town) -> None:
    victim: Person = town.person("Violet Victim", "auditor", second_factor=False)
    address = town.server.address
    assert try_password(address, victim.email, victim.password) == "/"

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda n: try_password(address, victim.email, f"guess {n}"), range(GUESSES)))

    assert "/" not in answers
    assert try_password(address, victim.email, victim.password) != "/"


def test_wrong_password_and_unknown_address_are_answered_alike(town: Town) -> None:
    known = town.person("Vera Victim", "auditor", second_factor=False)
    answers = {try_password(town.server.address, email, "a guess") for email in (known.email, "nobody@agency.example")}
    assert answers == {"/account/sign-in/"}
