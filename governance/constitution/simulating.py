"""Trying who comes: from a query string to a meeting, and back to the one query string that says the same.

Its laws:

1. Every query string has a meeting. What cannot be is left out, and told in a sentence.
2. What is left is written in one way: `read_trial(write_trial(trial, stage), stage)` is the trial again.
3. The address names only what differs from a meeting to which nobody has come yet; and the day, so that it shows the
   same tomorrow.

An address lists seats by how they take part: `room=police.health&remote=schools`; after `all=room` it lists only the
others. A form, which cannot do so, sends `come=police` for each who comes and `how.police=remote` for how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from governance.constitution.concerns import Concerns, concerns_of
from governance.constitution.core.constitution import ORDINARY, Rules
from governance.constitution.core.language import How, Requirement, Voice
from governance.constitution.core.majority import Motion
from governance.constitution.core.meeting import Column, Here, Meeting, Post, Seat
from trustboard.acts.days import told

MOST_MINUTES, MOST_DAYS = 10_000, 1_000


class Manner(StrEnum):
    """How a seat takes part, as its holder or by a deputy."""

    ABSENT = "absent"
    ROOM = "room"
    REMOTE = "remote"
    DEPUTY = "deputy"
    DEPUTY_REMOTE = "deputy-remote"
    OUT = "out"
    STAYING = "staying"


COMING = tuple(manner for manner in Manner if manner is not Manner.ABSENT)
DEPUTISED = {Manner.DEPUTY, Manner.DEPUTY_REMOTE}
BARRED = {Manner.OUT, Manner.STAYING}
HOW: Mapping[Manner, How | None] = {
    Manner.ROOM: How.ROOM,
    Manner.REMOTE: How.REMOTE,
    Manner.DEPUTY: How.ROOM,
    Manner.DEPUTY_REMOTE: How.REMOTE,
    Manner.OUT: None,
    Manner.STAYING: How.ROOM,
}


@dataclass(frozen=True)
class Trial:
    """Who comes and how, by seat, and the circumstances. Seats that are not named are absent.

    `presiding` is a seat; where it is empty, it is whoever the rules and the offices say.
    """

    seats: Mapping[str, Manner] = field(default_factory=dict)
    sitting: str = ORDINARY
    decision: str = ""
    ballot: bool = False
    presiding: str = ""
    public: bool = False
    facts: tuple[str, ...] = ()
    minutes: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was asked and cannot be. `field` is the part of the form to look at; `typed` what was said."""

    field: str
    text: str
    typed: str = ""


@dataclass(frozen=True)
class Stage:
    """A body on a day: a meeting to which nobody has come yet, its rules, its offices in their order.

    `deputies` are named, by seat; `bodies` are those on which each person sits; `titles` are what seats are called.
    """

    day: date
    meeting: Meeting
    rules: Rules
    offices: Sequence[str] = ()
    deputies: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def filled(self) -> list[Seat]:
        """The seats for which somebody may come."""
        return [seat for seat in self.meeting.seats if seat.holder]

    def requirements(self) -> list[Requirement]:
        """Everything that the quorum may ask, of whatever sitting or decision, and that of the bodies it leads to."""
        quorum = self.rules.quorum
        asked = [quorum.business, *quorum.sitting.values(), quorum.vote]
        asked += [each.requirement for each in quorum.decision.values()]
        return asked + [other.requirement for other in self.meeting.others.values()]

    def motions(self) -> list[Motion]:
        """How motions are decided, of whatever kind."""
        voting = self.rules.voting
        return [voting.motion, *voting.sitting.values(), *voting.decision.values()]

    def concerns(self) -> Concerns:
        """The circumstances that change an answer, the kinds of sitting and decision among them."""
        rules, found = self.rules, concerns_of((*self.requirements(), *self.motions()))
        sittings = (ORDINARY, *rules.lists.sittings, *rules.quorum.sitting, *rules.voting.sitting, *found.sittings)
        decisions = (*rules.lists.decisions, *rules.quorum.decision, *rules.voting.decision, *found.decisions)
        return replace(found, sittings=tuple(dict.fromkeys(sittings)), decisions=tuple(dict.fromkeys(decisions)))


