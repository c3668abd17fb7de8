"""Two officers write at one item in turns of chance: what was saved stands, or was shown to whoever replaced it."""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from governance.structure.permissions import OFFICER
from meetings.minutes.models import Passage
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import member, signed_in
from trustboard.acts import changes
from trustboard.acts.models import Versioned

pytestmark = pytest.mark.django_db

EDITS = int(os.environ.get("MINUTE_EDITS", "60"))
"""How many saves; MINUTE_EDITS=500 for the proof."""


@dataclass
class Writer:
    """An officer with the page open. `seen`: what they were shown, by its version."""

    name: str
    client: Client
    seen: dict[int, str] = field(default_factory=lambda: {0: ""})


@dataclass
class Desk:
    """The item that both write at, and what became of what they saved."""

    where: str
    standing: str = ""
    saved: int = 0
    conflicts: int = 0
    lost: list[str] = field(default_factory=list)

    def read(self, who: Writer) -> None:
        """They load what stands there."""
        told = who.client.get(self.where, headers={"X-Minute": "state"}).json()
        who.seen[told["version"]] = told["text"]

    def save(self, who: Writer, text: str, version: int, *, by_script: bool) -> None:
        """They send the text over that version, and are told what became of it."""
        form = {"request_id": str(uuid4()), "text": text, "version": str(version)}
        send = self._by_script if by_script else self._by_form
        if not send(who, form):
            self.conflicts += 1
            return
        if who.seen[version] != self.standing:
            self.lost.append(self.standing)
        self.standing, self.saved = text, self.saved + 1

    def _by_script(self, who: Writer, form: dict[str, str]) -> bool:
        answer = who.client.post(self.where, form, headers={"X-Minute": "state"})
        told: dict[str, Any] = answer.json()
        who.seen[told["version"]] = told["text"]
        if answer.status_code == HTTPStatus.OK:
            assert told["text"] == form["text"]
            return True
        assert (answer.status_code, told["text"]) == (HTTPStatus.CONFLICT, self.standing)
        return False

    def _by_form(self, who: Writer, form: dict[str, str]) -> bool:
        answer = who.client.post(self.where, form)
        if answer.status_code == HTTPStatus.FOUND:
            return True
        page = answer.content.decode()
        version = re.search(r'name="version" value="(\d+)"', page)
        assert version
        assert self.standing in page
        assert f"{form['text']}</textarea>" in page
        who.seen[int(version[1])] = self.standing
        return False


def interleaved(seed: int) -> Desk:
    """So many saves by two officers, each at random fresh or stale, with script or without."""
    room, chance = Minuted(), random.Random(seed)
    other = member(room.kent, "Oscar Other", OFFICER)
    writers = [Writer("Olive", signed_in(room.officer)), Writer("Oscar", signed_in(other))]
    desk = Desk(f"{opens(room.meeting)}at/{room.plan.pk}/")
    for number in range(EDITS):
        who = chance.choice(writers)
        if chance.random() < 0.3:
            desk.read(who)
        known = sorted(who.seen)
        version = known[-1] if chance.random() < 0.7 else chance.choice(known)
        desk.save(who, f"Text {number} of {who.name}.", version, by_script=chance.random() < 0.6)
        assert desk.standing == Passage.objects.get().text
    return desk


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_saved_is_replaced_unseen(seed: int) -> None:
    desk = interleaved(seed)
    print(f"\n{EDITS} edits: {desk.saved} saved, {desk.conflicts} shown as conflicts, {len(desk.lost)} lost silently")
    assert desk.lost == []
    assert desk.saved > EDITS / 5
    assert desk.conflicts > EDITS / 5


def test_losses_are_noticed_where_versions_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without the guard: what one officer saved is gone, and the other was never shown it."""

    def claim_version(row: Versioned, *, read: int | None = None) -> None:
        row.version += 1
        type(row)._base_manager.filter(pk=row.pk).update(version=row.version)

    monkeypatch.setattr(changes, "claim_version", claim_version)
    assert interleaved(1).lost
