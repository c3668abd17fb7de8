"""A part as it is said, with the names that the trusts use."""

from __future__ import annotations

from governance.constitution.core.constitution import Part, Rules
from governance.constitution.english.saying import said_of
from governance.constitution.english.wording import Names
from governance.constitution.writing.inheritance import CHECKED_BEFORE
from governance.constitution.writing.parse_constitution import parse_rules

NAMES = Names(
    agencies={
        "kcc": "Kent County Council",
        "police": "Kent Police",
        "yos": "the Youth Offending Service",
        "commissioning": "Children's Health Commissioning",
        "east": "East Kent PCT",
        "west": "West Kent PCT",
        "districts": "district councils",
        "medway": "Medway Council",
    },
    tags={
        "skills": "the Learning and Skills Council or providers of related services",
        "officer": "an officer of the council",
        "tpct": "a representative of the TPCT",
    },
    bodies={"board": "Haringey Children's Trust Board", "group": "the Executive Group"},
    sittings={"agm": "annual general meeting"},
    decisions={"rules": "a change of the rules"},
)
LISTS = {
    "sittings": ["adjourned", "agm"],
    "decisions": ["budget", "rules", "urgent", "commissioning"],
    "requests": ["special-meeting"],
}


def rules(**written) -> Rules:
    return parse_rules({"lists": LISTS, **written}, CHECKED_BEFORE)


def said(part: str, written) -> list[str]:
    return [each.text for each in said_of(Part(part), rules(**{part: written}), NAMES)]


def labelled(part: str, written) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in said_of(Part(part), rules(**{part: written}), NAMES)]
