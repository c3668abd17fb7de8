"""Evaluators that are wrong on purpose, each by one small mistake that somebody might make.

An agreement of two evaluators is worth what the disagreements with these are worth.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from governance.constitution.core.language import Rounding, Selector, Share, Voice
from governance.constitution.core.meeting import Column, Here, Meeting, Post, Row, Seat
from tests.governance.constitution.enumeration import Enumeration, Reckoned


class AHalfGoesDown(Enumeration):
    def rounded(self, exact: Fraction, rounding: Rounding) -> int:
        if rounding is Rounding.NEAREST:
            return ceil(exact - Fraction(1, 2))
        return super().rounded(exact, rounding)


class MoreThanAHalfIsHalfRoundedUp(Enumeration):
    def rounded(self, exact: Fraction, rounding: Rounding) -> int:
        return super().rounded(exact, Rounding.UP if rounding is Rounding.MORE_THAN else rounding)


class PlusComesBeforeRounding(Enumeration):
    def needed(self, rule: Share, base: int) -> int:
        most = rule.cap if rule.cap is not None else 10_000
        least = rule.floor if rule.floor is not None else -10_000
        return max(min(self.rounded(max(rule.this * (base + rule.plus), Fraction(0)), rule.rounding), most), least)


class CapBeatsFloor(Enumeration):
    def needed(self, rule: Share, base: int) -> int:
        need = super().needed(rule, base)
        return need if rule.cap is None else min(need, rule.cap)


class DeputyKeepsTheHoldersOffice(Enumeration):
    def offices_of(self, asked: Selector, here: Here, meeting: Meeting) -> frozenset[Post]:
        seat = self.seat_of(here, meeting)
        return seat.offices if seat is not None and here.by is Voice.DEPUTY else here.offices


class TheFirstVoiceStays(Enumeration):
    def voices(self, meeting: Meeting) -> list[Here]:
        heard: list[Here] = []
        for here in meeting.here:
            if here.seat is None or here.seat not in {other.seat for other in heard}:
                heard.append(here)
        return heard


class BeyondALimitCounts(Enumeration):
    def may(self, column: Column, here: Here, meeting: Meeting) -> bool:
        return not any(column in meeting.counting[row] for row in self.rows(here, meeting))


class TheFirstRowDecides(Enumeration):
    def rows(self, here: Here, meeting: Meeting) -> list[Row]:
        return super().rows(here, meeting)[:1]


class BarredAndOutArePresent(Enumeration):
    def present(self, meeting: Meeting) -> list[Here]:
        return [here for here in self.voices(meeting) if self.may(Column.BASE, here, meeting)]


class SuspendedSeatsAreInTheBase(Enumeration):
    def seat_counts(self, seat: Seat, meeting: Meeting) -> bool:
        return True


class SomebodyWithTwoSeatsIsTwoPeople(Enumeration):
    def size(self, voices, unit, meeting: Meeting) -> int:
        return len(voices) if unit == "person" else super().size(voices, unit, meeting)


class OnePersonServesEverything(Enumeration):
    def most_served(self, servers: list[list[str]], taken: frozenset[str] = frozenset()) -> int:
        return len([people for people in servers if people])


class OnesOwnOfficeCountsElsewhere(Enumeration):
    def holds_office(self, asked, held: frozenset[Post], meeting: Meeting) -> bool:
        return any(post.office in asked.any_of for post in held)


class WhatAsksNothingIsMet(Enumeration):
    def together(self, parts: list[Reckoned], need: int, have: int | None = None) -> Reckoned:
        found = super().together(parts, need, have)
        without = len([part for part in parts if part.state == "none asked"])
        return Reckoned(found.state, found.have + without, found.need, parts=found.parts)


class WhatIsNotAskedIsNotMet(Enumeration):
    def holds(self, asked, meeting: Meeting) -> bool:
        if hasattr(asked, "requirement"):
            return self.reckon(asked.requirement, meeting).state == "met"
        return super().holds(asked, meeting)


class AShareOfTheMembersIsOfTheSeatsHeld(Enumeration):
    def members_below(self, limit: int | Fraction, meeting: Meeting) -> bool:
        in_office = len([seat for seat in meeting.seats if seat.holder is not None])
        return in_office < (limit if isinstance(limit, int) else limit * in_office)


MISTAKES = (
    AHalfGoesDown,
    MoreThanAHalfIsHalfRoundedUp,
    PlusComesBeforeRounding,
    CapBeatsFloor,
    DeputyKeepsTheHoldersOffice,
    TheFirstVoiceStays,
    BeyondALimitCounts,
    TheFirstRowDecides,
    BarredAndOutArePresent,
    SuspendedSeatsAreInTheBase,
    SomebodyWithTwoSeatsIsTwoPeople,
    OnePersonServesEverything,
    OnesOwnOfficeCountsElsewhere,
    WhatAsksNothingIsMet,
    WhatIsNotAskedIsNotMet,
    AShareOfTheMembersIsOfTheSeatsHeld,
)
