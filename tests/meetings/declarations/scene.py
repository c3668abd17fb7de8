"""A board that names kinds of interest of every form, and its published agenda with papers, one item to commission."""

from __future__ import annotations

from typing import Any

from governance.constitution.core.bars import Ruled
from governance.membership.models import Person, Seat
from meetings.agenda.models import Audience, Item, Purpose
from meetings.attendance.roll import Kind
from meetings.declarations.acts import declare_interest_at, rule_on
from meetings.declarations.models import Declaration
from tests.meetings.agenda.scene import item_of, paper_of, published
from tests.meetings.attendance.scene import Room, at, has_part
from tests.world import by
from trustboard.accounts.models import User

KINDS: list[dict[str, Any]] = [
    {"name": "personal", "goes_unasked": True, "meaning": "A chance of personal gain."},
    {"name": "professional", "bar": "it does not count"},
    {"name": "own code", "bar": "by the rule itself", "out": "stays without part"},
    {"name": "of the seat", "binds": "the seat"},
    {"name": "of the agency", "binds": "the agency"},
    {
        "name": "possible bidder",
        "bar": "by the rule itself",
        "binds": "the agency",
        "out": "stays without part",
        "decisions": ["commissioning"],
    },
]


class Interested(Room):
    """The room, whose board names every form of interest. On its agenda, published, are a budget with a paper for
    everyone and one for members, and training to commission, for which the police will bid: Ann holds their seat, Ben
    is her deputy, and Ann's register holds a firm that concerns them. Cat holds health's and is chair.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        has_part(self.board, "lists", {"decisions": ["commissioning"]})
        has_part(self.board, "interests", {"kinds": KINDS, "test": "Declare it.", "clauses": ["K1.1"]})
        self.budget: Item = item_of(self.meeting, "Budget")
        self.open_paper = paper_of(self.budget, "Open paper")
        self.budget_paper = paper_of(self.budget, "Figures", Audience.MEMBERS)
        self.training: Item = item_of(self.meeting, "Training", purpose=Purpose.COMMISSIONING, bidders=["kent-police"])
        self.training_paper = paper_of(self.training, "Offers", Audience.CONFIDENTIAL)
        published(self.meeting)

    def declared(self, user: User | None = None, minute: float = 0, **told: Any) -> Declaration:
        """Ann told of a personal interest in the budget, unless said otherwise, so many minutes after two; by the
        officer unless it is somebody's own.
        """
        plain = {
            "person": self.ann,
            "seat": self.police,
            "item": self.budget,
            "kind": "personal",
            "nature": "My sister runs the firm.",
            "goes": False,
            "registered": None,
            "corrects": None,
            "at": None,
        }
        declare_interest_at(self.meeting, **(plain | told), by=by(user or self.officer, now=at(minute)))
        return Declaration.objects.latest("number")

    def sits(self) -> None:
        """The sitting is opened, Ann and Cat are there and Cat presides."""
        self.opened()
        self.came(self.ann, self.police)
        self.came(self.cat, self.health)
        self.recorded(Kind.PRESIDES, person=self.cat)

    def ruled(self, declaration: Declaration, ruled: Ruled = Ruled.LEAVES, minute: float = 5) -> None:
        """Cat has ruled on it, as the officer told."""
        told = by(self.officer, now=at(minute))
        rule_on(declaration, sitting=self.sitting, ruled=ruled, ruler=self.cat, at=None, by=told)

    def as_seat(self, person: Person, seat: Seat | None) -> dict[str, Any]:
        """What is told of somebody else than Ann."""
        return {"person": person, "seat": seat}
