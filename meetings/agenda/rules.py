"""What may be put on an agenda, changed, moved, dropped and published. Values in, verdict out.

Its laws:

1. What is confidential says why, for everyone to read.
2. A paper is never for more readers than its item.
3. What stands published keeps its place and its readers; to give it others, the publication is withdrawn first.
4. What was ever published is never removed, only withdrawn, with a reason; its number stays.
5. After the agenda there are supplements; what comes after its last day comes as the constitution says (H7.5).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import takewhile

from governance.constitution.core.settings import Due, Late
from meetings.agenda.audience import Audience, is_as_narrow
from meetings.agenda.lines import kind_in_words
from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

MOST_MINUTES = 600
MOST_ITEMS = 200


def may_hold_item(
    *,
    audience: str,
    reason: str,
    decision: str,
    decisions: Collection[str],
    bidders: Collection[str],
    agencies: Collection[str],
) -> Verdict:
    """An item as it would stand. `decisions` are the kinds that the constitution names."""
    reasons = []
    if audience == Audience.CONFIDENTIAL and not reason.strip():
        reasons.append("Say why the item is confidential: everyone reads that in its place.")
    if decision and decision not in decisions:
        reasons.append(f"The constitution names no kind of decision called “{kind_in_words(decision)}”.")
    if set(bidders) - set(agencies):
        reasons.append("Only agencies of the trust are named as bidders.")
    return refused(*reasons) if reasons else ALLOWED


def may_add_item(*, others: int, is_cancelled: bool) -> Verdict:
    """An agenda ends somewhere."""
    if is_cancelled:
        return refused("The meeting is cancelled.")
    return ALLOWED if others < MOST_ITEMS else refused(f"An agenda has at most {MOST_ITEMS} items.")


def staying_last(rows: Sequence[bool]) -> int:
    """How many rows at the end stay there, where `rows` says of each in order whether it stays last."""
    return len(list(takewhile(bool, reversed(rows))))


def may_change_item(*, was: str, audience: str, is_standing: bool, withdrawn: str, papers: Collection[str]) -> Verdict:
    """`was` is its audience before, `papers` the audiences of its papers."""
    if withdrawn:
        return refused("The item was withdrawn.")
    if is_standing and audience != was:
        return refused(
            "The item is published, and keeps its readers. To give it others, withdraw the publication first."
        )
    if any(not is_as_narrow(paper, audience) for paper in papers):
        return refused("It has a paper for more readers than that. Drop the paper first.")
    return ALLOWED


def may_move_item(*, place: int, last: int, standing: Collection[int], was: int) -> Verdict:
    """`standing` are the places of items that stand published; they keep them."""
    if not 1 <= place <= last:
        return refused(f"The agenda has places 1 to {last}.")
    if was in standing:
        return refused("The item is published, and keeps its place.")
    if place <= max(standing, default=0):
        return refused(f"Items 1 to {max(standing)} are published, and keep their places.")
    return ALLOWED


def may_drop(*, what: str, stays: bool, withdrawn: str, reason: str) -> Verdict:
    """Before it is on record, an item or a paper just goes; afterwards it is withdrawn, with a reason."""
    if withdrawn:
        return refused(f"The {what} was withdrawn already.")
    if stays and not reason.strip():
        return refused(f"The {what} is on record by now. Say why it is withdrawn.")
    return ALLOWED


def may_add_paper(*, audience: str, item: str, withdrawn: str) -> Verdict:
    """`item` is the audience of its item."""
    if withdrawn:
        return refused("The item was withdrawn.")
    if not is_as_narrow(audience, item):
        return refused("A paper cannot have more readers than its item.")
    return ALLOWED


def may_publish_agenda(*, is_cancelled: bool, stands: bool, items: int) -> Verdict:
    """`stands`: the agenda is published already."""
    if is_cancelled:
        return refused("The meeting is cancelled.")
    if stands:
        return refused("The agenda is published. What has changed since comes as a supplement.")
    return ALLOWED if items else refused("There is no item on the agenda yet.")


def may_publish_supplement(*, is_cancelled: bool, stands: bool, changes: int) -> Verdict:
    """`changes` is how much has changed since what stands published."""
    if is_cancelled:
        return refused("The meeting is cancelled.")
    if not stands:
        return refused("The agenda is not published. Publish it first.")
    return ALLOWED if changes else refused("Nothing has changed since the agenda was published.")


def may_come_late(late: Sequence[Due], *, reason: str, is_permitted: bool) -> Verdict:
    """H7.5: what comes after its last day, as the constitution says of each deadline that has passed."""
    reasons = []
    for due in late:
        by = f"{_first(due.deadline.what)} were due by {told(due.day)}"
        if due.deadline.late is Late.REFUSED:
            reasons.append(f"{by}; what comes later is not taken.")
        elif due.deadline.late is Late.PERMITTED:
            who = due.deadline.permission or "whoever permits it"
            if not is_permitted:
                reasons.append(f"{by}: {who} has to permit it.")
            if not reason.strip():
                reasons.append(f"{by}: say why it comes late.")
    return refused(*dict.fromkeys(reasons)) if reasons else ALLOWED


def past(deadlines: Sequence[Due], today: date) -> list[Due]:
    """The deadlines that are over today."""
    return [due for due in deadlines if due.day < today]


def permitters(late: Sequence[Due]) -> str:
    """Who has to permit what comes late; nothing where nobody has to."""
    named = [due.deadline.permission for due in late if due.deadline.late is Late.PERMITTED]
    return " and ".join(dict.fromkeys(each or "whoever permits it" for each in named))


def late_in_words(late: Sequence[Due]) -> tuple[str, ...]:
    """What stands against it, deadline by deadline, and what the constitution says of that."""
    found = []
    for due in late:
        rule = due.deadline
        clauses = f" ({', '.join(rule.clauses)})" if rule.clauses else ""
        found.append(f"{_first(rule.what)} were due by {told(due.day)}{clauses}. What comes late is {rule.late}.")
    return tuple(found)


def why_late(late: Sequence[Due], *, reason: str, permitter: str) -> str:
    """What a supplement says of its coming late; nothing where it does not."""
    if not late:
        return ""
    said = f"This came after the last day for it, {told(min(due.day for due in late))}"
    said += f", by permission of {permitter}" if permitter else ""
    return f"{said}. {reason.strip()}".strip()


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def may_withdraw(*, is_withdrawn: bool, reason: str) -> Verdict:
    """A publication is withdrawn once, with a reason."""
    if is_withdrawn:
        return refused("It is withdrawn already.")
    return ALLOWED if reason.strip() else refused("Say why it is withdrawn; those who look for it read the reason.")
