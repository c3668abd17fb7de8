"""Whether a meeting may be planned, moved, cancelled, closed to the public or told. Values in, verdict out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from governance.constitution.core.constitution import ORDINARY, Rules
from governance.constitution.core.publicity import Admission, Publicity, may_close
from governance.membership.rules import Span
from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

LONGEST = 24 * 60
"""The most minutes of a sitting."""


def may_plan(*, day: date, body: Span, is_outside: bool, minutes: int, taken: Collection[date], what: str) -> Verdict:
    """K10.1, H7.1: a body of the trust meets while it is there, for one meeting of a kind on a day.

    `taken` are the days of its other meetings of that kind, which is called `what`.
    """
    if is_outside:
        return refused("This body is outside the trust, which plans no meetings for it.")
    if not body.has(day):
        return refused(f"The body is not there on {told(day)}.")
    if day in taken:
        return refused(f"There is {what} on {told(day)} already.")
    return may_last(minutes)


def may_last(minutes: int) -> Verdict:
    """A meeting takes some time, and a day at most."""
    if 1 <= minutes <= LONGEST:
        return ALLOWED
    return refused(f"A meeting takes from 1 to {LONGEST:,} minutes.")


def may_agree(*, chosen: int) -> Verdict:
    """To agree the dates of a year is to agree one at least."""
    return ALLOWED if chosen else refused("Choose at least one day.")


def may_move(*, is_cancelled: bool, is_begun: bool, is_same: bool, reason: str) -> Verdict:
    """A meeting that has not begun is moved to another time or place, with a reason."""
    if is_cancelled:
        return refused("The meeting is cancelled. Add another one instead.")
    if is_begun:
        return refused("The meeting has been opened: its time and place are on record.")
    if is_same:
        return refused("It is then and there already: change its time or its place.")
    return ALLOWED if reason.strip() else refused("Say why it is moved.")


def may_cancel(*, is_cancelled: bool, is_begun: bool, reason: str) -> Verdict:
    """H7.1: a meeting that has not begun is cancelled once, with a reason."""
    if is_cancelled:
        return refused("The meeting is cancelled already.")
    if is_begun:
        return refused("The meeting has been opened: what was held cannot be cancelled.")
    return ALLOWED if reason.strip() else refused("Say why it is cancelled; everybody reads the reason.")


def may_close_to_public(rule: Publicity, *, is_cancelled: bool, is_begun: bool, is_open: bool, reason: str) -> Verdict:
    """H7.11: a meeting that has not begun is closed to press and public, for the reason that the constitution asks."""
    stands = _may_decide(is_cancelled=is_cancelled, is_begun=is_begun)
    if not stands.allowed:
        return stands
    if not is_open:
        return refused("It is closed to press and public already.")
    return may_close(rule, reason=reason)


def may_open_to_public(rule: Publicity, *, is_cancelled: bool, is_begun: bool, is_open: bool) -> Verdict:
    """H7.11: openness is the default and needs no reason, but a constitution that lets meetings be open."""
    stands = _may_decide(is_cancelled=is_cancelled, is_begun=is_begun)
    if not stands.allowed:
        return stands
    if is_open:
        return refused("It is open to press and public already.")
    if rule.meetings is Admission.CLOSED:
        return refused("Meetings are closed to press and public by the constitution.")
    return ALLOWED


def _may_decide(*, is_cancelled: bool, is_begun: bool) -> Verdict:
    if is_cancelled:
        return refused("The meeting is cancelled.")
    if is_begun:
        return refused("The meeting has been opened: who comes in is recorded at its desk.")
    return ALLOWED


def may_give_notice(*, is_cancelled: bool, is_begun: bool, is_over: bool, has_place: bool, readers: int) -> Verdict:
    """Notice is of a meeting to come, and says where it is or how to join it; `readers` are those whom it reaches."""
    if is_cancelled:
        return refused("The meeting is cancelled.")
    if is_begun or is_over:
        return refused("Notice is given before a meeting begins.")
    if not has_place:
        return refused("Say first where it is, or how to join it: move it to a place or a link.")
    return ALLOWED if readers else refused("Nobody who holds a seat can sign in yet: invite them first.")


def is_public(rules: Rules, *, is_said_open: bool) -> bool:
    """H7.11: whether press and public are admitted, unless it is decided otherwise for one meeting.

    Where the constitution is silent, it is as the body's own page says.
    """
    if rules.publicity.meetings is Admission.UNSAID:
        return is_said_open
    return rules.publicity.meetings is not Admission.CLOSED


def kinds_of(rules: Rules) -> tuple[str, ...]:
    """The kinds of meeting that the body knows, the ordinary one first."""
    kinds = (ORDINARY, *(kind.name for kind in rules.calendar.kinds), *rules.lists.sittings, *rules.quorum.sitting)
    return tuple(dict.fromkeys(kinds))


def may_be_of_kind(kind: str, *, kinds: Collection[str]) -> Verdict:
    """A meeting is of a kind that the body's constitution knows on the day."""
    return ALLOWED if kind in kinds else refused(f"The body has no kind of meeting called {kind}.")
