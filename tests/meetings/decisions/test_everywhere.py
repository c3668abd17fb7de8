"""A decision in question says so wherever it is told of, for whom it is; found over every address there is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.test import Client

from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.roll import Kind
from meetings.decisions.models import Decision, How
from meetings.decisions.queries import in_question
from meetings.schedule.models import Sitting
from tests.canaries.channels import addresses, said_in
from tests.canaries.scene import Marked
from tests.meetings.attendance.scene import at, has_part
from tests.world import close_files, signed_in

pytestmark = pytest.mark.django_db

FROZEN = {"publication_pdf", "minutes_pdf"}
"""Files that were made before anything was in question, and never change."""
EDITED = {"change_item"}
"""A form with the officer's own words, for which what came by itself was a draft."""

OFFICERS = {"decision", "decisions", "minutes", "agenda", "print_agenda", "print_minutes", "minutes_to_sign"}
OFFICERS |= {"reaffirm", "take_again", "refer", "record_ratification", "add_action_from", "add_action_at"}
OFFICERS |= {"approve_minutes"}
"""Pages on which the officer reads the words of a decision: were one not opened, the search would prove nothing."""


class Doubted(Marked):
    """The marked world, in which the board has also decided on its open item; then it is told that whoever made each
    quorum was not there when anything was decided.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        for sitting, minute in ((self.sitting, 4), (self.group_sitting, 13.5)):
            sitting.refresh_from_db()
            entry = Entry(Kind.LEFT, person=self.ann)
            record_happening(sitting, entry=entry, at=at(minute), by=self.later())

    def opened(self, sitting: Sitting | None = None) -> Sitting:
        """Before anything is opened, the executive group has a quorum as well."""
        has_part(self.group, "quorum", {"business": {"count": {"n": 1}}})
        return super().opened(sitting)

    def _in_private(self) -> None:
        self._decided(How.NOTED)
        super()._in_private()


def unsaid(client: Client, places: Iterable[tuple[str, str]], texts: set[str]) -> tuple[list[str], set[str]]:
    """Where a decision is told of and not that it is in question; and the names of all pages that tell of one."""
    silent, telling = [], set()
    for name, address in places:
        response = client.get(address)
        said = said_in(response)
        close_files(response)
        if name not in FROZEN | EDITED and any(text in said for text in texts):
            telling.add(name)
            if "in question" not in said.lower():
                silent.append(f"{name} {address}")
    return silent, telling


def test_no_page_or_print_tells_of_a_decision_in_question_without_saying_so() -> None:
    """Given decisions that are all in question, when officer, member and visitor open every address there is,
    then whatever shows the words of one says that it is in question.
    """
    world = Doubted()
    decisions = in_question(sitting__meeting__body__trust=world.kent)
    assert len(decisions) == Decision.objects.count()
    texts = {decision.text for decision in decisions}
    told: dict[str, set[str]] = {}
    for who in ("officer", "ann_user", "visitor"):
        client = signed_in(getattr(world, who)) if who != "visitor" else Client()
        silent, told[who] = unsaid(client, addresses(world), texts)
        assert silent == [], who
    assert told["officer"] >= OFFICERS
    assert told["ann_user"] >= {"decision", "decisions", "minutes", "own_seat", "reaffirm"}
    assert told["visitor"] == {"minutes"}
