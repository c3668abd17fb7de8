"""A world whose board has a constitution, and members who can sign in."""

from __future__ import annotations

from typing import Any

import pytest

from governance.constitution.acts import change_part
from governance.membership.permissions import PERSON
from tests.world import SINCE, SeatedWorld, member, operator
from trustboard.accounts.models import User

CALENDAR: dict[str, Any] = {
    "months": ["april", "july", "october", "january"],
    "year_from": "april",
    "chair_may": ["add", "cancel"],
    "clauses": ["K1.1"],
}
NOTICE: dict[str, Any] = {
    "deadlines": [
        {"what": "notice of the meeting", "n": 5, "counted": "clear working days", "to": "members"},
        {"what": "papers for clearance", "n": 7, "counted": "clear working days", "to": "the chair"},
    ]
}


class MeetingWorld(SeatedWorld):
    """The board meets in four months of the year and its chair may add and cancel; Ann, Ben and Cat can sign in."""

    ann_user: User
    ben_user: User
    cat_user: User

    def __post_init__(self) -> None:
        super().__post_init__()
        written = {"calendar": CALENDAR, "notice": NOTICE, "deputies": {"visits": 1, "year_from": "april"}}
        for edits, (part, said) in enumerate(written.items()):
            change_part(self.board, part=part, written=said, starts=SINCE, read=edits, by=operator())
        for name, person in (("ann", self.ann), ("ben", self.ben), ("cat", self.cat)):
            setattr(self, f"{name}_user", member(person, person.name, PERSON, second_factor=False))


@pytest.fixture
def world() -> MeetingWorld:
    return MeetingWorld()
