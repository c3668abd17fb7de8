"""Interests in plain English: how they are declared, and what each kind of them brings."""

from __future__ import annotations

from collections.abc import Iterator

from governance.constitution.core.language import DecisionIs
from governance.constitution.core.settings import Asked, Bar, Binds, Interest, Interests, Out
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_words import Stated, as_sentence, every, headed, one_of
from governance.constitution.english.wording import is_linked, with_a

BARS = {
    Binds.PERSON: ("a member with {}", "the member is"),
    Binds.SEAT: ("whoever speaks for a seat with {}", "they are"),
    Binds.AGENCY: ("everyone from an agency with {}", "they are"),
}
"""Whom an interest binds, and how they are called after that."""


def interests(rule: Interests, english: English) -> Iterator[Stated]:
    """How interests are declared, and what each kind brings."""
    when = "at the start of the meeting" if rule.asked is Asked.START else "when the item comes"
    yield "Declaring", f"Interests are declared {when}.", ()
    if rule.register or rule.confirmed_every:
        confirmed = f", which each member confirms {every(rule.confirmed_every)}" if rule.confirmed_every else ""
        yield "Register", f"Members keep a register of interests{confirmed}.", ()
    for kind in rule.kinds:
        yield _headed(kind.name), " ".join(_brought(kind, english)), kind.clauses
    if rule.test:
        yield "In doubt", as_sentence("In doubt: {}", rule.test), ()


def _brought(kind: Interest, english: English) -> Iterator[str]:
    such = _interest(kind.name)
    if kind.meaning:
        yield as_sentence(f"{capital(such)} is {{}}", kind.meaning)
    first, *then = _barring(kind, such)
    only = f"on {one_of(DecisionIs(kind.decisions), english)}, " if kind.decisions else ""
    yield f"{capital(only + first)}."
    yield from then


def _headed(name: str) -> str:
    return headed(name if is_linked(name) else _interest(name).partition(" ")[2], "Interest")


def _interest(name: str) -> str:
    """One such interest: "a personal interest"; of what is named by a phrase, "such an interest" under its name."""
    noun = name.strip().removesuffix("s") if name.strip().endswith("interests") else name.strip()
    if not noun:
        return "an interest"
    if noun.split(" ")[-1] == "interest":
        return with_a(noun)
    return "such an interest" if is_linked(noun) else with_a(f"{noun} interest")


def _barring(kind: Interest, such: str) -> list[str]:
    """What the interest brings: a clause without its capital and full stop, then whole sentences."""
    whom, they_are = BARS[kind.binds]
    who = whom.format(such)
    leaves = kind.out is Out.LEAVES
    does = "leaves the room" if leaves else "stays in the room and takes no part"
    match kind.bar:
        case Bar.NEVER:
            return [f"{such} does not count"]
        case Bar.RULING:
            lifted = [f"{capital(kind.lifted_by)} may lift the bar."] if kind.lifted_by else []
            then = [f"Whoever is barred {does}.", *lifted]
            if not kind.goes_unasked:
                return [f"whoever presides rules whether {who} is barred from the item", *then]
            ruled = f"Otherwise whoever presides rules whether {they_are} barred from it."
            return [f"{who} is expected to leave for the item without being asked", ruled, *then]
    lifts = "no ruling can allow otherwise"
    if kind.lifted_by:
        lifts = f"only {kind.lifted_by} may lift the bar"
    unasked = " and goes without being asked" if kind.goes_unasked and leaves else ""
    then = [] if unasked else [f"Whoever is barred {does}."]
    return [f"{who} is barred from the item{unasked}; {lifts}", *then]
