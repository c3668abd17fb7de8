"""The proof of a decision in plain English, in two answers: on what was frozen into it, and on the record as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from governance.constitution.core.constitution import Part
from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Column, Here
from governance.constitution.core.quorum import Answer, State, evaluate
from governance.constitution.core.voting import Choice
from governance.constitution.english.english import English
from governance.constitution.english.explaining import Account, Check
from governance.constitution.english.saying_outcome import carried
from governance.constitution.rulebook import Rulebook, names_of, rulebook_of
from meetings.attendance.queries import Record
from meetings.ballots.proof import Facts, Hands, facts_of, outcome_of, replayed
from meetings.ballots.queries import Counted, Grounds, counted
from meetings.decisions.models import Decision
from meetings.decisions.moved import Calls, what_moved
from meetings.decisions.queries import accepted_first, answer_now, is_in_question
from meetings.declarations.queries import Declarations

WORDS = {State.MET: "Quorate", State.NOT_MET: "Not quorate", State.NONE_ASKED: "None asked"}
COLOURS = {State.MET: "good", State.NOT_MET: "bad", State.NONE_ASKED: ""}
VOTED = {Choice.FOR: "For", Choice.AGAINST: "Against", Choice.ABSTAIN: "Abstained"}


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """How a quorum stood, and how the vote ends on that. `of`: the moment of which it is asked."""

    of: str
    word: str
    colour: str
    sentence: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class HereShown:
    """Somebody who was here: for which seat, how, and what they counted for."""

    name: str
    seat: str
    how: str
    counts: bool
    votes: str


@dataclass(frozen=True, slots=True)
class VoteShown:
    """How one voice voted; "Did not vote" for one that gave none."""

    seat: str
    name: str
    choice: str


class ProofShown:
    """A decision's proof, ready for the page; five queries besides those of the record."""

    def __init__(self, decision: Decision, record: Record, declarations: Declarations) -> None:
        self.decision, self.record, self.declarations = decision, record, declarations
        self.body = decision.sitting.meeting.body
        self.day: date = timezone.localdate(decision.at)
        self.facts = facts_of(decision.proof)
        self.names = names_of(self.body.trust, self.body)
        self.calls = Calls(record.names, self.names.seats)
        self.counted: Counted | None = counted(decision.ballot) if decision.ballot else None

    @property
    def is_untrue(self) -> bool:
        """Whether what was kept, replayed, answers otherwise than it says: the proof was altered."""
        proofs = [self.decision.proof]
        if self.decision.ballot:
            proofs.append(self.decision.ballot.proof)
        return any(replayed(proof) != proof["answer"] for proof in proofs)

    @property
    def rule(self) -> str:
        """The quorum that was asked, as a sentence."""
        return self._english.sentence(self.facts.asked(ballot=self.decision.proof["ballot"]))

    @property
    def clauses(self) -> list[str]:
        """The clauses that say so."""
        return list(self.facts.rules.clauses_of(Part.QUORUM)) if Part.QUORUM in self.facts.rules.written else []

    @property
    def since(self) -> date | None:
        """Since when these rules were in force."""
        return max((day for day in self._rulebook.turns(self.body.key) if day <= self.day), default=None)

    @property
    def is_corrected(self) -> bool:
        """Whether the constitution for that day is now told otherwise: the decision stands on what was in force."""
        now = self._rulebook.rules(self.body.key, self.day)
        return (now.quorum, now.voting) != (self.facts.rules.quorum, self.facts.rules.voting)

    @property
    def papers(self) -> list[tuple[str, str]]:
        """The item's papers at the time, by title, each with its SHA-256."""
        return sorted(self.decision.proof["papers"].items())

    @property
    def presiding(self) -> str:
        """Who presided."""
        return self.decision.presided.name if self.decision.presided else ""

    @cached_property
    def here(self) -> list[HereShown]:
        """Who was here, those who counted first."""
        counting = set(_serving(evaluate(self.facts.asked(ballot=self.decision.proof["ballot"]), self.facts.meeting)))
        found = [self._here(here, counts=here.person in counting) for here in self.facts.meeting.here]
        return sorted(found, key=lambda one: (not one.counts, not one.seat, one.name))

    @property
    def barred(self) -> list[str]:
        """Who was barred from the item, here or not, and whose seats."""
        people = [self.calls.here(here) for here in self.facts.meeting.here if here.barred]
        here = {each.seat for each in self.facts.meeting.here if each.barred}
        seats = [seat for seat in self.facts.meeting.seats if seat.barred and seat.key not in here]
        return sorted(people) + [f"the seat {self.names.seats.get(seat.key, seat.key)}" for seat in seats]

    @cached_property
    def then(self) -> list[AnswerShown]:
        """Replayed from what was frozen."""
        ballot = self.decision.ballot
        return [
            *([self._answer("When the vote was opened", facts_of(ballot.proof), ballot=True)] if ballot else []),
            self._answer("When it was recorded", self.facts, ballot=self.decision.proof["ballot"]),
        ]

    @cached_property
    def now(self) -> list[AnswerShown]:
        """The same asked of the record as it now stands."""
        ballot = self.decision.ballot
        return [
            *([self._answer("When the vote was opened", self._opening_now, ballot=True)] if ballot else []),
            self._answer("When it was recorded", self._facts_now, ballot=self.decision.proof["ballot"]),
        ]

    @property
    def vote_then(self) -> str:
        """The arithmetic of the vote."""
        return self._outcome(facts_of(self.decision.ballot.proof)) if self.decision.ballot else ""

    @property
    def vote_now(self) -> str:
        """The arithmetic of the same votes, on the voices of the record as it now stands."""
        return self._outcome(self._opening_now) if self.decision.ballot else ""

    @cached_property
    def votes(self) -> list[VoteShown]:
        """Who voted how, by seat; nothing of a show of hands without names."""
        ballot = self.decision.ballot
        if ballot is None or self.counted is None or isinstance(self.counted.votes, Hands):
            return []
        given = {vote.seat.key: vote for vote in ballot.votes.all()}
        titles = self.names.seats
        found = []
        for seat, person in ballot.voices:
            vote = given.get(seat)
            choice = VOTED[Choice(vote.choice)] if vote else "Did not vote"
            found.append(VoteShown(titles.get(seat, seat), self.calls.person(person), choice))
        return sorted(found, key=lambda one: one.seat)

    @property
    def is_in_question(self) -> bool:
        """Whether the record now gives another answer than the one that was accepted last."""
        return is_in_question(self.decision, self.record, self.declarations)

    @property
    def is_same(self) -> bool:
        """Whether the record now gives the answer of the proof."""
        return answer_now(self.decision, self.record, self.declarations) == accepted_first(self.decision)

    @property
    def answers_told(self) -> str:
        """What is answered otherwise now, in sentences."""
        told = [
            f"{was.of}: {was.word.lower()} then, {is_now.word.lower()} now."
            for was, is_now in zip(self.then, self.now, strict=True)
            if was.word != is_now.word
        ]
        if self.vote_then != self.vote_now:
            told.append(f"The vote then: {self.vote_then} Now: {self.vote_now}")
        return " ".join(told)

    @property
    def answered_otherwise(self) -> list[AnswerShown]:
        """Of the answers now those that say anything else than they did."""
        return [is_now for was, is_now in zip(self.then, self.now, strict=True) if was != is_now]

    @property
    def vote_otherwise(self) -> str:
        """The arithmetic of the vote now, where it is another."""
        return self.vote_now if self.vote_now != self.vote_then else ""

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """What the record now tells otherwise than when it was decided, or than when the vote was opened."""
        told = list(self._moved(self.facts, self._facts_now))
        if self.decision.ballot:
            told += self._moved(facts_of(self.decision.ballot.proof), self._opening_now)
        return tuple(dict.fromkeys(told))

    @cached_property
    def _english(self) -> English:
        return English(self.names)

    @cached_property
    def _rulebook(self) -> Rulebook:
        return rulebook_of(self.body.trust)

    @cached_property
    def _facts_now(self) -> Facts:
        return Grounds(self.record, self.declarations, self.decision.item, self.decision.at).facts

    @cached_property
    def _opening_now(self) -> Facts:
        moment = self.decision.ballot.at if self.decision.ballot else self.decision.at
        return Grounds(self.record, self.declarations, self.decision.item, moment).facts

    def _moved(self, then: Facts, now: Facts) -> tuple[str, ...]:
        return what_moved(then.meeting, now.meeting, names=self.record.names, titles=self.names.seats)

    def _outcome(self, facts: Facts) -> str:
        if self.counted is None:
            return ""
        outcome = outcome_of(facts, self.counted.votes, self.counted.casting)
        return carried(outcome, self.names, facts.motion)

    def _answer(self, of: str, facts: Facts, *, ballot: bool) -> AnswerShown:
        answer = evaluate(facts.asked(ballot=ballot), facts.meeting)
        account = Account(self._english, self._called(facts))
        checks = () if answer.state is State.NONE_ASKED else account.served(answer)
        return AnswerShown(of, WORDS[answer.state], COLOURS[answer.state], account.explain(answer), checks)

    def _called(self, facts: Facts) -> Mapping[str, str]:
        return {here.person: self.calls.here(here) for here in facts.meeting.here}

    def _here(self, here: Here, *, counts: bool) -> HereShown:
        seat = self.names.seats.get(here.seat, here.seat) if here.seat else ""
        has_vote = here.seat is not None and Column.VOTE in self.facts.meeting.columns_of(here)
        votes = "Barred" if here.barred else "Yes" if has_vote else "No"
        return HereShown(
            name=self.calls.person(here.person),
            seat=f"{seat}, deputy"
            if here.by is Voice.DEPUTY and seat
            else seat or (here.guest or "guest").capitalize(),
            how=_how(here),
            counts=counts,
            votes=votes,
        )


def _how(here: Here) -> str:
    if here.how is None:
        return "Out of the room"
    how = "Remotely" if here.how is How.REMOTE else "In the room"
    return f"{how}, cut off" if here.cut_off else how


def _serving(answer: Answer) -> Iterator[str]:
    yield from answer.served_by
    for part in answer.parts:
        yield from _serving(part)
