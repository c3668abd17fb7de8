"""No word of what is told in confidence reaches anybody else, over every address, letter, feed and file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import get_resolver

from meetings.agenda.audience import Audience
from tests.canaries.channels import addresses, patterns, said_in, said_in_pdf
from tests.canaries.scene import Mark, Marked
from tests.world import close_files, signed_in
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

ASKED = "?as=confidential&on=2030-04-25&year=2030&state=open"
"""What a reader may ask of a page by typing."""
KEPT = {
    "agenda",
    "paper",
    "publication_pdf",
    "minutes",
    "minutes_pdf",
    "decision",
    "action",
    "interests",
    "meeting",
    "desk",
    "agreement_receipt",
    "agreement_signatures",
    "signature_scan",
    "draft_agreement",
}
"""Where the officer reads."""
TYPESET = {"print_agenda", "print_minutes", "attendance_sheet", "minutes_to_sign", "agreement_pdf"}
"""Files that are made when they are asked for, each in a second and more."""


OTHERS = {
    "dan_user": {"interest told in confidence"},
    "medway_officer": set(),
    "auditor": {
        "interest told in confidence",
        "title for members",
        "about for members",
        "minute for members",
        "address and browser",
        "reason of a refusal",
        "scan of a signature",
    },
}
"""Who is neither a member nor the officer, and what they read by right: the register of interests is read by all who
sit in the trust.
"""


class Search:
    """Looks for marked words in what is said, and counts where it looked."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = list(marks)
        self.found: Counter[tuple[str, str, str]] = Counter()
        self.channels: set[str] = set()
        self.bodies = 0

    def look(self, who: str, channel: str, said: str) -> None:
        self.channels.add(channel)
        self.bodies += 1
        lower = said.lower()
        for mark in self.marks:
            if mark.word in lower:
                self.found[who, channel, mark.field] += 1

    def asks(self, who: str, client: Client, name: str, address: str) -> int:
        """The status of the page, of which all is searched."""
        response = client.get(address)
        self.look(who, name, said_in(response))
        close_files(response)
        return response.status_code

    def __str__(self) -> str:
        searched = f"{len(self.marks)} strings, {len(self.channels)} channels, {self.bodies} bodies"
        return f"{searched}: found {self.found.total()} times"


def walk(search: Search, who: str, client: Client, places: Iterable[tuple[str, str]]) -> None:
    """Ask for every address, and where there is a page, for what else it tells to who types more."""
    for name, address in places:
        if search.asks(who, client, name, address) == 200 and name not in TYPESET:
            search.asks(who, client, name, f"{address}{ASKED}")


@pytest.mark.parametrize("who", ["visitor", *OTHERS])
def test_nothing_told_in_confidence_is_found_by_anybody_else(who: str, capsys: pytest.CaptureFixture[str]) -> None:
    world = Marked()
    client = signed_in(getattr(world, who)) if who != "visitor" else Client()
    search = Search(mark for mark in world.marks if mark.field not in OTHERS.get(who, set()))
    walk(search, who, client, addresses(world))
    with capsys.disabled():
        print(f"\ncanaries, {who}: {search}")
    assert search.found == {}
    assert search.channels == {name for name, _ in patterns(get_resolver().url_patterns)}


def test_officer_finds_every_string_that_others_are_not_to_find() -> None:
    world = Marked()
    search = Search(world.marks)
    walk(search, "officer", signed_in(world.officer), [each for each in addresses(world) if each[0] in KEPT])
    fields = {field for _, _, field in search.found}
    assert [mark.field for mark in world.marks if mark.field not in fields] == []
    in_files = {"paper": "content of a paper", "publication_pdf": "title", "minutes_pdf": "minute"}
    in_files["signature_scan"] = "scan of a signature"
    for channel, field in in_files.items():
        assert search.found["officer", channel, field], f"{field} was looked for in no PDF of {channel}"


def test_no_letter_and_no_entry_for_calendars_in_one_has_any_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    world = Marked()
    search = Search(world.marks)
    letters = list(Letter.objects.all())
    for letter in letters:
        search.look(letter.to, "subject", letter.subject)
        search.look(letter.to, "letter", letter.text)
        search.look(letter.to, "calendar entry", letter.calendar)
    with capsys.disabled():
        print(f"\ncanaries, {len(letters)} letters: {search}")
    assert {letter.to for letter in letters} >= {"ann.ames@agency.example", "rory@agency.example"}
    assert any(letter.calendar for letter in letters)
    assert search.found == {}


def test_leak_is_caught_when_every_audience_reads_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Marked()
    papers = [each for each in addresses(world) if each[0] == "paper"]
    search, leaking = Search(world.marks), Search(world.marks)
    walk(search, "visitor", Client(), papers)
    assert search.found == {}
    monkeypatch.setattr(Audience, "reads", lambda self, text: True)
    walk(leaking, "visitor", Client(), papers)
    assert leaking.found["visitor", "paper", "content of a paper"]


def test_word_is_caught_when_it_stands_only_in_the_metadata_or_the_outline_of_a_pdf() -> None:
    words = []
    for place in ("metadata", "outline"):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            if place == "metadata":
                pdf.docinfo["/Title"] = "zqkx"
            else:
                with pdf.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem("zqkx", 0))
            made = BytesIO()
            pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        words.append("zqkx" in said_in_pdf(made.getvalue()))
    assert words == [True, True]
