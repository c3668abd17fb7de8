"""A second evaluator: the tables of the rule language, gone through person by person and seat by seat.

It shares with the product the values of a rule and of a meeting, and no function: who counts, who is meant, what a base
is and how it is rounded are all said again here, slowly and plainly, so that agreement of the two means something.
Every table is a method of its own, so that a single mistake can be made on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
    BarredShare,
    Condition,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    How,
    InPublic,
    MembersBelow,
    Met,
    Moment,
    NoneAsked,
    Not,
    Offices,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Someone,
    Status,
    Unit,
    Vacant,
    Voice,
    When,
)
from governance.constitution.core.meeting import Column, Here, Meeting, Post, Row, Seat

MET, NOT_MET, NONE_ASKED = "met", "not met", "none asked"


@dataclass(frozen=True)
class Reckoned:
    """What a requirement comes to, with the people who serve a count and the parts of what has parts."""

    state: str
    have: int = 0
    need: int = 0
    base: int | None = None
    served_by: frozenset[str] = frozenset()
    parts: tuple[Reckoned, ...] = ()


class Enumeration:
    """The second evaluator."""

    def reckon(self, rule: Requirement, meeting: Meeting) -> Reckoned:
        """What the rule comes to in the meeting."""
        forms: dict[type, Callable[..., Reckoned]] = {
            NoneAsked: lambda rule, meeting: Reckoned(NONE_ASKED),
            Count: lambda rule, meeting: self.at_least(rule.n, rule.of, rule.unit, meeting),
            Someone: lambda rule, meeting: self.at_least(1, rule.who, Unit.PERSON, meeting),
            Share: self.share,
            AtMost: self.at_most,
            AllOf: self.all_of,
            AnyOf: self.any_of,
            AtLeast: self.some_of,
            When: self.when,
            QuorumOf: self.quorum_of,
            AtOpening: self.at_opening,
        }
        return forms[type(rule)](rule, meeting)

    # Requirements

    def at_least(self, need: int, of: Selector, unit: Unit, meeting: Meeting, base: int | None = None) -> Reckoned:
        found = self.matching(of, meeting)
        have = self.size(found, unit, meeting)
        return Reckoned(MET if have >= need else NOT_MET, have, need, base, people(found))

    def share(self, rule: Share, meeting: Meeting) -> Reckoned:
        base = self.base(rule, meeting)
        return self.at_least(self.needed(rule, base), rule.of, rule.unit, meeting, base)

    def at_most(self, rule: AtMost, meeting: Meeting) -> Reckoned:
        limit = rule.limit
        base = self.base(limit, meeting) if isinstance(limit, Share) else None
        most = self.needed(limit, base) if isinstance(limit, Share) else limit.n
        found = self.matching(limit.of, meeting)
        have = self.size(found, limit.unit, meeting)
        return Reckoned(NOT_MET if have > most else MET, have, most, base, people(found))

    def all_of(self, rule: AllOf, meeting: Meeting) -> Reckoned:
        if not rule.parts:
            return Reckoned(MET)
        parts = [self.reckon(part, meeting) for part in rule.parts]
        return self.together(parts, need=len(asking(parts)))

    def any_of(self, rule: AnyOf, meeting: Meeting) -> Reckoned:
        if not rule.parts:
            return Reckoned(NOT_MET, need=1)
        return self.together([self.reckon(part, meeting) for part in rule.parts], need=1)

    def some_of(self, rule: AtLeast, meeting: Meeting) -> Reckoned:
        parts = [self.reckon(part, meeting) for part in rule.among]
        if rule.distinct:
            return self.together(parts, rule.n, have=self.most_served([sorted(part.served_by) for part in parts]))
        return self.together(parts, rule.n)

    def together(self, parts: list[Reckoned], need: int, have: int | None = None) -> Reckoned:
        """Parts that are wanted together: those that ask nothing are left out."""
        left = asking(parts)
        if not left:
            return Reckoned(NONE_ASKED, parts=tuple(parts))
        if have is None:
            have = len([part for part in left if part.state == MET])
        return Reckoned(MET if have >= need else NOT_MET, have, need, parts=tuple(parts))

    def most_served(self, servers: list[list[str]], taken: frozenset[str] = frozenset()) -> int:
        """The most parts that can be served at once, each by somebody else: every way is tried."""
        if not servers:
            return 0
        ways = [self.most_served(servers[1:], taken)]
        ways += [1 + self.most_served(servers[1:], taken | {person}) for person in servers[0] if person not in taken]
        return max(ways)

    def when(self, rule: When, meeting: Meeting) -> Reckoned:
        chosen = rule.then if self.holds(rule.condition, meeting) else rule.otherwise
        return Reckoned(NONE_ASKED) if chosen is None else self.passed_on(self.reckon(chosen, meeting))

    def quorum_of(self, rule: QuorumOf, meeting: Meeting) -> Reckoned:
        there = self.seen_from(rule.body, meeting)
        return self.passed_on(self.reckon(meeting.others[rule.body].requirement, there))

    def at_opening(self, rule: AtOpening, meeting: Meeting) -> Reckoned:
        then = meeting if meeting.opening is None else replace(meeting.opening, others=meeting.others)
        return self.passed_on(self.reckon(rule.requirement, then))

    def passed_on(self, part: Reckoned) -> Reckoned:
        return Reckoned(part.state, part.have, part.need, part.base, part.served_by, (part,))

    # Shares

    def base(self, rule: Share, meeting: Meeting) -> int:
        at = meeting.opening if rule.base.when is Moment.OPENING and meeting.opening is not None else meeting
        of = rule.base.of if rule.base.of is not None else rule.of
        if rule.base.status in {Status.COUNTED, Status.PRESENT}:
            those = self.counted(at) if rule.base.status is Status.COUNTED else self.present(at)
            return self.size([here for here in those if self.means(of, here, at)], rule.unit, at)
        seats = []
        for seat in at.seats:
            is_wanted = seat.holder is not None or rule.base.status is Status.ALL
            if is_wanted and self.seat_counts(seat, at) and self.means_seat(of, seat, at):
                seats.append(seat)
        return self.size_of_seats(seats, rule.unit)

    def needed(self, rule: Share, base: int) -> int:
        need = self.rounded(rule.this * base, rule.rounding) + rule.plus
        if rule.cap is not None and need > rule.cap:
            need = rule.cap
        if rule.floor is not None and need < rule.floor:
            need = rule.floor
        return need

    def rounded(self, exact: Fraction, rounding: Rounding) -> int:
        """The whole number, found by counting up from nought."""
        is_it: dict[Rounding, Callable[[int], bool]] = {
            Rounding.UP: lambda whole: whole >= exact,
            Rounding.DOWN: lambda whole: whole + 1 > exact,
            Rounding.NEAREST: lambda whole: whole + Fraction(1, 2) > exact,
            Rounding.MORE_THAN: lambda whole: whole > exact,
        }
        return next(whole for whole in count() if is_it[rounding](whole))

    def size(self, voices: Sequence[Here], unit: Unit, meeting: Meeting) -> int:
        if unit is Unit.PERSON:
            return len(people(voices))
        seats = [self.seat_of(here, meeting) for here in voices]
        return self.size_of_seats([seat for seat in seats if seat is not None], unit)

    def size_of_seats(self, seats: Sequence[Seat], unit: Unit) -> int:
        if unit is Unit.AGENCY:
            return len({seat.agency for seat in seats if seat.agency != ""})
        if unit is Unit.WEIGHT:
            return sum([seat.weight for seat in seats])
        return len(seats)

    # Who counts

    def voices(self, meeting: Meeting) -> list[Here]:
        """Everyone here, but for those whose seat somebody later in the list speaks for."""
        heard = []
        for place, here in enumerate(meeting.here):
            later = [other for other in meeting.here[place + 1 :] if other.seat == here.seat]
            if here.seat is None or not later:
                heard.append(here)
        return heard

    def may(self, column: Column, here: Here, meeting: Meeting) -> bool:
        return here.beyond == "" and not any(column in meeting.counting[row] for row in self.rows(here, meeting))

    def rows(self, here: Here, meeting: Meeting) -> list[Row]:
        seat = self.seat_of(here, meeting)
        if seat is None:
            return [Row.GUEST]
        fitting = {
            Row.HOLDER: here.by is Voice.HOLDER and here.how is How.ROOM,
            Row.DEPUTY: here.by is Voice.DEPUTY,
            Row.REMOTE: here.how is How.REMOTE,
            Row.CUT_OFF: here.cut_off,
            Row.BARRED_OUT: here.barred and here.how is None,
            Row.BARRED_STAYING: here.barred and here.how is not None,
            Row.SUSPENDED: seat.suspended,
            Row.NON_VOTING: not seat.votes,
        }
        return [row for row, fits in fitting.items() if fits]

    def counted(self, meeting: Meeting) -> list[Here]:
        return [here for here in self.voices(meeting) if self.may(Column.QUORUM, here, meeting)]

    def present(self, meeting: Meeting) -> list[Here]:
        in_base = [here for here in self.voices(meeting) if self.may(Column.BASE, here, meeting)]
        return [here for here in in_base if here.how is not None]

    def seat_counts(self, seat: Seat, meeting: Meeting) -> bool:
        """Whether the base column leaves the seat in; a barred member is taken for one who is out."""
        fitting = {Row.SUSPENDED: seat.suspended, Row.NON_VOTING: not seat.votes, Row.BARRED_OUT: seat.barred}
        return not any(fits and Column.BASE in meeting.counting[row] for row, fits in fitting.items())

    def seat_of(self, here: Here, meeting: Meeting) -> Seat | None:
        for seat in meeting.seats:
            if seat.key == here.seat:
                return seat
        return None

    def matching(self, selector: Selector, meeting: Meeting) -> list[Here]:
        return [here for here in self.counted(meeting) if self.means(selector, here, meeting)]

    # Who is meant

    def means(self, asked: Selector, here: Here, meeting: Meeting) -> bool:
        said = [
            self.means_seat_itself(asked, self.seat_of(here, meeting)),
            asked.office is None or self.holds_office(asked.office, self.offices_of(asked, here, meeting), meeting),
            asked.in_body == () or any(body in here.bodies for body in asked.in_body),
            not asked.presiding or here.person == meeting.presiding,
            asked.how == () or here.how in asked.how,
            asked.by == () or here.by in asked.by,
            asked.voting is None or asked.voting == self.may(Column.VOTE, here, meeting),
            asked.negated is None or not self.means(asked.negated, here, meeting),
        ]
        return all(said)

    def means_seat(self, asked: Selector, seat: Seat, meeting: Meeting) -> bool:
        said = [
            self.means_seat_itself(asked, seat),
            asked.office is None or self.holds_office(asked.office, seat.offices, meeting),
            asked.in_body == () or any(body in seat.bodies for body in asked.in_body),
            not asked.presiding or (seat.holder is not None and seat.holder == meeting.presiding),
            asked.voting is None or asked.voting == seat.votes,
            asked.negated is None or not self.means_seat(asked.negated, seat, meeting),
        ]
        return all(said)

    def means_seat_itself(self, asked: Selector, seat: Seat | None) -> bool:
        if seat is None:
            return (asked.agency, asked.sector, asked.seat, asked.tag) == ((), (), (), ())
        said = [
            asked.agency == () or seat.agency in asked.agency,
            asked.sector == () or seat.sector in asked.sector,
            asked.seat == () or seat.key in asked.seat,
            asked.tag == () or any(tag in seat.tags for tag in asked.tag),
        ]
        return all(said)

    def offices_of(self, asked: Selector, here: Here, meeting: Meeting) -> frozenset[Post]:
        """One's own offices; a deputy whom the selector names has the holder's besides."""
        seat = self.seat_of(here, meeting)
        if seat is not None and here.by is Voice.DEPUTY and Voice.DEPUTY in asked.by:
            return seat.offices | here.offices
        return here.offices

    def holds_office(self, asked: Offices, held: frozenset[Post], meeting: Meeting) -> bool:
        body = meeting.body if asked.of is None else asked.of
        return any(post.body == body and post.office in asked.any_of for post in held)

    def seen_from(self, body: str, meeting: Meeting) -> Meeting:
        """The meeting as the other body would see it: its seats, each spoken for by its holder, if they are here."""
        other = meeting.others[body]
        here: list[Here] = []
        for somebody in meeting.here:
            if somebody.person in people(here):
                continue
            here += [
                Here(
                    somebody.person,
                    seat=seat.key,
                    how=somebody.how,
                    cut_off=somebody.cut_off,
                    barred=somebody.barred,
                    offices=somebody.offices,
                    bodies=somebody.bodies,
                )
                for seat in other.seats
                if seat.holder == somebody.person
            ]
        return Meeting(
            seats=other.seats,
            here=tuple(here),
            body=body,
            presiding=meeting.presiding,
            offices=other.offices,
            sitting=meeting.sitting,
            decision=meeting.decision,
            public=meeting.public,
            since_start=meeting.since_start,
            since_first=meeting.since_first,
            declared=meeting.declared,
            counting=other.counting,
            others=meeting.others,
        )

    # Conditions

    def holds(self, asked: Condition, meeting: Meeting) -> bool:
        forms: dict[type, Callable[[], bool]] = {
            Vacant: lambda: self.is_vacant(asked.office, meeting),
            SittingIs: lambda: meeting.sitting in asked.kinds,
            DecisionIs: lambda: meeting.decision in asked.kinds,
            InPublic: lambda: meeting.public is asked.public,
            MembersBelow: lambda: self.members_below(
                asked.limit,
                replace(meeting, seats=tuple(s for s in meeting.seats if self.means_seat(asked.of, s, meeting))),
            ),
            BarredShare: lambda: self.barred_share(asked.share, meeting),
            Elapsed: lambda: self.elapsed(asked.since, meeting) >= asked.at_least,
            Declared: lambda: asked.name in meeting.declared,
            Met: lambda: self.reckon(asked.requirement, meeting).state != NOT_MET,
            Every: lambda: all(self.holds(part, meeting) for part in asked.conditions),
            Some: lambda: any(self.holds(part, meeting) for part in asked.conditions),
            Not: lambda: not self.holds(asked.condition, meeting),
        }
        return forms[type(asked)]()

    def is_vacant(self, offices: Offices, meeting: Meeting) -> bool:
        body = meeting.body if offices.of is None else offices.of
        held = [post for post, holder in meeting.offices.items() if holder is not None and post.body == body]
        return not any(post.office in offices.any_of for post in held)

    def members_below(self, limit: int | Fraction, meeting: Meeting) -> bool:
        in_office = [seat for seat in meeting.seats if seat.holder is not None]
        if isinstance(limit, Fraction):
            return Fraction(len(in_office)) < limit * len(meeting.seats)
        return len(in_office) < limit

    def barred_share(self, share: Fraction, meeting: Meeting) -> bool:
        filled = [seat for seat in meeting.seats if seat.holder is not None]
        barred = [seat for seat in filled if seat.barred]
        return filled != [] and Fraction(len(barred), len(filled)) >= share

    def elapsed(self, since: Since, meeting: Meeting):
        return meeting.since_start if since is Since.START else meeting.since_first


def asking(parts: Iterable[Reckoned]) -> list[Reckoned]:
    """The parts that ask something."""
    return [part for part in parts if part.state != NONE_ASKED]


def people(voices: Iterable[Here]) -> frozenset[str]:
    """Who they are, each once."""
    return frozenset([here.person for here in voices])
