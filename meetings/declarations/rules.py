"""Whether an interest may be declared, and who may rule on it."""

from __future__ import annotations

from collections.abc import Collection

from meetings.attendance.rules import NOT_YET
from trustboard.acts.verdict import ALLOWED, Verdict, refused


def may_answer_for(*, is_cancelled: bool, is_over: bool, is_to_come: bool, is_own: bool) -> Verdict:
    """Interests are declared before or at the meeting (KA13); afterwards the officer alone records what was."""
    if is_cancelled:
        return refused("The meeting is cancelled: there is nothing to declare.")
    if is_to_come:
        return refused(NOT_YET)
    return refused("The meeting is over: the officer records what was declared.") if is_over and is_own else ALLOWED


def may_declare(
    *, kind: str, kinds: Collection[str], nature: str, is_there: bool, lacks_seat: bool = False, withdrawn: bool = False
) -> Verdict:
    """An interest is of a kind that the constitution names, and says what it is; once for an item that stands.

    `lacks_seat`: they sit there and do not say for which seat, though an interest may bind the seat or its agency.
    """
    if kinds and kind not in kinds:
        return refused("Say of which kind the interest is.")
    if not nature.strip():
        return refused("Say what the interest is.")
    if lacks_seat:
        return refused("Say for which seat it is declared.")
    if withdrawn:
        return refused("That item was withdrawn: there is nothing to declare in it.")
    return refused("That interest is declared for the item already.") if is_there else ALLOWED


def may_correct(*, stands: bool, is_own: bool, was_own: bool, is_ruled: bool) -> Verdict:
    """A declaration that stands is corrected by whoever made it, until it was ruled on: what the chair has ruled (K6.2,
    H7.7) is not undone by who it was ruled on. The officer corrects any. `stands`: there is such a one of theirs.
    """
    if not stands:
        return refused("There is no such declaration to correct.")
    if is_own and not was_own:
        return refused("The officer recorded that for you: ask the officer to correct it.")
    if is_own and is_ruled:
        return refused("It was ruled on already: ask the officer to correct it.")
    return ALLOWED


def may_withdraw(
    *,
    stands: bool,
    is_own: bool,
    was_own: bool,
    is_begun: bool,
    is_voting: bool,
    is_before: bool,
    reason: str,
) -> Verdict:
    """A declaration that stands is withdrawn, for a reason, by whoever made it until the meeting has begun, and by the
    officer at any time: from then on neither it nor what was ruled on it (K6.2, H7.7) bars anybody. While a vote is
    open nobody's part in it changes. `is_before`: the withdrawal speaks of a moment before the declaration.
    """
    if not stands:
        return refused("There is no such declaration to withdraw.")
    if is_own and not was_own:
        return refused("The officer recorded that for you: ask the officer to withdraw it.")
    if is_own and is_begun:
        return refused("The meeting has begun: ask the officer to withdraw it.")
    if is_voting:
        return may_rule_while_voting(is_voting=True)
    if is_before:
        return refused("It was declared only after that time.")
    return ALLOWED if reason.strip() else refused("Say why it is withdrawn.")


def may_dismiss(*, concerns: bool, is_there: bool) -> Verdict:
    """What is dismissed was proposed: an interest of the register that concerns an agency of the item."""
    if is_there:
        return refused("It was answered already.")
    return ALLOWED if concerns else refused("That interest was not proposed for the item.")


def may_rule(*, ruler: str, presiding: str, declarant: str, needs_ruling: bool, stands: bool = True) -> Verdict:
    """Whoever presides over the item rules, never on themself: then the vice-chair presides, or whom those present
    choose (K6.2, H7.7). Nothing is ruled on a declaration that was withdrawn or corrected since.
    """
    if not stands:
        return refused("That declaration does not stand any more: it was withdrawn or corrected.")
    if not needs_ruling:
        return refused("No ruling is needed: the constitution settles it, or they have gone by their own choice.")
    if not presiding:
        return refused("Nobody presides. Say first who does.")
    if presiding == declarant:
        return refused("Nobody rules on their own interest. Say first who presides over the item.")
    return ALLOWED if ruler == presiding else refused("Only whoever presides over the item rules.")


def may_rule_while_voting(*, is_voting: bool) -> Verdict:
    """While a vote is open nobody's part in it changes."""
    return refused("A vote is open: close it first.") if is_voting else ALLOWED


def may_rule_on_procedure(*, text: str, presiding: str) -> Verdict:
    """Procedure is for whoever presides (H7.10)."""
    if not presiding:
        return refused("Nobody presides. Say first who does.")
    return ALLOWED if text.strip() else refused("Say what was ruled.")
