"""The smaller parts in plain English: deputies, interests, notice, attendance, publicity and review.

What somebody wrote in their own words is fitted into a sentence where it is a phrase, and stands alone where it is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from governance.constitution.calendar_days import Month, in_words
from governance.constitution.english import English
from governance.constitution.language import DecisionIs, SittingIs
from governance.constitution.phrasing import capital
from governance.constitution.saying_kinds import one_of
from governance.constitution.settings import (
    Admission,
    Asked,
    Attendance,
    Bar,
    Binds,
    Deadline,
    Deputies,
    Interest,
    Interests,
    Late,
    Notice,
    Out,
    Publicity,
    Readers,
    Review,
    Reviewer,
    ReviewOf,
    Substitute,
    What,
)
from governance.constitution.wording import fraction, is_linked, number, with_a
from governance.constitution.working_days import Counting

Stated = tuple[str, str, tuple[str, ...]]
"""A label, whole sentences, and the clauses that say so where they are not the part's."""

YEAR = 12
HOW = ("by", "in", "on", "through", "at", "to", "with", "via", "from")
"""The words that open a phrase of how something is done."""

ASKING = ("would", "could", "should", "might", "does", "is", "are", "has", "will")
"""The words that open a question."""

REACHES = {
    What.NOTICE: ("Notice", "reaches", "is given"),
    What.AGENDA: ("The agenda", "reaches", "is sent out"),
    What.PAPERS: ("The papers", "reach", "are sent out"),
    What.CLEARANCE: ("Papers for clearance", "reach", "are handed in"),
    What.DRAFTS: ("Drafts for comment", "reach", "are sent out"),
    What.DECLARATION: ("Declarations of interest", "reach", "are made"),
    What.MOTION: ("Notice of a motion", "reaches", "is given"),
    What.QUESTION: ("Notice of a question", "reaches", "is given"),
    What.NOMINATION: ("Nominations", "reach", "are handed in"),
}
"""What must be there: the subject, its verb towards somebody, and its verb towards nobody named."""

