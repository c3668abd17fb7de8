"""Random histories of an agreement: its editions, blocks, signatures, refusals and what was sealed, by the acts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from governance.agreements.acts import add_block, keep_sealed, sign_agreement, withdraw_agreement
from governance.agreements.codes import new_code
from governance.agreements.models import Edition, Signature
from governance.membership.models import Person, Seat
from governance.structure.models import Trust
from tests.governance.agreements.scene import (
    agreement_of,
    at_seat,
    decline,
    issued,
    shown,
    sign_on_paper,
)
from tests.soak.histories import Rows
from tests.soak.scene import by
from tests.soak.signatories import Signatories, proved
from tests.world import SINCE
from trustboard.accounts.models import User
from trustboard.ledger.record import tables_of_record


@dataclass
class AgreementHistory:
    """An agreement with editions that were replaced and withdrawn, and one that is signed; and at least two rows of
    each table. What varies is what is said, who signs online, on paper or not at all, and in which order.
    """

    chance: random.Random
    room: Signatories = field(init=False)

    app = "governance"

    def __post_init__(self) -> None:
        self.room = Signatories()
        self.other = agreement_of(self.room.agreement.body, "other", self._word())
        self.signers = [
            (self.room.police, self.room.ann, self.room.ann_user),
            (self.room.health, self.room.bob, self.room.bob_user),
        ]
        for person in (self.room.ann, self.room.bob):
            named = {"agency": None, "person": person, "starts": SINCE + timedelta(days=self.chance.randrange(99))}
            add_block(self.room.agreement, title=self._word(), **named, by=by(self.room.officer))
        self._declined_and_replaced()
        withdraw_agreement(self._signed(), reason=self._word(), by=by(self.room.officer))
        self._signed()

    @property
    def trust(self) -> Trust:
        return self.room.trust

    def _word(self) -> str:
        return "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=10))

    def _issued(self) -> Edition:
        return issued(self.room.agreement, title=self._word(), text=f"1. {self._word()}\n")

    def _declined_and_replaced(self) -> None:
        edition = self._issued()
        for seat, person, user in self.chance.sample(self.signers, 2):
            decline(edition, at_seat(seat), person, user, self._word())

    def _signed(self) -> Edition:
        """Two sign a new edition, and it is sealed after each."""
        edition = self._issued()
        for seat, person, user in self.chance.sample(self.signers, 2):
            self._signs(edition, seat, person, user)
            keep_sealed(
                edition,
                code=new_code(),
                sha256=uuid4().hex * 2,
                signatures=[each.code for each in Signature.objects.filter(edition=edition)],
                seal="",
                head="",
                by=by(self.room.officer),
            )
        return edition

    def _signs(self, edition: Edition, seat: Seat, person: Person, user: User) -> None:
        if self.chance.random() < 0.3:
            sign_on_paper(edition, at_seat(seat), person, scan=uuid4().hex * 2)
            return
        acting = proved(user)
        sign_agreement(
            edition,
            at_seat(seat),
            person,
            how=shown(edition, person),
            position=self._word(),
            shown_at=acting.now,
            device=self._word(),
            by=acting,
        )

    def rows(self) -> Rows:
        """Every row of the agreement, as it now stands: by table, then by key."""
        tables, trust = tables_of_record(), self.trust
        mine: dict[str, dict[str, Any]] = {
            "governance_agreement": {"trust": trust},
            "governance_edition": {"agreement__trust": trust},
            "governance_block": {"agreement__trust": trust},
            "governance_signatory": {"block__agreement__trust": trust},
            "governance_signature": {"edition__agreement__trust": trust},
            "governance_declined": {"edition__agreement__trust": trust},
            "governance_asked": {"edition__agreement__trust": trust},
            "governance_sealed": {"edition__agreement__trust": trust},
        }
        return {
            table: {str(row["id"]): row for row in tables[table].model._base_manager.filter(**which).values()}
            for table, which in mine.items()
        }
