"""The quorum that the answers promise: the meeting as it would be if everybody did what they answered.

Who has not answered is taken not to come; who sent apologies is not counted among those who might still.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from governance.constitution.core.constitution import Rules
from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Column, Here, Meeting, Post, Seat
from governance.constitution.core.quorum import Answer, State, evaluate
from governance.constitution.core.sets import arrivals_that_meet, departures_that_lose, expected_of
from governance.constitution.english.english import English
from governance.constitution.english.explaining import Account, Check
from meetings.answers.rules import Coming

NONE_ASKED = "The rules ask no quorum of this meeting."
COLOURS = {State.MET: "good", State.NOT_MET: "bad"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a seat has answered. `deputy` is who is named, where somebody is; `beyond` why a visit would not count."""

    coming: Coming
    deputy: str = ""
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """The quorum that the answers promise, in a sentence and as a checklist."""

    answer: Answer
    sentence: str
    checks: tuple[Check, ...]

    @property
    def word(self) -> str:
        """The verdict in a word or two; never "quorate" where nothing is asked."""
        words = {State.MET: "Quorate", State.NOT_MET: "Not quorate", State.NONE_ASKED: "None asked"}
        return words[self.answer.state]

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return COLOURS.get(self.answer.state, "")


def expected(
    empty: Meeting,
    rules: Rules,
    said: Mapping[str, Said],
    *,
    offices: tuple[str, ...],
    titles: Mapping[str, str],
    english: English,
) -> Expected:
    """The quorum if everybody does what their seat has answered. `said` and `titles` are by the seats' keys."""
    meeting = answered(empty, said, offices)
    asked = rules.quorum.asked(sitting=meeting.sitting)
    answer = evaluate(asked, meeting)
    away = {key for key, each in said.items() if each.coming is Coming.APOLOGIES}
    others = tuple(here for here in expected_of(meeting) if here.seat not in away)
    calls = {here.person: titles.get(here.seat or "", "") for here in (*others, *meeting.here)}
    account = Account(english, calls)
    if answer.state is State.NONE_ASKED:
        return Expected(answer, NONE_ASKED, ())
    sentence = account.explain(answer, arrivals_that_meet(asked, meeting, others), departures_that_lose(asked, meeting))
    return Expected(answer, sentence, account.served(answer))


def answered(empty: Meeting, said: Mapping[str, Said], offices: tuple[str, ...]) -> Meeting:
    """The meeting with those here who are to come; the first of its offices that is there presides."""
    here = tuple(_here(seat, said[seat.key], empty) for seat in empty.seats if seat.holder and _comes(said, seat))
    meeting = replace(empty, here=here)
    may = {each.person for each in here if Column.PRESIDE in meeting.columns_of(each)}
    holders = [meeting.offices.get(Post(meeting.body, office)) for office in offices]
    return replace(meeting, presiding=next((holder for holder in holders if holder in may), None))


def _comes(said: Mapping[str, Said], seat: Seat) -> bool:
    return seat.key in said and said[seat.key].coming is not Coming.APOLOGIES


def _here(seat: Seat, said: Said, empty: Meeting) -> Here:
    how = How.REMOTE if said.coming is Coming.REMOTE else How.ROOM
    if said.coming is not Coming.DEPUTY:
        return Here(seat.holder or "", seat.key, how=how, offices=seat.offices, bodies=seat.bodies)
    person = said.deputy or f"deputy of {seat.key}"
    held = frozenset(post for post, holder in empty.offices.items() if said.deputy and holder == said.deputy)
    return Here(person, seat.key, by=Voice.DEPUTY, how=how, beyond=said.beyond, offices=held)
