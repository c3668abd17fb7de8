"""Words that the parts share: kinds of sitting and decision, lengths of time, what somebody wrote themselves."""

from __future__ import annotations

from governance.constitution.core.language import DecisionIs, SittingIs
from governance.constitution.english.circumstances import DECISIONS, SITTINGS
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import LINKING, is_linked, named, number

Stated = tuple[str, str, tuple[str, ...]]
"""A label, whole sentences, and the clauses that say so where they are not the part's."""

YEAR = 12
PLACING = ("not", "held", "called", "taken", "made")
"""With the linking words, the words that open a phrase of which sitting or decision is meant."""

HOW = ("by", "in", "on", "through", "at", "to", "with", "via", "from")
"""The words that open a phrase of how something is done."""

ASKING = ("would", "could", "should", "might", "does", "is", "are", "has", "will")
"""The words that open a question."""


def one_of(kind: SittingIs | DecisionIs, english: English) -> str:
    """One of the kind, or of the kinds: "an adjourned sitting", "a budget decision", "a sitting by consent"."""
    names, noun = (
        (english.names.sittings, "sitting") if isinstance(kind, SittingIs) else (english.names.decisions, "decision")
    )
    name = named(names, kind.kinds[0])
    first = name.split(" ", maxsplit=1)[0]
    if len(kind.kinds) == 1 and is_linked(name):
        if first in {*LINKING, *PLACING}:
            return f"a {noun} {name}"
        if first.endswith("s") and not first.endswith("ss"):
            return f"a {noun} on the {name}"
    return english.circumstances.so(kind).removeprefix("this is ")


def label_of(kind: SittingIs | DecisionIs, english: English) -> str:
    """What all of the kind are called: "Adjourned sittings", "Budget decisions", "Change of the rules"."""
    one = one_of(kind, english)
    bare = one.partition(" ")[2] if one.split(" ", maxsplit=1)[0] in {"a", "an"} else one
    is_plain = not is_linked(bare) and bare.split(" ")[-1] in {*SITTINGS, *DECISIONS}
    return capital(_several(bare) if is_plain else bare)


def as_sentence(pattern: str, words: str) -> str:
    """What somebody wrote as a sentence: fitted in where it is a phrase, alone where it has a capital of its own."""
    text = words.strip().removesuffix(".")
    ending = "" if text.endswith(("?", "!")) else "?" if text.split(" ")[0].lower() in ASKING else "."
    return f"{text}{ending}" if text[:1].isupper() else f"{pattern.format(text)}{ending}"


def by_way_of(words: str) -> str:
    """A phrase of how something is done: "by post"; "an annual report" is "by an annual report"."""
    opens = words.split(" ", maxsplit=1)[0].lower()
    return words if opens in HOW or words[:1].isupper() else f"by {words}"


def headed(words: str, empty: str) -> str:
    """The words as a heading; another where there are none."""
    return capital(words.strip().removesuffix(".")) or empty


def _several(noun: str) -> str:
    return f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"


def every(months: int) -> str:
    """How often: every year, every three years, every 18 months."""
    years, rest = divmod(months, YEAR)
    if not rest and years:
        return "every year" if years == 1 else f"every {number(years)} years"
    return "every month" if months == 1 else f"every {counted(months, 'month')}"


def counted(count: int, noun: str) -> str:
    """One month, two months, 18 months."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"
