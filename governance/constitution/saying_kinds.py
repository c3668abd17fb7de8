"""Kinds of sitting and decision as they are called: one of them within a sentence, and all of them as a heading."""

from __future__ import annotations

from governance.constitution.circumstances import DECISIONS, SITTINGS
from governance.constitution.english import English
from governance.constitution.language import DecisionIs, SittingIs
from governance.constitution.phrasing import capital
from governance.constitution.wording import is_linked


def one_of(kind: SittingIs | DecisionIs, english: English) -> str:
    """One of the kind, or of the kinds: "an adjourned sitting", "a budget decision"."""
    return english.circumstances.so(kind).removeprefix("this is ")


def label_of(kind: SittingIs | DecisionIs, english: English) -> str:
    """What all of the kind are called: "Adjourned sittings", "Budget decisions", "Change of the rules"."""
    one = one_of(kind, english)
    bare = one.partition(" ")[2] if one.split(" ", maxsplit=1)[0] in {"a", "an"} else one
    is_plain = not is_linked(bare) and bare.split(" ")[-1] in {*SITTINGS, *DECISIONS}
    return capital(_several(bare) if is_plain else bare)


def _several(noun: str) -> str:
    return f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
