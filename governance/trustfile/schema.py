"""What a trust file holds: its sections, and the keys of each in the order in which they are written.

The same tables are read by the parser, the writer and the page that explains the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from governance.constitution.core.constitution import Part


class Shape(Enum):
    """What stands behind a key."""

    KEY = auto()  # small letters, digits, hyphens
    NUMBER = auto()  # of a clause: letters, digits, dots, hyphens
    LINE = auto()  # one line of text
    PROSE = auto()  # text, with paragraphs
    LINES = auto()  # a list of one-line texts
    PROSES = auto()  # a list of texts
    DAY = auto()
    YES_NO = auto()
    CHOICE = auto()
    CHOICES = auto()  # a list of choices, kept in their order
    WITHIN = auto()  # body/seat or body/office
    PERSON = auto()  # the key of a person, or nobody
    COUNT = auto()  # a whole number, from 1
    PART = auto()  # of a constitution: plain data, as the rule language writes it


@dataclass(frozen=True, slots=True)
class Column:
    """One key: the attribute it fills, its shape, the most characters it may have, whether something new needs it.

    For a count, `limit` is the most it may be. `default` is what something new gets where the key is left out.
    """

    name: str
    key: str
    shape: Shape
    limit: int = 0
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    default: Any = None


SECTORS = (
    "council",
    "districts",
    "health",
    "police",
    "justice",
    "schools",
    "learning",
    "employment",
    "voluntary",
    "private",
    "families",
    "other",
)
DUTIES = ("statutory", "agreed", "none", "unsettled")
KINDS = ("board", "executive", "sub-group", "local", "task-and-finish", "advisory", "outside")
STANDINGS = ("in force", "proposed")
ACCESSES = ("open", "closed", "unsaid")
CLAUSE_KINDS = ("data", "rule", "check", "attest", "output", "reading")
CLAUSE_STANDINGS = ("in force", "proposed", "repealed")
SIGNERS = ("representatives", "agencies")
LIVES = ("replaced", "plan", "yearly")
NATIONS = ("england", "wales", "scotland", "northern ireland")
PARTS = ("lists", "inherits", *Part)
NOBODY = "nobody"

FROM = Column("starts", "from", Shape.DAY, is_needed=True)
UNTIL = Column("ends", "until", Shape.DAY)

TRUST = (
    Column("slug", "slug", Shape.KEY, 50, is_needed=True),
    Column("name", "name", Shape.LINE, 150, is_needed=True),
    Column("lead_authority", "lead authority", Shape.LINE, 150, default=""),
    Column("nation", "nation", Shape.CHOICE, choices=NATIONS, default="england"),
    Column("vision", "vision", Shape.PROSE, 20_000, default=""),
    Column("purpose", "purpose", Shape.PROSE, 20_000, default=""),
    Column("principles", "principles", Shape.PROSES, 20_000, default=()),
    Column("child", "who counts as a child", Shape.PROSE, 20_000, default=""),
)
AGENCY = (
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("name", "name", Shape.LINE, 150, is_needed=True),
    Column("sector", "sector", Shape.CHOICE, choices=SECTORS, is_needed=True),
    Column("duty", "duty", Shape.CHOICE, choices=DUTIES, default="none"),
    Column("passage", "passage", Shape.PROSE, 20_000, default=""),
)
BODY = (
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("name", "name", Shape.LINE, 150, is_needed=True),
    Column("kind", "kind", Shape.CHOICE, choices=KINDS, is_needed=True),
    Column("standing", "standing", Shape.CHOICE, choices=STANDINGS, default="in force"),
    Column("access", "access", Shape.CHOICE, choices=ACCESSES, default="unsaid"),
    FROM,
    UNTIL,
    Column("purpose", "purpose", Shape.PROSE, 20_000, default=""),
    Column("terms", "terms of reference", Shape.PROSES, 20_000, default=()),
    Column("offices", "offices", Shape.LINES, 60, default=()),
    Column("criteria", "criteria", Shape.PROSES, 20_000, default=()),
)
LINE = (
    Column("to", "to", Shape.KEY, 60, is_needed=True),
    Column("about", "about", Shape.LINE, 200, default=""),
    Column("through", "through", Shape.WITHIN, 130),
    FROM,
    UNTIL,
)
SEAT = (
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("title", "title", Shape.LINE, 150, is_needed=True),
    Column("agency", "agency", Shape.KEY, 60),
    Column("tags", "tags", Shape.LINES, 60, default=()),
    Column("votes", "votes", Shape.YES_NO, default=True),
    Column("weight", "weight", Shape.COUNT, 10_000, default=1),
    Column("filled", "filled", Shape.LINE, 300, default=""),
    Column("bound_seat", "bound to seat", Shape.WITHIN, 130),
    Column("bound_office", "bound to office", Shape.WITHIN, 130),
    Column("starts", "from", Shape.DAY),  # left out: with its body
    UNTIL,
)
PERSON = (
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("name", "name", Shape.LINE, 150, is_needed=True),
)
HOLDING = (
    Column("seat", "seat", Shape.WITHIN, 130, is_needed=True),
    FROM,
    Column("person", "person", Shape.PERSON, 60, is_needed=True),
    Column("powers", "powers", Shape.PROSE, 20_000, default=""),
)
NAMING = (
    Column("seat", "seat", Shape.WITHIN, 130, is_needed=True),
    FROM,
    Column("person", "person", Shape.PERSON, 60, is_needed=True),
)
OFFICE = (
    Column("body", "body", Shape.KEY, 60, is_needed=True),
    Column("office", "office", Shape.LINE, 60, is_needed=True),
    FROM,
    Column("person", "person", Shape.PERSON, 60),
    Column("seat", "seat", Shape.WITHIN, 130),
)
CLAUSE = (
    Column("key", "key", Shape.NUMBER, 20, is_needed=True),
    Column("text", "text", Shape.PROSE, 20_000, is_needed=True),
    Column("kinds", "kinds", Shape.CHOICES, choices=CLAUSE_KINDS, is_needed=True),
    Column("note", "note", Shape.LINE, 200, default=""),
    Column("source", "source", Shape.LINE, 200, default=""),
    FROM,
    UNTIL,
    Column("standing", "standing", Shape.CHOICE, choices=CLAUSE_STANDINGS, default="in force"),
)
CONSTITUTION = (FROM, *(Column(str(part), str(part), Shape.PART) for part in PARTS))
CLOSED_DAY = (
    Column("day", "day", Shape.DAY, is_needed=True),
    Column("reason", "reason", Shape.LINE, 100, is_needed=True),
)
AGREEMENT = (
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("name", "name", Shape.LINE, 150, is_needed=True),
    Column("body", "body", Shape.KEY, 60, is_needed=True),
)
BLOCK = (
    Column("agreement", "agreement", Shape.KEY, 60, is_needed=True),
    Column("key", "key", Shape.KEY, 60, is_needed=True),
    Column("title", "title", Shape.LINE, 150, is_needed=True),
    Column("agency", "agency", Shape.KEY, 60),
    FROM,
    UNTIL,
)
SIGNATORY = (
    Column("block", "block", Shape.WITHIN, 130, is_needed=True),
    FROM,
    Column("person", "person", Shape.PERSON, 60, is_needed=True),
)
EDITION = (
    Column("agreement", "agreement", Shape.KEY, 60, is_needed=True),
    Column("number", "number", Shape.COUNT, 1000, is_needed=True),
    Column("title", "title", Shape.LINE, 200, is_needed=True),
    Column("signers", "signers", Shape.CHOICE, choices=SIGNERS, default="representatives"),
    Column("deputies_sign", "deputies sign", Shape.YES_NO, default=False),
    Column("life", "life", Shape.CHOICE, choices=LIVES, default="replaced"),
    Column("effective", "in force from", Shape.DAY, is_needed=True),
    Column("until", "plan ends before", Shape.DAY),
    Column("reviews", "reviews", Shape.LINES, 10, default=()),
    Column("statement", "statement", Shape.PROSE, 2_000, is_needed=True),
    Column("text", "text", Shape.PROSE, 200_000, is_needed=True),
)
