"""What was recorded of seats, people and bodies, in plain sentences. Words in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from governance.membership.rules import told

NOBODY = ""


def holding_in_words(seat: str, starts: date, person: str) -> str:
    """From a day on the seat is held, or vacant."""
    return f"from {told(starts)} {person} holds {seat}" if person else f"from {told(starts)} {seat} is vacant"


def naming_in_words(seat: str, starts: date, person: str) -> str:
    """From a day on the seat has a deputy, or none."""
    return f"from {told(starts)} {person or 'nobody'} is deputy for {seat}"


def office_in_words(office: str, starts: date, person: str, seat: str) -> str:
    """From a day on the office is held by a person, by a seat's holder, or by nobody."""
    if not person and not seat:
        return f"from {told(starts)} there is no {office}"
    return f"from {told(starts)} {person or f'whoever holds {seat}'} is {office}"


def recorded(now: str, *, before: str = "", is_struck: bool = False, is_correction: bool = False) -> str:
    """The sentence about one row: said first, said differently, or taken back."""
    if is_struck:
        return sentence(f"struck out, for it was never so: {now}")
    if not before or before == now:
        return sentence(now)
    how = "corrected" if is_correction else "changed"
    return f"{sentence(f'{how}: {now}')} Before it said: {before}."


def changes_in_words(now: Mapping[str, str], before: Mapping[str, str]) -> str:
    """Which facts have become others, one sentence each."""
    changed = [name for name in now if now[name] != before.get(name, "")]
    return " ".join(_change(name, before.get(name, ""), now[name]) for name in changed)


def listed(texts: Iterable[str]) -> str:
    """Several texts as one."""
    return "; ".join(texts)


def sentence(text: str) -> str:
    """The text with a capital and a stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _change(name: str, before: str, now: str) -> str:
    if not before:
        return f"{name}: now {quoted(now)}."
    if not now:
        return f"{name}: no longer {quoted(before)}."
    return f"{name}: now {quoted(now)}, before {quoted(before)}."


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"\u201c{text}\u201d"
