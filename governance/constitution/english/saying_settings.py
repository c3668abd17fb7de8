"""The smaller parts in plain English: deputies, attendance, publicity and review.

What somebody wrote in their own words is fitted into a sentence where it is a phrase, and stands alone where it is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from governance.constitution.core.calendar_days import Month, in_words
from governance.constitution.core.publicity import Admission, Publicity, Readers
from governance.constitution.core.review import Review, Reviewer, ReviewOf
from governance.constitution.core.settings import Attendance, Deputies, Substitute
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_words import Stated, as_sentence, by_way_of, counted, every, headed
from governance.constitution.english.wording import fraction, listed, number

COMES = {
    Substitute.NAMED: "The named deputy may come for",
    Substitute.MEMBER: "Another member may deputise for",
    Substitute.ANYONE: "A substitute of the member's choice may come for",
}
REVIEWS = {
    Reviewer.BODY: "The body reviews",
    Reviewer.AGENCIES: "The body and each agency review",
    Reviewer.MEMBERS: "Each member reviews",
}


def deputies(rule: Deputies) -> Iterator[Stated]:
    """Who may come for an absent member, and how often."""
    if rule.who is Substitute.NOBODY:
        yield "Who may come", "Nobody may come for an absent member.", ()
        return
    called = "substitute" if rule.who is Substitute.ANYONE else "deputy"
    yield "Who may come", f"{_who_comes(rule)}.", ()
    if rule.same_criteria:
        yield "Criteria", f"The {called} meets the same criteria as the member.", ()
    if rule.beside_member:
        beside = f"The {called} may also come beside the member, and from then on speaks for the seat."
        yield "Beside the member", beside, ()
    yield "Several seats", f"{_seats_each(rule, called)}.", ()
    if rule.for_barred:
        stands_in = f"Where a member is barred from an item, a {called} without the interest may stand in."
        yield "Barred members", stands_in, ()
    if rule.signs:
        yield "Signing", f"A {called} may sign the agreement for the member.", ()


def attendance(rule: Attendance, *, has_deputies: bool) -> Iterator[Stated]:
    """How often a member comes, and when a seat is in question."""
    if rule.at_least is not None:
        share = fraction(rule.at_least)
        held = "of the meetings held while they hold the seat"
        yield "Share of meetings", f"In each {_year(rule.year_from)}, a member attends at least {share} {held}.", ()
    if has_deputies and (rule.at_least is not None or rule.missed_in_a_row or rule.missed_months):
        counts = "counts" if rule.deputy_counts else "does not count"
        yield "Deputies", f"A deputy's visit {counts} as the member's own attendance.", ()
    if rule.missed_in_a_row:
        missed = f"{number(rule.missed_in_a_row)} meetings in a row" if rule.missed_in_a_row > 1 else "a meeting"
        yield "Missed meetings", f"A seat is in question once its member has missed {missed}.", ()
    if rule.missed_months:
        months = counted(rule.missed_months, "month")
        yield "Absence", f"A seat is in question once its member has attended no meeting for {months}.", ()
    excused = [word for word, excuses in _excuses(rule) if excuses]
    if excused and (rule.missed_in_a_row or rule.missed_months):
        excusing = listed(excused, "or")
        yield "What excuses", f"A member who {excusing} has not missed the meeting.", ()
    if rule.expected:
        said = as_sentence("What is expected is {}", rule.expected)
        yield "Expected", f"{said} It is reported, and nobody fails by it.", ()
    if rule == Attendance(year_from=rule.year_from, deputy_counts=rule.deputy_counts, clauses=rule.clauses):
        yield "Attendance", "No attendance is asked.", ()


def publicity(rule: Publicity) -> Iterator[Stated]:
    """What the public may see and read."""
    if rule.meetings is not Admission.UNSAID:
        yield "Meetings", _admission(rule), ()
    if rule.agenda is not Readers.UNSAID:
        yield "Agenda and papers", f"The agenda and papers are {_readers(rule.agenda)}.", ()
    if rule.minutes is not Readers.UNSAID or rule.minutes_within is not None:
        yield "Minutes", f"{_minutes(rule)}.", ()
    if rule.membership is not Readers.UNSAID:
        yield "Membership list", f"The membership list is {_readers(rule.membership)}.", ()
    if rule.confidential:
        said = f"{capital(rule.confidential.removesuffix('.'))} may mark what is said or written as confidential."
        yield "Confidential matters", said, ()
    if rule.report:
        yield "Progress", as_sentence("Progress is reported {}", by_way_of(rule.report)), ()


def review(rule: Review) -> Iterator[Stated]:
    """What is reviewed by whom, and when."""
    for each in rule.reviews:
        yield headed(each.what, "Review"), f"{_reviewed(each)}.", each.clauses
    if not rule.reviews:
        yield "Reviews", "No review is asked for.", ()


def _who_comes(rule: Deputies) -> str:
    if rule.visits is None:
        return f"{COMES[rule.who]} an absent member"
    times = counted(rule.visits, "meeting") if rule.visits else "no meeting"
    most = f"no more than {times}" if rule.visits else times
    further = "a further visit" if rule.visits else "a visit"
    year = _a_year(rule.year_from)
    return f"{COMES[rule.who]} a member at {most} {year}; {further} is recorded and does not count"


def _seats_each(rule: Deputies, called: str) -> str:
    seat, seats = "seat", "seats"
    if rule.who is Substitute.MEMBER:
        called, seat, seats = "member", "other seat", "other seats"
    if not rule.for_several or rule.seats_each == 1:
        return f"A {called} speaks for one {seat} only"
    most = f", but for no more than {number(rule.seats_each)}" if rule.seats_each is not None else ""
    return f"One {called} may speak for several {seats}{most}"


def _excuses(rule: Attendance) -> tuple[tuple[str, bool], ...]:
    return ("sent apologies", rule.apologies_excuse), ("has leave of the body", rule.leave_excuses)


def _a_year(month: Month) -> str:
    return "in a calendar year" if month is Month.JANUARY else f"a year, counted from {month.capitalize()}"


def _year(month: Month) -> str:
    return "calendar year" if month is Month.JANUARY else f"year from {month.capitalize()}"


def _admission(rule: Publicity) -> str:
    match rule.meetings:
        case Admission.OPEN:
            return "Meetings are open to press and public."
        case Admission.CLOSED:
            return "Meetings are closed to press and public."
    decides, whose = (
        ("chair decides", "the chair") if rule.meetings is Admission.CHAIR else ("body resolves", "the body")
    )
    reason = f"; to close one, {whose} gives a reason of public interest" if rule.reason_to_close else ""
    return f"Meetings are open to press and public unless the {decides} otherwise{reason}."


def _readers(readers: Readers) -> str:
    return "public" if readers is Readers.PUBLIC else "for members only"


def _minutes(rule: Publicity) -> str:
    within = ""
    if rule.minutes_within is not None:
        within = f" within {counted(rule.minutes_within, 'day')} of the meeting"
    if rule.minutes is Readers.PUBLIC:
        return f"The minutes are published{within}"
    if rule.minutes is Readers.UNSAID:
        return f"The minutes are ready{within}"
    return f"The minutes are for members only{f', who have them{within}' if within else ''}"


def _reviewed(rule: ReviewOf) -> str:
    who = REVIEWS[rule.by]
    what = rule.what.strip().removesuffix(".") or "the agreement"
    if rule.once:
        since = in_words(rule.since) if rule.since else "the day these rules begin"
        return f"{who} {what} once, {counted(rule.every, 'month')} after {since}"
    since = f", counted from {in_words(rule.since)}" if rule.since else ""
    return f"{who} {what} {every(rule.every)}{since}"
