"""What can happen in a story: each deed with what may be said beside it. Values only.

A deed is the key of an entry that says what happens. Behind it and behind each further key stands a text, a number, a
list of texts, or `yes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """What stands behind a key."""

    TEXT = "a text"
    NUMBER = "a number"
    TEXTS = "a list of texts"
    YES = '"yes"'


TEXT, NUMBER, TEXTS, YES = Shape.TEXT, Shape.NUMBER, Shape.TEXTS, Shape.YES


@dataclass(frozen=True, slots=True)
class Deed:
    """What stands behind the deed, and what must and may stand beside it."""

    said: Shape = YES
    needs: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def beside(self) -> dict[str, Shape]:
        """Every key that may stand beside it."""
        return {**self.needs, **self.may}


ITEM: Mapping[str, Shape] = {
    "purpose": TEXT,
    "decision": TEXT,
    "lead": TEXT,
    "minutes": NUMBER,
    "audience": TEXT,
    "reason": TEXT,
    "bidders": TEXTS,
    "about": TEXT,
}
"""What an item of an agenda says besides its title."""

STANDING_ITEM: Mapping[str, Shape] = {"minutes": NUMBER, "stays last": YES}
"""What a standing item says besides its title."""

PREPARING = {
    "notice": Deed(),
    "agenda laid": Deed(),
    "agenda published": Deed(),
    "supplement": Deed(TEXT, may={"permitted": YES}),
    "item": Deed(TEXT, may=ITEM),
    "paper": Deed(TEXT, needs={"of": TEXT, "text": TEXT}, may={"audience": TEXT}),
    "closed to the public": Deed(TEXT),
    "answer": Deed(TEXT, needs={"from": TEXTS}, may={"reason": TEXT}),
    "registers": Deed(TEXT, needs={"for": TEXT}, may={"agency": TEXT, "public": YES}),
}

SITTING = {
    "opens": Deed(),
    "come": Deed(TEXTS, may={"remotely": YES}),
    "deputies come": Deed(TEXTS, may={"remotely": YES}),
    "guest": Deed(TEXT, needs={"as": TEXT}),
    "guest leaves": Deed(TEXT),
    "leave": Deed(TEXTS),
    "absent": Deed(TEXTS),
    "speaks": Deed(TEXT, needs={"for": TEXT}),
    "presides": Deed(TEXT, may={"over": TEXT}),
    "interests asked": Deed(),
    "takes up": Deed(TEXT),
    "declares": Deed(TEXT, needs={"nature": TEXT}, may={"kind": TEXT, "in": TEXT, "goes": YES}),
    "rules": Deed(TEXT, needs={"on": TEXT}),
    "rules on procedure": Deed(TEXT),
    "motion": Deed(TEXT, needs={"taken": TEXT}),
    "votes": Deed(TEXT, needs={"from": TEXTS}),
    "counted": Deed(may={"for": NUMBER, "against": NUMBER, "abstained": NUMBER}),
    "casting vote": Deed(TEXT),
    "decided": Deed(
        TEXT, needs={"how": TEXT}, may={"reasons": TEXT, "urgent": YES, "recommended to": TEXT, "powers": TEXT}
    ),
    "deferred": Deed(TEXT, needs={"awaited": TEXT}, may={"reasons": TEXT, "returns in": NUMBER}),
    "goes on for information": Deed(),
    "public leaves": Deed(TEXT),
    "writes": Deed(TEXT, may={"on": TEXT}),
    "closes": Deed(),
    "adjourns": Deed(NUMBER),
}

FOLLOWING = {
    "minutes": Deed(TEXT),
    "remark": Deed(TEXT, needs={"by": TEXT}, may={"on": TEXT}),
    "answered": Deed(TEXT, needs={"accepted": TEXT}),
    "approves": Deed(TEXT),
    "publishes": Deed(TEXT),
    "action": Deed(TEXT, needs={"key": TEXT, "due": NUMBER}, may={"owner": TEXT, "agency": TEXT, "from": TEXT}),
    "update": Deed(TEXT, needs={"action": TEXT}, may={"words": TEXT, "due": NUMBER}),
    "referred": Deed(TEXT, needs={"decision": TEXT}, may={"due": NUMBER}),
    "ratification": Deed(TEXT, needs={"decision": TEXT, "by": TEXT}, may={"reference": TEXT}),
}

AGREEING = {
    "accounts": Deed(TEXTS, needs={"agreement": TEXT}),
    "takes the seat": Deed(TEXT, needs={"at seat": TEXT}),
    "signs": Deed(TEXTS, needs={"agreement": TEXT}),
    "signs on paper": Deed(TEXT, needs={"agreement": TEXT}),
    "declines": Deed(TEXT, needs={"agreement": TEXT, "for": TEXT}),
    "reminded": Deed(TEXT),
    "issued": Deed(TEXT, needs={"rewords": TEXT, "adds": TEXT}),
    "block": Deed(TEXT, needs={"agreement": TEXT, "signatory": TEXT}, may={"agency": TEXT}),
    "sealed": Deed(TEXT),
}
"""What becomes of an agreement. Who signs is called by the key of the seat or the block, and behind a comma by their
position; behind `reminded`, `issued` and `sealed` stands the key of the agreement."""

DEEDS: Mapping[str, Deed] = {**PREPARING, **SITTING, **FOLLOWING, **AGREEING}
