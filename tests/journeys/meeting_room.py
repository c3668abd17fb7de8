"""A trust's body with its people, its meetings of today, and everybody who signs in to them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE_MS, Person, day_that_lasts, sign_in
from tests.serving import ROOT, Server, installation

TABLET = {"width": 768, "height": 1024}
POCKET = {"width": 390, "height": 800}

MAKE_ROOMS = """
import json
from datetime import datetime, time, timedelta
from django.utils import timezone
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from tests.meetings.agenda.scene import item_of, published
from tests.world import PASSWORD, member, meeting_of
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
def keep(people, name, user, key=""):
    people[name] = {"email": user.email, "password": PASSWORD, "key": key, "recovery": ""}
def room(wanted):
    trust = Trust.objects.get(slug=wanted["trust"])
    people, addresses = {}, {}
    for name in wanted["officers"]:
        user = member(trust, name, OFFICER)
        factor = Authenticator.objects.get(user=user, type="totp")
        keep(people, name, user, get_adapter().decrypt(factor.data["secret"]))
    for key in wanted["people"]:
        person = Person.objects.get(trust=trust, key=key)
        keep(people, person.name, member(person, person.name, PERSON, second_factor=False))
    for number, (name, told) in enumerate(wanted["meetings"].items()):
        day = timezone.localdate() + timedelta(days=told["day"])
        starts = time.fromisoformat(told["starts"])
        # The rules plan one meeting a day: each journey has its own all the same.
        meeting = meeting_of(trust.bodies.get(key=told["body"]), day + timedelta(days=400 + number), place="Town Hall")
        meeting.sittings.update(starts_at=timezone.make_aware(datetime.combine(day, starts)))
        addresses[name] = meeting.get_absolute_url()
        for item in told["items"]:
            item_of(meeting, **item)
        if told["items"]:
            published(meeting)
    return {"people": people, "addresses": addresses}
print(json.dumps([room(wanted) for wanted in json.loads(%r)]))
"""


def item(title: str, purpose: str = "information", audience: str = "public", **columns: object) -> dict[str, Any]:
    """An item of an agenda, as the room makes it."""
    return {"title": title, "purpose": purpose, "audience": audience, **columns}


@dataclass(frozen=True)
class Wanted:
    """A trust of the fixtures, who signs in to it, and meetings of a body by name; `day` counts from today."""

    trust: str
    officers: list[str]
    people: list[str]
    meetings: dict[str, dict[str, Any]] = field(default_factory=dict)


def meets(*items: dict[str, Any], body: str = "board", day: int = 0, starts: str = "09:00") -> dict[str, Any]:
    """A meeting of the body, whose agenda is published where it has items."""
    return {"body": body, "day": day, "starts": starts, "items": list(items)}


class MeetingRoom:
    """The installation, its people by name, and the pages of its sittings. Everybody signs in once."""

    def __init__(self, server: Server, browser: Browser, made: dict[str, Any]) -> None:
        self.server, self.browser = server, browser
        self.people = {name: Person(**person) for name, person in made["people"].items()}
        self.meetings: dict[str, str] = made["addresses"]
        self._contexts: list[BrowserContext] = []
        self._signed_in: dict[str, Any] = {}
        self.errors: list[str] = []

    def window(self, who: str, meeting: str, page: str = "", **options: Any) -> Page:
        """That person's window, signed in, at that page of the meeting's sitting, or at the meeting."""
        context = self.browser.new_context(
            base_url=self.server.address, storage_state=self._signed_in.get(who), **options
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.errors.append(str(error)))
        opened.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        if who not in self._signed_in:
            sign_in(opened, self.people[who])
            self._signed_in[who] = context.storage_state()
        opened.goto(self.address(meeting, page))
        return opened

    def address(self, meeting: str, page: str = "") -> str:
        """The address of that page of the meeting's sitting, or of the meeting."""
        return self.meetings[meeting] + (f"sittings/1/{page}/" if page else "")

    def opened_desk(self, who: str, meeting: str) -> Page:
        """The officer's desk with the sitting just opened."""
        desk = self.window(who, meeting, "desk", viewport=DESKTOP)
        opens(desk)
        return desk

    def leave(self) -> None:
        """Everybody closes their windows; nothing went wrong in them."""
        for context in self._contexts:
            context.close()
        self._contexts = []
        unexpected = [error for error in self.errors if "status of 4" not in error and "ERR_" not in error]
        self.errors = []
        assert unexpected == []


@contextmanager
def meeting_rooms(folder: Path, browser: Browser, *wanted: Wanted) -> Iterator[dict[str, MeetingRoom]]:
    """A running installation with the meetings of those trusts."""
    day_that_lasts()
    with installation(folder, forking=True) as server:
        for each in wanted:
            for name in (f"{each.trust}.yaml", f"demo/{each.trust}-people.yaml"):
                server.manage("load_trust", str(ROOT / "fixtures" / name))
        made = json.loads(server.python(MAKE_ROOMS % json.dumps([vars(each) for each in wanted])))
        server.start()
        yield {each.trust: MeetingRoom(server, browser, room) for each, room in zip(wanted, made, strict=True)}


def keep(page: Page, name: str) -> None:
    """A picture of the top of the page as it stands in the window, where PICTURES says."""
    if folder := os.environ.get("PICTURES"):
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=Path(folder) / f"{name}.png")


def opens(desk: Page) -> None:
    """The sitting is opened at the desk."""
    desk.get_by_role("button", name="Open the sitting").click()
    at_desk(desk)


def at_desk(desk: Page) -> None:
    """The desk of the open sitting has come, and hears the keys: it goes live last of all."""
    expect(desk.locator("#find")).to_be_visible()
    expect(desk.locator(".tb-live")).to_have_text("Live")


@contextmanager
def entered(desk: Page) -> Iterator[None]:
    """What is pressed within is answered, and the desk says of that very entry that it is saved."""
    at_desk(desk)
    with desk.expect_response(lambda answer: answer.request.headers.get("x-desk") == "region"):
        yield
    expect(desk.locator("#saved")).to_have_class(re.compile("tb-saved--saved"))


def takes_up(desk: Page, title: str) -> None:
    """The next item is taken up, by one key."""
    with entered(desk):
        desk.keyboard.press("n")
    expect(desk.locator("#in-hand-title")).to_contain_text(title)


def find(desk: Page, letters: str) -> Locator:
    """The row of the roll that those letters find, with the focus on it, by the keyboard alone."""
    at_desk(desk)
    desk.keyboard.press("/")
    expect(desk.locator("#find")).to_be_focused()
    desk.keyboard.type(letters)
    desk.keyboard.press("ArrowDown")
    row = desk.locator(".tb-row:focus")
    expect(row).to_be_visible()
    return row


def arrives(desk: Page, *found_by: str) -> None:
    """Each is found by a few letters and has arrived, by the keyboard alone."""
    for letters in found_by:
        with entered(desk):
            desk.keyboard.press("/")
            desk.keyboard.type(letters)
            desk.keyboard.press("Enter")
            expect(desk.locator("#find")).to_have_value("")
        desk.keyboard.press("Escape")


def on_row(desk: Page, letters: str, *keys: str) -> None:
    """Press the keys on the row that those letters find, one after the other, and leave it."""
    find(desk, letters)
    for key in keys:
        with entered(desk):
            desk.keyboard.press(key)
    leaves_row(desk)


def leaves_row(desk: Page) -> None:
    """From the row to the search, the search emptied and left."""
    for _ in range(3):
        desk.keyboard.press("Escape")