NOT_COUNTED = {
    Counting.CLEAR_WORKING: (
        "Clear working days leave out weekends, bank holidays and other closed days, the day of delivery"
        " and the day of the meeting."
    ),
    Counting.WORKING: (
        "Working days leave out weekends, bank holidays and other closed days, and the day of the meeting."
    ),
    Counting.CLEAR: "Clear days leave out the day of delivery and the day of the meeting.",
}
BARS = {
    Binds.PERSON: ("a member with {}", "the member is"),
    Binds.SEAT: ("whoever speaks for a seat with {}", "they are"),
    Binds.AGENCY: ("everyone from an agency with {}", "they are"),
}
"""Whom an interest binds, and how they are called after that."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Says the smaller parts, with the names behind the keys."""

    english: English

    def deputies(self, rule: Deputies) -> Iterator[Stated]:
        """Who may come for an absent member, and how often."""
        if rule.who is Substitute.NOBODY:
            yield "Who may come", "Nobody may come for an absent member.", ()
            return
        called = "deputy" if rule.who is Substitute.NAMED else "substitute"
        yield "Who may come", f"{_who_comes(rule)}.", ()
        if rule.same_criteria:
            yield "Criteria", f"The {called} meets the same criteria as the member.", ()
        if rule.beside_member:
            beside = f"The {called} may also come beside the member, and from then on speaks for the seat."
            yield "Beside the member", beside, ()
        several = (
            f"One {called} may speak for several seats."
            if rule.for_several
            else f"A {called} speaks for one seat only."
        )
        yield "Several seats", several, ()
        if rule.for_barred:
            stands_in = f"Where a member is barred from an item, a {called} without the interest may stand in."
            yield "Barred members", stands_in, ()
        if rule.signs:
            yield "Signing", f"A {called} may sign the agreement for the member.", ()

    def interests(self, rule: Interests) -> Iterator[Stated]:
        """How interests are declared, and what each kind brings."""
        when = "at the start of the meeting" if rule.asked is Asked.START else "when the item comes"
        yield "Declaring", f"Interests are declared {when}.", ()
        if rule.register or rule.confirmed_every:
            every = f", which each member confirms {_every(rule.confirmed_every)}" if rule.confirmed_every else ""
            yield "Register", f"Members keep a register of interests{every}.", ()
        for kind in rule.kinds:
            yield _label(_interest(kind.name), "Interest"), self._interest(kind), kind.clauses
        if rule.test:
            yield "In doubt", as_sentence("In doubt: {}", rule.test), ()

    def _interest(self, kind: Interest) -> str:
        such = with_a(_interest(kind.name))
        only = f"on {self._decisions(kind.decisions)}, " if kind.decisions else ""
        said = [f"{capital(only + sentence)}." for sentence in _barring(kind, such)[:1]]
        said += _barring(kind, such)[1:]
        if kind.meaning:
            said.insert(0, as_sentence(f"{capital(such)} is {{}}", kind.meaning))
        return " ".join(said)

    def _decisions(self, kinds: tuple[str, ...]) -> str:
        return one_of(DecisionIs(kinds), self.english)

    def notice(self, rule: Notice) -> Iterator[Stated]:
        """What reaches whom before a meeting, and how its days are counted."""
        for deadline in rule.deadlines:
            yield capital(deadline.what), self._deadline(deadline), deadline.clauses
        for counting, left_out in NOT_COUNTED.items():
            if any(deadline.counted is counting and deadline.n for deadline in rule.deadlines):
                yield capital(counting.value), left_out, ()
        if rule.by:
            yield "How notice is given", as_sentence("Notice is given {}", by_way_of(rule.by)), ()
        if not (rule.deadlines or rule.by):
            yield "Notice", "No deadline is written.", ()

    def _deadline(self, rule: Deadline) -> str:
        subject, reaches, happens = REACHES[rule.what]
        verb = f"{reaches} {rule.to}" if rule.to else happens
        if rule.sittings:
            subject = f"for {one_of(SittingIs(rule.sittings), self.english)}, {subject[:1].lower()}{subject[1:]}"
        return f"{capital(subject)} {verb} {_ahead(rule)}. {_late(rule)}"

    def attendance(self, rule: Attendance) -> Iterator[Stated]:
        """How often a member comes, and when a seat is in question."""
        if rule.at_least is not None:
            share = fraction(rule.at_least)
            held = "of the meetings held while they hold the seat"
            yield "Share of meetings", f"In each {_year(rule.year_from)}, a member attends at least {share} {held}.", ()
        if rule.at_least is not None or rule.missed_in_a_row or rule.missed_months:
            counts = "counts" if rule.deputy_counts else "does not count"
            yield "Deputies", f"A deputy's visit {counts} as the member's own attendance.", ()
        if rule.missed_in_a_row:
            missed = f"{number(rule.missed_in_a_row)} meetings in a row" if rule.missed_in_a_row > 1 else "a meeting"
            yield "Missed meetings", f"A seat is in question once its member has missed {missed}.", ()
        if rule.missed_months:
            months = _months(rule.missed_months)
            yield "Absence", f"A seat is in question once its member has attended no meeting for {months}.", ()
        if rule.apologies_excuse and (rule.missed_in_a_row or rule.missed_months):
            yield "Apologies", "A meeting for which the member sent apologies is not one that was missed.", ()
        if rule.expected:
            said = as_sentence("What is expected is {}", rule.expected)
            yield "Expected", f"{said} It is reported, and nobody fails by it.", ()
        if rule == Attendance(year_from=rule.year_from, deputy_counts=rule.deputy_counts, clauses=rule.clauses):
            yield "Attendance", "No attendance is asked.", ()

    def publicity(self, rule: Publicity) -> Iterator[Stated]:
        """What the public may see and read."""
        yield "Meetings", _admission(rule), ()
        yield "Agenda and papers", f"The agenda and papers are {_readers(rule.agenda)}.", ()
        yield "Minutes", f"{_minutes(rule)}.", ()
        yield "Membership list", f"The membership list is {_readers(rule.membership)}.", ()
        if rule.confidential:
            said = f"{capital(rule.confidential.removesuffix('.'))} may mark what is said or written as confidential."
            yield "Confidential matters", said, ()
        if rule.report:
            yield "Progress", as_sentence("Progress is reported {}", by_way_of(rule.report)), ()

    def review(self, rule: Review) -> Iterator[Stated]:
        """What is reviewed by whom, and when."""
        for each in rule.reviews:
            yield _label(each.what, "Review"), f"{_reviewed(each)}.", each.clauses
        if not rule.reviews:
            yield "Reviews", "No review is asked for.", ()


def as_sentence(pattern: str, words: str) -> str:
    """What somebody wrote as a sentence: fitted in where it is a phrase, alone where it has a capital of its own."""
    text = words.strip().removesuffix(".")
    ending = "" if text.endswith(("?", "!")) else "?" if text.split(" ")[0].lower() in ASKING else "."
    return f"{text}{ending}" if text[:1].isupper() else f"{pattern.format(text)}{ending}"


def by_way_of(words: str) -> str:
    """A phrase of how something is done: "by post"; "an annual report" is "by an annual report"."""
    opens = words.split(" ", maxsplit=1)[0].lower()
    return words if opens in HOW or words[:1].isupper() else f"by {words}"


