"""The small words of a rule: names behind keys, numbers, fractions, lists. Strings in, strings out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
PAIR = 2
VOWELS = frozenset("aeiouy")
HYPHENATED = ("co", "ex", "non", "vice")
"""What keeps its hyphen when a key is read as words: vice-chair, co-opted member."""

PEOPLE = (
    *("carer", "commissioner", "councillor", "director", "executive", "governor", "head", "headteacher", "magistrate"),
    *("nominee", "officer", "parent", "practitioner", "provider", "representative", "resident", "teacher", "trustee"),
)
"""What says of somebody who they are, without "member": two parents, a council officer."""

SPELT_WITH_A_VOWEL = tuple("AEFHILMNORSX")
NAME_WITH_AND = re.compile(r"\b[A-Z][\w'\u2019]* and (?=[A-Z])")
LINKING = ("about", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with")


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys are called, each kind for itself: an agency and a sector may share a key, but not a name's place.

    Agencies, bodies and sectors are called by their names, bodies and sectors without an article. Seats and offices
    are titles ("chair"). A tag says what somebody is ("an officer of the council"), whom they come from ("the
    providers of related services"), or which member they are ("lay"). Kinds of sitting and decision are what one is
    called ("annual general meeting", "budget decision") or which one it is ("annual", "budget"). A fact is a clause
    ("the notice was short") or a word ("emergency").
    """

    agencies: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    sittings: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def named(names: Mapping[str, str], key: str) -> str:
    """The name behind a key, as it stands within a sentence; a key without one is read as words."""
    name = names.get(key, key)
    if name == key:
        return words(key)
    return f"the {name[4:]}" if name.startswith("The ") else name


def words(key: str) -> str:
    """A key read as words: "district-councils" is district councils, "vice-chair" keeps its hyphen, "nhs" is NHS."""
    first, *rest = parts = [part if VOWELS.intersection(part) else part.upper() for part in key.split("-")]
    said = first
    for before, word in zip(parts, rest, strict=False):
        said += f"-{word}" if before in HYPHENATED else f" {word}"
    return said


def with_the(name: str) -> str:
    """The name with its article: "the Executive Group"."""
    return name if name.split(" ", maxsplit=1)[0].lower() in {"the", "a", "an"} else f"the {name}"


def with_a(noun: str) -> str:
    """The noun with its article: "an officer", unless it has one."""
    if noun.split(" ", maxsplit=1)[0].lower() in {"the", "a", "an"}:
        return noun
    first = noun.split(" ", maxsplit=1)[0]
    is_spelt = len(first) > 1 and first.isupper()
    has_vowel = first.startswith(SPELT_WITH_A_VOWEL) if is_spelt else first[:1].lower() in VOWELS - {"y"}
    return f"{'an' if has_vowel else 'a'} {noun}"


def is_person(name: str) -> bool:
    """Whether the name says of somebody who they are: "council officer"."""
    return name.rsplit(" ", maxsplit=1)[-1] in PEOPLE


def is_linked(name: str) -> bool:
    """Whether the name is a phrase by itself ("providers of services") and so cannot stand before a noun."""
    return any(word in LINKING for word in name.split(" "))


def number(count: int) -> str:
    """A number in words up to twelve, in figures above."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def fraction(share: Fraction) -> str:
    """A share as it is said before "of the members": "half", "two thirds", "60%", "twice the number"."""
    if share.denominator == 1 and share > 0:
        whole = share.numerator
        return {1: "all", 2: "twice the number"}.get(whole, f"{number(whole)} times the number")
    percent = share * 100
    if share > 1 or share.denominator not in PARTS:
        return f"{percent.numerator}%" if percent.denominator == 1 else str(share)
    if share == 0:
        return "0%"
    part = PARTS[share.denominator]
    if part == "half":
        return part
    return f"{number(share.numerator)} {part}{'' if share.numerator == 1 else 's'}"


class Weight(IntEnum):
    """How much punctuation a phrase carries, and so what must part it from its neighbours."""

    PLAIN = 0
    AND_OR = 1
    COMMAS = 2
    LISTS = 3


def weight(text: str, word: str = "") -> Weight:
    """What the phrase carries: a list, commas, an "and" or an "or", or nothing.

    In a list held by `word`, the same word within a phrase is no matter; nor is the "and" of a name ("Learning and
    Skills Council").
    """
    if ";" in text or ":" in text:
        return Weight.LISTS
    if "," in text:
        return Weight.COMMAS
    bare = NAME_WITH_AND.sub("", text)
    mixed = [other for other in (" and ", " or ") if other.strip() != word and other in bare]
    return Weight.AND_OR if mixed or text.startswith(("both ", "either ")) else Weight.PLAIN


def listed(phrases: Sequence[str], word: str, *, least: Weight = Weight.PLAIN) -> str:
    """The phrases as one list, parted by what none of them holds: commas, or semicolons.

    Two that hold an "and" or an "or" are parted by a comma. Where it is the last that is a list itself, it runs on.
    `least` is what the phrases carry at least, whatever they look like.
    """
    if len(phrases) < PAIR:
        return "".join(phrases)
    *before, last = phrases
    heaviest = max(least, *(weight(phrase, word) for phrase in before))
    ending = max(least, weight(last, word))
    if max(heaviest, ending) is Weight.PLAIN:
        return f"{', '.join(before)} {word} {last}"
    runs_on = heaviest <= Weight.AND_OR and ending is not Weight.COMMAS
    if len(before) == 1 and runs_on:
        return f"{before[0]}, {word} {last}"
    return f"{'; '.join(before)}; {word} {last}"
