"""The smaller parts of a constitution, clause by clause."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from governance.constitution.core.calendar_days import Month
from governance.constitution.core.publicity import Admission, Publicity, may_close
from governance.constitution.core.review import Reviewer, ReviewOf, next_review
from governance.constitution.core.settings import (
    Attendance,
    Bar,
    Binds,
    Came,
    Deadline,
    Deputies,
    Interest,
    Interests,
    Lapse,
    Lapsed,
    Late,
    Notice,
    Out,
    Substitute,
    Visit,
    What,
    attendance_of,
    deadlines_of,
    interest_of,
    lapsed,
    may_deputise,
    year_begun,
)
from governance.constitution.core.working_days import Closed, Counting, Weekday

KA10 = Deputies(visits=1, year_from=Month.APRIL, same_criteria=True)
HU15_DEPUTY = Deputies()
M3_8 = Deputies(who=Substitute.ANYONE, beside_member=True)
PROXY = Deputies(who=Substitute.MEMBER, for_several=True, seats_each=2)
NAMED, SENT = Visit(is_named=True), Visit(is_named=False)
ONE_SEAT = "A deputy speaks for one seat only."
IS_HERE = "The member is here, and speaks for the seat."
IS_BARRED = "The member is barred from the item, and no deputy stands in."


@pytest.mark.parametrize(
    ("day", "month", "begun"),
    [
        (date(2026, 3, 31), Month.APRIL, date(2025, 4, 1)),
        (date(2026, 4, 1), Month.APRIL, date(2026, 4, 1)),
        (date(2026, 12, 31), Month.JANUARY, date(2026, 1, 1)),
        (date(2026, 11, 30), Month.DECEMBER, date(2025, 12, 1)),
    ],
)
def test_year_begun_is_the_first_of_the_month_before(day: date, month: Month, begun: date) -> None:
    assert year_begun(day, month) == begun


@pytest.mark.parametrize(
    ("rule", "visit", "reasons"),
    [
        (KA10, NAMED, ()),
        (KA10, SENT, ("Only the named deputy counts.",)),
        (KA10, Visit(is_named=True, before=1), ("This year's one deputy visit has been used.",)),
        (
            KA10,
            Visit(is_named=False, before=2, member_is_here=True, other_seats=1),
            ("Only the named deputy counts.", "This year's one deputy visit has been used.", IS_HERE, ONE_SEAT),
        ),
        (Deputies(visits=2), Visit(is_named=True, before=1), ()),
        (Deputies(visits=2), Visit(is_named=True, before=2), ("This year's 2 deputy visits have been used.",)),
        (Deputies(visits=0), NAMED, ("No deputy visits count in a year.",)),
        (HU15_DEPUTY, Visit(is_named=True, before=9), ()),
        (HU15_DEPUTY, Visit(is_named=True, member_is_here=True), (IS_HERE,)),
        (M3_8, SENT, ()),
        (M3_8, Visit(is_named=False, member_is_here=True), ()),
        (M3_8, Visit(is_named=False, other_seats=1), (ONE_SEAT,)),
        (Deputies(for_several=True), Visit(is_named=True, other_seats=2), ()),
        (PROXY, Visit(is_named=False, is_member=True, other_seats=1), ()),
        (PROXY, Visit(is_named=True), ("Only another member may speak for the seat.",)),
        (PROXY, Visit(is_named=False, is_member=True, other_seats=2), ("A deputy speaks for 2 seats at most.",)),
        (
            Deputies(for_several=True, seats_each=1),
            Visit(is_named=True, other_seats=1),
            ("A deputy speaks for one seat at most.",),
        ),
        (Deputies(who=Substitute.NOBODY), NAMED, ("Deputies do not count here.",)),
        (Deputies(who=Substitute.NOBODY), SENT, ("Deputies do not count here.",)),
        (Deputies(), Visit(is_named=True, member_is_barred=True), (IS_BARRED,)),
        (Deputies(), Visit(is_named=True, member_is_here=True, member_is_barred=True), (IS_BARRED,)),
        (M3_8, Visit(is_named=True, member_is_here=True, member_is_barred=True), (IS_BARRED,)),
        (Deputies(for_barred=True), Visit(is_named=True, member_is_here=True, member_is_barred=True), ()),
        (Deputies(for_barred=True), Visit(is_named=True, member_is_here=True), (IS_HERE,)),
    ],
)
def test_may_deputise_gives_every_reason_when_a_visit_does_not_count(
    rule: Deputies, visit: Visit, reasons: tuple[str, ...]
) -> None:
    verdict = may_deputise(rule, visit)
    assert (verdict.allowed, verdict.reasons) == (not reasons, reasons)


PERSONAL = Interest("personal", goes_unasked=True, clauses=("K6.2a",))
STRATEGIC = Interest("strategic", bar=Bar.NEVER)
BID = Interest("bid", bar=Bar.ITSELF, binds=Binds.AGENCY, out=Out.STAYS, decisions=("commissioning",))
INTERESTS = Interests(kinds=(PERSONAL, STRATEGIC, BID))


@pytest.mark.parametrize(
    ("name", "decision", "brings"),
    [
        ("personal", "", PERSONAL),
        ("personal", "commissioning", PERSONAL),
        ("strategic", "budget", STRATEGIC),
        ("bid", "commissioning", BID),
        ("bid", "budget", Interest("bid", bar=Bar.NEVER)),
        ("bid", "", Interest("bid", bar=Bar.NEVER)),
        ("unheard of", "", Interest("unheard of", bar=Bar.NEVER)),
    ],
)
def test_interest_of_brings_what_its_kind_says_for_the_item(name: str, decision: str, brings: Interest) -> None:
    assert interest_of(INTERESTS, name, decision=decision) == brings


DRAFTS = Deadline(What.DRAFTS, 14, Counting.CALENDAR, "partners", clauses=("H7.4",))
CLEARANCE = Deadline(
    What.CLEARANCE, 7, Counting.CLEAR_WORKING, "the chair", late=Late.PERMITTED, permission="the chair"
)
OF_ANNUAL = Deadline(What.NOTICE, 1, Counting.MONTHS, sittings=("annual",))
NOTICE = Notice(deadlines=(CLEARANCE, DRAFTS, OF_ANNUAL))
EASTER = Closed({date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"})


@pytest.mark.parametrize(
    ("meeting", "sitting", "days"),
    [
        (date(2026, 11, 19), "ordinary", [("drafts for comment", 5), ("papers for clearance", 9)]),
        (date(2026, 4, 14), "ordinary", [("papers for clearance", 31), ("drafts for comment", 31)]),
        (
            date(2026, 11, 19),
            "annual",
            [("notice of the meeting", 19), ("drafts for comment", 5), ("papers for clearance", 9)],
        ),
    ],
)
def test_deadlines_of_a_meeting_are_the_last_days_in_time_the_earliest_first(
    meeting: date, sitting: str, days: list[tuple[str, int]]
) -> None:
    due = deadlines_of(NOTICE, meeting, sitting=sitting, closed=EASTER)
    assert [(str(each.deadline.what), each.day.day) for each in due] == days
    assert [each.day for each in due] == sorted(each.day for each in due)


ON_BUDGET = Deadline(What.PAPERS, 48, Counting.HOURS, decisions=("budget",))


@pytest.mark.parametrize(("decisions", "days"), [((), []), (("rules",), []), (("rules", "budget"), [17])])
def test_deadlines_of_a_decision_hold_where_it_is_to_be_taken(decisions: tuple[str, ...], days: list[int]) -> None:
    rule = Notice(deadlines=(ON_BUDGET,))
    due = deadlines_of(rule, date(2026, 11, 19), sitting="ordinary", closed=Closed(), decisions=decisions)
    assert [each.day.day for each in due] == days


@pytest.mark.parametrize(("closed_on", "day"), [((), 12), ((Weekday.SUNDAY,), 13)])
def test_deadlines_count_saturdays_where_sundays_alone_are_closed(closed_on: tuple[Weekday, ...], day: int) -> None:
    rule = Notice(deadlines=(Deadline(What.PAPERS, 5, Counting.WORKING),), closed_on=closed_on)
    (due,) = deadlines_of(rule, date(2026, 11, 19), sitting="ordinary", closed=Closed())
    assert due.day == date(2026, 11, day)


WEEK_LATER = Lapse(Lapsed.ADJOURNED, after=30, days=7)


@pytest.mark.parametrize(
    ("rule", "minutes", "became"),
    [
        (None, 99, None),
        (WEEK_LATER, 29, None),
        (WEEK_LATER, 30, (Lapsed.ADJOURNED, date(2026, 11, 26))),
        (Lapse(Lapsed.ADJOURNED), 0, (Lapsed.ADJOURNED, None)),
        (Lapse(Lapsed.DISSOLVED, days=7), 0, (Lapsed.DISSOLVED, None)),
        (Lapse(Lapsed.UNDECIDED, after=15), 15, (Lapsed.UNDECIDED, None)),
    ],
)
def test_lapsed_tells_what_became_of_a_sitting_without_a_quorum(rule: Lapse | None, minutes: int, became) -> None:
    assert lapsed(rule, minutes=minutes, held_on=date(2026, 11, 19)) == became


QUARTERS = (date(2026, 4, 16), date(2026, 7, 16), date(2026, 10, 15), date(2027, 1, 21))
LETTERS = {"m": Came.MEMBER, "d": Came.DEPUTY, "a": Came.APOLOGIES, "l": Came.LEAVE, "-": Came.ABSENT}
KA9 = Attendance(at_least=Fraction(3, 4), year_from=Month.APRIL)
HU15 = Attendance(at_least=Fraction(1, 2))
HALF_BY_DEPUTY = Attendance(at_least=Fraction(1, 2), deputy_counts=True)
SIX_MONTHS = Attendance(missed_months=6)
TWO_IN_A_ROW = Attendance(missed_in_a_row=2)
EXCUSED = Attendance(missed_in_a_row=2, missed_months=6, apologies_excuse=True)
ABSENT_SIX = "No meeting was attended for 6 months."


@pytest.mark.parametrize(
    ("rule", "came", "counts", "reasons"),
    [
        (KA9, "", (0, 0, 0, 0), ()),
        (KA9, "mmm-", (3, 4, 3, 0), ()),
        (KA9, "mmd-", (2, 4, 3, 1), ("2 of 4 meetings attended; 3 are needed.",)),
        (KA9, "mm-", (2, 3, 3, 0), ("2 of 3 meetings attended; 3 are needed.",)),
        (KA9, "mm", (2, 2, 2, 0), ()),
        (KA9, "a", (0, 1, 1, 0), ("0 of 1 meeting attended; 1 is needed.",)),
        (HU15, "m-m-", (2, 4, 2, 0), ()),
        (HU15, "m--", (1, 3, 2, 0), ("1 of 3 meetings attended; 2 are needed.",)),
        (HU15, "mdd-", (1, 4, 2, 2), ("1 of 4 meetings attended; 2 are needed.",)),
        (HALF_BY_DEPUTY, "d--m", (2, 4, 2, 1), ()),
        (Attendance(expected="regular attendance"), "----", (0, 4, 0, 0), ()),
        (TWO_IN_A_ROW, "--m-", (1, 4, 0, 0), ()),
        (TWO_IN_A_ROW, "m-a", (1, 3, 0, 0), ("2 meetings in a row were missed.",)),
        (TWO_IN_A_ROW, "m-d", (1, 3, 0, 1), ("2 meetings in a row were missed.",)),
        (Attendance(missed_in_a_row=1), "m-", (1, 2, 0, 0), ("A meeting was missed.",)),
        (SIX_MONTHS, "m-", (1, 2, 0, 0), ()),
        (SIX_MONTHS, "m--", (1, 3, 0, 0), ()),
        (SIX_MONTHS, "m---", (1, 4, 0, 0), (ABSENT_SIX,)),
        (SIX_MONTHS, "---", (0, 3, 0, 0), ()),
        (SIX_MONTHS, "---m", (1, 4, 0, 0), ()),
        (Attendance(missed_months=1), "m-", (1, 2, 0, 0), ("No meeting was attended for a month.",)),
        (EXCUSED, "m-l", (1, 3, 0, 0), ("2 meetings in a row were missed.",)),
        (Attendance(missed_in_a_row=2, leave_excuses=True), "m-l", (1, 3, 0, 0), ()),
        (Attendance(missed_in_a_row=2, leave_excuses=True), "m-a", (1, 3, 0, 0), ("2 meetings in a row were missed.",)),
        (EXCUSED, "m-a-", (1, 4, 0, 0), ()),
        (EXCUSED, "ma--", (1, 4, 0, 0), ("2 meetings in a row were missed.", ABSENT_SIX)),
    ],
)
def test_attendance_of_a_year_of_meetings_is_judged_by_each_clause(
    rule: Attendance, came: str, counts: tuple[int, int, int, int], reasons: tuple[str, ...]
) -> None:
    held = [(day, LETTERS[letter]) for day, letter in zip(QUARTERS, came, strict=False)]
    stands = attendance_of(rule, held)
    assert (stands.attended, stands.held, stands.needed, stands.deputised) == counts
    assert (stands.verdict.allowed, stands.verdict.reasons) == (not reasons, reasons)


H7_11 = Publicity(meetings=Admission.CHAIR, reason_to_close=True)


@pytest.mark.parametrize(
    ("rule", "reason", "refusal"),
    [
        (H7_11, "A child could be known from the paper.", ""),
        (H7_11, " ", "Closing a meeting needs the chair's reason of public interest."),
        (Publicity(meetings=Admission.CHAIR), "", ""),
        (
            Publicity(meetings=Admission.RESOLUTION, reason_to_close=True),
            "",
            "Closing a meeting needs the body's reason of public interest.",
        ),
        (Publicity(meetings=Admission.CLOSED), "", ""),
        (Publicity(meetings=Admission.OPEN), "Privacy.", "Meetings are open to press and public."),
    ],
)
def test_may_close_asks_for_a_reason_where_openness_is_the_default(rule: Publicity, reason: str, refusal: str) -> None:
    verdict = may_close(rule, reason=reason)
    assert (verdict.allowed, verdict.sentence) == (not refusal, refusal)


STARTS = date(2009, 5, 19)
YEARLY = ReviewOf("the agreement", 12)
H4_2 = ReviewOf("the protocol", 12, once=True)
H11_0 = ReviewOf("the undertakings", 6, once=True)
M3_2 = ReviewOf("the plan", 36, since=date(2009, 4, 1), by=Reviewer.BODY)


@pytest.mark.parametrize(
    ("rule", "done", "due"),
    [
        (YEARLY, [], date(2010, 5, 19)),
        (YEARLY, [date(2010, 3, 1)], date(2011, 3, 1)),
        (YEARLY, [date(2011, 3, 1), date(2010, 3, 1)], date(2012, 3, 1)),
        (YEARLY, [date(2009, 5, 18)], date(2010, 5, 19)),
        (H4_2, [], date(2010, 5, 19)),
        (H4_2, [date(2010, 5, 1)], None),
        (H11_0, [], date(2009, 11, 19)),
        (M3_2, [], date(2012, 4, 1)),
        (M3_2, [date(2009, 4, 1)], date(2012, 4, 1)),
    ],
)
def test_next_review_is_due_so_long_after_the_last(rule: ReviewOf, done: list[date], due: date | None) -> None:
    assert next_review(rule, starts=STARTS, done=done) == due