def _who_comes(rule: Deputies) -> str:
    named = rule.who is Substitute.NAMED
    if rule.visits is None:
        return "The named deputy may come for an absent member" if named else "An absent member may send a substitute"
    times = f"{number(rule.visits)} meeting{'' if rule.visits == 1 else 's'}"
    further = "a further visit is recorded and does not count"
    if named:
        return f"The named deputy may come for a member at no more than {times} {_a_year(rule.year_from)}; {further}"
    return f"An absent member may send a substitute to no more than {times} {_a_year(rule.year_from)}; {further}"


def _a_year(month: Month) -> str:
    return "in a calendar year" if month is Month.JANUARY else f"a year, counted from {month.capitalize()}"


def _year(month: Month) -> str:
    return "calendar year" if month is Month.JANUARY else f"year from {month.capitalize()}"


def _every(months: int) -> str:
    years, rest = divmod(months, YEAR)
    if not rest and years:
        return "every year" if years == 1 else f"every {number(years)} years"
    return "every month" if months == 1 else f"every {number(months)} months"


def _months(months: int) -> str:
    return f"{number(months)} month{'' if months == 1 else 's'}"


def _interest(name: str) -> str:
    noun = name.strip().removesuffix("s") if name.strip().endswith("interests") else name.strip()
    if not noun:
        return "interest"
    if noun.split(" ")[-1] == "interest" or is_linked(noun) or noun.split(" ")[0] in {"a", "an", "the"}:
        return noun
    return f"{noun} interest"


def _label(words: str, empty: str) -> str:
    return capital(words.strip().removesuffix(".")) or empty


def _barring(kind: Interest, such: str) -> list[str]:
    """What the interest brings: a clause without its capital and full stop, then whole sentences."""
    whom, they_are = BARS[kind.binds]
    who = whom.format(such)
    leaves = kind.out is Out.LEAVES
    does = "leaves the room" if leaves else "stays in the room and takes no part"
    match kind.bar:
        case Bar.NEVER:
            return [f"{such} does not count"]
        case Bar.RULING if kind.goes_unasked:
            ruled = f"Otherwise whoever presides rules whether {they_are} barred from it."
            return [f"{who} is expected to leave for the item without being asked", ruled, f"Whoever is barred {does}."]
        case Bar.RULING:
            return [f"whoever presides rules whether {who} is barred from the item", f"Whoever is barred {does}."]
    unasked = " and goes without being asked" if kind.goes_unasked and leaves else ""
    then = [] if unasked else [f"Whoever is barred {does}."]
    return [f"{who} is barred from the item{unasked}; no ruling can allow otherwise", *then]


def _ahead(rule: Deadline) -> str:
    if not rule.n:
        return "by the day of the meeting"
    unit = "days" if rule.counted is Counting.CALENDAR else rule.counted.value
    return f"at least {number(rule.n)} {unit.removesuffix('s') if rule.n == 1 else unit} before the meeting"


def _late(rule: Deadline) -> str:
    match rule.late:
        case Late.REFUSED:
            return "What comes late is not taken."
        case Late.REPORTED:
            return "What comes late is taken, and reported as late."
    of = f" of {rule.permission}" if rule.permission else ""
    return f"What comes late is taken only with the permission{of}, and the reason is recorded."


def _admission(rule: Publicity) -> str:
    match rule.meetings:
        case Admission.OPEN:
            return "Meetings are open to press and public."
        case Admission.CLOSED:
            return "Meetings are closed to press and public."
    reason = "; to close one, the chair gives a reason of public interest" if rule.reason_to_close else ""
    return f"Meetings are open to press and public unless the chair decides otherwise{reason}."


def _readers(readers: Readers) -> str:
    return "public" if readers is Readers.PUBLIC else "for members only"


def _minutes(rule: Publicity) -> str:
    within = ""
    if rule.minutes_within is not None:
        within = f" within {number(rule.minutes_within)} day{'' if rule.minutes_within == 1 else 's'} of the meeting"
    if rule.minutes is Readers.PUBLIC:
        return f"The minutes are published{within}"
    return f"The minutes are for members only{f', who have them{within}' if within else ''}"


def _reviewed(rule: ReviewOf) -> str:
    who = {
        Reviewer.BODY: "The body reviews",
        Reviewer.AGENCIES: "The body and each agency review",
        Reviewer.MEMBERS: "Each member reviews",
    }[rule.by]
    what = rule.what.strip().removesuffix(".") or "the agreement"
    if rule.once:
        since = in_words(rule.since) if rule.since else "the day these rules begin"
        return f"{who} {what} once, {_months(rule.every)} after {since}"
    since = f", counted from {in_words(rule.since)}" if rule.since else ""
    return f"{who} {what} {_every(rule.every)}{since}"
