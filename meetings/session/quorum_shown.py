"""How the quorum stands, in words for the pages of a sitting: the verdict, its sentence, who serves what, and since
when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from governance.constitution.core.language import (
    AllOf,
    AtLeast,
    AtOpening,
    Count,
    QuorumOf,
    Requirement,
    Share,
    Voice,
    When,
)
from governance.constitution.core.meeting import Meeting
from governance.constitution.core.quorum import Answer, State
from governance.constitution.core.sets import expected_of
from governance.constitution.english.english import English
from governance.constitution.english.explaining import Account, Check
from governance.constitution.english.wording import listed
from meetings.attendance.queries import Quorum

WORDS = {State.MET: "Quorate", State.NOT_MET: "Not quorate", State.NONE_ASKED: "None asked"}
SIGNS = {State.MET: "✓", State.NOT_MET: "✗", State.NONE_ASKED: "·"}
SPANS = {State.MET: "good", State.NOT_MET: "bad", State.NONE_ASKED: "unknown"}
NONE_ASKED = "The rules ask no quorum of this sitting."
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A line of the checklist; what holds other lines names nobody itself."""

    check: Check
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuorumShown:
    """How the quorum stands, or stood at the end where it `is_over`. `tally` is how far it is; `arrivals` and
    `departures` are people by their seats.
    """

    state: State
    tally: str
    rule: str
    sentence: str
    checks: tuple[CheckShown, ...] = ()
    arrivals: tuple[str, ...] = ()
    is_complete: bool = True
    departures: tuple[str, ...] = ()
    is_over: bool = False

    @property
    def word(self) -> str:
        """The verdict in a word or two; never "quorate" where nothing is asked."""
        return f"At the end: {WORDS[self.state].lower()}" if self.is_over and self.is_asked else WORDS[self.state]

    @property
    def sign(self) -> str:
        """The same as a sign."""
        return SIGNS[self.state]

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all."""
        return self.state is not State.NONE_ASKED

    @property
    def is_missing(self) -> bool:
        """Whether the meeting is without quorum."""
        return self.state is State.NOT_MET

    @property
    def spoken(self) -> str:
        """What is said aloud when it changes."""
        return f"{self.word} {self.tally}. {self.sentence}".replace(" .", ".").strip()


def quorum_shown(
    quorum: Quorum,
    asked: Requirement,
    meeting: Meeting,
    *,
    english: English,
    titles: Mapping[str, str],
    is_over: bool = False,
) -> QuorumShown:
    """How the quorum stands in that meeting. `titles` are the seats' by their keys. Once it `is_over` nobody comes or
    goes who would make or lose it: then it is told what was lacking.
    """
    answer = quorum.answer
    rule = english.sentence(asked)
    if answer.state is State.NONE_ASKED:
        return QuorumShown(answer.state, "", rule, NONE_ASKED)
    calls = calls_of(meeting, titles)
    account = Account(english, calls)
    if is_over:
        lacking = listed(account.lacking(answer), "and")
        sentence = f"Lacking: {lacking}." if lacking else ""
        checks = _checks(account.served(answer))
        return QuorumShown(answer.state, tally_of(answer), rule, sentence, checks, is_over=True)
    return QuorumShown(
        state=answer.state,
        tally=tally_of(answer),
        rule=rule,
        sentence=_capital(account.state(answer, quorum.arrivals, quorum.departures).removeprefix("Quorate; ")),
        checks=_checks(account.served(answer)),
        arrivals=tuple(listed(sorted(calls[person] for person in people), "and") for people in quorum.arrivals.sets),
        is_complete=quorum.arrivals.complete,
        departures=tuple(calls[person] for person in quorum.departures),
    )


def calls_of(meeting: Meeting, titles: Mapping[str, str]) -> dict[str, str]:
    """By person, the seat for which they are here or for which they are expected; where they are here is first."""
    found: dict[str, str] = {}
    for here in (*reversed(expected_of(meeting)), *reversed(meeting.here)):
        if here.seat:
            title = titles.get(here.seat, here.seat)
            found[here.person] = f"{title} (deputy)" if here.by is Voice.DEPUTY else title
    return found


def tally_of(answer: Answer) -> str:
    """How far it is: of a list, how many of all that are on it; else how many of those needed; or nothing."""
    match answer.asked:
        case AtLeast():
            return f"{answer.have} of {len(answer.parts)}"
        case Count() | Share():
            return f"{answer.have} of {answer.need}" if answer.need > 0 else ""
        case AllOf() | When() | QuorumOf() | AtOpening():
            return next((tally for part in answer.parts if (tally := tally_of(part))), "")
    return ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the sitting, as the strip draws it: in thousandths of the whole."""

    x: int
    width: int
    state: str
    label: str
    starts: datetime
    ends: datetime | None


def spans_of(timeline: Sequence[tuple[datetime, State]], until: datetime, *, is_over: bool) -> list[Span]:
    """The timeline in stretches; the last one has no end while the sitting is open."""
    if not timeline:
        return []
    first = timeline[0][0]
    whole = max((until - first).total_seconds(), 1.0)

    def place(moment: datetime) -> int:
        return round(WIDTH * min((moment - first).total_seconds() / whole, 1))

    found = []
    for (starts, state), following in zip_longest(timeline, timeline[1:]):
        ends = following[0] if following else until
        x = place(starts)
        shown = ends if following or is_over else None
        found.append(Span(x, place(ends) - x, SPANS[state], WORDS[state], starts, shown))
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _checks(checks: Sequence[Check]) -> tuple[CheckShown, ...]:
    holds_others = [
        bool(following and following.depth > check.depth) for check, following in zip_longest(checks, checks[1:])
    ]
    return tuple(
        CheckShown(check, () if holds else check.served_by) for check, holds in zip(checks, holds_others, strict=True)
    )
