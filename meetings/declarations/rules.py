"""Whether an interest may be declared, and who may rule on it."""

from __future__ import annotations

from collections.abc import Collection

from trustboard.acts.verdict import ALLOWED, Verdict, refused


def may_declare(*, kind: str, kinds: Collection[str], nature: str, is_there: bool) -> Verdict:
    """An interest is of a kind that the constitution names, and says what it is; once for an item."""
    if kinds and kind not in kinds:
        return refused("Say of which kind the interest is.")
    if not nature.strip():
        return refused("Say what the interest is.")
    return refused("That interest is declared for the item already.") if is_there else ALLOWED


def may_dismiss(*, concerns: bool, is_there: bool) -> Verdict:
    """What is dismissed was proposed: an interest of the register that concerns an agency of the item."""
    if not concerns:
        return refused("That interest was not proposed for the item.")
    return refused("It was answered already.") if is_there else ALLOWED


def may_rule(*, ruler: str, presiding: str, declarant: str, needs_ruling: bool) -> Verdict:
    """Whoever presides over the item rules, never on themself: then the vice-chair presides, or whom those present
    choose (K6.2, H7.7).
    """
    if not needs_ruling:
        return refused("No ruling is needed: the constitution settles it, or they have gone by their own choice.")
    if not presiding:
        return refused("Nobody presides. Say first who does.")
    if presiding == declarant:
        return refused("Nobody rules on their own interest. Say first who presides over the item.")
    return ALLOWED if ruler == presiding else refused("Only whoever presides over the item rules.")


def may_rule_on_procedure(*, text: str, presiding: str) -> Verdict:
    """Procedure is for whoever presides (H7.10)."""
    if not presiding:
        return refused("Nobody presides. Say first who does.")
    return ALLOWED if text.strip() else refused("Say what was ruled.")
