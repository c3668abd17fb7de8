"""The bank holidays of a nation, from a maintained library, and a trust's own closed days beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from governance.constitution.core.working_days import Closed


class Nation(StrEnum):
    """Whose bank holidays are kept."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern ireland"


SUBDIVISIONS = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}

# Where the library's name is not the one that people here know.
KNOWN_AS = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick's Day",
    "Saint Andrew's Day": "St Andrew's Day",
}
INSTEAD = " (observed)"


def closed_days(nation: Nation, years: Iterable[int], own: Mapping[date, str]) -> Closed:
    """What is closed besides weekends: the nation's bank holidays of those years by name, and the trust's own days.

    A substitute day says so, and so does each day of the trust's own ("closed: office move"). On a bank holiday its
    name is the reason. Days of years that were not asked for are not known to be closed, but for the trust's own.
    """
    # Loading the library takes a third of a second, which every command would pay; this takes it once, when asked.
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415 - so slow

    reasons = {day: f"closed: {reason}" for day, reason in own.items()}
    found = UnitedKingdom(subdiv=SUBDIVISIONS[nation], years=sorted(set(years)), language="en_GB", expand=False)
    reasons |= {day: _known_as(name) for day, name in found.items()}
    return Closed(reasons)


def _known_as(names: str) -> str:
    """The names of one day; the library puts a semicolon between two."""
    return " and ".join(_one_known_as(name) for name in names.split("; "))


def _one_known_as(name: str) -> str:
    plain = name.removesuffix(INSTEAD)
    return f"{KNOWN_AS.get(plain, plain)}{' (substitute day)' if plain != name else ''}"
