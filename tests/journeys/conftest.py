"""A browser, a server, and how a person uses them."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import struct
import time
from base64 import b32decode
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.serving import ROOT, Server, installation

if TYPE_CHECKING:
    from tests.journeys.meeting_room import MeetingRoom

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PATIENCE_MS = 60_000
"""How long anything may take to come: what comes at once costs nothing of it, and a busy machine needs it."""
expect.set_options(timeout=PATIENCE_MS)
LASTS, TYPED_IN = 30, 4
"""For how long a code is good, and how long typing and sending one usually takes, in seconds."""

LATELY = 120
"""For how long a sign-in is taken as recent before something grave, in seconds; the house takes it so for 300."""
_signed_in: WeakKeyDictionary[BrowserContext, float] = WeakKeyDictionary()

LONDON = ZoneInfo("Europe/London")
ONE_FILE = timedelta(minutes=6)
"""How long the journeys of one file take, on a slow machine."""

MAKE_PEOPLE = """
import json, sys
from django.utils import timezone
from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER
from tests.world import PASSWORD, member, operator
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
made = {}
for trust_slug, trust_name, name, role, second_factor in json.loads(%r):
    trust = Trust.objects.filter(slug=trust_slug).first()
    trust = trust or found_trust(slug=trust_slug, name=trust_name, by=operator()).result
    user = member(trust, name, {"officer": OFFICER, "auditor": AUDITOR}[role], second_factor=second_factor)
    person = {"email": user.email, "password": PASSWORD, "key": "", "recovery": ""}
    if second_factor:
        factor = Authenticator.objects.get(user=user, type="totp")
        person["key"] = get_adapter().decrypt(factor.data["secret"])
        person["recovery"] = RecoveryCodes.activate(user).get_unused_codes()[0]
    made[name] = person
print(json.dumps(made))
"""


@dataclass
class Person:
    """Somebody's sign-in, as a person knows it."""

    email: str
    password: str
    key: str
    recovery: str


def code_of(key: str, at: float) -> str:
    """What an authenticator app shows for the key (RFC 6238)."""
    counter = struct.pack(">Q", int(at // LASTS))
    digest = hmac.new(b32decode(key + "=" * (-len(key) % 8)), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Town:
    """The installation and its people."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def people(self, *wanted: tuple[str, str, str, str, bool]) -> dict[str, Person]:
        """Make people: (trust's slug, its name, their name, role, whether their second factor is set up)."""
        made = json.loads(self.server.python(MAKE_PEOPLE % json.dumps(wanted)))
        return {name: Person(**person) for name, person in made.items()}

    def person(self, name: str, role: str = "officer", *, second_factor: bool = True) -> Person:
        """One person of Kent."""
        return self.people(("kent", "Kent Children's Trust", name, role, second_factor))[name]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """An installation for the journeys of one file, so that no other file's people, meetings and rules are in it."""
    with installation(tmp_path_factory.mktemp("town"), forking=True) as server:
        server.start()
        yield Town(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "No Chromium was found; script/test says how to get one."
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


def day_that_lasts() -> date:
    """Today in London: waited for where today is over before the journeys of a file are."""
    now = datetime.now(LONDON)
    if (now + ONE_FILE).date() > now.date():
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), LONDON)
        time.sleep(midnight.timestamp() - now.timestamp() + 1)
    return datetime.now(LONDON).date()


@pytest.fixture(scope="session")
def rooms_by_day() -> Iterator[tuple[ExitStack, dict[date, dict[str, MeetingRoom]]]]:
    """What `rooms` has made, by the day on which the trusts meet there."""
    with ExitStack() as stack:
        yield stack, {}


@pytest.fixture(scope="module")
def rooms(
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    rooms_by_day: tuple[ExitStack, dict[date, dict[str, MeetingRoom]]],
) -> dict[str, MeetingRoom]:
    """A second installation, in which the three trusts meet today, by the trust: one for all files of the same day."""
    from tests.journeys.meeting_room import meeting_rooms  # noqa: PLC0415 - it uses what stands here
    from tests.journeys.scenes import HARINGEY, KENT, MEDWAY  # noqa: PLC0415 - likewise

    stack, made = rooms_by_day
    if (today := day_that_lasts()) not in made:
        folder = tmp_path_factory.mktemp("rooms")
        made[today] = stack.enter_context(meeting_rooms(folder, browser, KENT, MEDWAY, HARINGEY))
    return made[today]


@pytest.fixture
def desk(browser: Browser, town: Town) -> Iterator[Page]:
    """A browser window on a desktop that fails the test on any error in its console."""
    yield from _window(browser, town, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser, town: Town) -> Iterator[Page]:
    """A second person's window, 320 pixels wide."""
    yield from _window(browser, town, viewport=PHONE)


@pytest.fixture
def plain(browser: Browser, town: Town) -> Iterator[Page]:
    """A window without script."""
    yield from _window(browser, town, viewport=DESKTOP, java_script_enabled=False)


def _window(browser: Browser, town: Town, **options: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=town.server.address, **options)
    context.set_default_timeout(PATIENCE_MS)
    page, errors = context.new_page(), []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    unexpected = [error for error in errors if "status of 4" not in error and "ERR_" not in error]
    assert unexpected == []


def proved_lately(page: Page, person: Person) -> None:
    """Sign in again where that was so long ago, on a slow machine, that grave acts would ask who one is."""
    if time.monotonic() - _signed_in[page.context] > LATELY:
        here = page.url
        page.context.clear_cookies()
        sign_in(page, person)
        page.goto(here)


def sign_in(page: Page, person: Person, *, code: str | None = None) -> None:
    """Sign in with the keyboard alone."""
    _signed_in[page.context] = time.monotonic()
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    if person.key:
        page.wait_for_url("**/sign-in/code/**")
        if code:
            page.locator("input[name=code]").focus()
            page.keyboard.type(code)
            page.keyboard.press("Enter")
        else:
            enter_code(page, person.key)
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def enter_code(page: Page, key: str) -> None:
    """Type what the app shows and send it; and again what it shows then, where its time was over before it was read."""
    if (left := LASTS - time.time() % LASTS) < TYPED_IN:
        time.sleep(left)
    at = time.time()
    page.locator("input[name=code]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(code_of(key, at))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if int(at // LASTS) < int(time.time() // LASTS) and page.locator(".govuk-error-summary").count():
        enter_code(page, key)


def check(page: Page, name: str, *, picture: bool = True) -> None:
    """Look at the page as axe does, at both widths, and keep pictures of it where PICTURES says."""
    folder = os.environ.get("PICTURES")
    page.wait_for_load_state()
    before = page.viewport_size
    for size, width in ((DESKTOP, ""), (PHONE, "-320")):
        page.set_viewport_size(size)
        _no_sideways_scroll(page, name)
        _no_dangling_links(page, name)
        _no_axe_violations(page, f"{name}{width}")
        if folder and picture:
            page.screenshot(path=Path(folder) / f"{name}{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def _no_axe_violations(page: Page, name: str) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
        " resultTypes: ['violations']}).then(({violations}) => ({violations}))"
    )
    said = [f"{rule['id']}: {[node['html'][:150] for node in rule['nodes']]}" for rule in found["violations"]]
    assert said == [], f"{name}: {said}"


def _no_sideways_scroll(page: Page, name: str) -> None:
    width, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= seen, f"{name} is {width} pixels wide and only {seen} are seen"


def _no_dangling_links(page: Page, name: str) -> None:
    dangling = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
        ".filter(id => id && !document.getElementById(id))"
    )
    assert dangling == [], f"{name}: links to {dangling} lead nowhere"
