"""`kill -9` while a board sits: nothing that a page acknowledged is lost, nothing is there by half, and it goes on.

`python -m tests.soak.sittings --kills N [--seed S] [--early]` runs in the environment of a migrated installation. It
drives whole meetings over HTTP, as their browsers would: opened, three arrive, one presides, an item is taken up, an
interest declared and ruled on, a motion put, three vote at once, the vote is closed, the decision recorded, the sitting
ended. The server is killed at random moments, about half of them while a request is open, and starts again. Whatever
was not answered must then stand whole or not at all, and is sent again under its id. A meeting that came to its end
must hold everything once. At the end the ledger is verified.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from governance.constitution.core.bars import Ruled  # noqa: E402
from meetings.attendance.roll import Kind  # noqa: E402
from meetings.ballots.models import Ballot, Closing, Vote  # noqa: E402
from meetings.decisions.models import Decision  # noqa: E402
from meetings.declarations.models import Declaration, Ruling  # noqa: E402
from meetings.schedule.models import Sitting  # noqa: E402
from tests.meetings.agenda.scene import item_of  # noqa: E402
from tests.soak.chamber import Chamber  # noqa: E402
from tests.soak.clients import PATIENCE  # noqa: E402
from tests.soak.kills import Nursery  # noqa: E402
from tests.soak.scene import signed_in  # noqa: E402
from trustboard.accounts.models import User  # noqa: E402
from trustboard.acts.models import Request  # noqa: E402
from trustboard.ledger.models import Entry  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402

KILLED = 0.4
"""The share of steps during or before which the kill comes."""

WHOLE, NOTHING = (1, 1), (0, 0)


@dataclass(frozen=True)
class Asked:
    """One form, sent once or again under its id."""

    user: User
    address: str
    said: dict[str, Any]
    request_id: UUID = field(default_factory=uuid4)


class Meeting:
    """A meeting, step by step. Each step is one form, or several at once."""

    def __init__(self) -> None:
        self.room = Chamber()
        self.item = item_of(self.room.meeting, "The plan")
        self.cookies = {user: signed_in(user) for user in self._people}

    @property
    def _people(self) -> list[User]:
        room = self.room
        return [room.officer, room.ann_user, room.dan_user, room.cat_user]

    def steps(self) -> Iterator[list[Asked]]:
        """What is sent, in order; each step is read when those before it are done."""
        room = self.room
        officer, three = room.officer, [(room.ann_user, 0), (room.dan_user, 1), (room.cat_user, 2)]
        yield [self._asked(officer, "open_sitting")]
        for user, place in three:
            yield [self._asked(user, "own_seat", tap=f"here:{room.seats[place][0].key}")]
        cats = found(room.sitting.happenings.filter(person=room.cat)).number
        yield [self._asked(officer, "record_happening", entry=f"presides:{cats}")]
        yield [self._asked(officer, "record_happening", entry=f"item:{self.item.pk}")]
        address = reverse("declare_interest_at", args=[room.trust.slug, room.board.key, room.meeting.pk])
        said = {"who": f"{room.dan.key}/{room.second.key}", "item": self.item.pk, "kind": "personal gain"}
        yield [Asked(officer, address, said | {"nature": "A shop"})]
        number = found(room.meeting.declarations.all()).number
        yield [self._asked(room.cat_user, "rule_on", rule=f"{number}:{Ruled.TAKES_PART}")]
        yield [self._asked(room.cat_user, "put_to_vote", motion="That it be agreed.", taken="own")]
        ballot = found(Ballot.objects.filter(sitting=room.sitting))
        yield [
            self._asked(user, "cast_vote", ballot.pk, vote=f"{room.seats[place][0].key}:for") for user, place in three
        ]
        yield [self._asked(officer, "close_vote", ballot.pk)]
        decided = self._asked(officer, "decide", how="vote", text="It is agreed.")
        yield [Asked(officer, f"{decided.address}?ballot={ballot.pk}", decided.said)]
        yield [self._asked(officer, "close_sitting")]

    def _asked(self, user: User, name: str, *more: object, **said: Any) -> Asked:
        return Asked(user, self.room.address(name, *more), said)

    def is_complete(self) -> bool:
        """Whether everything stands that belongs to a meeting at its end, once."""
        sitting = Sitting.objects.get(pk=self.room.sitting.pk)
        kinds = [row.kind for row in sitting.happenings.all()]
        return (
            sitting.ended_at is not None
            and sitting.ballot is None
            and kinds == [Kind.ARRIVED] * 3 + [Kind.PRESIDES, Kind.ITEM]
            and Declaration.objects.filter(meeting=sitting.meeting).count() == 1
            and Ruling.objects.filter(meeting=sitting.meeting).count() == 1
            and Vote.objects.filter(ballot__sitting=sitting).count() == 3
            and [each.outcome["result"] for each in Closing.objects.filter(ballot__sitting=sitting)] == ["carried"]
            and Decision.objects.filter(sitting=sitting).count() == 1
        )


def found(rows: Any) -> Any:
    """The first of these rows. A build that answers early has it a moment later, or never."""
    for _ in range(20):
        if row := rows.first():
            return row
        time.sleep(0.1)
    raise LookupError("What was acknowledged is not there.")


class Drive:
    """Meetings driven over HTTP to a server that is killed now and then."""

    def __init__(self, nursery: Nursery, chance: random.Random) -> None:
        self.nursery, self.chance, self.tally = nursery, chance, Counter[str]()
        self.faults: list[str] = []
        self.acknowledged: list[Asked] = []
        self.usual = 0.1

    def meeting(self, *, kills: int) -> None:
        """One whole meeting, with so many kills at most."""
        meeting = Meeting()
        self.acknowledged, left = [], kills
        try:
            for step in meeting.steps():
                connection.close()
                is_killed = left > 0 and self.chance.random() < KILLED
                left -= is_killed
                self._do(meeting, step, is_killed=is_killed)
        except LookupError:
            self.tally["meetings broken off"] += 1
        else:
            self.tally["meetings complete"] += meeting.is_complete()
        self.tally["meetings"] += 1
        self.tally["acknowledged"] += len(self.acknowledged)
        self.tally["acknowledged and lost"] += sum(stands(asked) != WHOLE for asked in self.acknowledged)
        connection.close()

    def _do(self, meeting: Meeting, step: list[Asked], *, is_killed: bool) -> None:
        is_open = is_killed and 2 * self.tally["kills with an unanswered request"] <= self.tally["kills"]
        self.tally["kills"] += is_killed
        if is_killed and not is_open:
            self._kill(0)
        unanswered = self._send(meeting, step, kill=is_open)
        self.tally["kills with an unanswered request"] += bool(unanswered)
        for asked in unanswered:
            found_there = stands(asked)
            self.tally["unanswered and there"] += found_there == WHOLE
            self.tally["unanswered and not there"] += found_there == NOTHING
            self.tally["unanswered and there by half"] += found_there not in {WHOLE, NOTHING}
        connection.close()
        again = self._send(meeting, unanswered, kill=False)
        self.tally["unanswered"] += len(unanswered)
        self.tally["sent again and standing once"] += sum(stands(asked) == WHOLE for asked in unanswered)
        self.faults += [f"never answered: {asked.address}" for asked in again]

    def _send(self, meeting: Meeting, step: list[Asked], *, kill: bool) -> list[Asked]:
        """Send these at once. Returns those that were not answered."""
        unanswered: list[Asked] = []
        threads = [threading.Thread(target=self._ask, args=[meeting, asked, unanswered]) for asked in step]
        if kill:
            threads.append(threading.Thread(target=self._kill, args=[self.chance.uniform(0.1, 0.8) * self.usual]))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE * 2)
        return unanswered

    def _kill(self, after: float) -> None:
        time.sleep(after)
        self.nursery.kill()
        self.nursery.start()

    def _ask(self, meeting: Meeting, asked: Asked, unanswered: list[Asked]) -> None:
        cookies = meeting.cookies[asked.user]
        headers = {"Cookie": cookies.header, "Content-Type": "application/x-www-form-urlencoded"}
        sent = {"request_id": str(asked.request_id), "csrfmiddlewaretoken": cookies.csrf, **asked.said}
        http_connection = http.client.HTTPConnection("127.0.0.1", self.nursery.port, timeout=PATIENCE)
        began = time.monotonic()
        try:
            http_connection.request("POST", asked.address, urlencode(sent), headers)
            answer = http_connection.getresponse()
        except (OSError, http.client.HTTPException):
            unanswered.append(asked)
            return
        finally:
            http_connection.close()
        if answer.status != 302:
            self.faults.append(f"answered {answer.status}: {asked.address}")
            return
        self.acknowledged.append(asked)
        self.usual = 0.9 * self.usual + 0.1 * min(time.monotonic() - began, 1)


def stands(asked: Asked) -> tuple[int, int]:
    """How often its request and its entry stand. What the entry proves, the ledger's verification compares."""
    requests = Request.objects.filter(request_id=asked.request_id).count()
    return requests, Entry.objects.filter(body__contains=f'"request":"{asked.request_id}"').count()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--early", action="store_true")
    options = parser.parse_args()
    nursery = Nursery(early=options.early)
    nursery.start()
    drive = Drive(nursery, random.Random(options.seed))
    while drive.tally["kills"] < options.kills:
        drive.meeting(kills=options.kills - drive.tally["kills"])
    nursery.end()
    whole = list(findings(private_key(settings.LEDGER_KEY).public_key()))
    told = {**drive.tally, "faults": drive.faults, "findings": whole, "entries": Entry.objects.count()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
