"""A board of five seats with an agreement of its representatives and one of organisations, made through the acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from governance.agreements.acts import (
    add_agreement,
    add_block,
    decline_agreement,
    enter_paper_signature,
    issue_edition,
    save_draft,
    sign_agreement,
)
from governance.agreements.models import Agreement, Block, Declined, Draft, Edition, Life, Signature, Signers
from governance.agreements.rules import Signing
from governance.membership.acts import name_deputy
from governance.membership.models import Person, Seat
from governance.membership.permissions import PERSON
from governance.structure.acts import add_agency
from governance.structure.models import Agency, Body, Duty, Sector
from tests.world import SINCE, World, body_of, by, member, operator, person_of, seat_of, seated
from trustboard.accounts.models import User
from trustboard.acts.by import By

EFFECTIVE = date(2024, 4, 1)
STATEMENT = "I have read the agreement, and I sign it for the organisation that I represent."
TEXT = """1. Purpose

The partners work together for children.

2. Duties of partners

(a) Each partner sends a representative to the board.

(b) Each representative tells their organisation what the board decides.

3. Money

3.1 Each partner pays its share in April.

3.2 The treasurer reports to the board every quarter.
"""
NEXT_TEXT = TEXT.replace("in April", "in May") + "\n4. Disputes\n\nThe chair hears both sides first.\n"
BLOCK_TEXT = "1. Partners\n\nThe organisations below are partners.\n\n2. Term\n\nIt lasts until it is replaced.\n"
DEVICE = "203.0.113.7, a browser on a desk"


def wording(**columns: Any) -> dict[str, Any]:
    """All that a draft says, as `save_draft` takes it; what is not given is plain."""
    plain = {
        "title": "Partner agency agreement",
        "text": TEXT,
        "statement": STATEMENT,
        "signers": Signers.REPRESENTATIVES,
        "deputies_sign": True,
        "life": Life.REPLACED,
        "effective": EFFECTIVE,
        "until": None,
        "reviews": [],
    }
    return plain | columns


def agreement_of(body: Body, key: str, name: str) -> Agreement:
    """An agreement of the body's trust without a text."""
    return add_agreement(body, key=key, name=name, by=operator()).result


def draft_of(agreement: Agreement, **columns: Any) -> Draft:
    """A new text under way."""
    return save_draft(agreement, version=None, **wording(**columns), by=operator()).result


def issued(agreement: Agreement, *, now: datetime | None = None, **columns: Any) -> Edition:
    """The next edition of the agreement, drafted and issued."""
    draft = draft_of(agreement, **columns)
    return issue_edition(agreement, version=draft.version, by=operator(now)).result


def proved(user: User, *, now: datetime | None = None) -> By:
    """The user, who has just given their password."""
    return replace(by(user, now=now), proved_by="password")


def at_seat(seat: Seat) -> str:
    """The place of a seat, as addresses name it."""
    return f"seat-{seat.pk}"


def at_block(block: Block) -> str:
    """The place of a block, as addresses name it."""
    return f"block-{block.pk}"


def shown(edition: Edition, person: Person, **otherwise: Any) -> Signing:
    """What somebody sends who was shown this edition, ticks the box and types their name."""
    sent = Signing(
        digest=edition.digest,
        statement_digest=edition.statement_digest,
        is_ticked=True,
        has_authority=True,
        typed=person.name,
    )
    return replace(sent, **otherwise)


def sign(
    edition: Edition, place: str, person: Person, user: User, *, now: datetime | None = None, **otherwise: Any
) -> Signature:
    """The person signs the edition at the place with their account."""
    acting = proved(user, now=now)
    return sign_agreement(
        edition,
        place,
        person,
        how=shown(edition, person, **otherwise),
        position="Director",
        shown_at=acting.now,
        device=DEVICE,
        by=acting,
    ).result


def decline(edition: Edition, place: str, person: Person, user: User, reason: str) -> Declined:
    """The person declines to sign the edition at the place."""
    return decline_agreement(edition, place, person, reason=reason, by=proved(user)).result


def sign_on_paper(edition: Edition, place: str, person: Person, *, scan: str, on: date = EFFECTIVE) -> Signature:
    """The person signed on paper, and it was entered. `scan` is the SHA-256 of a kept file."""
    return enter_paper_signature(
        edition, place, person, name=person.name, position="Director", on=on, scan=scan, by=operator()
    ).result


@dataclass(frozen=True)
class Represented:
    """A seat of the board with its agency, its holder and their account."""

    seat: Seat
    agency: Agency
    person: Person
    user: User

    @property
    def place(self) -> str:
        """Where they sign."""
        return at_seat(self.seat)


SEATS = [
    ("Police", Sector.POLICE, "Ada Ash"),
    ("Health", Sector.HEALTH, "Bob Birch"),
    ("Schools", Sector.SCHOOLS, "Cora Cedar"),
    ("Council", Sector.COUNCIL, "Des Dogwood"),
    ("Charities", Sector.VOLUNTARY, "Eve Elder"),
]


@dataclass
class AgreementsWorld(World):
    """Kent's board of five: police, health, schools, council and charities, each with its agency, holder and account.
    Una Oak, with an account, is named deputy of the police's seat; Yan Yew, without one, holds none.

    The partner agency agreement (`agreement`) is signed by the representatives: `edition` is issued and in force, and
    `draft` is under way; nobody has signed. The trust agreement (`charter`) is signed by organisations: at `chief` and
    `nurse`, both of health's, Bob Birch and Una Oak; at `young`, nobody's, Yan Yew. `charter_edition` is issued.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        kent = self.kent
        self.board = body_of(kent, "Board")
        self.police, self.health, self.schools, self.council, self.charities = self.represented = [
            self._represented(*each) for each in SEATS
        ]
        self.una, self.yan = person_of(kent, "Una Oak"), person_of(kent, "Yan Yew")
        self.una_user = member(self.una, "Una Oak", PERSON, second_factor=False)
        name_deputy(self.police.seat, person=self.una, name="", starts=SINCE, by=operator())

        self.agreement = agreement_of(self.board, "partner-agency-agreement", "Partner agency agreement")
        self.edition = issued(self.agreement)
        self.draft = draft_of(self.agreement, text=NEXT_TEXT)

        self.charter = agreement_of(self.board, "trust-agreement", "Trust agreement")
        self.chief = self._block("Health, chief executive", self.health.agency, self.health.person)
        self.nurse = self._block("Health, chief nurse", self.health.agency, self.una)
        self.young = self._block("Young people", None, self.yan)
        self.charter_edition = issued(
            self.charter,
            title="Trust agreement",
            text=BLOCK_TEXT,
            signers=Signers.AGENCIES,
            deputies_sign=False,
        )

    def sign(self, one: Represented, edition: Edition | None = None, *, now: datetime | None = None) -> Signature:
        """The holder signs at their seat: the partner agency agreement, unless said otherwise."""
        return sign(edition or self.edition, one.place, one.person, one.user, now=now)

    def _represented(self, title: str, sector: Sector, name: str) -> Represented:
        add_agency(self.kent, name=f"Kent {title}", sector=sector, duty=Duty.STATUTORY, passage="", by=operator())
        agency = self.kent.agencies.get(name=f"Kent {title}")
        person = person_of(self.kent, name)
        seat = seat_of(self.board, title, agency=agency)
        seated(seat, person)
        return Represented(seat, agency, person, member(person, name, PERSON, second_factor=False))

    def _block(self, title: str, agency: Agency | None, person: Person | None) -> Block:
        return add_block(self.charter, title=title, agency=agency, person=person, starts=SINCE, by=operator()).result
