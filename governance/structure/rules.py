"""What trusts, agencies and bodies may be called, and who may answer to whom. Values in, verdict out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from itertools import count

from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

KEY_LENGTH = 50
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TAKEN_BY_PAGES = {"add", "found"}
"""What stands in the place of an address where our own pages have theirs."""

MEANS_ELSE = {"nobody"}
"""What a trust file says where there is no person."""


def may_found(*, slug: str, name: str, is_taken: bool) -> Verdict:
    """A trust has a name, and an address of its own that reads well."""
    if not SLUG.fullmatch(slug):
        return refused(
            "The address of a trust is made of small letters, digits and single hyphens, such as north-shire."
        )
    if not name.strip():
        return refused("A trust needs a name.")
    if slug in TAKEN_BY_PAGES:
        return refused(f"The address {slug} is one of our own pages. Choose another.")
    if is_taken:
        return refused(f"There is a trust at the address {slug} already.")
    return ALLOWED


def key_for(name: str, taken: Collection[str]) -> str:
    """The address that a name gives, with a number behind it where it is taken: "Kent Police" -> "kent-police"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:KEY_LENGTH].strip("-") or "unnamed"
    return next(key for key in _numbered(stem) if key not in {*taken, *TAKEN_BY_PAGES, *MEANS_ELSE})


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def may_be_named(name: str, *, others: Collection[str], what: str) -> Verdict:
    """Everything has a name that no other of its kind has here."""
    if not name.strip():
        return refused(f"Give the {what} a name.")
    if name.strip().casefold() in {other.casefold() for other in others}:
        return refused(f"There is {'an' if what[0] in 'aeiou' else 'a'} {what} of this name already.")
    return ALLOWED


def may_last(*, starts: date, ends: date | None, what: str) -> Verdict:
    """Whatever ends does so after it has begun."""
    if ends is not None and ends <= starts:
        return refused(f"The {what} must end after it begins.")
    return ALLOWED


def may_answer(*, is_itself: bool, is_drawn: bool) -> Verdict:
    """A body answers to another one, once from the same day."""
    if is_itself:
        return refused("A body cannot answer to itself.")
    if is_drawn:
        return refused("It answers to that body already.")
    return ALLOWED


def may_end_line(*, starts: date, ends: date) -> Verdict:
    """A line ends after it was drawn."""
    if ends <= starts:
        return refused(f"It answers to that body from {told(starts)} on; it can end only after that day.")
    return ALLOWED
