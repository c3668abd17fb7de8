"""Kent's board with its people, a meeting of today, and everybody who signs in to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import PATIENCE_MS, Person, sign_in
from tests.serving import Server, installation

MAKE_ROOM = """
import io, json
from datetime import time, timedelta
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.structure.models import Body
from governance.structure.permissions import OFFICER
from tests.world import PASSWORD, member, meeting_of
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
for name in ("kent.yaml", "demo/kent-people.yaml"):
    call_command("load_trust", str(settings.BASE_DIR / "fixtures" / name), stdout=io.StringIO())
board = Body.objects.get(trust__slug="kent", key="board")
made = {}
def keep(name, user, key=""):
    made[name] = {"email": user.email, "password": PASSWORD, "key": key, "recovery": ""}
for name in ("Ruth Ashdown", "Olga Other"):
    user = member(board.trust, name, OFFICER)
    factor = Authenticator.objects.get(user=user, type="totp")
    keep(name, user, get_adapter().decrypt(factor.data["secret"]))
for key in ("priya-nambiar", "leanne-okonjo", "callum-westerby", "alistair-penhallow"):
    person = Person.objects.get(trust=board.trust, key=key)
    keep(person.name, member(person, person.name, PERSON, second_factor=False))
meeting = meeting_of(board, timezone.localdate(), starts=time(9), place="Sessions House, Maidstone")
before = meeting_of(board, timezone.localdate() - timedelta(days=1), starts=time(9), place="Sessions House, Maidstone")
addresses = {"meeting": meeting.get_absolute_url(), "yesterday": before.get_absolute_url()}
print(json.dumps({"people": made, **addresses}))
"""


class MeetingRoom:
    """The installation, its people by name, and the address of the sitting's pages."""

    def __init__(self, server: Server, browser: Browser, made: dict) -> None:
        self.server, self.browser = server, browser
        self.people = {name: Person(**person) for name, person in made["people"].items()}
        self.sitting = f"{made['meeting']}sittings/1/"
        self.yesterday = f"{made['yesterday']}sittings/1/"
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def window(self, who: str, page: str, **options: object) -> Page:
        """That person's window, signed in, at that page of the sitting."""
        context = self.browser.new_context(base_url=self.server.address, **options)
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.errors.append(str(error)))
        opened.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        sign_in(opened, self.people[who])
        opened.goto(f"{self.sitting}{page}/")
        return opened

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        unexpected = [error for error in self.errors if "status of 4" not in error and "ERR_" not in error]
        assert unexpected == []


@contextmanager
def meeting_room(folder: Path, browser: Browser) -> Iterator[MeetingRoom]:
    """A running installation with the board's meeting of today."""
    with installation(folder) as server:
        made = json.loads(server.python(MAKE_ROOM))
        server.start()
        room = MeetingRoom(server, browser, made)
        yield room
        room.close()
