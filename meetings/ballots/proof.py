"""What a decision or a ballot rests on, frozen as plain data, and what follows from it when it is asked again.

Its laws:

1. A proof holds everything that its answer follows from: the rules in force, the roll, who was here and how, who was
   barred, the moment, the votes. Nothing else is read to replay it.
2. Replaying gives what was answered then, for ever: `replayed(proof) == proof["answer"]`. A golden set of proofs, kept
   in the tests, is replayed with every change of the rules' code.
3. The same facts make the same proof, whatever database they came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from governance.constitution.core.constitution import ORDINARY, Rules
from governance.constitution.core.language import How, Requirement, Voice
from governance.constitution.core.majority import Motion
from governance.constitution.core.meeting import Guest, Here, Meeting, OtherBody, Post
from governance.constitution.core.quorum import Answer, evaluate
from governance.constitution.core.voting import Cast, Choice, Outcome, Shown, count, voters
from governance.constitution.writing.inheritance import rules_of
from meetings.attendance.frozen import plain_seat, seat_of

FORM = 1
"""The form in which proofs are written; what is written in an earlier one is read for ever."""


TICK = timedelta(microseconds=1)
"""In what times are kept: whole numbers have one text everywhere."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an answer follows from: the meeting as the rules see it, and what the bodies of the trust have written."""

    meeting: Meeting
    writings: Mapping[str, Any]

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return rules_of(self.meeting.body, self.writings)

    def asked(self, *, ballot: bool) -> Requirement:
        """The quorum asked of it."""
        meeting = self.meeting
        return self.rules.quorum.asked(sitting=meeting.sitting or ORDINARY, decision=meeting.decision, ballot=ballot)

    @property
    def motion(self) -> Motion:
        """How a motion is decided in it."""
        return self.rules.voting.motion_for(sitting=self.meeting.sitting, decision=self.meeting.decision)


@dataclass(frozen=True, slots=True)
class Hands:
    """The totals of a show of hands."""

    yes: int
    no: int
    abstained: int

    @property
    def key(self) -> list[int]:
        """All that is said, by which one request is told from another."""
        return [self.yes, self.no, self.abstained]


Votes = Mapping[str, Choice] | Hands
"""The votes of a ballot: by seat, or totals."""


def proof_of(facts: Facts, *, ballot: bool, record: int, papers: Mapping[str, str]) -> dict[str, Any]:
    """The proof of what is decided on these facts. `papers` are the SHA-256 of the item's, by title."""
    proof = {
        "form": FORM,
        "meeting": _plain_meeting(facts.meeting),
        "writings": dict(facts.writings),
        "ballot": ballot,
        "record": record,
        "papers": dict(papers),
    }
    return {**proof, "answer": replayed(proof)}


def facts_of(proof: Mapping[str, Any]) -> Facts:
    """The facts that a proof holds."""
    return Facts(_meeting(proof["meeting"], proof["writings"]), proof["writings"])


def answer_of(proof: Mapping[str, Any]) -> Answer:
    """What the rules answer about the quorum on what was frozen."""
    facts = facts_of(proof)
    return evaluate(facts.asked(ballot=proof["ballot"]), facts.meeting)


def replayed(proof: Mapping[str, Any]) -> dict[str, Any]:
    """The same as plain data: the state, how far it was, and by whom each part was served."""
    return _plain_answer(answer_of(proof))


def outcome_of(facts: Facts, votes: Votes, casting: Choice | None = None) -> Outcome:
    """How a ballot ends on these facts."""
    ballot = _hands(facts.meeting, votes) if isinstance(votes, Hands) else Cast(facts.motion, facts.meeting, votes)
    return count(facts.motion, ballot, casting)


def state_on(proof: Mapping[str, Any], now: Facts) -> str:
    """How the quorum that the proof was made for stands on other facts."""
    return evaluate(now.asked(ballot=proof["ballot"]), now.meeting).state.value


def _hands(meeting: Meeting, hands: Hands) -> Shown:
    voting = [seat for seat in meeting.seats if seat.votes and meeting.in_base(seat)]
    return Shown(
        yes=hands.yes,
        no=hands.no,
        abstained=hands.abstained,
        present=len(voters(Motion(), meeting)),
        membership=sum(bool(seat.holder) for seat in voting),
        seats=len(voting),
        meeting=meeting,
    )


def _plain_answer(answer: Answer) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "state": answer.state.value,
        "have": answer.have,
        "need": answer.need,
        "base": answer.base,
        "served_by": sorted(answer.served_by),
    }
    return plain | ({"parts": [_plain_answer(part) for part in answer.parts]} if answer.parts else {})


def _plain_meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "body": meeting.body,
        "seats": [plain_seat(seat) for seat in meeting.seats],
        "here": [_plain_here(here) for here in meeting.here],
        "presiding": meeting.presiding,
        "offices": sorted(([post.body, post.office, who] for post, who in meeting.offices.items()), key=str),
        "sitting": meeting.sitting,
        "decision": meeting.decision,
        "public": meeting.public,
        "since_start": meeting.since_start // TICK,
        "since_first": meeting.since_first // TICK,
        "declared": sorted(meeting.declared),
        "opening": _plain_meeting(meeting.opening) if meeting.opening else None,
        "others": {body: [plain_seat(seat) for seat in other.seats] for body, other in sorted(meeting.others.items())},
    }


def _meeting(plain: Mapping[str, Any], writings: Mapping[str, Any]) -> Meeting:
    offices = {Post(body, office): who for body, office, who in plain["offices"]}
    others = {}
    for body, seats in plain["others"].items():
        theirs = rules_of(body, writings)
        others[body] = OtherBody(
            requirement=theirs.quorum.business,
            seats=tuple(seat_of(seat) for seat in seats),
            offices=offices,
            counting=theirs.counting.table,
        )
    return Meeting(
        seats=tuple(seat_of(seat) for seat in plain["seats"]),
        here=tuple(_here(here) for here in plain["here"]),
        body=plain["body"],
        presiding=plain["presiding"],
        offices=offices,
        sitting=plain["sitting"],
        decision=plain["decision"],
        public=plain["public"],
        since_start=plain["since_start"] * TICK,
        since_first=plain["since_first"] * TICK,
        declared=frozenset(plain["declared"]),
        counting=rules_of(plain["body"], writings).counting.table,
        opening=_meeting(plain["opening"], writings) if plain["opening"] else None,
        others=others,
    )


def _plain_here(here: Here) -> dict[str, Any]:
    return {
        "person": here.person,
        "seat": here.seat,
        "by": here.by.value,
        "how": here.how.value if here.how else None,
        "guest": here.guest.value if here.guest else None,
        "cut_off": here.cut_off,
        "barred": here.barred,
        "beyond": here.beyond,
        "offices": sorted([post.body, post.office] for post in here.offices),
        "bodies": sorted(here.bodies),
    }


def _here(plain: Mapping[str, Any]) -> Here:
    return Here(
        **{
            **plain,
            "by": Voice(plain["by"]),
            "how": How(plain["how"]) if plain["how"] else None,
            "guest": Guest(plain["guest"]) if plain["guest"] else None,
            "offices": _posts(plain),
            "bodies": frozenset(plain["bodies"]),
        }
    )


def _posts(plain: Mapping[str, Any]) -> frozenset[Post]:
    return frozenset(Post(body, office) for body, office in plain["offices"])