def meeting_of(trial: Trial, stage: Stage) -> Meeting:
    """The meeting that is tried."""
    barred = {key for key, manner in trial.seats.items() if manner in BARRED}
    seats = tuple(replace(seat, barred=seat.barred or seat.key in barred) for seat in stage.meeting.seats)
    here = tuple(_here(seat, trial.seats[seat.key], stage) for seat in seats if seat.key in trial.seats)
    meeting = replace(
        stage.meeting,
        seats=seats,
        here=here,
        sitting=trial.sitting,
        decision=trial.decision,
        public=trial.public,
        declared=frozenset(trial.facts),
        since_start=timedelta(minutes=trial.minutes),
        since_first=timedelta(days=trial.days),
    )
    return replace(meeting, presiding=_presiding(trial.presiding, meeting, stage))


def may_preside(meeting: Meeting) -> dict[str, str]:
    """Who of those here may preside, by the seat for which they are here."""
    return {here.seat: here.person for here in meeting.here if here.seat and Column.PRESIDE in meeting.columns_of(here)}


def read_trial(query: str, stage: Stage) -> tuple[Trial, tuple[Trouble, ...]]:
    """What a query string asks of the body on that day, and what of it cannot be, each in a sentence."""
    return _Reader(query, stage).read()


def write_trial(trial: Trial, stage: Stage) -> str:
    """The one query string that asks this."""
    said: list[tuple[str, str]] = [("on", stage.day.isoformat())]
    if trial.sitting != ORDINARY:
        said.append(("sitting", trial.sitting))
    said += [
        (name, value)
        for name, value in (
            ("decision", trial.decision),
            ("vote", "yes" if trial.ballot else ""),
            ("chair", trial.presiding),
            ("public", "yes" if trial.public else ""),
            *(("fact", fact) for fact in trial.facts),
            ("minutes", str(trial.minutes or "")),
            ("days", str(trial.days or "")),
        )
        if value
    ]
    return urlencode(said + list(_listed(trial, stage)))


def _listed(trial: Trial, stage: Stage) -> Iterator[tuple[str, str]]:
    """The seats by how they take part; where most are in the room, those who are not."""
    filled = [seat.key for seat in stage.filled()]
    taking = {key: trial.seats.get(key, Manner.ABSENT) for key in filled}
    usual = Manner.ABSENT
    if sum(manner is Manner.ROOM for manner in taking.values()) * 2 > len(filled):
        usual = Manner.ROOM
        yield "all", usual
    for manner in Manner:
        seats = [key for key, taken in taking.items() if taken is manner]
        if seats and manner is not usual:
            yield manner, ".".join(seats)


def _here(seat: Seat, manner: Manner, stage: Stage) -> Here:
    how, is_barred = HOW[manner], manner in BARRED
    if manner not in DEPUTISED:
        return Here(seat.holder or "", seat.key, how=how, barred=is_barred, offices=seat.offices, bodies=seat.bodies)
    deputy = stage.deputies.get(seat.key)
    person = deputy or f"deputy of {seat.key}"
    return Here(
        person,
        seat.key,
        by=Voice.DEPUTY,
        how=how,
        offices=frozenset(post for post, holder in stage.meeting.offices.items() if deputy and holder == deputy),
        bodies=stage.bodies.get(person, frozenset()),
    )


def _presiding(seat: str, meeting: Meeting, stage: Stage) -> str | None:
    """Whoever is named; else by the rules, and where these leave it to the meeting, by the order of its offices."""
    may = may_preside(meeting)
    if seat in may:
        return may[seat]
    turn = stage.rules.counting.may_preside(meeting)
    holders = [meeting.offices.get(Post(meeting.body, office)) for office in stage.offices]
    first = next((holder for holder in holders if holder in turn), None)
    is_one = bool(stage.rules.counting.presides) and len(turn) == 1
    return first or (next(iter(turn)) if is_one else None)


