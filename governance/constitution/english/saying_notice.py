"""Notice in plain English: what reaches whom before a meeting, and how its days are counted."""

from __future__ import annotations

from collections.abc import Iterator

from governance.constitution.core.language import DecisionIs, SittingIs
from governance.constitution.core.settings import Deadline, Late, Notice, What
from governance.constitution.core.working_days import Counting
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_words import Stated, as_sentence, by_way_of, one_of
from governance.constitution.english.wording import listed, number

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
    What.DEPUTY: ("Names of deputies", "reach", "are given"),
}
"""What must be there: the subject, its verb towards somebody, and its verb towards nobody named."""

LEFT_OUT = {
    Counting.CLEAR_WORKING: ", the day of delivery and the day of the meeting",
    Counting.WORKING: " and the day of the meeting",
}


def notice(rule: Notice, english: English) -> Iterator[Stated]:
    """What reaches whom before a meeting, and how its days are counted."""
    for deadline in rule.deadlines:
        yield capital(deadline.what), _deadline(deadline, english), deadline.clauses
    counted = {deadline.counted for deadline in rule.deadlines if deadline.n}
    weekly = listed([f"{day.capitalize()}s" for day in rule.closed_on], "and") or "weekends"
    for counting, others in LEFT_OUT.items():
        if counting in counted:
            closed = f"{weekly}, bank holidays, other closed days"
            yield capital(counting.value), f"{capital(counting.value)} leave out {closed}{others}.", ()
    if Counting.CLEAR in counted:
        yield "Clear days", "Clear days leave out the day of delivery and the day of the meeting.", ()
    if rule.by:
        yield "How notice is given", as_sentence("Notice is given {}", by_way_of(rule.by)), ()
    if not (rule.deadlines or rule.by):
        yield "Notice", "No deadline is written.", ()


def _deadline(rule: Deadline, english: English) -> str:
    subject, reaches, happens = REACHES[rule.what]
    verb = f"{reaches} {rule.to}" if rule.to else happens
    only = f"for {one_of(SittingIs(rule.sittings), english)}, " if rule.sittings else ""
    if rule.decisions:
        only += f"where {one_of(DecisionIs(rule.decisions), english)} is to be taken, "
    subject = f"{only}{subject[:1].lower()}{subject[1:]}" if only else subject
    return f"{capital(subject)} {verb} {_ahead(rule)}. {_late(rule)}"


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