class _Reader:
    """Reads one query string, gathering what cannot be."""

    def __init__(self, query: str, stage: Stage) -> None:
        self.stage = stage
        self.concerns = stage.concerns()
        self.troubles: list[Trouble] = []
        self.said: dict[str, list[str]] = {}
        for name, value in parse_qsl(query):
            self.said.setdefault(name, []).append(value.strip())

    def read(self) -> tuple[Trial, tuple[Trouble, ...]]:
        trial = Trial(
            seats=self._seats(),
            sitting=self._one_of("sitting", self.concerns.sittings, ORDINARY, "kind of sitting"),
            decision=self._one_of("decision", self.concerns.decisions, "", "kind of decision"),
            ballot=self._is_so("vote"),
            public=self.concerns.public and self._is_so("public"),
            facts=self._facts(),
            minutes=self._number("minutes", MOST_MINUTES) if self.concerns.start else 0,
            days=self._number("days", MOST_DAYS) if self.concerns.first else 0,
        )
        trial = replace(trial, presiding=self._chair(trial))
        return trial, tuple(self.troubles)

    def _seats(self) -> dict[str, Manner]:
        filled = [seat.key for seat in self.stage.filled()]
        taken = dict.fromkeys(filled, Manner.ROOM if self._all() is Manner.ROOM else Manner.ABSENT)
        for key, manner in self._asked():
            if key in taken:
                taken[key] = manner
            else:
                self._refuse("seats", self._unheld(key), key)
        if self._all() is Manner.ABSENT:
            return {}
        return {key: manner for key, manner in taken.items() if manner is not Manner.ABSENT}

    def _asked(self) -> Iterator[tuple[str, Manner]]:
        for manner in Manner:
            for listed in self.said.get(manner, []):
                yield from ((key, manner) for key in listed.split(".") if key)
        for key in self.said.get("come", []):
            yield key, self._manner(key)

    def _manner(self, key: str) -> Manner:
        typed = self._last(f"how.{key}") or Manner.ROOM
        if typed in COMING:
            return Manner(typed)
        self._refuse("seats", f"Nobody can take part “{typed}”; they are shown in the room.", typed)
        return Manner.ROOM

    def _all(self) -> Manner | None:
        typed = self._last("all")
        return Manner(typed) if typed in {Manner.ROOM, Manner.ABSENT} else None

    def _unheld(self, key: str) -> str:
        if key in self.stage.meeting.by_key:
            return f"The seat “{self._title(key)}” is vacant on {told(self.stage.day)}, so nobody comes for it."
        return f"There is no seat “{key}” on {told(self.stage.day)}."

    def _title(self, key: str) -> str:
        return self.stage.titles.get(key, key)

    def _chair(self, trial: Trial) -> str:
        typed = self._last("chair")
        if not typed:
            return ""
        meeting = meeting_of(trial, self.stage)
        may = may_preside(meeting)
        if typed in may:
            return "" if may[typed] == meeting.presiding else typed
        is_here = typed in trial.seats
        why = "may not preside by these rules" if is_here else "does not come, and so cannot preside"
        known = typed in self.stage.meeting.by_key
        self._refuse(
            "chair", f"“{self._title(typed)}” {why}." if known else f"There is no seat “{typed}” to preside.", typed
        )
        return ""

    def _facts(self) -> tuple[str, ...]:
        typed = self.said.get("fact", [])
        for fact in typed:
            if fact not in self.concerns.facts:
                self._refuse("meeting", f"These rules do not ask about “{fact}”.", fact)
        return tuple(fact for fact in self.concerns.facts if fact in typed)

    def _one_of(self, name: str, known: Sequence[str], usual: str, what: str) -> str:
        typed = self._last(name) or usual
        if typed == usual or typed in known:
            return typed
        self._refuse("meeting", f"There is no {what} called “{typed}” in these rules.", typed)
        return usual

    def _number(self, name: str, most: int) -> int:
        typed = self._last(name) or "0"
        if typed.isascii() and typed.isdigit() and len(typed) <= len(str(most)) and int(typed) <= most:
            return int(typed)
        self._refuse(name, f"Enter a whole number of {name} from 0 to {most}, in figures.", typed)
        return 0

    def _is_so(self, name: str) -> bool:
        return self._last(name) == "yes"

    def _last(self, name: str) -> str:
        return self.said.get(name, [""])[-1]

    def _refuse(self, name: str, text: str, typed: str) -> None:
        self.troubles.append(Trouble(name, text, typed))
